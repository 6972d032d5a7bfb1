/** Finding a caption, code, number or formula in the open form. The browser's own search sees only the rows that are drawn. */
import { create } from "zustand";
import { plain } from "../formula/completion";
import { formOf, isGrid, type Documents, type Id } from "../model/documents";
import { columnsOf, rowsOf } from "../model/geometry";
import type { Selection } from "../state/selection";

export const useFind = create<{ open: boolean; text: string }>()(() => ({ open: false, text: "" }));

export function openFind(): void {
  useFind.setState({ open: true });
}

/** Places that hold the text, in reading order. */
export function found(documents: Documents, form: Id, text: string): Selection[] {
  const wanted = plain(text.trim());
  const document = formOf(documents, form);
  if (wanted === "" || !document) return [];
  const has = (...texts: (string | undefined)[]): boolean => texts.some((each) => each !== undefined && plain(each).includes(wanted));
  return document.sections.order.flatMap((section): Selection[] => {
    const grid = document.sections.items[section];
    if (!isGrid(grid)) return [];
    const headers = columnsOf(grid.columns).header.flat().filter((cell) => {
      const node = grid.columns.nodes[cell.id];
      return has(node?.label, node?.code, node?.cell?.formula) || node?.number === text.trim() || has(node?.relation);
    });
    const rows = rowsOf(grid.rows).rows.filter(({ node }) => has(node.label, node.code, node.cell?.formula, [node.marker, node.label].filter(Boolean).join(" ")));
    const order = rowsOf(grid.rows).indexOf;
    const cells = Object.entries(grid.cells ?? {}).filter(([, spec]) => has(spec.formula, spec.guidance)).map(([key]) => key.split(":") as [Id, Id]).sort(([a], [b]) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
    return [
      ...headers.map((cell): Selection => ({ kind: "columns", section, ids: [cell.id], part: "label" })),
      ...rows.map((row): Selection => ({ kind: "rows", section, ids: [row.id], part: "label" })),
      ...cells.map(([row, column]): Selection => ({ kind: "cells", section, from: { row, column }, to: { row, column } })),
    ];
  });
}
