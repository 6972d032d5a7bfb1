/** The checks of a form, each as a sentence with what happens when it fails. */
import { useEffect } from "react";
import { t } from "../../words/designer";
import { gridOf, rulesOf, type Id, type Rule } from "../model/documents";
import { columnsOf, rowsOf } from "../model/geometry";
import { idSource } from "../model/ids";
import { leavesUnder } from "../model/tree";
import { marksFor } from "../formula/FormulaInput";
import { inWords } from "../formula/tokens";
import { Icon } from "../parts/Icon";
import { areaOf } from "../state/selection";
import { setState, state, toast, useDesigner } from "../state/store";
import { act } from "../state/sync";
import { shownMarks, useProving } from "../state/proving";
import { RuleEditor } from "./RuleEditor";
import { RuleExamples } from "./RuleExamples";

export function RulesPanel({ form }: { form: Id }) {
  const documents = useDesigner((s) => s.documents);
  const functions = useDesigner((s) => s.functions);
  const editable = useDesigner((s) => s.draft.editable);
  const editing = useDesigner((s) => s.rule);
  const selection = useDesigner((s) => s.selection);
  const document_ = rulesOf(documents, form);
  const order = document_?.order ?? [];
  const shown = useShown(form);
  const begin = (rule: Rule | null): void => {
    setState({ rule: { rules: document_?.id ?? form, id: idSource(documents)("k"), fresh: true } });
    fresh = rule ?? blankRule();
  };
  return (
    <div className="ds-rules">
      {editable ? (
        <div className="ds-rules-tools">
          <button type="button" className="btn btn-small" onClick={() => begin(null)}><Icon name="plus" /> {t("rules.add")}</button>
          <button type="button" className="btn btn-small" disabled={proposal() === null || !selection} onClick={() => begin(proposal())}>{t("rules.fromSelection")}</button>
          <span className="ds-hint">{t("rules.hint")}</span>
        </div>
      ) : null}
      {editing?.fresh ? <RuleEditor key={editing.id} form={form} rules={editing.rules} id={editing.id} rule={fresh} fresh /> : null}
      {order.length === 0 && !editing ? <p className="ds-empty">{t("rules.empty")}</p> : null}
      <ol className="ds-rule-list">
        {order.map((id) => {
          const rule = document_?.items[id];
          if (!rule || !document_) return null;
          if (editing?.id === id) return <li key={id}><RuleEditor form={form} rules={document_.id} id={id} rule={rule} /></li>;
          return (
            <li key={id} id={`ds-rule-${id}`} className={`ds-rule${shown === id ? " is-shown" : ""}`} tabIndex={-1} onMouseMove={() => hover(form, id, rule)} onMouseLeave={() => hover(form, id, null)}>
              <span className={`ds-severity is-${rule.severity ?? "error"}`}>{t(`severity.${rule.severity ?? "error"}`)}</span>
              <div className="ds-rule-text">
                <span className="ds-rule-words">{rule.message || inWords(documents, form, rule.expr, functions)}</span>
                <span className="ds-rule-more">{detailsOf(rule)}</span>
                <RuleExamples form={form} rules={document_.id} id={id} rule={rule} />
              </div>
              <span className="ds-tag">{t(`origin.${rule.origin?.kind ?? "manual"}`)}</span>
              {editable ? (
                <span className="ds-item-tools">
                  <button type="button" className="ds-tool" aria-label={t("rules.edit")} title={t("rules.edit")} onClick={() => setState({ rule: { rules: document_.id, id, fresh: false } })}><Icon name="edit" /></button>
                  <button type="button" className="ds-tool" aria-label={t("remove")} title={t("remove")} onClick={() => remove(document_.id, id, rule)}><Icon name="trash" /></button>
                </span>
              ) : null}
            </li>
          );
        })}
      </ol>
    </div>
  );
}

/** The check that a finding of the proofs led to: brought into view once, forgotten when the list is left. */
function useShown(form: Id): Id | null {
  const shown = useProving((s) => (s.shown?.form === form ? s.shown : null));
  useEffect(() => {
    if (!shown) return;
    const place = document.getElementById(`ds-rule-${shown.id}`);
    place?.scrollIntoView({ block: "center" });
    place?.focus({ preventScroll: true });
  }, [shown]);
  useEffect(() => () => {
    hovered = null;
    useProving.setState({ shown: null });
  }, []);
  return shown?.id ?? null;
}

let fresh: Rule = blankRule();

function blankRule(): Rule {
  return { expr: "", severity: "error", tolerance: "0", blanks: "nothing", origin: { kind: "manual" } };
}

function remove(rules: Id, id: Id, rule: Rule): void {
  if (act([{ op: "remove_rule", rules, id, was: rule }])) toast(t("removed.rule"), { undo: true });
}

function detailsOf(rule: Rule): string {
  return [
    rule.printed || rule.expr,
    rule.tolerance && rule.tolerance !== "0" ? t("rules.tolerance", { n: rule.tolerance.replace(".", ",") }) : "",
    rule.blanks === "skip" ? t("blanks.skip") : "",
    rule.rows ? t("rules.rows", { n: rule.rows.length }) : "",
    rule.columns ? t("rules.columns", { n: rule.columns.length }) : "",
  ].filter(Boolean).join(" · ");
}

let hovered: Rule | null = null;

/**
 * The cells of the rule under the mouse are shown on the table; when it leaves, those that a finding led to again.
 * By moves only: a list that opens under a resting mouse must not take the finding's cells away.
 */
function hover(form: Id, id: Id, rule: Rule | null): void {
  if (state().pointing || hovered === rule) return;
  hovered = rule;
  const found = rule === null || useProving.getState().shown?.id === id ? shownMarks() : null;
  setState({ marks: found ?? (rule ? marksFor(form, rule.expr) : []) });
}

/** "the first equals the sum of the others", over the selected columns or rows. */
function proposal(): Rule | null {
  const { selection, documents, page } = state();
  const section = selection && "form" in page ? gridOf(documents, page.form, selection.section) : undefined;
  if (!section || !selection || selection.kind === "section") return null;
  const codes = selection.kind === "rows" ? rowCodes() : columnCodes();
  if (codes.length < 2) return null;
  return { ...blankRule(), expr: `${codes[0]} == ${codes.slice(1).join(" + ")}` };

  function columnCodes(): string[] {
    if (!section || !selection || selection.kind === "rows" || selection.kind === "section") return [];
    const ids = selection.kind === "columns" ? new Set(selection.ids.flatMap((id) => leavesUnder(section.columns, id))) : new Set(areaOf(section, selection.from, selection.to).columns);
    return columnsOf(section.columns).leaves.filter((leaf) => ids.has(leaf.id) && !leaf.node.stub).flatMap((leaf) => leaf.node.code ?? []);
  }
  function rowCodes(): string[] {
    if (!section || selection?.kind !== "rows") return [];
    const ids = new Set(selection.ids);
    return rowsOf(section.rows).rows.filter((row) => ids.has(row.id) && row.node.kind !== "heading").flatMap((row) => row.node.code ?? []);
  }
}
