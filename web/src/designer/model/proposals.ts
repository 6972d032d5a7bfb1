/** What a finding proposes, as the operations that accept it. The server names proposals in a finding's `args`. */
import { t } from "../../words/designer";
import { columnWords } from "../formula/tokens";
import { renumbered } from "./codes";
import type { Documents, GridSection, Id, Path, Rule } from "./documents";
import { formOf, isGrid, isRules } from "./documents";
import { idSource } from "./ids";
import type { Operation } from "./operations";
import { setting } from "./operations";
import { valueAt } from "./path";
import { walk } from "./tree";

/** Proposals by name; each stands for the item at the finding's place, but for `proposal_of`, a check "k_a/k1". */
export interface Proposals {
  proposal_line?: string;
  proposal_rule?: Rule;
  proposal_expr?: string;
  proposal_of?: string;
  proposal_tolerance?: Rule["tolerance"];
  proposal_caption?: string;
  proposal_code?: string;
  proposal_number?: string;
  proposal_numbers?: Record<Id, string>;
  /** Cells of the table by key, each with the formula it is to have. */
  proposal_cells?: Record<string, string>;
  /** A place that is better said nothing at. */
  proposal_clear?: Path;
}

export interface Proposing {
  place: string;
  args?: Proposals & Record<string, unknown>;
}

interface Node {
  doc: Id;
  section: Id;
  id: Id;
  grid: GridSection;
  axis: "columns" | "rows";
  path: Path;
}

/** The column or row at a place such as "f_a/s1/c9". */
function nodeAt(documents: Documents, place: string): Node | null {
  const [doc = "", section = "", id = ""] = place.split("/");
  const grid = formOf(documents, doc)?.sections.items[section];
  if (!isGrid(grid)) return null;
  const axis = grid.columns.nodes[id] ? "columns" : grid.rows.nodes[id] ? "rows" : null;
  return axis && { doc, section, id, grid, axis, path: [doc, "sections", "items", section, axis, "nodes", id] };
}

/** Operations that accept what a finding proposes; none when it proposes nothing, or its place is gone. */
export function accepting(documents: Documents, finding: Proposing): Operation[] {
  const { args = {} } = finding;
  if (args.proposal_of !== undefined) return corrected(documents, args);
  if (args.proposal_clear) return valueAt(documents, args.proposal_clear) === undefined ? [] : [setting(documents, args.proposal_clear, undefined)];
  const node = nodeAt(documents, finding.place);
  if (!node) return [];
  const { doc, section, id, grid, path } = node;
  if (args.proposal_line !== undefined) return [{ op: "set_relation", doc, section, column: id, text: args.proposal_line }];
  if (args.proposal_rule) return [{ op: "set_rule", rules: doc, id: idSource(documents)("k"), rule: args.proposal_rule }];
  if (args.proposal_expr !== undefined) return [setting(documents, [...path, "cell", "formula"], args.proposal_expr)];
  if (args.proposal_caption !== undefined) return [setting(documents, [...path, "label"], args.proposal_caption)];
  if (args.proposal_code !== undefined) return [setting(documents, [...path, "code"], args.proposal_code)];
  if (args.proposal_number !== undefined) return [setting(documents, [...path, "number"], args.proposal_number)];
  if (args.proposal_cells) return computedCells(documents, [doc, "sections", "items", section, "cells"], args.proposal_cells);
  return args.proposal_numbers ? counted(documents, doc, section, grid, args.proposal_numbers) : [];
}

/** A check with another tolerance, or with another condition; what it was printed as then no longer says the same. */
function corrected(documents: Documents, { proposal_of = "", proposal_expr = "", proposal_tolerance }: Proposals): Operation[] {
  const [rules = "", id = ""] = proposal_of.split("/");
  const held = documents[rules];
  const was = isRules(held) ? held.items[id] : undefined;
  if (was && proposal_tolerance !== undefined) return [{ op: "set_rule", rules, id, was, rule: { ...was, tolerance: proposal_tolerance } }];
  if (!was || proposal_expr === "") return [];
  const { printed: _, ...rest } = was;
  return [{ op: "set_rule", rules, id, was, rule: { ...rest, expr: proposal_expr } }];
}

/** Cells with formulas of their own; what else they say stays. */
function computedCells(documents: Documents, cells: Path, formulas: Record<string, string>): Operation[] {
  return Object.entries(formulas).map(([key, formula]) => {
    const was = valueAt(documents, [...cells, key]);
    return setting(documents, [...cells, key], { ...(was && typeof was === "object" ? was : {}), kind: "computed", formula });
  });
}

/** New numbers for columns, and the printed lines written for them. */
function counted(documents: Documents, doc: Id, section: Id, grid: GridSection, numbers: Record<Id, string>): Operation[] {
  const { nodes } = grid.columns;
  const renamed = new Map(Object.entries(numbers).flatMap(([id, number]) => (nodes[id]?.number ? [[nodes[id].number, number] as const] : [])));
  const lines = Object.entries(nodes).flatMap(([column, { relation }]): Operation[] => {
    const text = relation && renumbered(relation, renamed);
    return text && text !== relation ? [{ op: "set_relation", doc, section, column, text }] : [];
  });
  const set = Object.entries(numbers).filter(([id]) => nodes[id]).map(([id, number]) => setting(documents, [doc, "sections", "items", section, "columns", "nodes", id, "number"], number));
  return [...set, ...lines];
}

/** The proposal in the words of the formula language or of the print, to be read before it is accepted. */
export function proposed(documents: Documents, { place, args = {} }: Proposing): string {
  if (args.proposal_tolerance !== undefined) return t("proposal.rounding");
  if (args.proposal_clear) return t("proposal.clear", { name: String(args["name"] ?? "") });
  if (args.proposal_cells) return t("proposal.cells", { n: Object.keys(args.proposal_cells).length, formula: [...new Set(Object.values(args.proposal_cells))].join("; ") });
  if (args.proposal_numbers) return numbersInWords(nodeAt(documents, place)?.grid, args.proposal_numbers);
  return args.proposal_line ?? args.proposal_rule?.printed ?? args.proposal_rule?.expr ?? args.proposal_expr ?? args.proposal_caption ?? args.proposal_code ?? args.proposal_number ?? "";
}

/** Each column that gets another number, from left to right: "«Nam» → 2, «Nữ» (2) → 3". */
function numbersInWords(grid: GridSection | undefined, numbers: Record<Id, string>): string {
  if (!grid) return Object.values(numbers).join(", ");
  return walk(grid.columns).flatMap(([id]) => (numbers[id] === undefined ? [] : [`${columnWords(grid, id)} → ${numbers[id]}`])).join(", ");
}
