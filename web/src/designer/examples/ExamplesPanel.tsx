/** The filled examples of a form: green or red, what differs, and the way into the form. */
import { useState } from "react";
import { t } from "../../words/designer";
import type { Documents, Id } from "../model/documents";
import { idSource } from "../model/ids";
import { setting } from "../model/operations";
import { Icon } from "../parts/Icon";
import { TextField } from "../parts/Field";
import { open, state, toast, useDesigner } from "../state/store";
import { act } from "../state/sync";
import { type FilledExample, filledExamples, removing } from "./documents";
import { useFormTries, type Verdict } from "./tries";

export function ExamplesPanel({ form }: { form: Id }) {
  const documents = useDesigner((s) => s.documents);
  const editable = useDesigner((s) => s.draft.editable);
  const held = useFormTries(form);
  const examples = filledExamples(documents, form);
  return (
    <div className="ds-samples">
      <div className="ds-rules-tools">
        {editable ? <button type="button" className="btn btn-small" onClick={() => open({ kind: "trial", form })}><Icon name="plus" /> {t("samples.new")}</button> : null}
        <span className="ds-hint" role="status">{held?.kind === "failed" ? t("samples.failed", { why: held.why }) : held?.kind === "running" && examples.length > 0 ? t("samples.running") : t("samples.hint")}</span>
      </div>
      {examples.length === 0 ? <p className="ds-empty">{t("samples.empty")}</p> : null}
      <ul className="ds-sample-list">
        {examples.map((example) => <Line key={example.id} example={example} editable={editable} verdict={held?.tries.examples.find((each) => each.id === example.id)} />)}
      </ul>
    </div>
  );
}

function Line({ example, editable, verdict }: { example: FilledExample; editable: boolean; verdict: Verdict | undefined }) {
  const [naming, setNaming] = useState(false);
  const show = (): void => open({ kind: "trial", form: example.form, example: example.id });
  const rename = (title: string): void => {
    setNaming(false);
    if (title !== "" && title !== example.title) act([setting(state().documents, [example.id, "title"], title)]);
  };
  const copy = (): void => {
    const { documents } = state();
    const id = idSource(documents)("e");
    act([{ op: "set", path: [id], value: { ...example, id, title: t("samples.copyOf", { title: example.title }) } }]);
  };
  const remove = (): void => {
    if (act(removing(state().documents, example.id))) toast(t("samples.removed"), { undo: true });
  };
  const fails = example.expect.fails?.length ?? 0;
  return (
    <li className="ds-sample">
      <span className={`ds-severity ${verdict === undefined ? "is-unproven" : verdict.holds ? "is-right" : "is-error"}`}>{verdict === undefined ? "…" : t(verdict.holds ? "samples.green" : "samples.red")}</span>
      <div className="ds-rule-text">
        {naming ? <TextField label={t("samples.title")} labelHidden value={example.title} onCommit={rename} /> : <button type="button" className="ds-finding-text ds-rule-words" title={t("samples.open")} onClick={show}>{example.title}</button>}
        <span className="ds-rule-more">{t("samples.count", { cells: Object.keys(example.cells).length, totals: Object.keys(example.expect.cells ?? {}).length, fails })}</span>
        {(verdict?.problems ?? []).map((problem) => (
          <span key={problem.place} className={`ds-sample-wrong is-${problem.severity}`}>{said(problem.message, example.title)}</span>
        ))}
      </div>
      {editable ? (
        <span className="ds-item-tools">
          <button type="button" className="ds-tool" aria-label={`${t("samples.rename")}: ${example.title}`} title={t("samples.rename")} onClick={() => setNaming(!naming)}><Icon name="edit" /></button>
          <button type="button" className="ds-tool" aria-label={`${t("samples.duplicate")}: ${example.title}`} title={t("samples.duplicate")} onClick={copy}><Icon name="copy" /></button>
          <button type="button" className="ds-tool" aria-label={`${t("remove")}: ${example.title}`} title={t("remove")} onClick={remove}><Icon name="trash" /></button>
        </span>
      ) : null}
    </li>
  );
}

/** The sentence without the example's name: it stands right above. */
function said(message: string, title: string): string {
  const rest = message.replace(`Ví dụ “${title}”: `, "").replace(`Example “${title}”: `, "");
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

/** How many examples of a form are red, as far as the last run knows. */
export function redOf(documents: Documents, form: Id, verdicts: readonly Verdict[]): number {
  const known = new Set(filledExamples(documents, form).map((each) => each.id));
  return verdicts.filter((each) => known.has(each.id) && !each.holds).length;
}
