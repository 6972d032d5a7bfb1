/** Bring the selected place into view past the frozen header and captions, which the browser's own way forgets. */
import type { Id } from "../model/documents";
import { state } from "../state/store";
import { elementOf } from "./places";

const rowReveals = new Map<Id, (row: Id) => void>();

/** A table that draws only the rows in view says how to bring another one there. */
export function registerRows(section: Id, reveal: (row: Id) => void): () => void {
  rowReveals.set(section, reveal);
  return () => {
    if (rowReveals.get(section) === reveal) rowReveals.delete(section);
  };
}

let staying = false;

/** The next selection reaches beyond the view on purpose: the view stays where the person looks. */
export function stayPut(): void {
  staying = true;
}

export function reveal(scroller: HTMLElement | null): void {
  const { selection } = state();
  if (staying) {
    staying = false;
    return;
  }
  if (!scroller || !selection || selection.kind === "section") return;
  const element = elementOf(scroller, selection);
  if (element) {
    across(scroller, element);
    down(scroller, element);
    return;
  }
  // A long table draws only what is in view: the column is found by its number in the header, the row by its table.
  const section = scroller.querySelector(`[data-section="${CSS.escape(selection.section)}"]`);
  const row = selection.kind === "cells" ? selection.to.row : selection.kind === "rows" ? selection.ids.at(-1) : undefined;
  const column = selection.kind === "cells" ? section?.querySelector<HTMLElement>(`[data-at="n:${CSS.escape(selection.to.column)}"]`) : null;
  if (column) across(scroller, column);
  const line = row === undefined ? null : section?.querySelector<HTMLElement>(`tr[data-row="${CSS.escape(row)}"]`);
  if (line) down(scroller, line);
  else if (row !== undefined) rowReveals.get(selection.section)?.(row);
}

function across(scroller: HTMLElement, element: HTMLElement): void {
  const box = element.getBoundingClientRect();
  const view = scroller.getBoundingClientRect();
  const left = view.left + (element.classList.contains("is-frozen") ? 0 : frozenWidth(element)) + 4;
  if (box.left < left) scroller.scrollLeft -= left - box.left;
  else if (box.right > view.right - 16) scroller.scrollLeft += Math.min(box.right - view.right + 16, box.left - left);
}

function down(scroller: HTMLElement, element: HTMLElement): void {
  const box = element.getBoundingClientRect();
  const view = scroller.getBoundingClientRect();
  if (element.closest("thead")) {
    if (box.bottom > view.bottom || box.top < view.top - 1) scroller.scrollTop += box.top - view.top - 40;
    return;
  }
  const top = view.top + (element.closest("table")?.tHead?.getBoundingClientRect().height ?? 0) + 4;
  if (box.top < top) scroller.scrollTop -= top - box.top;
  else if (box.bottom > view.bottom - 16) scroller.scrollTop += box.bottom - view.bottom + 16;
}

function frozenWidth(element: HTMLElement): number {
  const cells = element.closest("table")?.querySelectorAll<HTMLElement>("thead tr:first-child > .is-frozen") ?? [];
  return Array.from(cells).reduce((sum, cell) => sum + cell.getBoundingClientRect().width, 0);
}
