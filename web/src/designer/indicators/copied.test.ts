/** A form copied of another regime earns one remark for that regime; figures asked for by chance keep theirs. */
import { describe, expect, it } from "vitest";
import { copiedOf } from "./copied";
import { openRepeats, type Repeat } from "./meaning";

function repeat(node: string, more: Partial<Repeat> & { there?: string } = {}): Repeat {
  const { there = node, ...rest } = more;
  return {
    section: "s1", axis: "columns", node, label: node, same: true, score: 100, own: false, meant: false, place: `KNTC/f_01/${there}`,
    regime: { code: "KNTC", name: "", owner: "", no: 1, often: "" }, form: { id: "f_01", code: "01/XLD", title: "" }, words: "", mark: "",
    node_there: { section: "s1", axis: "columns", id: there }, indicator: "", href: "", bind: [], take: [], ...rest,
  } as Repeat;
}

const COPY = ["c1", "c2", "c3", "c4", "c5", "c6", "c7"].map((node) => repeat(node));
const OTHER = { code: "VP", name: "", owner: "", no: 1, often: "" };

describe("a copy of another regime", () => {
  it("is one remark for that regime", () => {
    const list = [...COPY, repeat("c1", { regime: OTHER, there: "x9" })];
    expect(copiedOf(list).map((each) => [each.regime.code, each.list.length])).toEqual([["KNTC", 7]]);
  });

  it("takes along what its captions share with other places of that regime", () => {
    const more = COPY.flatMap((each) => [repeat(each.node, { there: `${each.node}x` }), repeat(each.node, { there: `${each.node}y` })]);
    expect(copiedOf([...COPY, ...more]).map((each) => each.list.length)).toEqual([21]);
  });

  it("is not what has other columns, few of them, or stands in the same draft", () => {
    expect(copiedOf(COPY.slice(0, 5))).toEqual([]);
    expect(copiedOf(COPY.map((each, index) => repeat(each.node, { there: index < 5 ? `x${index}` : each.node })))).toEqual([]);
    expect(copiedOf(COPY.map((each) => ({ ...each, own: true })))).toEqual([]);
  });

  it("marks no caption, while a figure of a third regime still does", () => {
    const single = repeat("c3", { regime: OTHER, there: "x9" });
    const repeats = [...COPY, single];
    expect(openRepeats({ forms: { f: { rev: 1, proposals: [], repeats } }, busy: false, failed: false }, "f")).toEqual([single]);
  });
});
