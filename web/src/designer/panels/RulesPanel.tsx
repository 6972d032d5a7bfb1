/** The checks of a form, each as a sentence with what happens when it fails, how it does on examples and what is proven of it. */
import { useEffect, useRef, useState } from "react";
import { t } from "../../words/designer";
import { rulesOf, type Id, type Rule } from "../model/documents";
import { idSource } from "../model/ids";
import { marksFor } from "../formula/FormulaInput";
import { inWords } from "../formula/tokens";
import { type Tried, useFormTries } from "../examples/tries";
import { Icon } from "../parts/Icon";
import { Menu, type MenuItem } from "../parts/Menu";
import { MarginState, RuleMargin } from "../rules/Margin";
import { RuleTries } from "../rules/RuleTries";
import { blankRule } from "../rules/selected";
import { Suggestions } from "../rules/Suggestions";
import { TemplateEditor } from "../rules/TemplateEditor";
import { type TemplateName, TEMPLATES } from "../rules/templates";
import { setState, state, toast, useDesigner } from "../state/store";
import { act } from "../state/sync";
import { shownMarks, useProving } from "../state/proving";
import { RuleEditor } from "./RuleEditor";
import { RuleExamples } from "./RuleExamples";

export function RulesPanel({ form }: { form: Id }) {
  const documents = useDesigner((s) => s.documents);
  const editable = useDesigner((s) => s.draft.editable);
  const editing = useDesigner((s) => (s.rule?.form === form ? s.rule : null));
  const document_ = rulesOf(documents, form);
  const order = document_?.order ?? [];
  const shown = useShown(form);
  const tries = useFormTries(form);
  return (
    <div className="ds-rules">
      {editable ? (
        <div className="ds-rules-tools">
          <AddRule form={form} rules={document_?.id ?? form} />
          <span className="ds-hint">{t("rules.hint")}</span>
          <span className="ds-grow" />
          <MarginState form={form} />
        </div>
      ) : null}
      {editing?.fresh ? <Writing key={editing.id} form={form} rules={editing.rules} id={editing.id} /> : null}
      <Suggestions form={form} />
      {order.length === 0 && !editing ? <p className="ds-empty">{t("rules.empty")}</p> : null}
      <ol className="ds-rule-list">
        {order.map((id) => {
          const rule = document_?.items[id];
          if (!rule || !document_) return null;
          if (editing?.id === id) return <li key={id}><RuleEditor form={form} rules={document_.id} id={id} rule={rule} /></li>;
          return <Line key={id} form={form} rules={document_.id} id={id} rule={rule} shown={shown === id} tried={triedOf(tries?.tries.tried, `${document_.id}/${id}`)} />;
        })}
      </ol>
    </div>
  );
}

/** A new check, by template until it is written on as a formula. */
function Writing({ form, rules, id }: { form: Id; rules: Id; id: Id }) {
  const [way, setWay] = useState(begun);
  if (way.template) return <TemplateEditor form={form} rules={rules} id={id} name={way.template} onFormula={(rule) => setWay({ template: null, rule })} />;
  return <RuleEditor form={form} rules={rules} id={id} rule={way.rule} fresh />;
}

/** How the check that is being added begins; asked for when its editor opens. */
let begun: { template: TemplateName | null; rule: Rule } = { template: null, rule: blankRule() };

function AddRule({ form, rules }: { form: Id; rules: Id }) {
  const [at, setAt] = useState<{ x: number; y: number } | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const begin = (template: TemplateName | null): void => {
    begun = { template, rule: blankRule() };
    setState({ rule: { form, rules, id: idSource(state().documents)("k"), fresh: true } });
  };
  const show = (): void => {
    const box = button.current?.getBoundingClientRect();
    setAt(box ? { x: box.left, y: box.top - 8 } : null);
  };
  const items: MenuItem[] = [
    ...TEMPLATES.map((each) => ({ label: t(`template.${each.name}`), run: () => begin(each.name) })),
    { label: t("rules.byFormula"), icon: "code", parted: true, run: () => begin(null) },
  ];
  const closed = (restore: boolean): void => {
    setAt(null);
    if (restore) button.current?.focus();
  };
  return (
    <>
      <button ref={button} type="button" className="btn btn-small" aria-haspopup="menu" aria-expanded={at !== null} onClick={show}><Icon name="plus" /> {t("rules.add")}</button>
      {at ? <Menu label={t("rules.templates")} items={items} at={at} onClose={closed} /> : null}
    </>
  );
}

const NONE: readonly Tried[] = [];

function triedOf(tried: readonly Tried[] | undefined, name: string): readonly Tried[] {
  return tried?.filter((each) => each.rule === name) ?? NONE;
}

function Line({ form, rules, id, rule, shown, tried }: { form: Id; rules: Id; id: Id; rule: Rule; shown: boolean; tried: readonly Tried[] }) {
  const documents = useDesigner((s) => s.documents);
  const functions = useDesigner((s) => s.functions);
  const editable = useDesigner((s) => s.draft.editable);
  const codes = useDesigner((s) => s.codes);
  return (
    <li id={`ds-rule-${id}`} className={`ds-rule${shown ? " is-shown" : ""}`} tabIndex={-1} onMouseMove={() => hover(form, id, rule)} onMouseLeave={() => hover(form, id, null)}>
      <span className={`ds-severity is-${rule.severity ?? "error"}`}>{t(`severity.${rule.severity ?? "error"}`)}</span>
      <div className="ds-rule-text">
        <span className="ds-rule-words">{rule.message || inWords(documents, form, rule.expr, functions)}</span>
        <span className="ds-rule-more">{detailsOf(rule, codes, rule.message ? inWords(documents, form, rule.expr, functions) : "")}</span>
        <RuleTries tried={tried} />
        <RuleExamples form={form} rules={rules} id={id} rule={rule} />
        <RuleMargin form={form} name={`${rules}/${id}`} />
      </div>
      <span className="ds-tag">{t(`origin.${rule.origin?.kind ?? "manual"}`)}</span>
      {editable ? (
        <span className="ds-item-tools">
          <button type="button" className="ds-tool" aria-label={t("rules.edit")} title={t("rules.edit")} onClick={() => setState({ rule: { form, rules, id, fresh: false } })}><Icon name="edit" /></button>
          <button type="button" className="ds-tool" aria-label={t("remove")} title={t("remove")} onClick={() => remove(rules, id, rule)}><Icon name="trash" /></button>
        </span>
      ) : null}
    </li>
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

function remove(rules: Id, id: Id, rule: Rule): void {
  if (act([{ op: "remove_rule", rules, id, was: rule }])) toast(t("removed.rule"), { undo: true });
}

/** The printed line, what the message stands for in captions, codes where the person looks at codes, and how strictly it is meant. */
function detailsOf(rule: Rule, codes: boolean, words: string): string {
  return [
    rule.printed ?? "",
    words,
    codes ? rule.expr : "",
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
