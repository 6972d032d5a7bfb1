/** Proofs in the margin: what was found about a check stands beside it, and how the proof of the form stands. */
import { language } from "../../words";
import { t } from "../../words/designer";
import type { Id } from "../model/documents";
import { sameRules, useProving, type ProofFinding, type Run } from "../state/proving";
import { setState, useDesigner } from "../state/store";
import { showRule } from "../panels/proofPlaces";

export function RuleMargin({ form, name }: { form: Id; name: string }) {
  const run = useProving((s) => s.runs[form]);
  const stale = useStale(run);
  const found = run?.kind === "done" ? run.proof.findings.filter((each) => isAbout(each, name)) : [];
  const open = run?.kind === "done" ? run.proof.unproven.filter((each) => each.rule === name) : [];
  if (found.length + open.length === 0) return null;
  return (
    <div className={`ds-margin${stale ? " is-stale" : ""}`} title={stale ? t("margin.stale") : undefined}>
      {found.map((finding, index) => <Note key={`${finding.code} ${index}`} form={form} name={name} finding={finding} />)}
      {open[0] ? <span className="ds-margin-note is-unproven">{t("proofs.severity.unproven")}: {open[0].message[language()]}</span> : null}
    </div>
  );
}

/** A finding stands beside the check that it is about; a grave one beside every check that it names. */
function isAbout({ rules, severity }: ProofFinding, name: string): boolean {
  return severity === "error" ? rules.includes(name) : rules[0] === name;
}

function Note({ form, name, finding }: { form: Id; name: string; finding: ProofFinding }) {
  return (
    <button type="button" className={`ds-margin-note is-${finding.severity}`} title={finding.todo[language()]} onClick={() => showRule(form, name, finding.cells)}>
      {finding.message[language()]}
    </button>
  );
}

/** How the proof of a form stands, in a few words, with the way to its tab. */
export function MarginState({ form }: { form: Id }) {
  const run = useProving((s) => s.runs[form]);
  const stale = useStale(run);
  const said = stateOf(run, stale);
  if (said === null) return null;
  return <button type="button" className={`ds-margin-state is-${said.tone}`} onClick={() => setState({ bottom: "proofs" })}>{said.text}</button>;
}

function useStale(run: Run | undefined): boolean {
  return useDesigner((s) => run?.kind === "done" && !sameRules(run.of, s.documents));
}

function stateOf(run: Run | undefined, stale: boolean): { text: string; tone: string } | null {
  if (run === undefined) return null;
  if (run.kind === "running") return { text: t("margin.running"), tone: "running" };
  if (run.kind === "failed") return { text: t("margin.failed"), tone: "warn" };
  if (run.kind === "stopped" || stale) return { text: t("margin.waiting"), tone: "stale" };
  const { findings, unproven, complete } = run.proof;
  if (findings.length > 0) return { text: t("margin.found", { n: findings.length }), tone: findings.some((each) => each.severity === "error") ? "error" : "warn" };
  return unproven.length > 0 || !complete ? { text: t("margin.open", { n: unproven.length }), tone: "warn" } : { text: t("margin.proven"), tone: "ok" };
}
