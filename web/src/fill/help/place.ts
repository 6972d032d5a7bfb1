/** Where a cell stands in its form, in words: its name, its unit of measure, and all guidance that speaks of it. */

import { cellName, type Column, type Spec } from "../../grid";
import type { Desk } from "../desk";

export interface Place {
  name: string;
  unit: string;
  /** Of the cell, its column, its row and the form, the nearest first; nothing twice. */
  guidance: string[];
}

/** The unit of a cell: its column's before its row's, as the server resolves it; a choice or a text in a row of percentages has none. */
export function unitOf(spec: Spec | null | undefined, column: Pick<Column, "unit_label">): string {
  const measured = !spec || !["text", "choice", "date", "file"].includes(spec.kind);
  return (measured && (spec?.unit_label ?? column.unit_label)) || "";
}

function different(texts: readonly (string | null | undefined)[]): string[] {
  return [...new Set(texts.map((text) => text?.trim() ?? "").filter(Boolean))];
}

interface Described {
  title?: string;
  description?: string;
}

export function placeOf(desk: Desk, key: string): Place {
  const spec = desk.book.specOf(key);
  const form = desk.payload.form.guidance;
  for (const control of desk.controls.values()) {
    const at = control.find(key);
    const [row, column] = at ? [control.view[at.row], control.table.columns[at.column]] : [];
    if (!row || !column) continue;
    return { name: cellName(row, column, null), unit: unitOf(spec, column), guidance: different([spec?.guidance, column.guidance, row.row.guidance, form]) };
  }
  const question = desk.questions.find((one) => one.id === key);
  const section = question && desk.payload.schema.properties?.[question.section];
  const found = typeof section === "object" ? (section.properties?.[key] as Described | undefined) : undefined;
  return { name: found?.title ?? desk.nameOf(key), unit: spec?.unit_label ?? "", guidance: different([spec?.guidance, found?.description, form]) };
}
