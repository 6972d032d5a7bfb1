import { describe, expect, it } from "vitest";

import { limitText, refusal } from "./chosen";

const MB = 1_048_576;

describe("a chosen file", () => {
  it.each([
    ["bao-cao.PDF", 10, null],
    ["bao-cao.pdf.exe", 10, "“bao-cao.pdf.exe” không thuộc loại được nhận (pdf, docx)"],
    ["pdf", 10, "“pdf” không thuộc loại"],
    ["bao-cao.pdf", 3 * MB, "lớn 3,0 MB, quá giới hạn 2 MB"],
    ["bao-cao.pdf", 0, "không có nội dung"],
  ])("%s of %d bytes", (name, size, why) => {
    const found = refusal({ name, size }, { accept: ["pdf", "docx"], max_mb: 2 });
    if (why === null) expect(found).toBeNull();
    else expect(found).toContain(why);
  });

  it("is never larger than one request takes, whatever the cell says", () => {
    expect(refusal({ name: "a.pdf", size: 11 * MB }, { max_mb: 100 })).toContain("10 MB");
    expect(limitText({ max_mb: 100 })).toBe("Nhận mọi loại tệp; tối đa 10 MB");
  });
});
