/** Keys of the text field over a caption and of the formula bar, where typing goes on between them. */
import type { t } from "../../words/designer";

type Lines = readonly (readonly [string[], Parameters<typeof t>[0]])[];

export const TEXT_KEYS: Lines = [
  [["Enter"], "keys.accept"],
  [["Tab", "Shift+Tab"], "keys.next"],
  [["Alt+Enter"], "keys.newLine"],
  [["Escape"], "keys.cancel"],
];

export const FORMULA_KEYS: Lines = [
  [["="], "keys.formula"],
  [["F4"], "keys.period"],
  [["Enter"], "keys.accept"],
  [["Escape"], "keys.cancel"],
];
