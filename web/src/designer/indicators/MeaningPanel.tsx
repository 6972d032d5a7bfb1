/** Under the table: what the selection means at the left, bindings proposed and figures asked for elsewhere at the right. */
import { t } from "../../words/designer";
import { applyAll, type Operation } from "../model/operations";
import { gridOf, type Documents, type Id } from "../model/documents";
import { state, toast, useDesigner } from "../state/store";
import { act } from "../state/sync";
import { memberName, nodeAt } from "./bindings";
import { Chosen } from "./Chosen";
import { ask, type Proposal, useMeaning } from "./meaning";
import { point } from "./pointing";
import { Repeats } from "./Repeats";

export function MeaningPanel({ form }: { form: Id }) {
  const known = useMeaning((s) => s.forms[form]);
  const failed = useMeaning((s) => s.failed);
  const busy = useMeaning((s) => s.busy);
  const editable = useDesigner((s) => s.draft.editable);
  return (
    <div className="ds-meaning">
      <section className="ds-meaning-chosen" aria-label={t("meaning.chosen")}><Chosen form={form} /></section>
      <div className="ds-meaning-told">
        {known && editable ? <Proposals form={form} list={known.proposals} /> : null}
        {known ? <Repeats form={form} list={known.repeats} /> : null}
        {known ? null : <p className="ds-hint" role="status">{failed ? t("meaning.failed") : t("meaning.busy")} {failed ? <button type="button" className="ds-link" disabled={busy} onClick={() => void ask(form)}>{t("meaning.again")}</button> : null}</p>}
      </div>
    </div>
  );
}

/** Each worked out on what those before it leave: an indicator that two of them bring comes once. */
function together(documents: Documents, list: readonly Proposal[]): Operation[] {
  let now = documents;
  return list.flatMap(({ operations }) => {
    const fresh = operations.filter((each) => !(each.op === "set" && each.path.length === 1 && now[each.path[0] ?? ""] !== undefined));
    now = applyAll(now, fresh);
    return fresh;
  });
}

function stillOpen(documents: Documents, form: Id, { section, axis, node, indicator, members }: Proposal): boolean {
  const grid = gridOf(documents, form, section);
  const held = grid && nodeAt(grid, axis, node);
  return held !== undefined && (indicator ? !held.indicator : true) && (members.length > 0 ? !held.members?.length : true);
}

function Proposals({ form, list }: { form: Id; list: Proposal[] }) {
  const documents = useDesigner((s) => s.documents);
  const left = list.filter((each) => stillOpen(documents, form, each));
  if (left.length === 0) return null;
  const accept = (some: readonly Proposal[]): void => {
    if (act(together(state().documents, some))) toast(t("meaning.bound", { n: some.length }), { undo: true });
  };
  return (
    <section className="ds-suggest" aria-label={t("meaning.proposals")}>
      <h3>{t("meaning.proposals")} <span className="count">{left.length}</span>{left.length > 1 ? <button type="button" className="btn btn-small" onClick={() => accept(left)}>{t("meaning.acceptAll", { n: left.length })}</button> : null}</h3>
      <ul>
        {left.map((each) => {
          const what = each.indicator ? `${each.indicator.code} ${each.indicator.name}${each.indicator.origin ? ` (${t("meaning.of", { regime: each.indicator.origin })})` : ""}` : each.members.map((member) => memberName(documents, member)).join("; ");
          return (
            <li key={`${each.section} ${each.node} ${what}`}>
              <span className="ds-score" title={t("meaning.score")}>{each.score}%</span>
              <span className="ds-rule-text"><button type="button" className="ds-link" onClick={() => point(each)}>{each.label}</button> → {what}<span className="ds-rule-more">{each.reasons.join("; ")}</span></span>
              <button type="button" className="btn btn-small" aria-label={t("meaning.acceptOne", { label: each.label, what })} onClick={() => accept([each])}>{t("meaning.accept")}</button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
