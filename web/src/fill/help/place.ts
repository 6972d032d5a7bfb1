/** Where a cell stands in its form, in words: its name, its unit of measure, and all guidance that speaks of it. */

import { cellName } from "../../grid";
import type { Desk } from "../desk";

export interface Place {
  name: string;
  unit: string;
  /** Of the cell, its column, its row and the form, the nearest first; nothing twice. */
  guidance: string[];
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
    const unit = spec?.unit_label ?? row.row.unit_label ?? column.unit_label ?? "";
    return { name: cellName(row, column, null), unit: unit ?? "", guidance: different([spec?.guidance, column.guidance, row.row.guidance, form]) };
  }
  const question = desk.questions.find((one) => one.id === key);
  const section = question && desk.payload.schema.properties?.[question.section];
  const found = typeof section === "object" ? (section.properties?.[key] as Described | undefined) : undefined;
  return { name: found?.title ?? desk.nameOf(key), unit: spec?.unit_label ?? "", guidance: different([spec?.guidance, found?.description, form]) };
}
