/** A cell's value as formulas read it. */
import { isCanonical } from "../numbers";
import { plainOf } from "../rich/model";
import { exact, shortNumber } from "./exact";
import type { Operand } from "./functions";
import type { WireValue } from "./wire";

/** Blank is null; undefined when it is a draft or of another kind than the cell. */
export function operandOf(value: WireValue | undefined, kind: string): Operand | undefined {
  if (value === null || value === undefined) return null;
  if (typeof value === "string") return kind === "number" ? (shortNumber(value) ?? (isCanonical(value) ? exact(value) : undefined)) : undefined;
  if ("s" in value) return null;
  if ("c" in value) return kind === "text" ? value.c : undefined;
  if ("t" in value) return kind === "text" ? value.t || null : undefined;
  if ("rich" in value) return kind === "text" ? plainOf(value) : undefined;
  if ("d" in value) return kind === "date" ? value.d : undefined;
  if ("op" in value || "file" in value) return kind === "other" ? true : undefined;
  return undefined;
}
