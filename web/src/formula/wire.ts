/** A program as the server sends it (see `Program.as_json`), and cell values in their wire form. */

import type { Rich } from "../rich/model";

export type WireValue =
  | string
  | { s: "-" | "x" }
  | { raw: string }
  | { t: string }
  | Rich
  | { d: string }
  | { c: string }
  | { op: string; a?: string; b?: string; text?: string }
  | { file: { name: string; sha256: string; size: number } }
  | null;

export type Values = Readonly<Record<string, WireValue | undefined>>;
export type Instances = Readonly<Record<string, readonly string[]>>;

type Operator = "==" | "!=" | "<" | "<=" | ">" | ">=";

export type SlotJson = ["c", string];
export type SlotsJson = ["cs", string, string];
export type LeafJson = SlotJson | SlotsJson;
export type NodeJson =
  | ["n", string]
  | ["t", string]
  | ["b", boolean]
  | ["0"]
  | LeafJson
  | ["+", [number, NodeJson][]]
  | ["*", ["*" | "/", NodeJson][]]
  | ["q", NodeJson]
  | ["cmp", Operator, NodeJson, NodeJson, "n" | "t"]
  | ["and" | "or", NodeJson[]]
  | ["not", NodeJson]
  | ["if", NodeJson, NodeJson, NodeJson]
  | ["f", string, NodeJson[]]
  | ["where", NodeJson | null, NodeJson, Operator, NodeJson];

export type { Operator };

export interface FormulaJson {
  key: string;
  kind: "computed" | "carried";
  decimals: number;
  /** The open row that has the instances, when the key holds "#:". */
  open: string | null;
  override: boolean;
  /** External key that a carried cell repeats as it is. */
  source: string | null;
  expr: NodeJson;
  /** What the expression reads; left out where the form is filled, for it can be seen in the expression. */
  reads?: LeafJson[];
}

export interface Words {
  vi: string;
  en: string;
}

export interface CheckJson {
  id: string;
  rule: string;
  severity: "error" | "warning";
  open: string | null;
  expr: NodeJson;
  reads: LeafJson[];
  cells: string[];
  skip: boolean;
  tolerance: { fixed: string; terms: [string, string][] };
  head: Words;
  tail: Words;
  constant: boolean;
  message: string;
}

/** What repeats: a formula or check with "@" in its keys where each item has its row (or column), and the words in which the items differ. */
export type PatternJson<Item> = Omit<Item, "id" | "head" | "tail"> & {
  by: "row" | "column";
  /** By name (`id`, `head.vi` …): what stands before and after the item's own word, and which of its words that is. */
  words: Record<string, [before: string, which: number, after: string]>;
};

/** One item of a pattern: the pattern's place, its row or column, its other words. */
export type ItemJson = [pattern: number, ...words: string[]];

export interface ExternalJson {
  key: string;
  form: string;
  cell: string;
  period: "same" | "prev" | "prev_year" | "ytd" | "below";
}

interface Common {
  form: string;
  externals: ExternalJson[];
  kinds: Record<string, "text" | "date" | "truth" | "other">;
  owners: Record<string, string>;
}

/** Every formula and check written out. */
export interface ProgramJson extends Common {
  spec: "program/1";
  formulas: FormulaJson[];
  checks: CheckJson[];
}

/** What repeats is said once (see `packed` on the server). */
export interface PackedJson extends Common {
  spec: "program/2";
  patterns: { formulas: PatternJson<FormulaJson>[]; checks: PatternJson<CheckJson>[] };
  formulas: (FormulaJson | ItemJson)[];
  checks: (CheckJson | ItemJson)[];
}

/** A check that did not hold; `left` and `right` are null when blank or not numbers. */
export interface Failure {
  id: string;
  rule: string;
  severity: "error" | "warning";
  cells: string[];
  left: string | null;
  right: string | null;
  sentence: Words;
  message: string;
}

/**
 * `values`: every computed and carried cell (null blank). `incomplete`: keys of those built on a draft that is no value, on an
 * external that was not given, or on another incomplete cell. `unjudged`: ids of checks left out for the same reason.
 */
export interface Result {
  values: Record<string, WireValue>;
  failures: Failure[];
  incomplete: string[];
  unjudged: string[];
}
