import { describe, expect, it } from "vitest";

import { createEngine, type NodeJson, type ProgramJson } from "../formula";
import { Book } from "../grid";
import { renewedWords } from "./renewed";

const words = (before: Record<string, string | null>, now: Record<string, string | null>, more: { since?: "saved"; overrides?: string[]; entered?: Record<string, string>; values?: Record<string, string> } = {}) => {
  const overrides = Object.fromEntries((more.overrides ?? []).map((key) => [key, { reason: "Theo biên bản." }]));
  const book = new Book({ values: more.values ?? {}, overrides, specOf: () => ({ kind: "carried" }) });
  return Object.fromEntries(renewedWords({ repeated: new Map(Object.entries(before)), ...(more.since && { since: more.since }), ...(more.entered && { entered: more.entered }) }, new Map(Object.entries(now)), book));
};

describe("figures that came from another report", () => {
  it("tells each that is another one, with the one before", () => {
    expect(words({ "r1:c1": "1200", "r2:c1": "5", "r3:c1": null }, { "r1:c1": "1300", "r2:c1": "5.0", "r3:c1": "7" })).toEqual({
      "r1:c1": "vừa đổi theo báo cáo khác; trước đó: 1.200",
      "r3:c1": "vừa đổi theo báo cáo khác; trước đó: để trống",
    });
  });

  it("keeps an overridden figure and tells the one that it stands for", () => {
    expect(words({ "r1:c1": "1200" }, { "r1:c1": "1300" }, { overrides: ["r1:c1"] })).toEqual({ "r1:c1": "số chuyển sang nay là 1.300; số đã sửa vẫn giữ" });
  });

  it("says of what moved while the form did not stand open that it is since the last save", () => {
    expect(words({ "r1:c1": "1200", "r2:c1": "7" }, { "r1:c1": "1300", "r2:c1": "7", "r3:c1": "5" }, { since: "saved" })).toEqual({ "r1:c1": "đã đổi theo báo cáo khác từ lần lưu trước; khi đó: 1.200" });
  });

  it("says nothing of the cells of a row that was added", () => {
    expect(words({}, { "o1#k1:c1": "9" })).toEqual({});
  });

  it("of a form opened anew tells what became carried, and what waits for entry now", () => {
    expect(words({ "r2:c1": "8" }, { "r1:c1": "100" }, { entered: { "r1:c1": "90", "r3:c2": "4" }, values: { "r3:c2": "4" } })).toEqual({
      "r1:c1": "vừa đổi theo báo cáo khác; trước đó: 90",
      "r2:c1": "vừa đổi theo báo cáo khác; trước đó: 8",
    });
  });
});

describe("what an overridden cell would carry over", () => {
  const formula = (key: string, source: string | null, expr: NodeJson) => ({ key, kind: "carried" as const, decimals: 1, open: null, override: true, source, expr });
  const program: ProgramJson = {
    spec: "program/1",
    form: "f_1",
    formulas: [formula("r1:c1", "prev|f_1|r1:c3", ["c", "prev|f_1|r1:c3"]), formula("r2:c1", null, ["+", [[1, ["c", "prev|f_1|r1:c3"]], [1, ["c", "r2:c2"]]]])],
    checks: [],
    externals: [{ key: "prev|f_1|r1:c3", form: "f_1", cell: "r1:c3", period: "prev" }],
    kinds: {},
    owners: {},
  };

  it("is known beside the figure that stands", () => {
    const engine = createEngine(program);
    const { values } = engine.run({ "r1:c1": "5", "r2:c1": "6", "r2:c2": "0.25" }, {}, { "prev|f_1|r1:c3": "100" });
    expect(values).toEqual({ "r1:c1": "5", "r2:c1": "6" });
    expect([engine.carried("r1:c1"), engine.carried("r2:c1"), engine.carried("r9:c9")]).toEqual(["100", "100.3", null]);
  });
});
