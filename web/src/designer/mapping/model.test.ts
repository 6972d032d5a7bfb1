import { expect, test } from "vitest";
import { changedHow, derived, entryOf, type FormMapping, type KnownPlace, pointedAt, proposed, shownFormula, type Target, toggled, withSaid, writtenFormula } from "./model";

const place = (key: string) => ({ key, words: `cột ${key}`, short: key });

function line(over: Partial<Target>): Target {
  return { key: "n1", axis: "column", words: "cột 1", how: "unsaid", from: [], expr: "", said: false, open: 1, proposal: null, problems: [], ...over };
}

function form(over: Partial<FormMapping> = {}): FormMapping {
  return {
    id: "f_1", source: "f_1", source_code: "01", mapping: null, mapping_id: "m_1", base: "a".repeat(64), base_fits: true, state: "changed",
    left: { old: 3, new: 2 }, targets: [], sources: [], places: [], tables: { old: [], new: [] }, offered: [], ...over,
  };
}

const OPEN = form({
  targets: [
    line({ key: "n2", proposal: { how: "sum", from: [place("c2"), place("c3")], confidence: 0.9, why: "group" } }),
    line({ key: "n5", proposal: { how: "new", from: [], confidence: 0.6, why: "nothing_like" } }),
    line({ key: "n6", said: true, how: "same", from: [place("c6")], proposal: { how: "same", from: [place("c7")], confidence: 0.6, why: "caption" } }),
  ],
  sources: [
    { key: "c9", words: "cột 9", how: "unsaid", reason: "", open: 1, proposal: { how: "dropped", reason: "không còn" }, problems: [] },
    { key: "c2", words: "cột 2", how: "unsaid", reason: "", open: 1, proposal: { how: "dropped", reason: "không còn" }, problems: [] },
    { key: "c8", words: "cột 8", how: "dropped", reason: "đã bỏ", open: 0, proposal: null, problems: [] },
  ],
});

test("all proposals are taken but where a person has already said something", () => {
  const found = proposed(OPEN);
  expect(found.entries).toEqual({ n2: { how: "sum", from: ["c2", "c3"] }, n5: { how: "new" } });
  // What a proposal takes is not dropped.
  expect(found.dropped).toEqual({ c9: { reason: "không còn" } });
  expect(found.count).toBe(3);
});

test("a mapping is begun with the release it starts from, and added to afterwards", () => {
  const begun = withSaid(OPEN, null, { n5: { how: "new" } });
  expect(begun).toEqual({ spec: "mapping/1", id: "m_1", form: "f_1", base: "a".repeat(64), entries: { n5: { how: "new" } }, dropped: {} });
  const more = withSaid(OPEN, begun, { n2: { how: "same", from: ["c2"] } }, { c9: { reason: "x" } });
  expect(Object.keys(more.entries)).toEqual(["n5", "n2"]);
  expect(more.dropped).toEqual({ c9: { reason: "x" } });
  expect(withSaid({ ...OPEN, source: "f_0" }, null, {}).source).toBe("f_0");
});

test("pointing at old places adds them up, pointing again takes them out", () => {
  expect(toggled(line({}), "c2")).toEqual({ how: "same", from: ["c2"] });
  expect(toggled(line({ said: true, how: "same", from: [place("c2")] }), "c3")).toEqual({ how: "sum", from: ["c2", "c3"] });
  expect(toggled(line({ said: true, how: "sum", from: [place("c2"), place("c3")] }), "c2")).toEqual({ how: "same", from: ["c3"] });
  expect(toggled(line({ said: true, how: "same", from: [place("c2")] }), "c2")).toEqual({ how: "new" });
  // What kept its id without a word is replaced, not added to.
  expect(toggled(line({ how: "same", from: [place("n1")] }), "c2")).toEqual({ how: "same", from: ["c2"] });
});

test("another way keeps what is still right", () => {
  const sum = line({ said: true, how: "sum", from: [place("c2"), place("c3")] });
  expect(changedHow(sum, "same")).toEqual({ how: "same", from: ["c2"] });
  expect(changedHow(sum, "new")).toEqual({ how: "new" });
  expect(changedHow(sum, "derived")).toEqual({ how: "derived", from: ["c2", "c3"], expr: "" });
});

test("a formula names the old places that it reads by their codes", () => {
  const places = [{ ...place("c1"), axis: "column", code: "c1" }, { ...place("x8"), axis: "column", code: "c8" }, { ...place("c80"), axis: "column", code: "c80" }];
  expect(derived("c1 - c8 * 2", places)).toEqual({ how: "derived", expr: "c1 - c8 * 2", from: ["c1", "x8"] });
});

test("a click means the column for a column, the row for a row, the cell for a cell", () => {
  const at = { key: "r1:c2", row: "r1", column: "c2" };
  expect(pointedAt(line({}), at)).toBe("c2");
  expect(pointedAt(line({ axis: "row" }), at)).toBe("r1");
  expect(pointedAt(line({ axis: "cell" }), at)).toBe("r1:c2");
  expect(pointedAt(line({}), { key: "r1", row: "r1", column: "" })).toBeNull();
});

test("a proposal is written as it was shown", () => {
  expect(entryOf({ how: "same", from: [place("c8")], confidence: 1, why: "same" })).toEqual({ how: "same", from: ["c8"] });
});

const known = (code: string, short: string, axis = "column"): KnownPlace => ({ key: code, code, short, axis, words: short });
const OLD = [known("c1", "cột 1"), known("c10", "cột 10"), known("t_a", "cột 1.1"), known("r5", "dòng “Cấp xã”", "row"), known("c7", "cột 7"), known("d7", "cột 7")];

test.each([
  ["c1 - c10", "cột 1 - cột 10"],
  ["if(t_a > 0, c1 / t_a, 0)", "if(cột 1.1 > 0, cột 1 / cột 1.1, 0)"],
  ["c1 + r5", "cột 1 + dòng “Cấp xã”"],
  // Two tables print a column 7: only the code tells them apart.
  ["c7 + d7 + c1", "c7 + d7 + cột 1"],
  ['if(c1 = "c10", c1, c99)', 'if(cột 1 = "c10", cột 1, c99)'],
])("the formula %s is read by printed numbers and written back as it was", (expr, shown) => {
  expect(shownFormula(expr, OLD)).toBe(shown);
  expect(writtenFormula(shown, OLD)).toBe(expr);
});

test("numbers may be typed carelessly, codes too, and what is unknown stays as it was typed", () => {
  expect(writtenFormula("Cột  1 - c10", OLD)).toBe("c1 - c10");
  expect(writtenFormula("cột 1+cột 10", OLD)).toBe("c1+c10");
  expect(writtenFormula("cột 11 - cột 1", OLD)).toBe("cột 11 - c1");
});
