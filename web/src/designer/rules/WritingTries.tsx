/** A check tried on the examples while it is being written: whom it holds for, and where it finds a fault. */
import { useEffect, useState } from "react";
import { t } from "../../words/designer";
import type { Example } from "../model/examples";
import type { Id, Json, Rule } from "../model/documents";
import { useProving } from "../state/proving";
import { type Tried, tryRule } from "../examples/tries";
import { TryLine } from "./RuleTries";

const PAUSE = 350;

interface Props {
  form: Id;
  rules: Id;
  id: Id;
  rule: Rule;
}

export function WritingTries({ form, rules, id, rule }: Props) {
  const made = useProving((s) => madeFor(s.runs[form], `${rules}/${id}`));
  const [said, setSaid] = useState<{ key: string; tried: Tried[] | null }>({ key: "", tried: null });
  // Examples of the check's own, or those that the proof made for it: they show what a change does to it.
  const written = { ...rule, examples: rule.examples?.length ? rule.examples : (made as unknown as Json[]) };
  const key = JSON.stringify(written);
  useEffect(() => {
    const control = new AbortController();
    const timer = setTimeout(() => {
      tryRule(form, { rules, id, rule: JSON.parse(key) as Rule }, control.signal)
        .then((tried) => setSaid({ key, tried }))
        // What cannot be read yet is said by the formula itself.
        .catch(() => control.signal.aborted || setSaid({ key, tried: null }));
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  }, [form, rules, id, key]);
  if (said.key !== key && said.tried === null) return <p className="ds-tries" role="status">{t("tries")}: {t("tries.running")}</p>;
  if (said.tried === null) return null;
  if (said.tried.length === 0) return <p className="ds-tries">{t("tries")}: {t("tries.none")}</p>;
  return (
    <div className="ds-tries" role="status" aria-label={t("tries")}>
      <span>{t("tries")}:</span>
      <ul>{said.tried.map((one) => <TryLine key={`${one.example}`} one={one} made={!rule.examples?.length} />)}</ul>
    </div>
  );
}

const NONE: Example[] = [];

function madeFor(run: ReturnType<typeof useProving.getState>["runs"][string] | undefined, name: string): Example[] {
  return run?.kind === "done" ? (run.proof.examples[name] ?? NONE) : NONE;
}
