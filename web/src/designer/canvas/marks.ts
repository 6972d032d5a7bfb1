/** Which places of a section the open formula names, with the colour each has in the formula bar. */
import { useMemo } from "react";
import type { Id } from "../model/documents";
import { referencesIn } from "../formula/tokens";
import { useDesigner } from "../state/store";

export const COLORS = 6;

export interface Marked {
  columns: Map<Id, number>;
  rows: Map<Id, number>;
  cells: Map<string, number>;
}

/** Colour numbers 1…COLORS by order of first mention; the same code keeps its colour. */
export function coloured(codes: string[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const code of codes) if (!found.has(code)) found.set(code, (found.size % COLORS) + 1);
  return found;
}

export function useMarks(form: Id, section: Id): Marked {
  const held = useDesigner((s) => s.marks);
  // The same marks, made again with every step of the selection, colour nothing anew.
  const said = JSON.stringify(held);
  const marks = useMemo(() => held, [said]);
  const documents = useDesigner((s) => (s.marks.length > 0 ? s.documents : null));
  return useMemo(() => {
    const found: Marked = { columns: new Map(), rows: new Map(), cells: new Map() };
    if (!documents) return found;
    for (const mark of marks) {
      if ((mark.form ?? form) !== form) continue;
      if (mark.cell !== undefined) found.cells.set(mark.cell, mark.color);
      for (const reference of referencesIn(documents, form, mark.code)) {
        if (reference.section !== section) continue;
        if (reference.row && reference.column) found.cells.set(`${reference.row}:${reference.column}`, mark.color);
        else if (reference.column) found.columns.set(reference.column, mark.color);
        else if (reference.row) found.rows.set(reference.row, mark.color);
      }
    }
    return found;
  }, [marks, documents, form, section]);
}
