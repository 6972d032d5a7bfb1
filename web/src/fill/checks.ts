/** Everything that is wrong with the form on the screen, in one list, and which cells it marks. */

import type { Failure } from "../formula";
import type { Book, CellJson, CellMark, Severity } from "../grid";
import { sameValue } from "../grid/cells";
import { difference, formatNumber } from "../numbers";
import { sentenceOf } from "./engine";
import type { Odd } from "./help/magnitude";
import type { Beyond, Finding } from "./payload";

export interface Check {
  id: string;
  severity: Severity;
  sentence: string;
  hint: string;
  cells: string[];
  form: string;
  formCode: string;
  /** What the unit said to these very figures when it handed the report over. */
  reason?: string;
  /** What the two sides differ by, without sign. */
  gap?: string;
  /** What a person calls its cells, when they stand in another form. */
  names?: readonly string[];
  /** Cells of other forms of the report that it reads, as the server named them. */
  beyond?: readonly Beyond[];
}

/** A figure that looks like another unit of measure, and its cell. */
export interface OddCell extends Odd {
  key: string;
}

/** The size of a difference as it is shown; nothing for none. */
function gapOf(gap: CellJson | undefined): { gap?: string } {
  if (typeof gap !== "string") return {};
  const shown = gap.replace(/^-/, "");
  return /^[0.]*$/.test(shown) ? {} : { gap: formatNumber(shown.includes(".") ? shown.replace(/\.?0+$/, "") : shown) };
}

function sides(failure: Failure): { gap?: string } {
  const { left, right } = failure;
  return left === null && right === null ? {} : gapOf(difference(left ?? "0", right ?? "0"));
}

function ofFailure(failure: Failure, form: string, formCode: string, findings: readonly Finding[]): Check {
  const cells = failure.cells.join(" ");
  const sentence = sentenceOf(failure);
  const same = findings.filter((one) => one.rule === failure.rule && one.cells.join(" ") === cells);
  // What was said holds for the figures that it was said to; where to look does not change with them.
  const stored = same.find((one) => one.sentence === sentence);
  const elsewhere = (stored ?? same[0])?.beyond;
  return { id: `${failure.rule} ${cells}`, severity: failure.severity, sentence, hint: "", cells: [...failure.cells], form, formCode, ...sides(failure), ...(elsewhere?.length && { beyond: elsewhere }), ...(stored?.reason && { reason: stored.reason }) };
}

/** A figure in another unit as seen here just now, with what was said to this very figure. */
function ofOdd({ key, code, sentence }: OddCell, form: string, formCode: string, findings: readonly Finding[], book: Book): Check {
  const stored = findings.find((one) => one.code === code && one.cells[0] === key && sameValue(one.left ?? null, book.get(key)));
  return { id: `${code} ${key}`, severity: "warning", sentence, hint: "", cells: [key], form, formCode, ...(stored?.reason && { reason: stored.reason }) };
}

export function ofFinding(finding: Finding): Check {
  const { id, severity, sentence, hint, cells, form, form_code: formCode, names, beyond } = finding;
  return { id, severity, sentence, hint, cells, form, formCode, ...gapOf(finding.difference), ...(names && { names }), ...(beyond?.length && { beyond }) };
}

/** What is wrong with a blank cell, and what only the server sees in a filled one. */
const OF_BLANK = new Set(["cell.required", "cell.evidence"]);
const OF_SERVER = new Set(["cell.step", "cell.file_type", "cell.file_size", "cell.not_a_file", "cell.not_a_target", "cell.not_text", "text.legacy_encoding"]);

/** A cell that has been entered, or emptied, since the server looked is no finding any more. */
function stillTrue(finding: Finding, book: Book): boolean {
  const key = finding.cells[0];
  if (!key || finding.code === "rows.too_few") return true;
  if (OF_BLANK.has(finding.code)) return book.get(key) === null;
  if (finding.code.startsWith("magnitude.")) return sameValue(finding.left ?? null, book.get(key));
  return OF_SERVER.has(finding.code) && book.get(key) !== null;
}

function byWeight(a: Check, b: Check): number {
  return a.severity === b.severity ? 0 : a.severity === "error" ? -1 : 1;
}

/**
 * The checks of one form: failed rules as computed here just now, faults of values as seen here, and what only
 * the server finds, as it found it when it last saved.
 */
export function checksOf(form: { id: string; code: string }, failures: readonly Failure[], findings: readonly Finding[], book: Book, faulty: readonly string[], odd: readonly OddCell[] = []): Check[] {
  const live = failures.map((failure) => ofFailure(failure, form.id, form.code, findings));
  const faults = faulty.map((key): Check => ({ id: `fault ${key}`, severity: "error", sentence: book.view(key).fault ?? "", hint: "", cells: [key], form: form.id, formCode: form.code }));
  // What is seen here is not told twice.
  const here = new Set([...faulty, ...odd.map((one) => one.key)]);
  const stored = findings
    .filter((finding) => finding.form === form.id && finding.rule === null && !here.has(finding.cells[0] ?? ""))
    .filter((finding) => stillTrue(finding, book))
    .map(ofFinding);
  const strange = odd.map((one) => ofOdd(one, form.id, form.code, findings, book));
  return [...faults, ...live, ...stored, ...strange].sort(byWeight);
}

/** The mark of each cell: the gravest check that names it. Cells that are only empty are listed, not painted. */
export function marksOf(checks: readonly Check[], book: Book): Map<string, CellMark> {
  const marks = new Map<string, CellMark>();
  for (const check of [...checks].reverse()) {
    for (const key of check.cells) {
      if (book.get(key) === null && check.cells.length === 1) continue;
      marks.set(key, { severity: check.severity, text: check.sentence });
    }
  }
  return marks;
}
