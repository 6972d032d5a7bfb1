/** What the structure of the form proposes ("chia theo", "trong đó", lines that other forms print): accepted one by one or all. */
import { t } from "../../words/designer";
import type { Documents, Id } from "../model/documents";
import { applyAll, type Operation } from "../model/operations";
import { accepting, proposed } from "../model/proposals";
import { isRules } from "../model/documents";
import type { Finding } from "../state/api";
import { Accept } from "../parts/Accept";
import { toast, useDesigner } from "../state/store";
import { act } from "../state/sync";

/** Findings of a form whose proposal is a check, a corrected check or a printed line. */
export function suggestions(documents: Documents, findings: readonly Finding[], form: Id): Finding[] {
  return findings.filter((each) => formAt(documents, each.place) === form && about(each) && accepting(documents, each).length > 0);
}

function about({ args = {} }: Finding): boolean {
  return args.proposal_rule !== undefined || args.proposal_of !== undefined || args.proposal_line !== undefined;
}

function formAt(documents: Documents, place: string): Id {
  const head = place.split("/")[0] ?? "";
  const rules = documents[head] as unknown;
  return isRules(rules) ? rules.form : head;
}

/** All of them in one gesture; each is worked out on what those before it leave. */
export function acceptingAll(documents: Documents, findings: readonly Finding[]): Operation[] {
  let now = documents;
  return findings.flatMap((each) => {
    const operations = accepting(now, each);
    now = applyAll(now, operations);
    return operations;
  });
}

export function Suggestions({ form }: { form: Id }) {
  const documents = useDesigner((s) => s.documents);
  const findings = useDesigner((s) => s.findings);
  const editable = useDesigner((s) => s.draft.editable);
  const list = editable ? suggestions(documents, findings, form) : [];
  if (list.length === 0) return null;
  const all = (): void => {
    if (act(acceptingAll(documents, list))) toast(t("suggest.done", { n: list.length }), { undo: true });
  };
  return (
    <section className="ds-suggest" aria-label={t("suggest")}>
      <h3>{t("suggest")} <span className="count">{list.length}</span>{list.length > 1 ? <button type="button" className="btn btn-small" onClick={all}>{t("suggest.all", { n: list.length })}</button> : null}</h3>
      <ul>
        {list.map((each) => (
          <li key={`${each.place} ${proposed(documents, each)}`}>
            <span className="ds-rule-text">{each.message}</span>
            <Accept finding={each} />
          </li>
        ))}
      </ul>
    </section>
  );
}
