/** The active figure against earlier ones, in words: "Kỳ trước 1.234 (+12; +0,97%)". */

import { t } from "../../words/fill-help";
import type { Desk } from "../desk";
import { changeOf, type Change } from "./change";

/** Earlier figures of a cell with the change, the period before first. */
export function againstOf(desk: Desk, key: string): { of: "prev" | "year"; label: string; change: Change }[] {
  const { payload, book } = desk;
  const spec = book.specOf(key);
  const now = book.get(key);
  const both = [
    { of: "prev" as const, label: payload.previous_label ?? "", change: changeOf(now, payload.previous?.[key], spec) },
    { of: "year" as const, label: payload.year_before_label ?? "", change: changeOf(now, payload.year_before?.[key], spec) },
  ];
  return both.flatMap(({ of, label, change }) => (change ? [{ of, label, change }] : []));
}

export function changeText({ gap, percent }: Change): string {
  return gap ? ` (${t("help.change", { gap, percent })})` : "";
}

/** For the line at the bottom. */
export function Against({ desk, cell }: { desk: Desk; cell: string }) {
  const found = againstOf(desk, cell);
  if (!found.length) return null;
  return (
    <span className="fill-against">
      {found.map(({ of, label, change }) => <span key={of} title={label}>{t(`help.${of}`, { value: change.before })}{changeText(change)}</span>)}
    </span>
  );
}
