import { describe, expect, it } from "vitest";

import { changeOf, percentOf } from "./change";

describe("the change against an earlier figure", () => {
  it.each([
    ["110", "100", "10"],
    ["1", "3", "-66.67"],
    ["-5", "-10", "50"],
    ["0", "8", "-100"],
    ["12345678901234567890123", "12345678901234567890120", "0"],
    ["5", "0", null],
  ])("%s against %s is %s percent", (now, before, change) => {
    const found = percentOf(now, before);
    expect(found === null ? null : Number(found)).toBe(change === null ? null : Number(change));
  });

  it("is said with its sign, exactly, and with a dash where there was nothing", () => {
    const spec = { kind: "number" as const };
    expect(changeOf("12345678901234567891", "12345678901234567890", spec)).toEqual({ before: "12.345.678.901.234.567.890", gap: "+1", percent: "0%" });
    expect(changeOf("19.99", "20", spec)).toEqual({ before: "20", gap: "-0,01", percent: "-0,05%" });
    expect(changeOf("5", "0", spec)).toEqual({ before: "0", gap: "+5", percent: "—" });
    expect(changeOf(null, "7", spec)).toEqual({ before: "7", gap: "", percent: "" });
    expect(changeOf("5", undefined, spec)).toBeNull();
    expect(changeOf("5", { s: "-" }, spec)).toEqual({ before: "-", gap: "", percent: "" });
  });
});
