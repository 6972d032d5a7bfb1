/** One line under the head: who entered, checked, signed and sent, and why this person may not check. */

import { t } from "../../words/fill-inside";
import type { Act } from "../payload";
import { moment } from "./moment";
import type { People, StepDone } from "./types";

const WORDS = { entered: "in.entered", handed: "in.handed.by", checked: "in.checked.by", sent: "in.sent.by" } as const;

/** What a button of an act says, as the regime asks for it; null for acts that say the same everywhere. */
export function actWords(act: Act, people: People | undefined): string | null {
  if (act === "hand") return t("in.hand");
  if (act === "back") return t("in.back");
  if (!people) return null;
  if (act === "send") return t(people.signing === "none" ? "in.send.none" : "in.send.head");
  if (act === "check") return t(people.checking !== "self" ? "in.check.other" : people.signing === "none" ? "in.check.ready" : "in.check.self");
  return null;
}

function Done({ step }: { step: StepDone }) {
  const by = step.unit ? t("in.by.unit", { by: step.by, unit: step.unit }) : step.by;
  return <li>{t(WORDS[step.step], { by, at: moment(step.at) })}</li>;
}

export function Steps({ people }: { people: People | undefined }) {
  if (!people || (people.steps.length === 0 && !people.waits)) return null;
  return (
    <div className="fill-steps">
      {people.steps.length > 0 && <ul aria-label={t("in.steps")}>{people.steps.map((step) => <Done key={step.step} step={step} />)}</ul>}
      {people.waits && <p>{people.waits}</p>}
    </div>
  );
}
