/** Kept examples of checks: cells in words, and the operations that keep and remove them. */
import { textOf, type CellJson } from "../../grid/cells";
import { t } from "../../words/designer";
import { columnWords, rowWords } from "../formula/tokens";
import { formOf, isGrid, isRules, type Documents, type GridSection, type Id, type Json, type Rule } from "./documents";
import type { Operation } from "./operations";
import { same } from "./path";

export interface Example {
  cells: Record<string, CellJson>;
  expect: "pass" | "fail";
}

export interface KnownRule {
  rules: Id;
  id: Id;
  rule: Rule;
}

/** A check by its full name "document/check"; undefined when it is gone. */
export function ruleAt(documents: Documents, name: string): KnownRule | undefined {
  const [rules = "", id = ""] = name.split("/");
  const document = documents[rules] as unknown;
  const rule = isRules(document) ? document.items[id] : undefined;
  return rule && { rules, id, rule };
}

export function examplesOf(rule: Rule): Example[] {
  return (rule.examples ?? []) as unknown as Example[];
}

/** The form and cell that a key speaks of: of an added row its pattern, of another form or period with its name. */
export interface CellPlace {
  form: Id;
  period: string;
  row: Id;
  /** Of an added row: which one. */
  added: string;
  column: Id;
}

export function placeOf(form: Id, key: string): CellPlace {
  const [period = "", other = "", cell = ""] = key.includes("|") ? key.split("|") : ["same", form, key];
  const [rows = "", column = ""] = cell.split(":");
  const [row = "", added = ""] = rows.split("#");
  return { form: other, period, row, added, column };
}

/** A cell in the words of the table; the row only where there is more than one to choose from. */
export function cellWords(documents: Documents, form: Id, key: string): string {
  const place = placeOf(form, key);
  const period = place.period in PERIODS ? t(PERIODS[place.period as keyof typeof PERIODS]) : "";
  const other = place.form === form ? "" : (formOf(documents, place.form)?.code ?? place.form);
  const before = [other, period].filter(Boolean).join(", ");
  const added = place.added ? ` (${t("cell.added", { n: place.added.replace(/^i(?=\d)/, "") })})` : "";
  return `${before ? `${before}: ` : ""}${captionOf(documents, place)}${added}`;
}

const PERIODS = { prev: "cell.prev", prev_year: "cell.prev_year", ytd: "cell.ytd", below: "cell.below" } as const;

function captionOf(documents: Documents, { form, row, column }: CellPlace): string {
  for (const section of Object.values(formOf(documents, form)?.sections.items ?? {})) {
    if (isGrid(section) && section.rows.nodes[row] && section.columns.nodes[column])
      return rowsWithCells(section) > 1 ? `${rowWords(section, row)} · ${columnWords(section, column)}` : columnWords(section, column);
    const single = column === "" ? (section.fields?.items[row] ?? section.headings?.nodes[row]) : undefined;
    if (single) return `«${single.label}»`;
  }
  return column ? `${row}:${column}` : row;
}

function rowsWithCells(section: GridSection): number {
  return Object.values(section.rows.nodes).filter((row) => row.kind !== "heading").length;
}

/** Cells of one example that are named; a formula may read hundreds. */
const NAMED = 30;

/** The cells of an example with their values in words; blank ones are counted. */
export function exampleWords(documents: Documents, form: Id, cells: Record<string, CellJson>): string {
  const filled = Object.entries(cells).filter(([, value]) => value !== null);
  if (filled.length === 0) return t("examples.allBlank");
  const said = filled.slice(0, NAMED).map(([key, value]) => `${cellWords(documents, form, key)} = ${textOf(value, null)}`);
  if (filled.length > NAMED) said.push(t("examples.more", { n: filled.length - NAMED }));
  const blanks = Object.keys(cells).length - filled.length;
  if (blanks > 0) said.push(t("examples.blanks", { n: blanks }));
  return said.join("; ");
}

/** Which checks would get examples: those without any, and those whose examples would be others. */
export interface Keeping {
  fresh: Operation[];
  replacing: Operation[];
  kept: number;
}

export function keeping(documents: Documents, made: Readonly<Record<string, Example[]>>): Keeping {
  const found: Keeping = { fresh: [], replacing: [], kept: 0 };
  for (const [name, examples] of Object.entries(made)) {
    const known = ruleAt(documents, name);
    if (!known || examples.length === 0) continue;
    const operation = withExamples(known, examples);
    if (examplesOf(known.rule).length === 0) found.fresh.push(operation);
    else {
      found.kept += 1;
      if (!same(known.rule.examples, examples)) found.replacing.push(operation);
    }
  }
  return found;
}

/** The operation that gives a check these examples; none of them takes the place away. */
export function withExamples({ rules, id, rule }: KnownRule, examples: readonly Example[]): Operation {
  const { examples: _former, ...rest } = rule;
  const next: Rule = examples.length > 0 ? { ...rest, examples: examples as unknown as Json[] } : rest;
  return { op: "set_rule", rules, id, rule: next, was: rule };
}
