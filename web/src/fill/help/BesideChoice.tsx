/** The choice of what stands beside the figures: nothing, the period before, the same one last year, both. */

import { t } from "../../words/fill-help";
import type { FillPayload } from "../payload";
import { choicesOf, keepChoice, type Beside } from "./beside";

interface BesideChoiceProps {
  payload: FillPayload;
  beside: Beside;
  onChange: (beside: Beside) => void;
}

export function BesideChoice({ payload, beside, onChange }: BesideChoiceProps) {
  const choices = choicesOf(payload);
  const words: Record<Beside, string> = {
    none: t("help.beside.none"),
    prev: t("help.beside.prev", { label: payload.previous_label ?? "" }),
    year: t("help.beside.year", { label: payload.year_before_label ?? "" }),
    both: t("help.beside.both"),
  };
  if (choices.length === 1) return <span className="fill-toggle muted">{t("help.beside.empty")}</span>;
  return (
    <label className="fill-toggle fill-beside">
      {t("help.beside")}
      <select
        value={choices.includes(beside) ? beside : "none"}
        onChange={(event) => {
          const choice = event.target.value as Beside;
          keepChoice(choice);
          onChange(choice);
        }}
      >
        {choices.map((choice) => <option key={choice} value={choice}>{words[choice]}</option>)}
      </select>
    </label>
  );
}
