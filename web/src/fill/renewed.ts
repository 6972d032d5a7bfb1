/** What is said of cells into which another figure came from another report: no number changes in silence. */

import type { Book, CellJson } from "../grid";
import { sameValue, textOf } from "../grid/cells";
import { t } from "../words/grid";

/** A form as it stood: the cells that nobody fills (what would be carried over, where it was overridden), and what was entered in a form that was opened anew since. */
export interface Stood {
  repeated: ReadonlyMap<string, CellJson>;
  entered?: Readonly<Record<string, CellJson>>;
  /** It stood so when it was last saved, whoever looked at it since. */
  since?: "saved";
}

/** By cell that holds another figure than before, what to say of it. An overridden cell keeps its figure: the one under it is told. */
export function renewedWords({ repeated: before, entered, since }: Stood, now: ReadonlyMap<string, CellJson>, book: Book): Map<string, string> {
  const said = new Map<string, string>();
  const compare = (key: string, was: CellJson, value: CellJson): void => {
    if (sameValue(was, value)) return;
    const under = key in book.overrides;
    said.set(key, t(under ? "cell.renewedUnder" : since ? "cell.moved" : "cell.renewed", { value: textOf(under ? value : was, book.specOf(key)) || t("cell.blank") }));
  };
  now.forEach((value, key) => {
    if (before.has(key)) compare(key, before.get(key) ?? null, value);
    else if (entered) compare(key, entered[key] ?? null, value);
  });
  // What was carried over and waits for entry now.
  if (entered) before.forEach((was, key) => void (!now.has(key) && compare(key, was, book.get(key))));
  return said;
}
