import { describe, expect, it } from "vitest";
import { ancestors, inserted, leavesUnder, moved, removed, topmost, walk } from "./tree";

const tree = () => ({
  root: ["a", "b"],
  nodes: { a: { children: ["a1", "a2"] }, a1: {}, a2: { children: ["x"] }, x: {}, b: {} } as Record<string, { children?: string[] }>,
});

describe("trees", () => {
  it("walks parents before children", () => {
    expect(walk(tree())).toEqual([["a", 0], ["a1", 1], ["a2", 1], ["x", 2], ["b", 0]]);
    expect(leavesUnder(tree(), "a")).toEqual(["a1", "x"]);
    expect(ancestors(tree(), "x")).toEqual(["a", "a2"]);
  });
  it("keeps only the topmost of a choice", () => {
    expect(topmost(tree(), ["x", "b", "a2"])).toEqual(["a2", "b"]);
  });
  it("inserts at the front and behind a neighbour", () => {
    expect(inserted(tree(), "a", null, "n", {}).nodes["a"]?.children).toEqual(["n", "a1", "a2"]);
    expect(inserted(tree(), null, "a", "n", {}).root).toEqual(["a", "n", "b"]);
    expect(() => inserted(tree(), null, "x", "n", {})).toThrow(RangeError);
  });
  it("removes with all below, and an emptied parent is a leaf again", () => {
    const left = removed(tree(), "x");
    expect(left.nodes["a2"]).toEqual({});
    expect(Object.keys(removed(tree(), "a").nodes)).toEqual(["b"]);
  });
  it("moves, but never under itself", () => {
    expect(walk(moved(tree(), "a2", null, "b")).map(([id]) => id)).toEqual(["a", "a1", "b", "a2", "x"]);
    expect(() => moved(tree(), "a", "x", null)).toThrow(RangeError);
  });
});
