import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { act } from "react-dom/test-utils";
import { describe, expect, it, vi } from "vitest";

import { readReasons, useReasons, type Reasons } from "./keptReasons";

const reason = { form: "f_1", key: "r1:c2", cell: "01/T: Dòng một · Một (cột 2)", text: "Sai so với sổ" };

describe("reasons kept between visits", () => {
  it("come back under their cells", () => {
    expect([...readReasons(JSON.stringify([reason]))]).toEqual([["f_1!r1:c2", reason]]);
  });
  it("are none where nothing or something else was kept", () => {
    for (const text of [null, "", "{", "5", "[null]", '[{"form": "f_1"}]', '{"form": 1}']) expect(readReasons(text).size).toBe(0);
  });
});

it("are not left without asking where the browser keeps none", () => {
  const full = vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => { throw new Error("full"); });
  let keep!: (next: Reasons) => void;
  const root = createRoot(document.createElement("div"));
  const Shown = () => { keep = useReasons("s1", "lan")[1]; return null; };
  const asks = () => !window.dispatchEvent(new Event("beforeunload", { cancelable: true }));
  act(() => root.render(createElement(Shown)));
  expect(asks()).toBe(false);
  act(() => keep(new Map([["f_1!r1:c2", reason]])));
  expect(asks()).toBe(true);
  act(() => keep(new Map()));
  expect(asks()).toBe(false);
  act(() => root.unmount());
  full.mockRestore();
});
