import { describe, expect, it } from "vitest";

import type { CellLine } from "../payload";
import { moment, said } from "./sentence";

const money = { kind: "number" as const, decimals: 2 };
const line = (before: CellLine["before"], after: CellLine["after"], key = "r1:c1"): CellLine => ({ key, before, after, by: "Trần Văn Minh", at: "2026-11-27T01:05:00+00:00", version: 2 });
const words = (one: CellLine) => said(one, money).parts.map((part) => part.text).join("");

describe("the history of a cell in sentences", () => {
  it("says who made what of what, figures as the form writes them", () => {
    expect(words(line(null, "1234567.5"))).toBe("Trần Văn Minh nhập 1.234.567,50");
    expect(words(line("1234567.5", { s: "-" }))).toBe("Trần Văn Minh sửa từ 1.234.567,50 thành -");
    expect(words(line({ raw: "12o" }, null))).toBe("Trần Văn Minh xoá “12o” (chưa hợp lệ)");
  });

  it("says what happened to an added row and to the reason of a changed figure", () => {
    const key = "o1#k1:@label";
    expect(words(line(null, { id: "k1", label: "Đất đai" }, key))).toBe("Trần Văn Minh thêm dòng “Đất đai”");
    expect(words(line({ id: "k1", label: "" }, { id: "k1", label: "Đất ở" }, key))).toBe("Trần Văn Minh đổi tên dòng từ (chưa đặt tên) thành “Đất ở”");
    expect(words(line({ id: "k1", label: "Đất ở" }, null, key))).toBe("Trần Văn Minh xoá dòng “Đất ở”");
    expect(words(line(null, "số kỳ trước sai", "r1:c1!reason"))).toBe("Trần Văn Minh ghi lý do: “số kỳ trước sai”");
  });

  it("offers only values of the cell itself to be put back", () => {
    expect(said(line("1", "2"), money).value).toBe("2");
    expect(said(line(null, "lý do", "r1:c1!reason"), money).value).toBeUndefined();
    expect(said(line(null, { id: "k1", label: "x" }, "o1#k1:@label"), money).value).toBeUndefined();
  });

  it("keeps names that hold what a sentence holds apart", () => {
    const tricky = { ...line("1", "2"), by: "{after} \u0001" };
    expect(said(tricky, money).parts.some((part) => part.value && part.text === "2,00")).toBe(true);
  });

  it("gives the time of Vietnam", () => expect(moment("2026-11-27T01:05:00+00:00")).toBe("08:05 27/11/2026"));
});
