/** The way from a finding to its check in the list and to its cells on the table. */
import { marksFor } from "../formula/FormulaInput";
import { gridOf, formOf, type Id, type RulesDocument } from "../model/documents";
import { placeOf, ruleAt } from "../model/examples";
import { useProving } from "../state/proving";
import type { Selection } from "../state/selection";
import { currentForm, type Mark, open, select, setState, state } from "../state/store";

/** Cells that are marked at once; a check over a whole table has thousands. */
const MOST = 500;
const COLOR = 1;

/** Open the list of checks at this one, which may be another form's; its cells (or the given ones) marked on the table. */
export function showRule(form: Id, name: string, cells: readonly string[]): void {
  const { documents } = state();
  const known = ruleAt(documents, name);
  const owner = known && (documents[known.rules] as unknown as RulesDocument).form;
  if (!known || !owner) return;
  show(owner, known.id, selectionOf(form, owner, cells), cells.length > 0 ? marksOf(form, cells) : marksFor(owner, known.rule.expr));
  setState({ bottom: "rules", rule: null });
}

/** Mark cells on the table and bring the first into view. */
export function showCells(form: Id, cells: readonly string[]): void {
  show(form, "", selectionOf(form, form, cells), marksOf(form, cells));
}

function show(form: Id, id: Id, selection: Selection | null, marks: Mark[]): void {
  if (currentForm() !== form || state().page.kind !== "form") open({ kind: "form", form });
  // The formula bar marks what a selected cell is computed from; over this selection the finding's cells stay.
  useProving.setState({ shown: { form, id, marks, selection } });
  select(selection);
  setState({ marks });
}

/** Cells of this period; keys are those by which `form` reads them. */
function marksOf(form: Id, cells: readonly string[]): Mark[] {
  const places = cells.slice(0, MOST).map((key) => placeOf(form, key)).filter((place) => place.column !== "" && place.period === "same");
  return places.map((place) => ({ code: "", form: place.form, cell: `${place.row}:${place.column}`, color: COLOR }));
}

/** The first of the cells that stands in the form to be opened. */
function selectionOf(form: Id, opened: Id, cells: readonly string[]): Selection | null {
  const first = cells.map((key) => placeOf(form, key)).find((place) => place.form === opened && place.period === "same");
  const section = first && sectionOf(opened, first.row, first.column);
  if (!first || !section) return null;
  const at = { row: first.row, column: first.column };
  return { kind: "cells", section, from: at, to: at };
}

function sectionOf(form: Id, row: Id, column: Id): Id | undefined {
  const { documents } = state();
  return formOf(documents, form)?.sections.order.find((id) => {
    const grid = gridOf(documents, form, id);
    return grid?.rows.nodes[row] && grid.columns.nodes[column];
  });
}
