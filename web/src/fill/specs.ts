/** The kinds of a form's cells by key, tables and plain questions alike, and plain questions as rjsf data. */

import type { RJSFSchema, UiSchema } from "@rjsf/utils";

import { isRaw, sameValue, type CellJson, type Change } from "../grid/cells";
import { isLabelKey, labelSpec, type Row, type Spec, type TableModel } from "../grid/model";

import { isRich, plainOf } from "../rich/model";

export type SpecOf = (key: string) => Spec | null;

/** Kind lookup over the tables of a form; a repeated row has the kinds of its template row. */
export function tableSpecs(tables: readonly TableModel[]): SpecOf {
  // By row and column, not by cell: a table of 60,000 cells has 2,000 rows and few kinds.
  const places = new Map<string, { row: Row; table: TableModel; columns: ReadonlyMap<string, number> }>();
  for (const table of tables) {
    const columns = new Map(table.columns.map((column, index) => [column.id, index]));
    for (const row of table.rows) places.set(row.id, { row, table, columns });
  }
  return (key) => {
    const colon = key.indexOf(":");
    if (colon < 0) return null;
    const mark = key.indexOf("#");
    const place = places.get(key.slice(0, mark >= 0 && mark < colon ? mark : colon));
    if (!place) return null;
    if (isLabelKey(key)) return labelSpec(place.row);
    const index = place.row.spec[place.columns.get(key.slice(colon + 1)) ?? -1];
    return index === null || index === undefined ? null : (place.table.specs[index] ?? null);
  };
}

interface Question {
  section: string;
  id: string;
  spec: Spec;
  field: string;
}

function specFrom(schema: RJSFSchema, ui: UiSchema): Spec {
  const { party } = (ui["ui:options"] ?? {}) as { party?: "lead" };
  return party ? { ...kindFrom(schema, ui), party } : kindFrom(schema, ui);
}

function kindFrom(schema: RJSFSchema, ui: UiSchema): Spec {
  const options = (ui["ui:options"] ?? {}) as { spec?: Spec; accept?: string[]; max_mb?: number };
  if (options.spec) return options.spec;
  if (ui["ui:field"] === "attachment") return { kind: "file" };
  if (ui["ui:field"] === "target") return { kind: "target" };
  if (schema.format === "date") return { kind: "date", dash: false };
  if (schema.oneOf) {
    const choices = (schema.oneOf as { const: string; title: string }[]).map((one) => ({ value: one.const, label: one.title }));
    return { kind: "choice", choices, dash: false };
  }
  return { kind: "text", max_length: schema.maxLength ?? null, dash: false };
}

/** Members in the order of the form: JSON objects have none of their own. */
export function inOrder<T>(members: Readonly<Record<string, T>> | undefined, ui: UiSchema): [string, T][] {
  const order = (ui["ui:order"] ?? []) as readonly string[];
  const place = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length);
  return Object.entries(members ?? {}).sort(([a], [b]) => place(a) - place(b));
}

/** The plain questions of a form: everything in the schema that is no table and no heading. */
export function questionsOf(schema: RJSFSchema, ui: UiSchema): Question[] {
  const out: Question[] = [];
  for (const [section, sub] of inOrder(schema.properties, ui)) {
    const sectionUi = (ui[section] ?? {}) as UiSchema;
    if (typeof sub === "boolean" || sectionUi["ui:field"] === "table") continue;
    for (const [id, question] of inOrder(sub.properties, sectionUi)) {
      const questionUi = (sectionUi[id] ?? {}) as UiSchema;
      const field = String(questionUi["ui:field"] ?? "");
      if (typeof question === "boolean" || field === "heading") continue;
      out.push({ section, id, spec: specFrom(question as RJSFSchema, questionUi), field });
    }
  }
  return out;
}

export function questionSpecs(questions: readonly Question[]): SpecOf {
  const specs = new Map(questions.map((question) => [question.id, question.spec]));
  return (key) => specs.get(key) ?? null;
}

/** A cell value as the data of its rjsf field; undefined for blank. A text with marks in a plain field is read as plain text. */
function toData(value: CellJson, spec: Spec): unknown {
  if (value === null || typeof value === "string") return value ?? undefined;
  if (spec.rich) return value;
  if (isRich(value)) return plainOf(value);
  if ("s" in value) return value.s === "-" ? "-" : undefined;
  if (isRaw(value)) return value.raw;
  if ("t" in value) return value.t;
  if ("d" in value) return value.d;
  if ("c" in value) return value.c;
  return value;
}

function fromData(data: unknown, spec: Spec): CellJson {
  if (data === undefined || data === null || data === "") return null;
  if (typeof data !== "string") return data as CellJson;
  if (spec.kind === "text") return { t: data };
  if (spec.kind === "choice") return { c: data };
  if (spec.kind === "date") return /^\d{4}-\d{2}-\d{2}$/.test(data) ? { d: data } : { raw: data };
  if (data === "-") return { s: "-" };
  return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(data) ? data : { raw: data };
}

export type FormData = Record<string, Record<string, unknown>>;

/** Cells by row and column. rjsf looks at every member of an object for every member: one flat object would be slow. */
function byRow(values: Readonly<Record<string, CellJson>>, rows: ReadonlySet<string>): Record<string, Record<string, CellJson>> {
  const out: Record<string, Record<string, CellJson>> = {};
  for (const [key, value] of Object.entries(values)) {
    const [rowKey = "", column = ""] = key.split(":");
    if (rows.has(rowKey.split("#")[0]!)) (out[rowKey] ??= {})[column] = value;
  }
  return out;
}

/** The rjsf data of a form: one object a section, tables as their cells by row and column. */
export function formDataOf(questions: readonly Question[], tables: readonly TableModel[], values: Readonly<Record<string, CellJson>>, get: (key: string) => CellJson): FormData {
  const data: FormData = {};
  for (const { section, id, spec } of questions) {
    const value = toData(get(id), spec);
    (data[section] ??= {})[id] = value;
    if (value === undefined) delete data[section]![id];
  }
  for (const table of tables) {
    data[table.section] = byRow(values, new Set(table.rows.map((row) => row.id)));
  }
  return data;
}

/** Fields that write into the book themselves: what rjsf holds of them may be a moment old. */
function standsAlone(spec: Spec): boolean {
  return spec.rich === true || spec.kind === "file";
}

/** What a new state of the rjsf data changes in the cells. */
export function questionChanges(questions: readonly Question[], data: FormData, get: (key: string) => CellJson): Change[] {
  return questions
    .filter(({ spec }) => spec.kind !== "computed" && spec.kind !== "blocked" && !standsAlone(spec))
    // Marks in a field that has become plain stay until the person changes the text.
    .filter(({ section, id, spec }) => !isRich(get(id)) || data[section]?.[id] !== toData(get(id), spec))
    .map(({ section, id, spec }) => ({ key: id, to: fromData(data[section]?.[id], spec) }))
    .filter((change) => !sameValue(change.to, get(change.key)));
}

export type { Question };
