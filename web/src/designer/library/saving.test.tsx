/** A list and an indicator are saved to the library from their own pages, by who may save there. */
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { get, post } from "../../http";
import type { Documents } from "../model/documents";
import { setState, useDesigner } from "../state/store";
import { type Part, useLibrary } from "./library";
import { SaveDocument } from "./SaveDialog";

vi.mock("../../http", async (original) => ({ ...(await original<object>()), get: vi.fn(), post: vi.fn() }));
const [asked, sent] = [vi.mocked(get), vi.mocked(post)];

/** For what comes a moment later, on however busy a machine. */
const PATIENCE = { timeout: 30_000 };

const KNOWN: Part = { id: "p_1", rev: 2, kind: "dimension", code: "DM.01", name: "Loại đơn", note: "", owner: "Thanh tra tỉnh", mine: true, preview: { more: 0 }, href: "" };

beforeEach(() => {
  sent.mockReset();
  asked.mockReset();
  asked.mockResolvedValue({ parts: [KNOWN], may_save: true });
  sent.mockResolvedValue({ name: "Lĩnh vực", rev: 1 });
  const documents = {
    d_lv: { spec: "dimension/1", id: "d_lv", name: "Lĩnh vực", kind: "closed", members: { order: [], items: {} } },
    i_don: { spec: "indicator/1", id: "i_don", code: "KN.01", name: "Số đơn", type: "number", decimals: 0, additivity: {} },
  } as unknown as Documents;
  setState({ ...useDesigner.getInitialState(), documents, draft: { ...useDesigner.getState().draft, id: "n1", editable: true } });
  useLibrary.setState({ parts: [KNOWN], maySave: true });
});
afterEach(cleanup);

const open = (): boolean => fireEvent.click(screen.getByRole("button", { name: "Lưu vào thư viện" }));
const save = (): boolean => fireEvent.submit(document.querySelector("dialog form")!);

it("a list is saved under its name and a code that is typed", async () => {
  render(<SaveDocument kind="dimension" id="d_lv" />);
  open();
  expect(screen.getByRole("heading", { name: "Lưu “Lĩnh vực” vào thư viện" })).toBeTruthy();
  fireEvent.change(screen.getByLabelText("Mã phần"), { target: { value: "DM.02" } });
  save();
  await waitFor(() => expect(document.querySelector("dialog")).toBeNull(), PATIENCE);
  expect(sent).toHaveBeenCalledExactlyOnceWith("/api/drafts/n1/library/save", { document: "d_lv", part: "", code: "DM.02", name: "Lĩnh vực", note: "" });
});

it("an indicator brings its own code, and no part of another kind is offered to be revised", async () => {
  render(<SaveDocument kind="indicator" id="i_don" />);
  open();
  expect(screen.queryByLabelText("Lưu thành")).toBeNull();
  save();
  await waitFor(() => expect(sent).toHaveBeenCalledExactlyOnceWith("/api/drafts/n1/library/save", { document: "i_don", part: "", code: "KN.01", name: "Số đơn", note: "" }), PATIENCE);
});

it("a list becomes the next revision of a part of the unit", async () => {
  render(<SaveDocument kind="dimension" id="d_lv" />);
  open();
  fireEvent.change(screen.getByLabelText("Lưu thành"), { target: { value: "p_1" } });
  save();
  await waitFor(() => expect(sent.mock.calls[0]?.[1]).toMatchObject({ document: "d_lv", part: "p_1", code: "DM.01" }), PATIENCE);
});

it("who may not save to the library sees no button", () => {
  useLibrary.setState({ maySave: false });
  render(<SaveDocument kind="dimension" id="d_lv" />);
  expect(screen.queryByRole("button")).toBeNull();
});
