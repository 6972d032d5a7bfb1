/** A check by template: its places filled in by pointing at the table, said in words and as a formula before it is kept. */
import { useEffect, useRef, useState } from "react";
import { t } from "../../words/designer";
import type { Id, Rule } from "../model/documents";
import { parseNumber } from "../model/numbers";
import { leaveRule } from "../panels/RuleEditor";
import { inWords } from "../formula/tokens";
import { marksFor } from "../formula/FormulaInput";
import { useParsed } from "../formula/useParsed";
import { CheckField, TextField } from "../parts/Field";
import { Icon } from "../parts/Icon";
import { setState, state, toast, useDesigner } from "../state/store";
import { act } from "../state/sync";
import { RuleFields, tidy } from "./RuleFields";
import { blankRule, selectedFor } from "./selected";
import { WritingTries } from "./WritingTries";
import { conditionOf, type Filled, fromSelection, nextPlace, type PlaceInfo, pointedAt, type PlaceName, type RuleTemplate, templateOf, type TemplateName } from "./templates";

interface Props {
  form: Id;
  rules: Id;
  id: Id;
  name: TemplateName;
  /** Goes on as a formula. */
  onFormula: (rule: Rule) => void;
}

export function TemplateEditor({ form, rules, id, name, onFormula }: Props) {
  const template = templateOf(name);
  const [{ codes, rows }] = useState(() => selectedFor(state().documents, form, state().selection));
  const [filled, setFilled] = useState<Filled>(() => fromSelection(template, codes));
  const [place, setPlace] = useState<PlaceName>(() => nextPlace(template, fromSelection(template, codes), template.places[0]!.name));
  const [rule, setRule] = useState<Rule>({ ...blankRule(), ...template.rule, ...(rows.length > 0 ? { rows } : {}) });
  const expr = conditionOf(template, filled);
  const section = useDesigner((s) => s.selection?.section ?? "");
  const parsed = useParsed(expr ? { form, section, row: null, column: null, text: expr, as: "rule" } : null);
  usePointing(form, template, place, (reference) => {
    const now = pointedAt(filled, template.places.find((each) => each.name === place)!, reference);
    setFilled(now);
    setPlace(nextPlace(template, now, place));
  });
  useEffect(() => setState({ marks: marksFor(form, Object.values(filled).flat().join(" + ")) }), [form, filled]);
  const close = leaveRule;
  const problem = parsed && !parsed.ok ? parsed.problems?.[0]?.message : undefined;
  const save = (): void => {
    if (act([{ op: "set_rule", rules, id, rule: tidy({ ...rule, expr }) }])) toast(t("rules.added"), { undo: true });
    close();
  };
  return (
    <div className="ds-rule-editor" role="group" aria-label={t(`template.${name}`)} onKeyDown={(event) => event.key === "Escape" && close()}>
      <div className="ds-template-head">
        <strong>{t(`template.${name}`)}</strong>
        <span className="ds-hint" role="status">{hintFor(template, place)}</span>
      </div>
      <div className="ds-template-places">
        {template.places.map((each) => (
          <Place key={each.name} form={form} info={each} active={each.name === place} codes={filled[each.name] ?? []} onPick={() => setPlace(each.name)} onChange={(now) => setFilled({ ...filled, [each.name]: now })} />
        ))}
      </div>
      <p className={`ds-formula-words ds-template-words${problem ? " is-problem" : ""}`}>
        {problem ?? (expr ? <Said form={form} expr={expr} words={parsed?.words} /> : t("rules.unfinished"))}
      </p>
      {rows.length > 0 ? <CheckField label={t("rules.onlyRows", { n: rows.length })} checked={rule.rows !== undefined} onChange={(on) => setRule(withRows(rule, on ? rows : undefined))} /> : null}
      {expr ? <WritingTries form={form} rules={rules} id={id} rule={tidy({ ...rule, expr })} /> : null}
      <RuleFields rule={rule} onChange={(part) => setRule({ ...rule, ...part })}>
        <button type="button" className="btn btn-small btn-primary" disabled={!expr || problem !== undefined} onClick={save}>{t("rules.save")}</button>
        <button type="button" className="btn btn-small" onClick={() => onFormula({ ...rule, expr })}>{t("rules.asFormula")}</button>
        <button type="button" className="btn btn-small" onClick={close}>{t("cancel")}</button>
      </RuleFields>
    </div>
  );
}

function Said({ form, expr, words }: { form: Id; expr: string; words: string | undefined }) {
  const documents = useDesigner((s) => s.documents);
  const functions = useDesigner((s) => s.functions);
  return <>{words ?? inWords(documents, form, expr, functions)} <code>{expr}</code></>;
}

function withRows(rule: Rule, rows: Id[] | undefined): Rule {
  const { rows: _former, ...rest } = rule;
  return rows ? { ...rest, rows } : rest;
}

function hintFor(template: RuleTemplate, place: PlaceName): string {
  const info = template.places.find((each) => each.name === place);
  const said = t(info?.many ? "rules.pointMany" : "rules.point", { place: t(`place.${place}`) });
  return place === "there" ? `${said} ${t("place.there.hint")}` : said;
}

/** Clicks on the table fill the place that is open, until the editor is left. */
function usePointing(form: Id, template: RuleTemplate, place: PlaceName, take: (reference: string) => void): void {
  const live = useRef(take);
  live.current = take;
  useEffect(() => {
    const typed = template.places.find((each) => each.name === place)?.number;
    const pointing = { form, section: null, insert: (reference: string) => live.current(reference) };
    setState({ pointing: typed ? null : pointing });
    return () => {
      if (state().pointing === pointing) setState({ pointing: null });
    };
  }, [form, template, place]);
}

interface PlaceProps {
  form: Id;
  info: PlaceInfo;
  active: boolean;
  codes: readonly string[];
  onPick: () => void;
  onChange: (codes: readonly string[]) => void;
}

function Place({ form, info, active, codes, onPick, onChange }: PlaceProps) {
  const documents = useDesigner((s) => s.documents);
  const functions = useDesigner((s) => s.functions);
  const label = t(`place.${info.name}`);
  if (info.number)
    return <TextField label={label} narrow inputMode="numeric" value={(codes[0] ?? "").replace(".", ",")} onCommit={(text) => onChange(parseNumber(text) === undefined ? [] : [parseNumber(text)!])} />;
  return (
    <div className={`ds-template-place${active ? " is-open" : ""}`}>
      <button type="button" className="ds-template-name" aria-pressed={active} onClick={onPick}>{label}</button>
      {codes.map((code) => (
        <span key={code} className="ds-template-code" title={inWords(documents, form, code, functions)}>
          {short(inWords(documents, form, code, functions))}
          <button type="button" className="ds-tool" aria-label={t("rules.takeOut", { code })} onClick={() => onChange(codes.filter((each) => each !== code))}><Icon name="close" /></button>
        </span>
      ))}
      {codes.length === 0 ? <span className="ds-muted">{t("rules.placeEmpty")}</span> : null}
    </div>
  );
}

const LONG = 34;

function short(words: string): string {
  return words.length > LONG ? `${words.slice(0, LONG - 1)}…` : words;
}
