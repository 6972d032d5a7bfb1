import { describe, expect, it } from "vitest";

import { bounded } from "./useWindow";

const range = (startIndex: number, endIndex: number) => ({ startIndex, endIndex, overscan: 10, count: 2000 });

describe("the window of a large table", () => {
  it("is what the region shows", () => {
    expect(bounded(range(40, 60), 1)).toEqual(range(40, 60));
  });

  it("is never the whole table: a region without its styles is as high as all rows", () => {
    const most = Math.ceil((2 * window.innerHeight) / 28);
    expect(bounded(range(0, 1999), 1)).toEqual(range(0, most));
    expect(bounded(range(0, 1999), 0.5).endIndex).toBe(Math.ceil((2 * window.innerHeight) / 14));
  });
});
