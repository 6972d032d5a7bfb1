/** The formula that a row most likely wants, from where it stands: the sum of what is under it, or of what the table adds up. */
import type { GridSection, Id } from "../model/documents";
import { standingOf, siblings, type Branch } from "../model/tree";
import type { Tree } from "../model/documents";
import { tokens } from "./tokens";

export interface Offer {
  kind: "children" | "rows";
  formula: string;
}

/** None for rows that hold no figures, or have nothing to add up. */
export function offerFor(section: GridSection, row: Id): Offer | null {
  const node = section.rows.nodes[row];
  const kind = node?.kind ?? "data";
  if (!node || (kind !== "data" && kind !== "total")) return null;
  if ((node.children ?? []).length > 0) return { kind: "children", formula: "sum(children())" };
  const codes = kind === "total" ? beside(section, row).flatMap((id) => figuresAt(section, id)) : [];
  return codes.length > 1 && codes.every((code) => code !== undefined) ? { kind: "rows", formula: `sum(${codes.join(", ")})` } : null;
}

/** "(1) + (2)" as it is written on paper names columns, but is read as 3: the same with the columns' codes. Null where a code is named, or a number is no column's. */
export function columnsMeant(section: GridSection, text: string): string | null {
  const parts = tokens(text);
  const codes = new Map(Object.values(section.columns.nodes).flatMap((node) => (node.number && node.code && !node.stub ? [[node.number, node.code] as const] : [])));
  const numbers = parts.filter((part) => part.kind === "number");
  if (numbers.length < 2 || parts.some((part) => part.kind === "name" || part.kind === "other") || numbers.some((part) => !codes.has(part.text))) return null;
  return parts.map((part) => (part.kind === "number" ? codes.get(part.text) : part.text)).join("").replace(/\(\s*(\w+)\s*\)/g, "$1");
}

function beside(section: GridSection, row: Id): Id[] {
  const tree = section.rows as Tree<Branch>;
  return siblings(tree, standingOf(tree, row)?.parent ?? null).filter((id) => id !== row);
}

/** A row stands for all under it; under a heading, which has no figures, each row stands for itself. Other totals would count twice. */
function figuresAt(section: GridSection, id: Id): (string | undefined)[] {
  const node = section.rows.nodes[id];
  if (node?.kind === "heading") return (node.children ?? []).flatMap((child) => figuresAt(section, child));
  return !node || (node.kind ?? "data") !== "data" ? [] : [node.code];
}
