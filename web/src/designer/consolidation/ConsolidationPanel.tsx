/** How the report of a form comes from the units' figures: in general at the left, for what is selected beside it, tried below. */
import { useState } from "react";
import { t } from "../../words/designer";
import { formOf, gridOf, type Id } from "../model/documents";
import { setting } from "../model/operations";
import { FormulaInput } from "../formula/FormulaInput";
import { useParsed } from "../formula/useParsed";
import { columnWords, rowWords } from "../formula/tokens";
import { CheckField, ChoiceField, TextField } from "../parts/Field";
import { setState, state, useDesigner } from "../state/store";
import { act } from "../state/sync";
import { TryUnits } from "./TryUnits";
import { beginning, type Chosen, chosenBy, type ConsolidationDocument, consolidationOf, giving, type How, HOWS, type HowName, wayAt } from "./ways";

export function ConsolidationPanel({ form }: { form: Id }) {
  const documents = useDesigner((s) => s.documents);
  const selection = useDesigner((s) => s.selection);
  const editable = useDesigner((s) => s.draft.editable);
  const document_ = formOf(documents, form);
  const held = consolidationOf(documents, form);
  const chosen = document_ ? chosenBy(document_, selection) : null;
  return (
    <div className="ds-consolidation">
      <div className="ds-consolidation-top">
        <General form={form} held={held} editable={editable} />
        {chosen ? <ChosenWay form={form} chosen={chosen} editable={editable} /> : <p className="ds-hint ds-consolidation-own">{t("consolidation.point")}</p>}
      </div>
      <TryUnits form={form} chosen={chosen} />
    </div>
  );
}

function General({ form, held, editable }: { form: Id; held: ConsolidationDocument | undefined; editable: boolean }) {
  const set = (key: string, value: unknown): void => {
    const { documents } = state();
    if (held) act([setting(documents, [held.id, ...key.split(".")], value)]);
    else {
      const made = beginning(documents, form);
      act([{ op: "set", path: [made.id], value: key === "adjust.allowed" ? { ...made, adjust: { allowed: value } } : { ...made, [key]: value } }]);
    }
  };
  const options = <K extends string>(name: "default" | "units" | "missing", values: readonly K[]): { value: string; label: string }[] => values.map((value) => ({ value, label: t(`consolidation.${name}.${value}` as Parameters<typeof t>[0]) }));
  const formTitle = useDesigner((s) => formOf(s.documents, form)?.title ?? "");
  const allowed = held?.adjust?.allowed ?? false;
  return (
    <div className="ds-consolidation-general">
      {held ? null : <p className="ds-hint">{t("consolidation.none")}</p>}
      <TextField label={t("consolidation.reportTitle")} disabled={!editable} value={held?.title ?? ""} placeholder={formTitle} onCommit={(title) => set("title", title || undefined)} />
      <div className="ds-consolidation-fields">
        <ChoiceField label={t("consolidation.default")} disabled={!editable} value={held?.default ?? "sum"} options={options("default", ["sum", "indicator", "none"])} onChange={(value) => set("default", value)} />
        <ChoiceField label={t("consolidation.units")} disabled={!editable} value={held?.units ?? "reporters"} options={options("units", ["reporters", "children"])} onChange={(value) => set("units", value)} />
        <ChoiceField label={t("consolidation.missing")} disabled={!editable} value={held?.missing ?? "list"} options={options("missing", ["list", "refuse"])} onChange={(value) => set("missing", value)} />
      </div>
      <div className="ds-consolidation-checks">
        <CheckField label={t("consolidation.adjust")} disabled={!editable} checked={allowed} onChange={(on) => set("adjust.allowed", on)} />
        {allowed ? <CheckField label={t("consolidation.reason")} disabled={!editable} checked={held?.adjust?.reason ?? true} onChange={(on) => set("adjust.reason", on)} /> : null}
      </div>
    </div>
  );
}

