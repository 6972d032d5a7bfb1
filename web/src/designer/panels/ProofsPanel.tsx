/** What is proven about the checks of a form: run, findings with the way to the check, what nobody could prove. */
import { textOf } from "../../grid/cells";
import { language } from "../../words";
import { t } from "../../words/designer";
import { cellWords, ruleAt } from "../model/examples";
import { rulesOf, type Documents, type Id } from "../model/documents";
import { Icon } from "../parts/Icon";
import { prove, sameRules, stop, useProving, type Proof, type ProofFinding, type Run, type Unproven } from "../state/proving";
import { useDesigner } from "../state/store";
import { showCells, showRule } from "./proofPlaces";
import { ProofExamples } from "./ProofExamples";

const WEIGHT = { error: 0, warning: 1, info: 2 };
/** Cells whose values are named with a finding; a form has hundreds. */
const VALUES = 6;

export function ProofsPanel({ form }: { form: Id }) {
  const run = useProving((s) => s.runs[form]);
  const limit = useProving((s) => s.limit);
  const stale = useStale(run);
  return (
    <div className="ds-proofs">
      <div className="ds-rules-tools">
        {run?.kind === "running" ? (
          <button type="button" className="btn btn-small" onClick={() => stop(form)}><Icon name="close" /> {t("proofs.stop")}</button>
        ) : (
          <button type="button" className="btn btn-small" onClick={() => void prove(form)}><Icon name="check" /> {t(run ? "proofs.again" : "proofs.run")}</button>
        )}
        <span className={`ds-proof-state${run?.kind === "running" ? " is-running" : ""}`} role="status">{stateWords(run, limit)}</span>
      </div>
      {run === undefined ? <p className="ds-empty">{t("proofs.empty")}</p> : null}
      {run?.kind === "failed" ? <div className="notice notice-error" role="alert"><p>{t("proofs.failed")}</p><ul>{run.messages.map((message) => <li key={message}>{message}</li>)}</ul></div> : null}
      {run?.kind === "done" ? (
        <>
          {stale ? <p className="notice notice-warn" role="status">{t("proofs.stale")}</p> : null}
          <Proven form={form} proof={run.proof} limit={limit} stale={stale} />
        </>
      ) : null}
    </div>
  );
}

function useStale(run: Run | undefined): boolean {
  return useDesigner((s) => run?.kind === "done" && !sameRules(run.of, s.documents));
}

function stateWords(run: Run | undefined, limit: number): string {
  if (run === undefined) return t("proofs.hint", { seconds: limit });
  if (run.kind === "running") return t("proofs.running", { seconds: limit });
  if (run.kind === "stopped") return t(run.changed ? "proofs.changed" : "proofs.stopped");
  if (run.kind === "failed") return "";
  const { findings, unproven, seconds } = run.proof;
  const parts = [findings.length > 0 ? t("proofs.found", { n: findings.length }) : t("proofs.found.none")];
  if (unproven.length > 0) parts.push(`${t("proofs.unproven")}: ${unproven.length}`);
  return `${parts.join(" · ")} (${t("proofs.took", { seconds: textOf(seconds.toFixed(1), null) })})`;
}

function Proven({ form, proof, limit, stale }: { form: Id; proof: Proof; limit: number; stale: boolean }) {
  const documents = useDesigner((s) => s.documents);
  const findings = [...proof.findings].sort((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity]);
  const whole = proof.complete && findings.length === 0 && proof.unproven.length === 0;
  const rules = rulesOf(documents, form)?.order.length ?? 0;
  return (
    <>
      {proof.complete ? null : <p className="notice notice-warn">{t("proofs.incomplete", { seconds: limit })}</p>}
      {whole ? <Whole rules={rules} /> : null}
      {findings.length > 0 ? <ul className="ds-proof-list">{findings.map((finding, index) => <Finding key={`${finding.code} ${index}`} form={form} finding={finding} documents={documents} />)}</ul> : null}
      {proof.unproven.length > 0 ? <NotProven form={form} list={proof.unproven} /> : null}
      <ProofExamples form={form} proof={proof} stale={stale} />
    </>
  );
}

/** Nothing is wrong and nothing is open: what that means, in so many words. */
function Whole({ rules }: { rules: number }) {
  if (rules === 0) return <p className="ds-empty">{t("proofs.noRules")}</p>;
  return (
    <div className="ds-proven">
      <p>{t("proofs.proven")}</p>
      <ul>
        {(["consistent", "alive", "needed", "free", "empty"] as const).map((what) => <li key={what}>{t(`proofs.proven.${what}`)}</li>)}
      </ul>
    </div>
  );
}

function Finding({ form, finding, documents }: { form: Id; finding: ProofFinding; documents: Documents }) {
  const lang = language();
  const rules = finding.rules.filter((name) => ruleAt(documents, name));
  const values = Object.entries(finding.values).slice(0, VALUES).map(([key, value]) => `${cellWords(documents, form, key)} = ${value}`);
  const go = (): void => {
    if (rules[0]) showRule(form, rules[0], finding.cells);
    else showCells(form, finding.cells);
  };
  return (
    <li className="ds-finding">
      <span className={`ds-severity is-${finding.severity}`}>{t(`proofs.severity.${finding.severity}`)}</span>
      <div className="ds-finding-body">
        <button type="button" className="ds-finding-text" onClick={go}>
          <span>{finding.message[lang]}</span>
          {finding.todo[lang] ? <span className="ds-rule-more">{finding.todo[lang]}</span> : null}
          {values.length > 0 ? <span className="ds-rule-more">{t("proofs.values", { values: values.join("; ") })}</span> : null}
        </button>
        {rules.length > 1 ? (
          <p className="ds-proof-rules">{t("proofs.rules")} {rules.map((name) => <button key={name} type="button" className="ds-link" onClick={() => showRule(form, name, finding.cells)}>{ruleWords(documents, name)}</button>)}</p>
        ) : null}
      </div>
    </li>
  );
}

function NotProven({ form, list }: { form: Id; list: readonly Unproven[] }) {
  const lang = language();
  return (
    <section className="ds-unproven" aria-label={t("proofs.unproven")}>
      <h3>{t("proofs.unproven")} <span className="count">{list.length}</span> <span className="ds-hint">{t("proofs.unproven.why")}</span></h3>
      <ul className="ds-proof-list">
        {list.map((one, index) => (
          <li key={`${one.check} ${index}`} className="ds-finding">
            <span className="ds-severity is-unproven">{t("proofs.severity.unproven")}</span>
            <div className="ds-finding-body">
              <button type="button" className="ds-finding-text" onClick={() => showRule(form, one.rule, [])}>{one.message[lang]}</button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function ruleWords(documents: Documents, name: string): string {
  const rule = ruleAt(documents, name)?.rule;
  return rule?.printed || rule?.expr || name;
}
