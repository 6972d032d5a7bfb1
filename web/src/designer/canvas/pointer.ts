/** The mouse on the canvas: choosing, stretching a choice, dragging columns and rows, pointing for a formula. */
import type { PointerEvent as ReactPointerEvent } from "react";
import type { Id } from "../model/documents";
import { formOf, gridOf } from "../model/documents";
import type { Drop, Place } from "../model/actions";
import { dropSelected } from "../state/commands";
import { columnsBetween, rowsBetween, type Selection } from "../state/selection";
import { currentForm, type Pointing, select, setState, state } from "../state/store";
import { takeSource, useCarrying } from "./carrying";
import { edgeScroll } from "./edgeScroll";
import { startEditing } from "./editing";
import { type Spot, spotOf, toSelection } from "./places";

const SLACK = 5;

export function onPointerDown(event: ReactPointerEvent): void {
  const spot = spotOf(event.target);
  if (!spot) return;
  const { pointing, selection } = state();
  if (useCarrying.getState().target && event.button === 0) {
    event.preventDefault();
    takeSource(spot);
    return;
  }
  if (pointing && event.button === 0) {
    event.preventDefault();
    point(event, spot, pointing);
    return;
  }
  if (event.button === 2) {
    if (!covers(selection, spot)) select(toSelection(spot));
    return;
  }
  if (event.button !== 0) return;
  // The text field over the selection keeps the keyboard; the browser must not move the focus to a cell.
  event.preventDefault();
  if (event.shiftKey && selection) select(stretched(selection, spot));
  else if ((event.ctrlKey || event.metaKey) && selection) select(toggled(selection, spot));
  else if (covers(selection, spot) && selection?.kind !== "cells") pressChosen(event, spot);
  else {
    select(toSelection(spot));
    follow(event, (over) => select(stretched(toSelection(spot), over)), () => undefined);
  }
  document.querySelector<HTMLElement>(".ds-editor")?.focus({ preventScroll: true });
}

let lastPointed: Spot | null = null;

/** A click writes a reference; dragging on, or a click with Shift, makes it a range. */
function point(event: ReactPointerEvent, spot: Spot, pointing: Pointing): void {
  const from = event.shiftKey ? (lastPointed ?? spot) : spot;
  lastPointed = from;
  const write = (to: Spot, add: boolean): void => {
    const reference = rangeTo(from, to, pointing) ?? referenceTo(to, pointing.form, pointing.section);
    if (reference) pointing.insert(reference, add);
  };
  write(spot, event.ctrlKey || event.metaKey);
  let over = spot;
  follow(event, (now) => {
    if (JSON.stringify(now) === JSON.stringify(over)) return;
    over = now;
    write(now, false);
  }, () => undefined);
}

/** "c4:c9" of two columns or "r2:r5" of two rows of the form itself; null for anything else. */
function rangeTo(from: Spot, to: Spot, { form, section }: Pointing): string | null {
  if (currentForm() !== form || from.section !== to.section || JSON.stringify(from) === JSON.stringify(to)) return null;
  const [first, last] = [referenceTo(from, form, section), referenceTo(to, form, section)];
  return first && last && first !== last && !first.includes(".") && !last.includes(".") && (from.kind === "row") === (to.kind === "row") ? `${first}:${last}` : null;
}

/** Pressing what is chosen already: a drag moves it, a click on a relation line opens it. */
function pressChosen(event: ReactPointerEvent, spot: Spot): void {
  const movable = (spot.kind === "header" || spot.kind === "row") && state().draft.editable;
  let dragged = false;
  follow(
    event,
    (_over, at) => {
      if (!movable) return;
      dragged = true;
      const drop = dropAt(spot, at);
      const held = state().drop;
      if (held?.target !== drop?.target || held?.where !== drop?.where) setState({ drop });
      document.body.classList.add("ds-dragging");
    },
    () => {
      document.body.classList.remove("ds-dragging");
      const { drop, selection } = state();
      setState({ drop: null });
      if (dragged && drop && selection) finishDrop(spot, selection, drop);
      else if (!dragged && spot.kind === "relation") startEditing();
      else if (!dragged && selection && selection.kind !== "cells" && selection.kind !== "section" && selection.ids.length > 1) select(toSelection(spot));
    },
  );
}

function finishDrop(spot: Spot, selection: Selection, to: Drop): void {
  const doc = currentForm();
  if (!doc || (selection.kind !== "columns" && selection.kind !== "rows")) return;
  const place: Place = { doc, section: spot.section, axis: selection.kind };
  dropSelected(place, selection.ids, to);
}

