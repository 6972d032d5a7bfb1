import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { act } from "react-dom/test-utils";
import { expect, it, vi } from "vitest";

import { openForm, type OpenForm } from "../opening";
import { useReceived, type Received } from "./useReceived";

vi.mock("../opening", () => ({ openForm: vi.fn() }));

/** For what comes a moment later, on however busy a machine. */
const PATIENCE = { timeout: 30_000 };

/** A form as it is opened: to be filled in, or only to be read. */
function opened(id: string, fills: boolean): OpenForm {
  const saver = fills ? { flush: async () => undefined, unsaved: false } : null;
  return { desk: { payload: { form: { id } } }, saver, message: "", dispose: () => undefined } as unknown as OpenForm;
}

it.each([[true, null], [false, "f_1"]])("leaves the table of before only where nothing is typed into it (filled in: %s), until the next is there", async (fills, meanwhile) => {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
  let arrive!: (form: OpenForm) => void;
  vi.mocked(openForm).mockResolvedValueOnce(opened("f_1", fills)).mockReturnValueOnce(new Promise((done) => { arrive = done; }));
  let found!: Received;
  const root = createRoot(document.createElement("div"));
  const say = () => undefined;
  const Shown = ({ form }: { form: string }) => { found = useReceived({ submission: "s1", formId: form, user: "lan", turn: 0, onMessage: say }); return null; };
  const shown = () => found.desk?.payload.form.id ?? null;
  await act(async () => root.render(createElement(Shown, { form: "f_1" })));
  await vi.waitFor(() => expect(shown()).toBe("f_1"), PATIENCE);
  await act(async () => root.render(createElement(Shown, { form: "f_2" })));
  await vi.waitFor(() => expect(vi.mocked(openForm).mock.lastCall![0].formId).toBe("f_2"), PATIENCE);
  await vi.waitFor(() => expect(shown()).toBe(meanwhile), PATIENCE);
  await act(async () => arrive(opened("f_2", fills)));
  await vi.waitFor(() => expect(shown()).toBe("f_2"), PATIENCE);
  act(() => root.unmount());
});
