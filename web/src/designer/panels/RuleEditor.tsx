/** One check: its formula, written or pointed at, and how strictly it is meant. */
import { lazy, Suspense, useState } from "react";
import { t } from "../../words/designer";
import type { Id, Rule } from "../model/documents";
import { FormulaInput } from "../formula/FormulaInput";
import { inWords } from "../formula/tokens";
import { useParsed } from "../formula/useParsed";
import { RuleFields, tidy } from "../rules/RuleFields";
import { WritingTries } from "../rules/WritingTries";
import { setState, useDesigner } from "../state/store";
import { act } from "../state/sync";

const RulePanel = lazy(() => import("../properties/SelectionPanel").then((module) => ({ default: module.RulePanel })));

interface Props {
  form: Id;
  rules: Id;
  id: Id;
  rule: Rule;
  fresh?: boolean;
}

/** The editor closes; the keyboard goes back to the table, or stays among the checks when nothing is chosen there. */
export function leaveRule(): void {
  setState({ rule: null, pointing: null, marks: [] });
  document.querySelector<HTMLElement>(".ds-rules-tools button")?.focus({ preventScroll: true });
}

export function RuleEditor({ form, rules, id, rule, fresh }: Props) {
  const documents = useDesigner((s) => s.documents);
  const functions = useDesigner((s) => s.functions);
  const section = useDesigner((s) => s.selection?.section ?? firstSection(s.documents[form]));
  const [draft, setDraft] = useState<Rule>(rule);
  const parsed = useParsed(draft.expr.trim() ? { form, section, row: null, column: null, text: draft.expr, as: "rule" } : null);
  const change = (part: Partial<Rule>): void => setDraft({ ...draft, ...part });
  const close = leaveRule;
  const save = (): void => {
    if (!draft.expr.trim()) return;
    // A printed check that is rewritten by hand no longer follows its printed line.
    const rewritten = draft.expr !== rule.expr && rule.origin?.kind === "printed";
    const { printed: _printed, ...rest } = draft;
    const next: Rule = rewritten ? { ...rest, origin: { kind: "manual" } } : draft;
    act([{ op: "set_rule", rules, id, rule: tidy(next), ...(fresh ? {} : { was: rule }) }]);
    close();
  };
  const problem = parsed && !parsed.ok ? parsed.problems?.[0]?.message : undefined;
  return (
    <div className="ds-rule-editor" role="group" aria-label={fresh ? t("rules.add") : t("rules.edit")}>
      <div className="ds-rule-formula">
        <FormulaInput begin form={form} section={section} label={t("rules.formula")} hint={t("rules.formula.hint")} value={draft.expr} parsed={parsed} onChange={(expr) => change({ expr })} onCommit={save} onCancel={close} />
        <p className={`ds-formula-words${problem ? " is-problem" : ""}`} role="status">{problem ?? parsed?.words ?? inWords(documents, form, draft.expr, functions)}</p>
      </div>
      {draft.expr.trim() && !problem ? <WritingTries form={form} rules={rules} id={id} rule={tidy(draft)} /> : null}
      <RuleFields rule={draft} onChange={change}>
        <button type="button" className="btn btn-small btn-primary" disabled={!draft.expr.trim() || problem !== undefined} onClick={save}>{t("rules.save")}</button>
        <button type="button" className="btn btn-small" onClick={close}>{t("cancel")}</button>
      </RuleFields>
      {fresh ? null : <Suspense fallback={null}><RulePanel rules={rules} id={id} form={form} /></Suspense>}
    </div>
  );
}

function firstSection(form: unknown): Id {
  return (form as { sections?: { order?: Id[] } } | undefined)?.sections?.order?.[0] ?? "";
}
