/** Dates as people here write them, 01/07/2025, and as documents hold them, 2025-07-01. */

export function shownDate(text: string): string {
  return text.replace(/^(\d{4})-(\d{2})-(\d{2})$/, "$3/$2/$1");
}

/** What is no date stays as it was typed. */
export function writtenDate(text: string): string {
  return text.trim().replace(/^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/, (_, day: string, month: string, year: string) => `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
}
