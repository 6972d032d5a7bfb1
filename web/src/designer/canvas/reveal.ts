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

export function reveal(scroller: HTMLElement | null): void {
  const { selection } = state();
  if (!scroller || !selection || selection.kind === "section") return;
  const element = elementOf(scroller, selection);
  if (!element) {
    const row = selection.kind === "cells" ? selection.to.row : selection.kind === "rows" ? selection.ids.at(-1) : undefined;
    if (row) rowReveals.get(selection.section)?.(row);
    return;
  }
  const box = element.getBoundingClientRect();
  const view = scroller.getBoundingClientRect();
  const head = element.closest("thead") ? 0 : (element.closest("table")?.tHead?.getBoundingClientRect().height ?? 0);
  const frozen = element.classList.contains("is-frozen") ? 0 : frozenWidth(element);
  const top = view.top + head + 4;
  const left = view.left + frozen + 4;
  if (box.left < left) scroller.scrollLeft -= left - box.left;
  else if (box.right > view.right - 16) scroller.scrollLeft += Math.min(box.right - view.right + 16, box.left - left);
  if (element.closest("thead")) {
    if (box.bottom > view.bottom || box.top < view.top - 1) scroller.scrollTop += box.top - view.top - 40;
  } else if (box.top < top) scroller.scrollTop -= top - box.top;
  else if (box.bottom > view.bottom - 16) scroller.scrollTop += box.bottom - view.bottom + 16;
}

function frozenWidth(element: HTMLElement): number {
  const cells = element.closest("table")?.querySelectorAll<HTMLElement>("thead tr:first-child > .is-frozen") ?? [];
  return Array.from(cells).reduce((sum, cell) => sum + cell.getBoundingClientRect().width, 0);
}
