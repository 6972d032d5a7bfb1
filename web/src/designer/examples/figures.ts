/** Figures of an example beside those of the form on the screen. */
import type { Failure } from "../../formula";
import type { ProgramJson } from "../../formula";
import type { CellJson, Instances, Overrides } from "../../grid";
import type { Desk } from "../../fill/desk";
import type { FillPayload } from "../../fill/payload";
import type { FilledExample } from "./documents";

/** Numbers are the same whatever zeros stand behind them; anything else must be the same value. */
export function sameFigure(a: CellJson | undefined, b: CellJson | undefined): boolean {
  if (typeof a === "string" && typeof b === "string") return plain(a) === plain(b);
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}

function plain(text: string): string {
  const short = text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text;
  return short === "-0" ? "0" : short;
}

export function externalsOf(payload: Pick<FillPayload, "program">): ProgramJson["externals"] {
  return (payload.program as ProgramJson).externals;
}

/**
 * Figures from elsewhere: those given, and blank for what formulas read, so that everything can be computed. What only checks
 * read is left open: a check over a form that nobody filled has nothing to judge.
 */
export function outsideOf(payload: Pick<FillPayload, "program">, given: Readonly<Record<string, CellJson>> = {}): Record<string, CellJson> {
  const { formulas } = payload.program as ProgramJson;
  const read = new Set(formulas.flatMap((each) => [...(each.reads ?? []).map((leaf) => leaf[1]), ...(each.source ? [each.source] : [])]));
  const keys = externalsOf(payload).map(({ key }) => key);
  const needed = keys.filter((key) => read.has(key)).map((key): [string, CellJson] => [key, given[key] ?? null]);
  return { ...Object.fromEntries(needed), ...Object.fromEntries(Object.entries(given).filter(([key]) => keys.includes(key) || key.includes("#"))) };
}

/** The form filled as an example says. */
export function filledWith(payload: FillPayload, example: FilledExample | null): FillPayload {
  const outside = outsideOf(payload, { ...payload.externals, ...example?.outside });
  if (!example) return { ...payload, externals: outside };
  const carried = new Set((payload.program as ProgramJson).formulas.filter((each) => each.kind === "carried").map((each) => each.key));
  const stated = Object.keys(example.cells).filter((key) => carried.has(key.replace(/#[^:]*:/, "#:")));
  const overrides: Overrides = Object.fromEntries(stated.map((key) => [key, { reason: example.title }]));
  return { ...payload, values: { ...example.cells }, instances: withGiven(payload.instances, instancesOf(example.cells)), externals: outside, overrides };
}

/** Rows that the form gives stand first; an example names those added by hand. */
function withGiven(given: Instances, own: Instances): Instances {
  const rows = new Set([...Object.keys(given), ...Object.keys(own)]);
  return Object.fromEntries([...rows].map((row) => {
    const first = given[row] ?? [];
    return [row, [...first, ...(own[row] ?? []).filter((one) => !first.some((each) => each.id === one.id))]];
  }));
}

/** Added rows that the keys speak of, in the order met; their own names are no part of an example. */
export function instancesOf(cells: Readonly<Record<string, CellJson>>): Instances {
  const found: Record<string, { id: string; label: string; item: null }[]> = {};
  for (const key of Object.keys(cells)) {
    const [row = "", rest] = key.split("#");
    if (rest === undefined || row.includes("|")) continue;
    const id = rest.split(":")[0] ?? "";
    const list = (found[row] ??= []);
    if (!list.some((each) => each.id === id)) list.push({ id, label: id, item: null });
  }
  return found;
}

/** What was entered, blanks left out but for one cell of every added row, which keeps the row. */
export function enteredIn(desk: Desk): { cells: Record<string, CellJson>; drafts: number; files: number } {
  const entered = Object.entries(desk.book.values()).filter(([key, value]) => value !== null && value !== undefined && key.includes("@") === false);
  const values = entered.filter(([, value]) => !(typeof value === "object" && value !== null && ("raw" in value || "file" in value)));
  const cells: Record<string, CellJson> = Object.fromEntries(values);
  for (const [row, list] of Object.entries(desk.book.instances)) {
    for (const { id } of list) {
      if (Object.keys(cells).some((key) => key.startsWith(`${row}#${id}:`))) continue;
      const column = desk.tables.find((table) => table.rows.some((each) => each.id === row))?.columns.find((each) => !each.stub);
      if (column) cells[`${row}#${id}:${column.id}`] = null;
    }
  }
  const of = (name: string): number => entered.filter(([, value]) => typeof value === "object" && value !== null && name in value).length;
  return { cells, drafts: of("raw"), files: of("file") };
}

export interface Figure {
  key: string;
  got: CellJson;
}

/** Computed cells with what they come to, in the order of the form; `wanted` are listed even when they come to nothing. */
export function computedIn(desk: Desk, wanted: readonly string[] = []): Figure[] {
  const formulas = (desk.payload.program as ProgramJson).formulas.filter((each) => each.kind === "computed" || each.kind === "carried");
  const keys = formulas.flatMap(({ key, open }) => (open === null ? [key] : (desk.book.instances[open] ?? []).map(({ id }) => key.replace("#:", `#${id}:`))));
  const place = new Map(orderOf(desk).map((key, index) => [key, index]));
  const shown = keys.filter((key) => !(key in desk.book.overrides)).map((key) => ({ key, got: desk.book.get(key) }));
  const known = shown.filter(({ key, got }) => got !== null || wanted.includes(key));
  return known.sort((a, b) => (place.get(a.key) ?? Infinity) - (place.get(b.key) ?? Infinity));
}

function orderOf(desk: Desk): string[] {
  return desk.tables.flatMap((table) =>
    table.rows.flatMap((row) => [...(desk.book.instances[row.id] ?? []).map(({ id }) => `${row.id}#${id}`), row.id].flatMap((name) => table.columns.map((column) => `${name}:${column.id}`))),
  );
}

export interface Fault {
  rule: string;
  sentence: string;
}

/** Checks of the rules that find a fault just now, each once with its first sentence. */
export function faultsIn(failures: readonly Failure[], sentenceOf: (failure: Failure) => string): Fault[] {
  const found = new Map<string, string>();
  for (const failure of failures) if (!found.has(failure.rule)) found.set(failure.rule, failure.message || sentenceOf(failure));
  return [...found].map(([rule, sentence]) => ({ rule, sentence }));
}
