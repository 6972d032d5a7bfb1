/** Days of the calendar as text `2026-03-01`, counted without clock or time zone. */

import { language } from "../words";

const DAY = 86_400_000;
const [FIRST, LAST] = ["1000-01-01", "9999-12-31"];

const moment = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

function within(day: string): string {
  return day < FIRST ? FIRST : day > LAST ? LAST : day;
}

/** Today where the person sits. */
export function today(now = new Date()): string {
  return dayOf(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()));
}

export function addDays(day: string, count: number): string {
  const at = moment(day) + count * DAY;
  return at < moment(FIRST) ? FIRST : at > moment(LAST) ? LAST : dayOf(at);
}

/** The same day of another month, or the last one that month has. */
export function addMonths(day: string, count: number): string {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  const months = year * 12 + month - 1 + count;
  const [to, at] = [Math.floor(months / 12), months % 12];
  if (to < 1000) return FIRST;
  if (to > 9999) return LAST;
  const last = new Date(Date.UTC(to, at + 1, 0)).getUTCDate();
  return within(dayOf(Date.UTC(to, at, Math.min(date, last))));
}

/** 0 for Monday to 6 for Sunday. */
export function weekday(day: string): number {
  return (new Date(moment(day)).getUTCDay() + 6) % 7;
}

/** The weeks that a month stands in, each from Monday on. */
export function weeksOf(day: string): string[][] {
  const first = `${day.slice(0, 8)}01`;
  const next = addMonths(first, 1);
  const weeks: string[][] = [];
  let from = moment(first) - weekday(first) * DAY;
  do {
    weeks.push(Array.from({ length: 7 }, (_, index) => dayOf(from + index * DAY)));
    from += 7 * DAY;
  } while (dayOf(from) < next && weeks.length < 6);
  return weeks;
}

const locale = (): string => (language() === "en" ? "en-GB" : "vi-VN");

function said(day: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale(), { ...options, timeZone: "UTC" }).format(moment(day));
}

/** "Thứ Sáu, 27 tháng 11, 2026". */
export const dayInWords = (day: string): string => said(day, { weekday: "long", day: "numeric", month: "long", year: "numeric" });

/** "27/11/2026", as it is typed. */
export const dayTyped = (day: string): string => day.split("-").reverse().join("/");
