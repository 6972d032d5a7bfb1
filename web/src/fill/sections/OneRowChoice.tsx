/** On a narrow screen: one row at a time, or the whole table. */

import { t } from "../../words/fill-sections";

export function OneRowChoice({ on, onChoose }: { on: boolean; onChoose: (on: boolean) => void }) {
  return (
    <div className="one-choice" role="group" aria-label={t("one.choice")}>
      <button type="button" className="btn btn-small" aria-pressed={on} onClick={() => onChoose(true)}>{t("one.rows")}</button>
      <button type="button" className="btn btn-small" aria-pressed={!on} onClick={() => onChoose(false)}>{t("one.table")}</button>
    </div>
  );
}
