/** From a finding to the part of the form that it became, and back. */
import type { TableModel } from "../grid";
import type { Finding, FormView, PlainSection } from "./model";

export function isTable(section: TableModel | PlainSection): section is TableModel {
  return "columns" in section;
}

/** Selectors (inside the form's pane) of what a finding became. */
export function selectorsOf(finding: Finding, form: FormView): string[] {
  const tables = form.sections.filter(isTable);
  for (const id of [...finding.path].reverse()) {
    for (const table of tables) {
      const found = inTable(table, id);
      if (found.length > 0) return found;
    }
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

/** Findings by the ids at the end of their paths; of several the smallest area wins. */
export function findingsById(findings: readonly Finding[]): Map<string, number> {
  const found = new Map<string, number>();
  findings.forEach((finding, index) => {
    const id = finding.path.at(-1);
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
