/** Days, months and weeks of the calendar. */

import { describe, expect, it } from "vitest";

import { addDays, addMonths, dayInWords, dayTyped, today, weekday, weeksOf } from "./days";

describe("days", () => {
  it("step over months, years and 29 February", () => {
    expect(addDays("2024-02-28", 1)).toBe("2024-02-29");
    expect(addDays("2026-01-01", -1)).toBe("2025-12-31");
    expect(addMonths("2026-01-31", 1)).toBe("2026-02-28");
    expect(addMonths("2026-03-15", -12)).toBe("2025-03-15");
    expect(addMonths("9999-12-31", 1)).toBe("9999-12-31");
    expect(addDays("1000-01-01", -1)).toBe("1000-01-01");
  });

  it("stand in weeks from Monday on, whole ones", () => {
    expect(weekday("2026-11-27")).toBe(4);
    const weeks = weeksOf("2026-11-27");
    expect(weeks[0]?.[0]).toBe("2026-10-26");
    expect(weeks.at(-1)?.at(-1)).toBe("2026-12-06");
    expect(weeksOf("2026-02-10").map((week) => week[0])).toEqual(["2026-01-26", "2026-02-02", "2026-02-09", "2026-02-16", "2026-02-23"]);
  });

  it("are told in words and typed as the form has them", () => {
    document.documentElement.lang = "vi";
    expect(dayInWords("2026-11-27")).toContain("27 tháng 11");
    expect(dayTyped("2026-03-01")).toBe("01/03/2026");
    expect(today(new Date(2026, 10, 7, 23, 59))).toBe("2026-11-07");
  });
});
