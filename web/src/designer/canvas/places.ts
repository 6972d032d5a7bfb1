/** Where things are on the canvas: a data attribute per place, and finding a place from an event or a selection. */
import type { Id } from "../model/documents";
import type { Selection } from "../state/selection";

export type Spot =
  | { kind: "header" | "number" | "relation"; section: Id; id: Id }
  | { kind: "row"; section: Id; id: Id; part: "label" | "marker" | "code" | "unit" }
  | { kind: "cell"; section: Id; row: Id; column: Id };

export function spotOf(target: EventTarget | Element | null): Spot | null {
  const element = target instanceof Element ? target.closest<HTMLElement>("[data-at]") : null;
  const section = element?.closest<HTMLElement>("[data-section]")?.dataset["section"];
  const [kind, first = "", second = ""] = element?.dataset["at"]?.split(":") ?? [];
  if (!section) return null;
  if (kind === "h") return { kind: "header", section, id: first };
  if (kind === "n") return { kind: "number", section, id: first };
  if (kind === "q") return { kind: "relation", section, id: first };
  if (kind === "s") return { kind: "row", section, id: first, part: second as "label" };
  if (kind === "d") return { kind: "cell", section, row: first, column: second };
  return null;
}

/** The data-at value of the place where the selection has its focus. */
export function addressOf(selection: Selection | null): string | null {
  if (!selection || selection.kind === "section") return null;
  if (selection.kind === "cells") return `d:${selection.to.row}:${selection.to.column}`;
  const id = selection.ids.at(-1) ?? "";
  if (selection.kind === "rows") return `s:${id}:${selection.part}`;
  return `${{ label: "h", number: "n", relation: "q" }[selection.part]}:${id}`;
}

export function elementOf(root: ParentNode | null, selection: Selection | null): HTMLElement | null {
  const address = addressOf(selection);
  if (!root || !address || !selection) return null;
  const section = root.querySelector(`[data-section="${CSS.escape(selection.section)}"]`);
  const exact = section?.querySelector<HTMLElement>(`[data-at="${CSS.escape(address)}"]`);
  if (exact || selection.kind !== "rows") return exact ?? null;
  // A table without a column for this part of a row shows the row by its handle.
  return section?.querySelector<HTMLElement>(`[data-at="s:${CSS.escape(selection.ids.at(-1) ?? "")}:code"]`) ?? null;
}

export function toSelection(spot: Spot): Selection {
  if (spot.kind === "cell") {
    const at = { row: spot.row, column: spot.column };
    return { kind: "cells", section: spot.section, from: at, to: at };
  }
  if (spot.kind === "row") return { kind: "rows", section: spot.section, ids: [spot.id], part: spot.part };
  return { kind: "columns", section: spot.section, ids: [spot.id], part: spot.kind === "header" ? "label" : spot.kind };
}
