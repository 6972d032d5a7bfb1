/** What the server says about a source: sheets as they stand, findings, forms as they would be. */
import type { TableModel } from "../grid";

/** First row, first column, last row, last column, from 0; the last ones included. */
export type Area = readonly [number, number, number, number];

export type Level = "sure" | "look" | "guess";

export interface Finding {
  role: Role;
  sheet: number;
  area: Area;
  place: string;
  confidence: number;
  level: Level;
  confirmed: boolean;
  form: string;
  path: string[];
  detail: string;
  reasons: string[];
  /** Two parts of the source were made one table here. */
  joined: boolean;
}

export interface Left {
  sheet: number;
  area: Area;
  place: string;
  text: string;
  reason: string;
  code: string;
  passed: boolean;
}

export interface Block {
  sheet: number;
  area: Area;
  form: string;
  section: string;
}

export interface PlainSection {
  section: string;
  kind: string;
  title: string;
  lines: string[];
}

export interface FormView {
  id: string;
  code: string;
  title: string;
  layout: Record<"left" | "right" | "heading" | "sub", string[]>;
  unit_line: string;
  footnotes: string[];
  signers: string[];
  rules: string[];
  sections: (TableModel | PlainSection)[];
}

export interface Saying {
  kind: "role" | "sure" | "pass";
  sheet: number;
  area: Area;
  role?: string;
  value?: string;
  place?: string;
}

export interface State {
  findings: Finding[];
  left: Left[];
  blocks: Block[];
  forms: FormView[];
  problems: { code: string; message: string; hint: string; place: string }[];
  said: Saying[][];
  redo: number;
}

export interface Style {
  bold: boolean;
  italic: boolean;
  fill: string;
  align: string;
  indent: number;
  border: boolean;
  wrap: boolean;
  encoding: string;
}

export type SheetCell = [row: number, column: number, text: string, style: number, formula?: string];

export interface Sheet {
  name: string;
  rows: number;
  columns: number;
  cells: SheetCell[];
  styles: Style[];
  merges: Area[];
  widths: [number, number][];
  hidden_rows: number[];
  hidden_columns: number[];
  before: string[];
  after: string[];
}

export interface Converted {
  sheet: number;
  area: Area;
  place: string;
  text: string;
  original: string;
  encoding: string;
  font: string;
}

export interface IslandData {
  id: string;
  name: string;
  editable: boolean;
  book: {
    kind: string;
    sheets: { name: string; rows: number; columns: number; hidden: boolean }[];
    converted: Converted[];
    converted_count: number;
    unread: { code: string; place: string; text: string }[];
  };
  state: State;
  into: { id: string; code: string; name: string; address: string } | null;
  /** The draft that the forms were meant for cannot take them any more. */
  lost: boolean;
  taken: { address: string; regime: string; at: string; left: Left[] } | null;
  suggestion: { code: string; name: string } | null;
  kinds: { value: string; label: string }[];
  frequencies: { value: string; label: string }[];
  original: string;
  back: string;
}

export type Role = "title" | "unit_line" | "header" | "number_line" | "stub" | "row" | "cell" | "footnote" | "signer" | "text" | "ignore";

/** Few colours: roles that belong together share one. */
export type Group = "title" | "head" | "stub" | "row" | "cell" | "foot" | "ignore" | "left";

export const GROUPS: readonly Group[] = ["title", "head", "stub", "row", "cell", "foot", "ignore", "left"];

export const GROUP_OF: Record<Role, Group> = {
  title: "title",
  unit_line: "title",
  text: "title",
  header: "head",
  number_line: "head",
  stub: "stub",
  row: "row",
  cell: "cell",
  footnote: "foot",
  signer: "foot",
  ignore: "ignore",
};

/** What can be said of an area, in the order of the menu; `parted` begins a new part. */
export const OFFERS: readonly { role: Role; value?: string; parted?: boolean }[] = [
  { role: "header" },
  { role: "number_line" },
  { role: "title", parted: true },
  { role: "unit_line" },
  { role: "text" },
  { role: "stub", value: "caption", parted: true },
  { role: "stub", value: "marker" },
  { role: "stub", value: "code" },
  { role: "stub", value: "unit" },
  { role: "row", value: "data", parted: true },
  { role: "row", value: "total" },
  { role: "row", value: "heading" },
  { role: "row", value: "open" },
  { role: "row", value: "unit" },
  { role: "cell", value: "blocked", parted: true },
  { role: "cell", value: "computed" },
  { role: "cell", value: "number" },
  { role: "cell", value: "text" },
  { role: "cell", value: "choice" },
  { role: "cell", value: "date" },
  { role: "footnote", parted: true },
  { role: "signer" },
  { role: "ignore", parted: true },
];
