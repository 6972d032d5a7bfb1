/** Values of cells: their wire form, the text a person reads and types, and what is wrong with one. */

import { hiddenIn, withLines } from "../letters/hidden";
import { compareNumbers, editNumber, formatNumber, isCanonical, moneyOf, parseNumber, significantDecimals, trimmedNumber, type Style } from "../numbers";
import { isRich, plainOf, type Rich } from "../rich/model";
import { t } from "../words/grid";
import type { Spec } from "./model";

export type TargetOp = "ge" | "gt" | "le" | "lt" | "eq" | "about" | "range" | "text";

export interface Target {
  op: TargetOp;
  a?: string | null;
  b?: string | null;
  text?: string;
}

export interface FileRef {
  name: string;
  sha256: string;
  size: number;
}

export type CellJson =
  | null
  | string
  | { s: "-" | "x" }
  | { raw: string }
  | { t: string }
  | Rich
  | { d: string }
  | { c: string }
  | Target
  | { file: FileRef };

export const DASH: CellJson = { s: "-" };

/** As the printed form writes them; the server says the same. */
const MARKS: Record<Exclude<TargetOp, "range" | "text">, string> = { ge: "≥ ", gt: "Trên ", le: "≤ ", lt: "Dưới ", eq: "", about: "Khoảng " };
const SIGNS: [RegExp, TargetOp][] = [
  [/^(?:≥|>=|từ|ít nhất|tối thiểu)\s*/iu, "ge"],
  [/^(?:>|trên|hơn)\s*/iu, "gt"],
  [/^(?:≤|<=|tối đa|không quá|đến)\s*/iu, "le"],
  [/^(?:<|dưới)\s*/iu, "lt"],
  [/^(?:≈|~|khoảng|about)\s*/iu, "about"],
  [/^=\s*/u, "eq"],
];

export function isRaw(value: CellJson): value is { raw: string } {
  return typeof value === "object" && value !== null && "raw" in value;
}

/** Stands for blank where only files may be put. */
export const NO_FILE: CellJson = { file: { name: "", sha256: "", size: 0 } };

export function isFile(value: CellJson): value is { file: FileRef } {
  return typeof value === "object" && value !== null && "file" in value;
}

export function sizeText(bytes: number): string {
  return bytes < 1_048_576 ? `${formatNumber(String(Math.max(1, Math.round(bytes / 1024))))} KB` : `${formatNumber((bytes / 1_048_576).toFixed(1), 1)} MB`;
}

export function isNumber(value: CellJson): value is string {
  return typeof value === "string";
}

/** Whether two values are one: 3.50 is 3.5, however each was typed; the server keeps a number without its last zeros. */
export function sameValue(a: CellJson | undefined, b: CellJson | undefined): boolean {
  if (a === b) return true;
  if (typeof a === "string" && typeof b === "string") return trimmedNumber(a) === trimmedNumber(b);
  if (typeof a !== "object" && typeof b !== "object") return (a ?? null) === (b ?? null);
  return JSON.stringify(a ?? null, sorted) === JSON.stringify(b ?? null, sorted);
}

function sorted(key: string, value: unknown): unknown {
  if ((key === "a" || key === "b") && typeof value === "string") return trimmedNumber(value);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== null && part !== "").sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function isNumeric(spec: Spec): boolean {
  return spec.kind === "number" || spec.kind === "computed" || spec.kind === "carried";
}

function targetText(value: Target): string {
  if (value.op === "text" || !value.a) return value.text ?? "";
  const figure = value.op === "range" ? `${formatNumber(value.a)}–${value.b ? formatNumber(value.b) : ""}` : `${MARKS[value.op]}${formatNumber(value.a)}`;
  return `${figure} ${value.text ?? ""}`.trim();
}

function dateText(iso: string): string {
  const [year, month, day] = iso.split("-");
  return `${day}/${month}/${year}`;
}

