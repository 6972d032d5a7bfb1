/** Moments are told by the clock of Việt Nam, wherever the browser stands. */
import { expect, it } from "vitest";

import { moment } from "./moment";

it("tells the hour and the day of Việt Nam; the year when it is another one", () => {
  const now = new Date("2026-11-27T05:00:00Z");
  expect(moment("2026-11-27T02:00:00+00:00", now)).toBe("09:00 27/11");
  expect(moment("2026-11-26T18:30:00+00:00", now)).toBe("01:30 27/11");
  expect(moment("2025-12-31T16:59:00+00:00", now)).toBe("23:59 31/12/2025");
  expect(moment("2025-12-31T17:00:00+00:00", now)).toBe("00:00 01/01");
});
