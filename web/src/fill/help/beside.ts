/** Which earlier periods stand beside the figures. */

import type { CellJson } from "../../grid";
import type { FillPayload } from "../payload";

export const CHOICES = ["none", "prev", "year", "both"] as const;
export type Beside = (typeof CHOICES)[number];

type Earlier = Pick<FillPayload, "previous" | "year_before">;
type Figures = Readonly<Record<string, CellJson>> | null;

/** Choices for which there are figures; none of them when nothing was stated before. */
export function choicesOf(payload: Earlier): Beside[] {
  const has = { none: true, prev: payload.previous !== null, year: Boolean(payload.year_before), both: payload.previous !== null && Boolean(payload.year_before) };
  return CHOICES.filter((choice) => has[choice]);
}

/** The figures of a choice: first line and second line; a choice without figures shows none. */
export function figuresOf(payload: Earlier, beside: Beside): { previous: Figures; further: Figures } {
  const year = payload.year_before ?? null;
  if (beside === "both") return { previous: payload.previous, further: year };
  return { previous: beside === "prev" ? payload.previous : beside === "year" ? year : null, further: null };
}

const KEPT = "khuon.fill.beside";

/** The choice is kept for the visit. */
export function keptChoice(): Beside | null {
  const found = sessionStorage.getItem(KEPT);
  return CHOICES.find((choice) => choice === found) ?? null;
}

export function keepChoice(choice: Beside): void {
  sessionStorage.setItem(KEPT, choice);
}