function follow(event: ReactPointerEvent, over: (spot: Spot, at: PointerEvent) => void, end: () => void): void {
  const { clientX, clientY, pointerId } = event;
  let begun = false;
  let last: PointerEvent | null = null;
  const look = (): void => {
    const spot = last && spotOf(document.elementFromPoint(last.clientX, last.clientY));
    if (last && spot) over(spot, last);
  };
  const edge = edgeScroll(look);
  const move = (at: PointerEvent): void => {
    if (at.pointerId !== pointerId) return;
    begun ||= Math.hypot(at.clientX - clientX, at.clientY - clientY) > SLACK;
    if (!begun) return;
    last = at;
    edge.at(at.clientX, at.clientY);
    look();
  };
  const stop = (at: PointerEvent): void => {
    if (at.pointerId !== pointerId) return;
    edge.stop();
    window.removeEventListener("pointermove", move);
    window.removeEventListener("pointerup", stop);
    window.removeEventListener("pointercancel", stop);
    end();
  };
  window.addEventListener("pointermove", move);
  window.addEventListener("pointerup", stop);
  window.addEventListener("pointercancel", stop);
}

/** Left or upper third: before; right or lower third: after; the middle: under it. */
function dropAt(dragged: Spot, at: PointerEvent): { section: Id; target: Id } & Drop | null {
  const element = document.elementFromPoint(at.clientX, at.clientY);
  const over = spotOf(element);
  const cell = element?.closest("[data-at]");
  // A column is dropped on its number or its relation line as well, a row anywhere in a row.
  const id = !over || (over.kind === "row" || over.kind === "cell") !== (dragged.kind === "row") ? null : over.kind === "cell" ? over.row : over.id;
  if (!over || !cell || id === null || over.section !== dragged.section) return null;
  const box = (dragged.kind === "row" ? (cell.closest("tr") ?? cell) : cell).getBoundingClientRect();
  const share = dragged.kind === "row" ? (at.clientY - box.top) / box.height : (at.clientX - box.left) / box.width;
  return { section: over.section, target: id, where: share < 0.3 ? "before" : share > 0.7 ? "after" : "into" };
}

function covers(selection: Selection | null, spot: Spot): boolean {
  if (!selection || selection.section !== spot.section) return false;
  if (selection.kind === "columns" && spot.kind !== "row" && spot.kind !== "cell")
    return selection.part === (spot.kind === "header" ? "label" : spot.kind) && selection.ids.includes(spot.id);
  if (selection.kind === "rows" && spot.kind === "row") return selection.part === spot.part && selection.ids.includes(spot.id);
  if (selection.kind === "cells" && spot.kind === "cell") {
    const section = gridOf(state().documents, currentForm(), spot.section);
    const wide = stretched(selection, spot);
    return section !== undefined && wide.kind === "cells" && JSON.stringify(wide) === JSON.stringify(selection);
  }
  return false;
}

function stretched(selection: Selection, spot: Spot): Selection {
  const section = gridOf(state().documents, currentForm(), spot.section);
  if (!section || selection.section !== spot.section) return toSelection(spot);
  if (selection.kind === "cells" && spot.kind === "cell") return { ...selection, to: { row: spot.row, column: spot.column } };
  if (selection.kind === "rows" && spot.kind === "row") {
    const first = selection.ids[0] ?? spot.id;
    return { ...selection, ids: startingAt(first, rowsBetween(section, first, spot.id)) };
  }
  if (selection.kind === "columns" && (spot.kind === "header" || spot.kind === "number" || spot.kind === "relation")) {
    const first = selection.ids[0] ?? spot.id;
    return { ...selection, ids: startingAt(first, columnsBetween(section, first, spot.id)) };
  }
  return selection;
}

/** Stretching back and forth turns around where it began, so that place stays first. */
function startingAt(first: Id, ids: Id[]): Id[] {
  return ids[0] === first ? ids : ids.slice().reverse();
}

function toggled(selection: Selection, spot: Spot): Selection {
  const next = toSelection(spot);
  if (selection.section !== spot.section || selection.kind !== next.kind || selection.kind === "cells" || selection.kind === "section") return next;
  const id = spot.kind === "cell" ? "" : spot.id;
  const ids = selection.ids.includes(id) ? selection.ids.filter((each) => each !== id) : [...selection.ids, id];
  return ids.length > 0 ? ({ ...selection, ids } as Selection) : next;
}

/** How a formula of `form` names the place that was clicked; cells of another form are asked for by that form. */
export function referenceTo(spot: Spot, form: Id, section: Id | null): string | null {
  const here = currentForm();
  const grid = gridOf(state().documents, here, spot.section);
  if (!here || !grid || !formOf(state().documents, here)) return null;
  const column = spot.kind === "cell" ? spot.column : spot.kind === "row" ? null : spot.id;
  const row = spot.kind === "cell" ? spot.row : spot.kind === "row" ? spot.id : null;
  const columnCode = column === null ? undefined : grid.columns.nodes[column]?.code;
  const rowNode = row === null ? undefined : grid.rows.nodes[row];
  // In a table with one row per unit the column alone says which cell is meant.
  const single = rowNode?.kind === "unit" || rowNode?.kind === "open";
  const code = column === null ? rowNode?.code : row === null || single || !rowNode?.code ? columnCode : columnCode && `${rowNode.code}.${columnCode}`;
  if (!code || (section === null && !code)) return null;
  return here === form ? code : `form(${here}, ${code})`;
}
