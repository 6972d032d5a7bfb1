/** The examples that the proof made: kept with the checks by one gesture, those that stand already left alone. */
import { language } from "../../words";
import { t } from "../../words/designer";
import { keeping, ruleAt } from "../model/examples";
import type { Id } from "../model/documents";
import type { Operation } from "../model/operations";
import type { Proof } from "../state/proving";
import { toast, useDesigner } from "../state/store";
import { act } from "../state/sync";
import { showRule } from "./proofPlaces";

export function ProofExamples({ form, proof, stale }: { form: Id; proof: Proof; stale: boolean }) {
  const documents = useDesigner((s) => s.documents);
  const editable = useDesigner((s) => s.draft.editable);
  const { fresh, replacing, kept } = keeping(documents, proof.examples);
  const made = Object.values(proof.examples).filter((examples) => examples.length > 0).length;
  const without = Object.entries(proof.no_example);
  if (made === 0 && without.length === 0) return null;
  const keep = (operations: Operation[]): void => {
    if (act(operations)) toast(t("examples.done", { n: operations.length }), { undo: true });
  };
  return (
    <section className="ds-proof-examples" aria-label={t("examples")}>
      <h3>{t("examples")}</h3>
      {made > 0 ? <p className="ds-hint">{t("examples.made", { n: made })} {kept > 0 ? t("examples.kept", { n: kept }) : null}</p> : null}
      {editable && made > 0 && fresh.length + replacing.length > 0 ? (
        <div className="ds-rules-tools">
          {fresh.length > 0 ? <button type="button" className="btn btn-small" disabled={stale} onClick={() => keep(fresh)}>{t("examples.keep", { n: fresh.length })}</button> : null}
          {replacing.length > 0 ? <button type="button" className="btn btn-small" disabled={stale} onClick={() => keep(replacing)}>{t("examples.replace", { n: replacing.length })}</button> : null}
        </div>
      ) : null}
      {without.length > 0 ? (
        <>
          <p className="ds-hint">{t("examples.none")}</p>
          <ul className="ds-proof-list">
            {without.map(([name, why]) => (
              <li key={name} className="ds-finding">
                <div className="ds-finding-body">
                  <button type="button" className="ds-finding-text" onClick={() => showRule(form, name, [])}>
                    <span>{ruleAt(documents, name)?.rule.printed || ruleAt(documents, name)?.rule.expr || name}</span>
                    <span className="ds-rule-more">{why[language()]}</span>
                  </button>
                </div>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}