/** The text of a value as shown in a cell of this kind. Blank shows nothing, never 0. */
export function textOf(value: CellJson | undefined, spec: Spec | null): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return formatNumber(value, spec?.decimals ?? 0);
  if ("s" in value) return value.s === "x" ? "X" : "-";
  if ("raw" in value) return value.raw;
  if ("t" in value) return value.t;
  if ("rich" in value) return plainOf(value);
  if ("d" in value) return dateText(value.d);
  if ("c" in value) return spec?.choices?.find((choice) => choice.value === value.c)?.label ?? value.c;
  if ("file" in value) return value.file.name;
  return targetText(value);
}

/** The text put into the editor by F2: as one would type it. */
export function editTextOf(value: CellJson | undefined, spec: Spec | null): string {
  return typeof value === "string" ? editNumber(value) : textOf(value, spec);
}

/** Lower case, no marks, đ as d: for finding a choice by what was typed without diacritics. */
export function folded(text: string): string {
  // Thousands of figures are searched at every key.
  if (/^[\x20-\x7e]*$/.test(text)) return text.toLowerCase().trim();
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase().trim();
}

/** A year of two digits is read as spreadsheet programs read it: 00 to 29 are of this century. */
const fullYear = (year: number): number => (year < 30 ? 2000 + year : 1900 + year);

function parseDate(text: string): CellJson {
  const short = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{2})$/.exec(text);
  if (short) {
    const whole = parseDate(`${short[1]}/${short[2]}/${fullYear(Number(short[3]))}`);
    return isRaw(whole) ? { raw: text } : whole;
  }
  const match = /^(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4})$/.exec(text) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(text);
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:T00:00:00(?:\.\d+)?)?$/.exec(text);
  const [day, month, year] = match ? match.slice(1).map(Number) : iso ? [Number(iso[3]), Number(iso[2]), Number(iso[1])] : [];
  if (!day || !month || !year || month > 12) return { raw: text };
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate() || year < 1000) return { raw: text };
  return { d: `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}` };
}

function parseChoice(text: string, spec: Spec): CellJson {
  const wanted = folded(text);
  const choices = spec.choices ?? [];
  const exact = choices.find((choice) => folded(choice.label) === wanted || choice.value === text);
  return exact ? { c: exact.value } : { raw: text };
}

function parseTarget(text: string): CellJson {
  const range = /^(.+?)\s*(?:–|—|đến|\.\.)\s*(.+)$/u.exec(text) ?? /^([\d.,]+)\s*-\s*([\d.,]+)$/.exec(text);
  if (range) {
    const [a, b] = [parseNumber(range[1]!), parseNumber(range[2]!)];
    if (a.ok && b.ok) return { op: "range", a: a.value, b: b.value, text: "" };
  }
  for (const [sign, op] of SIGNS) {
    const rest = text.replace(sign, "");
    if (rest === text) continue;
    const number = parseNumber(rest);
    if (number.ok) return { op, a: number.value, b: null, text: "" };
  }
  const number = parseNumber(text);
  return number.ok ? { op: "eq", a: number.value, b: null, text: "" } : { op: "text", a: null, b: null, text };
}

/**
 * What a typed or pasted text means in a cell of this kind. Text that is no value of the kind is kept as a draft
 * ({"raw": …}), so nothing that was typed is ever lost. `style` says how separators of numbers are read.
 */
export function parseText(typed: string, spec: Spec, style: Style = "vi"): CellJson {
  const text = withLines(typed.normalize("NFC").replace(/\u00a0/g, " ")).trim();
  if (text === "") return null;
  if (spec.kind !== "text" && /^[-–—]$/.test(text) && spec.dash !== false) return DASH;
  if (spec.kind === "text") return { t: text };
  if (spec.kind === "date") return parseDate(text);
  if (spec.kind === "choice") return parseChoice(text, spec);
  if (spec.kind === "target") return parseTarget(text);
  const money = moneyOf(text);
  const number = parseNumber(money && takesMoney(money.mark, spec) ? money.rest : text, style);
  return number.ok ? number.value : { raw: text };
}

