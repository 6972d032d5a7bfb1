/** From a finding to the part of the form that it became, and back. */
import type { TableModel } from "../grid";
import type { Finding, FormView, PlainSection } from "./model";

export function isTable(section: TableModel | PlainSection): section is TableModel {
  return "columns" in section;
}

/** Selectors (inside the form's pane) of what a finding became. */
export function selectorsOf(finding: Finding, form: FormView): string[] {
  const tables = form.sections.filter(isTable);
  const id = idOf(finding.path);
  for (const table of id ? tables : []) {
    const found = table.section === id ? [`[data-section="${CSS.escape(id)}"]`] : inTable(table, id!);
    if (found.length > 0 && (table.section === id || finding.path.includes(table.section))) return found;
  }
  return finding.role === "footnote" || finding.role === "signer" || finding.role === "title" || finding.role === "unit_line" || finding.role === "text"
    ? [`[data-part="${finding.role}"]`]
    : [];
}

function inTable(table: TableModel, id: string): string[] {
  const within = `[data-section="${CSS.escape(table.section)}"] `;
  if (id.includes(":")) return [`${within}[data-key="${CSS.escape(id)}"]`];
  const row = table.rows.findIndex((each) => each.id === id);
  if (row >= 0) return [`${within}tr[data-r="${row}"] > *`];
  const column = table.columns.findIndex((each) => each.id === id);
  if (column >= 0) return [`${within}th[data-node="${CSS.escape(id)}"]`, `${within}td[data-c="${column}"]`];
  return table.header.some((line) => line.some((cell) => cell.id === id)) ? [`${within}th[data-node="${CSS.escape(id)}"]`] : [];
}

const KEYED = new Set(["nodes", "items", "cells"]);

/** The id that a path leads to: of a column, a row, a cell, a section. */
export function idOf(path: readonly string[]): string | undefined {
  return path.filter((step, index) => index > 0 && KEYED.has(path[index - 1]!) && !KEYED.has(step)).at(-1);
}

/** Findings by the ids at the end of their paths; the first of several wins. */
export function findingsById(findings: readonly Finding[]): Map<string, number> {
  const found = new Map<string, number>();
  findings.forEach((finding, index) => {
    const id = idOf(finding.path);
    if (id && !found.has(`${finding.form} ${id}`)) found.set(`${finding.form} ${id}`, index);
  });
  return found;
}

/** Ids of the part of a form under an element, the narrowest first: cell, row, column. */
export function idsAt(element: Element, form: FormView): string[] {
  const holder = element.closest<HTMLElement>("[data-section]");
  const table = form.sections.filter(isTable).find((each) => each.section === holder?.dataset.section);
  if (!table) return [];
  const node = element.closest<HTMLElement>("[data-node]")?.dataset.node;
  if (node) return [node];
  const key = element.closest<HTMLElement>("[data-key]")?.dataset.key;
  const row = table.rows[Number(element.closest<HTMLElement>("[data-r]")?.dataset.r ?? -1)]?.id;
  const column = table.columns[Number(element.closest<HTMLElement>("[data-c]")?.dataset.c ?? -1)]?.id;
  return [key, row, column].filter((id): id is string => id !== undefined);
}
