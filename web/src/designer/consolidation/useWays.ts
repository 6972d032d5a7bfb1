/** Short tags of the ways for the canvas, while the tab of the consolidation is open. */
import { useMemo } from "react";
import { t } from "../../words/designer";
import { formOf, gridOf, type Id } from "../model/documents";
import { useDesigner } from "../state/store";
import { cellsOf, wayAt } from "./ways";

export interface Tag {
  text: string;
  /** Said for this cell, column or row, not by default. */
  own: boolean;
  title: string;
}

export type Tags = ReadonlyMap<string, Tag>;

export function useWays(form: Id, section: Id): Tags | null {
  const documents = useDesigner((s) => (s.bottom === "consolidation" && s.page.kind === "form" ? s.documents : null));
  return useMemo(() => {
    const document = documents ? formOf(documents, form) : undefined;
    const grid = documents ? gridOf(documents, form, section) : undefined;
    if (!documents || !document || !grid) return null;
    const found = new Map<string, Tag>();
    for (const { row, column } of cellsOf(grid)) {
      const way = wayAt(documents, document, section, grid, row, column);
      if (way) found.set(`${row}:${column}`, { text: t(`tag.${way.how}`), own: way.said === "cell" || way.said === "column" || way.said === "row", title: `${t(`how.${way.how}`)} (${t(`said.${way.said}`)})` });
    }
    return found;
  }, [documents, form, section]);
}