/** A mark of đồng is no more than the unit of a cell in đồng; in a cell in millions it says another number. */
export function takesMoney(mark: string, spec: Spec): boolean {
  return !/[$€£¥]|usd|eur/.test(mark) && /^(?:đồng|đ|₫|vnđ|vnd)$/iu.test(spec.unit_label?.trim() ?? "");
}

/** A bound below zero allows negative figures without saying so. */
function allowsBelowZero(min: string | null | undefined): boolean {
  return !!min && min.startsWith("-") && compareNumbers(min, "0") < 0;
}

/** Why a text that looks much like a number is none. */
/** No cell takes a longer text; laid out whole, a book that was pasted by mistake would stop the page. */
const LONGEST = 32_767;
const BEGINNING = 1_000;

/** A text as it is drawn: whole, or the beginning of one that no cell takes. */
export function beginningOf(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, BEGINNING)}…`;
}

/** So many letters of a text are enough to know it again. */
const KNOWN_BY = 60;

/** A text as a sentence quotes it. */
function quoted(text: string): string {
  return text.length <= KNOWN_BY ? text : `${text.slice(0, KNOWN_BY).trimEnd()}…`;
}

function numberReason(raw: string, spec: Spec): string | null {
  if (/^#{2,}$/.test(raw)) return t("fault.hashes", { value: quoted(raw) });
  if (!moneyOf(raw)) return null;
  return spec.unit_label ? t("fault.moneyUnit", { value: quoted(raw), unit: spec.unit_label }) : t("fault.money", { value: quoted(raw) });
}

/** Up to so many digits alone are a number whatever else the cell asks for. */
const SHORT_WHOLE = /^\d{1,15}$/;

function numberFault(value: string, spec: Spec): string | null {
  if (!spec.min && !spec.max && SHORT_WHOLE.test(value)) return null;
  const decimals = spec.decimals ?? 0;
  if (!isCanonical(value)) return t("fault.number", { value: quoted(value) });
  if (significantDecimals(value) > decimals) {
    return decimals === 0 ? t("fault.whole", { value: quoted(formatNumber(value)) }) : t("fault.decimals", { value: quoted(formatNumber(value)), decimals });
  }
  if (value.startsWith("-") && spec.kind !== "computed" && !spec.signed && !allowsBelowZero(spec.min)) return t("fault.negative", { value: quoted(formatNumber(value)) });
  if (spec.min && compareNumbers(value, spec.min) < 0) return t("fault.min", { value: quoted(formatNumber(value)), limit: formatNumber(spec.min) });
  if (spec.max && compareNumbers(value, spec.max) > 0) return t("fault.max", { value: quoted(formatNumber(value)), limit: formatNumber(spec.max) });
  return null;
}

/** Why a value cannot stand in its cell, in words; null when it can. Blank is never a fault here. */
export function faultOf(value: CellJson | undefined, spec: Spec | null): string | null {
  if (value === null || value === undefined || !spec) return null;
  const hidden = isRaw(value) ? hiddenIn(value.raw, true) : hiddenIn(typeof value === "object" && "t" in value ? value.t : "");
  if (hidden) return t("fault.hidden", { letter: hidden });
  if (isRaw(value)) {
    const key = spec.kind === "date" ? "fault.date" : spec.kind === "choice" ? "fault.choice" : "fault.number";
    return (key === "fault.number" && numberReason(value.raw, spec)) || t(key, { value: quoted(value.raw) });
  }
  if (isNumber(value)) return isNumeric(spec) ? numberFault(value, spec) : null;
  if ("s" in value && value.s === "-" && spec.dash === false) return t("fault.dash");
  const length = "t" in value ? value.t.length : isRich(value) ? plainOf(value).length : 0;
  if (spec.max_length && length > spec.max_length) return t("fault.long", { length, limit: spec.max_length });
  return null;
}

/** A value as stored and a place to put it. */
export interface Change {
  key: string;
  to: CellJson;
}
