/** What the server sends for filling one form, and what it answers to a save. */

import type { RJSFSchema, UiSchema } from "@rjsf/utils";

import type { CellJson, Instance, Instances, Overrides, Severity, TableModel } from "../grid";

import type { Magnitude } from "./help/magnitude";
import type { People } from "./inside/types";

export type Act = "hand" | "check" | "uncheck" | "back" | "send" | "recall" | "receive" | "return" | "accept" | "exclude" | "reopen" | "release";

export interface FormTab {
  id: string;
  code: string;
  title: string;
  /** The circular or decision that it was issued by. */
  basis?: string;
  filled: number;
  missing: number;
  errors: number;
  warnings: number;
  /** Cells with a reason for return that has not been answered. */
  notes: number;
  /** Open exchanges about its cells, once they are known. */
  comments?: number;
}

export interface SubmissionHead {
  id: string;
  state: string;
  unit: string;
  period: string;
  period_label: string;
  due: string | null;
  days_left?: number;
  regime: string;
  round: string | null;
  /** Name of the round where the period has several. */
  round_label?: string | null;
  release?: string;
  release_no?: number | null;
  /** The period from which its forms hold. */
  release_from?: string;
  /** Number of the release that holds for the period when the report does not follow it yet. */
  newer_release?: number | null;
  /** Why the unit has a report again that it had sent. */
  returned?: { how: "return" | "recall" | "reopen"; by: string; text: string } | null;
  content_hash?: string | null;
  version: number;
  editable: boolean;
  /** The person may fill the lead agency's cells of this form now. */
  appraises?: boolean;
  /** Acts that the person may do now. */
  events: Act[];
  /** The steps inside the unit, and who enters on behalf. */
  people?: People;
  forms: FormTab[];
}

/** A grid or list carries its table model; the other kinds are drawn from the schema. */
export type Section =
  | ({ kind: "grid" | "list" } & TableModel)
  | { kind: "outline" | "fields" | "files"; section: string; title: string };

/** A cell of another form of the same report. */
export interface Beyond {
  form: string;
  form_code: string;
  key: string;
  name: string;
}

/** A finding of the server: a failed check, a value that its cell does not take, a required cell that is empty. */
export interface Finding {
  id: string;
  form: string;
  form_code: string;
  rule: string | null;
  code: string;
  severity: Severity;
  cells: string[];
  sentence: string;
  hint: string;
  reason: string;
  /** What the sides of a check differ by. */
  difference?: CellJson;
  /** What a person calls its cells. */
  names?: string[];
  /** Cells of other forms of the report that a check reads. */
  beyond?: Beyond[];
  /** The figure that was found. */
  left?: CellJson;
}

export interface Note {
  form?: string;
  key: string;
  text: string;
  by?: string;
  at?: string;
  resolved?: boolean;
}

export interface FillPayload {
  submission: SubmissionHead;
  form: { id: string; code: string; title: string; guidance?: string | null; sections: Section[] };
  schema: RJSFSchema;
  uiSchema: UiSchema;
  program: unknown;
  values: Record<string, CellJson>;
  instances: Instances;
  externals: Record<string, CellJson>;
  previous: Record<string, CellJson> | null;
  previous_label?: string | null;
  /** The same period of last year, where that is another one. */
  year_before?: Record<string, CellJson> | null;
  year_before_label?: string | null;
  /** What the unit reported before, to tell a figure in another unit of measure. */
  magnitude?: Magnitude;
  /** Sign of the reports of other periods that figures here are from. */
  elsewhere?: string;
  /** Computed and carried cells that hold another figure than when the form was last saved: the figure then. */
  moved?: Record<string, CellJson>;
  notes: Note[];
  overrides: Overrides;
  failures?: Finding[];
  version: number;
  /** Of the scripts that the server's own page has. */
  edition?: string;
}

/** Findings of all forms of a report. */
/** What may be done with a report as it stands, and who has a part in it: a save may change both. */
export type Standing = Pick<SubmissionHead, "events" | "people">;

export interface ChecksPayload extends Standing {
  failures: Finding[];
  forms: FormTab[];
  errors: number;
  warnings: number;
  /** For whoever may accept: forms with cells of the lead agency still blank, remarks aside. */
  unappraised?: { code: string; count: number }[];
}

/** What others saved: cells as they stand now (null: blank), open rows whole, reasons (null: taken away). */
export interface News {
  cells: Record<string, CellJson>;
  instances: Instances;
  overrides: Record<string, { reason: string } | null>;
}

/** Another page that has the report open. */
export interface Person {
  page: string;
  name: string;
  /** A second page of the same person. */
  mine: boolean;
  form: string;
  cell: string;
  typing: boolean;
}

/** What an open page hears when it asks. */
export interface Heard {
  edition?: string;
  version: number;
  state: string;
  release: string;
  people: Person[];
  news?: News;
  /** Version of the whole report. */
  report?: number;
  /** What other forms hold for this one now, and what is found in it by that: when any form was saved since. */
  externals?: Record<string, CellJson>;
  failures?: Finding[];
  /** The new sign, when a report of another period moved on; with it what stands beside the form now. */
  elsewhere?: string;
  previous?: FillPayload["previous"];
  year_before?: FillPayload["year_before"];
  magnitude?: Magnitude;
  /** Carried cells became cells to enter, or the other way round: the form is another one. */
  anew?: boolean;
}

/** One change of a cell, or of the row it stands in (`{label}` before and after). */
export interface CellLine {
  key: string;
  before: CellJson | Instance | string;
  after: CellJson | Instance | string;
  by: string;
  at: string;
  version: number;
}

export interface SaveAnswer {
  edition?: string;
  version: number;
  /** What others saved since the version that the save was made on. */
  news?: News;
  computed?: Record<string, CellJson>;
  failures?: Finding[];
  incomplete?: string[];
  saved_at?: string;
  /** Values of other forms and periods, when rows were added: theirs may be among them. */
  externals?: Record<string, CellJson>;
}

export interface CellPatch {
  to: CellJson;
  was: CellJson;
}

export interface SaveBody {
  cells: Record<string, CellPatch>;
  instances?: Instances;
  overrides?: Record<string, { reason: string } | null>;
}

/** Tables of a form in order. */
export function tablesOf(sections: readonly Section[]): TableModel[] {
  return sections.filter((section): section is Extract<Section, TableModel> => "columns" in section);
}

/** Rows that stand for the reporting unit carry its name. */
export function named(table: TableModel, unit: string): TableModel {
  return { ...table, rows: table.rows.map((row) => (row.kind === "unit" && !row.label ? { ...row, label: unit } : row)) };
}
