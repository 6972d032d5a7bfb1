/** A moment as officials write it: 14:05 27/11, by the clock of Việt Nam. The year stands only when it is another one. */

const PARTS = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Asia/Ho_Chi_Minh", hourCycle: "h23", hour: "2-digit", minute: "2-digit", day: "2-digit", month: "2-digit", year: "numeric",
});

function partsOf(at: Date): Record<string, string> {
  return Object.fromEntries(PARTS.formatToParts(at).map(({ type, value }) => [type, value]));
}

export function moment(iso: string, now = new Date()): string {
  const { hour, minute, day, month, year } = partsOf(new Date(iso));
  return `${hour}:${minute} ${day}/${month}${year === partsOf(now)["year"] ? "" : `/${year}`}`;
}
