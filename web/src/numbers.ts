/**
 * Numbers as people in Viet Nam write them (1.234.567,89) and as the wire carries them ("1234567.89").
 *
 * Everything here is text to text: a figure never passes through a binary float, so 19,99 stays 19.99 and a sum of
 * money keeps all its digits.
 */

/** Which mark separates the decimals: "vi" = comma, "en" = point. */
export type Style = "vi" | "en";

export type Reading =
  | { ok: true; value: string }
  | { ok: false; reason: "not_a_number" | "too_long" };

const MAX_DIGITS = 40;
const CANONICAL = /^-?\d+(\.\d+)?$/;
const SPACES = /[\s\u00a0\u2007\u2009\u202f']/g;
/** Digits between what stands before and after them; spaces inside may only separate thousands: "1 2" is no number, nor are two lines. */
const AROUND = /^([^\d.,]*)([\d.,](?:[\d.,\s\u00a0\u2007\u2009\u202f']*[\d.,])?)([^\d.,]*)$/;
const SPACED = /^\d{1,3}(?:(?:[^\S\n\r\t\v\f\u2028\u2029]|')\d{3})+(?:[.,]\d+)?$/;
const MONEY = /^([₫$€£¥]|(?:vnđ|vnd|đồng|usd|eur|đ)(?![\p{L}]))?\s*([-+(\u2212]?\s*\d[\d.,\s\u00a0\u202f]*\)?)\s*([₫$€£¥]|vnđ|vnd|đồng|usd|eur|đ)?$/iu;

function refuse(): Reading {
  return { ok: false, reason: "not_a_number" };
}

/** Canonical text of a whole part, a fraction and a sign; leading zeros go, trailing zeros of the fraction stay as typed. */
function canonical(negative: boolean, whole: string, fraction: string): Reading {
  const head = whole.replace(/^0+(?=\d)/, "") || "0";
  if (head.length + fraction.length > MAX_DIGITS) return { ok: false, reason: "too_long" };
  const isZero = /^0*$/.test(head + fraction);
  return { ok: true, value: (negative && !isZero ? "-" : "") + head + (fraction ? `.${fraction}` : "") };
}

/** Digits alone, as nearly all pasted figures are: nothing to take off, and no separator that says anything. */
const DIGITS = /^\d{1,15}$/;

/** Sign, brackets of accounting, percent sign and spaces are taken off; the digits and separators remain. */
function bare(text: string): { digits: string; negative: boolean } {
  if (DIGITS.test(text)) return { digits: text, negative: false };
  const [, before = "", middle = "", after = ""] = AROUND.exec(text.normalize("NFC")) ?? [];
  if (middle.search(SPACES) >= 0 && !SPACED.test(middle)) return { digits: "", negative: false };
  let digits = (before + middle + after).replace(SPACES, "").replace(/[\u2212\u2013]/g, "-").replace(/%$/, "");
  let negative = false;
  if (/^\(.*\)$/.test(digits)) {
    negative = true;
    digits = digits.slice(1, -1);
  }
  if (/^[+-]/.test(digits)) {
    negative = digits[0] === "-" ? !negative : negative;
    digits = digits.slice(1);
  }
  return { digits, negative };
}

function grouped(text: string, mark: string): boolean {
  const [first = "", ...rest] = text.split(mark);
  return /^[1-9]\d{0,2}$/.test(first) && rest.length > 0 && rest.every((part) => /^\d{3}$/.test(part));
}

function readWith(digits: string, negative: boolean, style: Style): Reading {
  const [decimal, group] = style === "vi" ? [",", "."] : [".", ","];
  const parts = digits.split(decimal);
  if (parts.length > 2) return refuse();
  const [whole = "", fraction = ""] = parts;
  if (parts.length === 2 && !/^\d+$/.test(fraction)) return refuse();
  if (/^\d+$/.test(whole)) return canonical(negative, whole, fraction);
  if (whole === "" && fraction) return canonical(negative, "0", fraction);
  return grouped(whole, group) ? canonical(negative, whole.split(group).join(""), fraction) : refuse();
}

/**
 * Reads a number as typed. The Vietnamese reading is tried first ("1.234" is one thousand two hundred and thirty-four);
 * what cannot be Vietnamese but is plain elsewhere ("12.5" from a numeric keypad, "1,234.5") is read the other way.
 */
export function parseNumber(text: string, prefer: Style = "vi"): Reading {
  const { digits, negative } = bare(text);
  if (!/^[\d.,]+$/.test(digits) || !/\d/.test(digits)) return refuse();
  const first = readWith(digits, negative, prefer);
  if (first.ok || first.reason === "too_long") return first;
  return readWith(digits, negative, prefer === "vi" ? "en" : "vi");
}

/** A number with a mark of money and the number alone; null when there is no such mark. */
export function moneyOf(text: string): { mark: string; rest: string } | null {
  if (DIGITS.test(text)) return null;
  const [, before = "", rest = "", after = ""] = MONEY.exec(text.normalize("NFC").trim()) ?? [];
  const mark = before || after;
  return mark && !(before && after) ? { mark: mark.toLowerCase(), rest: rest.trim() } : null;
}

/** What one text says about the separators in use: a style, "either" when it fits both with different results, else null. */
export function evidence(text: string): Style | "either" | null {
  if (DIGITS.test(text)) return null;
  const { digits, negative } = bare(moneyOf(text)?.rest ?? text);
  if (!/^[\d.,]+$/.test(digits) || !/[.,]/.test(digits)) return null;
  const vi = readWith(digits, negative, "vi");
  const en = readWith(digits, negative, "en");
  if (vi.ok && en.ok) return vi.value === en.value ? null : "either";
  if (vi.ok) return "vi";
  return en.ok ? "en" : null;
}

export function isCanonical(text: string): boolean {
  return CANONICAL.test(text);
}

/**
 * The canonical text of a number as programs write it ("1.5E+3", "-0012"), moved by `places` powers of ten; undefined
 * when it is none. No digit is lost.
 */
export function movedNumber(text: string, places = 0): string | undefined {
  const [, sign = "", whole = "", fraction = "", power = "0"] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d{1,2}))?$/i.exec(text.trim()) ?? [];
  if (!whole) return undefined;
  const digits = whole + fraction;
  const point = whole.length + Number(power) + places;
  const [head, tail] = [digits.slice(0, Math.max(0, point)).padEnd(point, "0"), point < 0 ? "0".repeat(-point) + digits : digits.slice(point)];
  const read = canonical(sign === "-", head || "0", tail.replace(/0+$/, ""));
  return read.ok ? read.value : undefined;
}

/** Digits after the point of a canonical number. */
export function decimalsOf(value: string): number {
  const point = value.indexOf(".");
  return point < 0 ? 0 : value.length - point - 1;
}

/** A canonical number without zeros at the end of its decimals. */
export function trimmedNumber(value: string): string {
  return value.includes(".") && isCanonical(value) ? value.replace(/\.?0+$/, "").replace(/^-0$/, "0") : value;
}

/** The digits that count after the point: "1.50" has one. */
export function significantDecimals(value: string): number {
  const point = value.indexOf(".");
  return point < 0 ? 0 : value.slice(point + 1).replace(/0+$/, "").length;
}

/**
 * Shows a canonical number: thousands by points, decimals by a comma, at least `decimals` digits after it.
 * Digits beyond are shown, never rounded away: the cell must not look like another number.
 */
export function formatNumber(value: string, decimals = 0): string {
  if (!isCanonical(value)) return value;
  const negative = value.startsWith("-");
  const [whole = "0", raw = ""] = (negative ? value.slice(1) : value).split(".");
  const fraction = raw.length > decimals ? raw.replace(/0+$/, "").padEnd(decimals, "0") : raw.padEnd(decimals, "0");
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ".");
  return (negative ? "-" : "") + groups + (fraction ? `,${fraction}` : "");
}

/** As a person would type it for editing: no thousands, a comma, no padding. */
export function editNumber(value: string): string {
  return value.replace(".", ",");
}

function scaled(value: string, scale: number): bigint {
  const negative = value.startsWith("-");
  const [whole = "0", fraction = ""] = (negative ? value.slice(1) : value).split(".");
  const digits = BigInt(whole + fraction.padEnd(scale, "0"));
  return negative ? -digits : digits;
}

function unscaled(value: bigint, scale: number): string {
  const negative = value < 0n;
  const digits = (negative ? -value : value).toString().padStart(scale + 1, "0");
  const whole = scale ? digits.slice(0, -scale) : digits;
  const fraction = scale ? digits.slice(-scale) : "";
  return (negative ? "-" : "") + whole + (fraction ? `.${fraction}` : "");
}

/** Exact sum of canonical numbers; "0" for none. */
export function sumOf(values: readonly string[]): string {
  const scale = values.reduce((most, value) => Math.max(most, decimalsOf(value)), 0);
  return unscaled(values.reduce((total, value) => total + scaled(value, scale), 0n), scale);
}

/** Exact difference a - b. */
export function difference(a: string, b: string): string {
  const scale = Math.max(decimalsOf(a), decimalsOf(b));
  return unscaled(scaled(a, scale) - scaled(b, scale), scale);
}

/** -1, 0 or 1. */
export function compareNumbers(a: string, b: string): number {
  const gap = difference(a, b);
  return gap.startsWith("-") ? -1 : /^[0.]*$/.test(gap) ? 0 : 1;
}