/** The way of what is selected: whole columns, whole rows or single cells. */
function ChosenWay({ form, chosen, editable }: { form: Id; chosen: Chosen; editable: boolean }) {
  const documents = useDesigner((s) => s.documents);
  const held = consolidationOf(documents, form);
  const own = chosen.keys.map((key) => held?.cells[key]);
  const first = own[0];
  const alike = own.every((each) => JSON.stringify(each ?? null) === JSON.stringify(first ?? null));
  const value = !alike ? "mixed" : (first?.how ?? "inherit");
  const give = (how: How | null): void => {
    act(giving(state().documents, form, chosen.keys, how));
  };
  const pick = (name: string): void => {
    if (name === "inherit") give(null);
    else if (name !== "mixed") give({ how: name as HowName, ...(name === "wmean" && first?.weight ? { weight: first.weight } : {}), ...(name === "formula" && first?.expr ? { expr: first.expr } : {}) });
  };
  return (
    <div className="ds-consolidation-own">
      <ChoiceField
        label={t("consolidation.of", { what: whatOf(form, chosen) })}
        disabled={!editable}
        value={value}
        options={[...(value === "mixed" ? [{ value: "mixed", label: t("consolidation.mixed") }] : []), { value: "inherit", label: `${t("consolidation.inherit")}: ${inherited(form, chosen)}` }, ...HOWS.map((name) => ({ value: name, label: t(`how.${name}`) }))]}
        onChange={pick}
      />
      {alike && first?.how === "wmean" ? <Written key={`w ${chosen.keys.join()}`} form={form} section={chosen.section} label={t("consolidation.weight")} hint={t("consolidation.weight.hint")} disabled={!editable} value={first.weight ?? ""} parse={false} onCommit={(weight) => give({ how: "wmean", ...(weight ? { weight } : {}) })} /> : null}
      {alike && first?.how === "formula" ? <Written key={`e ${chosen.keys.join()}`} form={form} section={chosen.section} label={t("consolidation.expr")} hint={t("consolidation.expr.hint")} disabled={!editable} value={first.expr ?? ""} parse onCommit={(expr) => give({ how: "formula", ...(expr ? { expr } : {}) })} /> : null}
    </div>
  );
}

interface WrittenProps {
  form: Id;
  section: Id;
  label: string;
  hint: string;
  disabled: boolean;
  value: string;
  /** Said in words while it is written; a weight is only a place. */
  parse: boolean;
  onCommit: (text: string) => void;
}

function Written({ form, section, label, hint, disabled, value, parse, onCommit }: WrittenProps) {
  const [text, setText] = useState(value);
  const parsed = useParsed(parse && text.trim() ? { form, section, row: null, column: null, text, as: "formula" } : null);
  const problem = parsed && !parsed.ok ? parsed.problems?.[0]?.message : undefined;
  const commit = (): void => {
    setState({ pointing: null, marks: [] });
    if (text.trim() !== value) onCommit(text.trim());
  };
  return (
    <div className="ds-consolidation-written">
      <span className="ds-muted">{label}</span>
      <FormulaInput form={form} section={section} label={label} hint={hint} disabled={disabled} value={text} parsed={parsed} onChange={setText} onCommit={commit} onCancel={() => setText(value)} />
      <button type="button" className="btn btn-small" disabled={disabled || text.trim() === value || problem !== undefined} onClick={commit}>{t("consolidation.keep")}</button>
      {parse && text.trim() ? <p className={`ds-formula-words${problem ? " is-problem" : ""}`}>{problem ?? parsed?.words ?? ""}</p> : null}
    </div>
  );
}

function whatOf(form: Id, { kind, keys, section }: Chosen): string {
  const grid = gridOf(state().documents, form, section);
  const [first = ""] = keys;
  if (!grid || keys.length > 1) return t(`consolidation.${kind}`, { n: keys.length });
  const [row = "", column = ""] = first.split(":");
  if (kind === "columns") return columnWords(grid, first);
  return kind === "rows" ? rowWords(grid, first) : `${rowWords(grid, row)} · ${columnWords(grid, column)}`;
}

/** What holds where nothing is said of the selection itself. */
function inherited(form: Id, { keys, cells, section }: Chosen): string {
  const { documents } = state();
  const held = consolidationOf(documents, form);
  const bare = held ? { ...documents, [held.id]: { ...held, cells: Object.fromEntries(Object.entries(held.cells).filter(([key]) => !keys.includes(key))) } } : documents;
  const document_ = formOf(bare as typeof documents, form);
  const grid = gridOf(bare as typeof documents, form, section);
  if (!document_ || !grid) return "";
  const names = new Set(cells.map(({ row, column }) => wayAt(bare as typeof documents, document_, section, grid, row, column)).flatMap((way) => (way ? [t(`how.${way.how}`)] : [])));
  return [...names].slice(0, 2).join(" / ");
}
