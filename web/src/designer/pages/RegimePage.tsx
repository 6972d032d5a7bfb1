/** The regime as a plain form: what it is called, by which law, how often, until when. */
import { t } from "../../words/designer";
import { regimeOf } from "../model/documents";
import { idSource } from "../model/ids";
import { ChoiceField, CheckField, TextField } from "../parts/Field";
import { Icon } from "../parts/Icon";
import { unitKinds, UnitKindsField } from "../parts/UnitKinds";
import { setAt } from "../state/commands";
import { state, useDesigner } from "../state/store";
import { act } from "../state/sync";

const KINDS = ["periodic", "thematic", "adhoc"] as const;
const FREQUENCIES = ["month", "quarter", "half", "nine_months", "year"] as const;

export function RegimePage() {
  const regime = useDesigner((s) => regimeOf(s.documents));
  const editable = useDesigner((s) => s.draft.editable);
  if (!regime) return null;
  const at = (...keys: string[]): string[] => [regime.id, ...keys];
  const cutoff = regime.cutoff ?? { from: { month: 0, day: 1 }, to: { month: 0, day: 31 } };
  const setCutoff = (end: "from" | "to", key: "month" | "day", text: string): void => {
    if (/^-?\d+$/.test(text)) setAt(at("cutoff"), { ...cutoff, [end]: { ...cutoff[end], [key]: Number(text) } });
  };
  return (
    <div className="ds-page" role="region" aria-label={t("regime")} tabIndex={-1}>
      <div className="ds-page-body">
        <h2>{regime.name || t("regime")}</h2>
        <fieldset className="ds-block" disabled={!editable}>
          <legend>{t("regime.what")}</legend>
          <TextField label={t("regime.name")} value={regime.name} multiline onCommit={(value) => setAt(at("name"), value)} />
          <TextField label={t("regime.purpose")} value={regime.purpose ?? ""} multiline onCommit={(value) => setAt(at("purpose"), value || undefined)} />
          <div className="ds-pair">
            <ChoiceField label={t("regime.kind")} value={regime.kind ?? "periodic"} options={KINDS.map((value) => ({ value, label: t(`regime.kind.${value}`) }))} onChange={(value) => setAt(at("kind"), value)} />
            <ChoiceField label={t("regime.frequency")} value={regime.frequency ?? "month"} options={FREQUENCIES.map((value) => ({ value, label: t(`frequency.${value}`) }))} onChange={(value) => setAt(at("frequency"), value)} />
          </div>
        </fieldset>
        <fieldset className="ds-block" disabled={!editable}>
          <legend>{t("regime.basis")}</legend>
          {(regime.basis ?? []).map((each, index) => (
            <div className="ds-line" key={index}>
              <TextField label={t("basis.number")} value={each.number} onCommit={(value) => setAt(at("basis"), replaced(regime.basis ?? [], index, { ...each, number: value }))} />
              <TextField label={t("basis.issuer")} value={each.issuer ?? ""} onCommit={(value) => setAt(at("basis"), replaced(regime.basis ?? [], index, { ...each, issuer: value }))} />
              <TextField label={t("basis.date")} type="date" value={each.date ?? ""} onCommit={(value) => setAt(at("basis"), replaced(regime.basis ?? [], index, { ...each, date: value }))} />
              <button type="button" className="ds-tool" aria-label={t("remove")} title={t("remove")} onClick={() => setAt(at("basis"), (regime.basis ?? []).filter((_, other) => other !== index))}><Icon name="trash" /></button>
            </div>
          ))}
          <button type="button" className="ds-quiet" onClick={() => setAt(at("basis"), [...(regime.basis ?? []), { number: "" }])}><Icon name="plus" /> {t("basis.add")}</button>
        </fieldset>
        <fieldset className="ds-block" disabled={!editable}>
          <legend>{t("regime.time")}</legend>
          <p className="ds-hint">{t("cutoff.hint")}</p>
          <div className="ds-pair">
            <TextField label={t("cutoff.fromDay")} value={String(cutoff.from.day)} inputMode="numeric" onCommit={(value) => setCutoff("from", "day", value)} />
            <ChoiceField label={t("cutoff.fromMonth")} value={String(cutoff.from.month)} options={months()} onChange={(value) => setCutoff("from", "month", value)} />
            <TextField label={t("cutoff.toDay")} value={String(cutoff.to.day)} inputMode="numeric" onCommit={(value) => setCutoff("to", "day", value)} />
            <ChoiceField label={t("cutoff.toMonth")} value={String(cutoff.to.month)} options={months()} onChange={(value) => setCutoff("to", "month", value)} />
          </div>
          <h3>{t("deadlines")}</h3>
          <Deadlines path={at("deadlines")} items={regime.deadlines ?? { order: [], items: {} }} />
        </fieldset>
        <fieldset className="ds-block" disabled={!editable}>
          <legend>{t("rounds")}</legend>
          {(regime.rounds?.order ?? []).map((id) => (
            <div className="ds-line" key={id}>
              <TextField label={t("round.name")} labelHidden value={regime.rounds?.items[id]?.name ?? ""} onCommit={(value) => setAt(at("rounds", "items", id, "name"), value)} />
              <button type="button" className="ds-tool" aria-label={t("remove")} title={t("remove")} onClick={() => act([{ op: "remove_item", path: at("rounds"), id }])}><Icon name="trash" /></button>
            </div>
          ))}
          <button type="button" className="ds-quiet" onClick={() => act([{ op: "insert_item", path: at("rounds"), id: idSource(state().documents)("d"), item: { name: "" }, after: regime.rounds?.order.at(-1) ?? null }])}><Icon name="plus" /> {t("round.add")}</button>
          <UnitKindsField label={t("regime.reporters")} hint={t("regime.reporters.hint")} value={regime.reporters?.kinds ?? []} onChange={(kinds) => setAt(at("reporters"), { ...(regime.reporters ?? {}), kinds })} />
          <TextField label={t("regime.method")} value={regime.method ?? ""} multiline onCommit={(value) => setAt(at("method"), value || undefined)} />
        </fieldset>
      </div>
    </div>
  );
}

function replaced<T>(list: T[], index: number, value: T): T[] {
  return list.map((each, at) => (at === index ? value : each));
}

function months(): { value: string; label: string }[] {
  return ([-1, 0, 1] as const).map((value) => ({ value: String(value), label: t(`cutoff.month.${value}`) }));
}

/** The first kind of units that has no deadline yet. */
function missing(items: DeadlineProps["items"]): string {
  const known = new Set(Object.values(items.items).map((each) => each.tier));
  return ["commune", "department", "division", "province"].find((tier) => !known.has(tier)) ?? "commune";
}

interface DeadlineProps {
  path: string[];
  items: { order: string[]; items: Record<string, { tier: string; days: number; working?: boolean }> };
}

function Deadlines({ path, items }: DeadlineProps) {
  return (
    <>
      {items.order.map((id) => {
        const each = items.items[id];
        if (!each) return null;
        return (
          <div className="ds-line" key={id}>
            <ChoiceField label={t("deadline.tier")} value={each.tier} options={unitKinds(each.tier)} onChange={(value) => setAt([...path, "items", id, "tier"], value)} />
            <TextField label={t("deadline.days")} narrow inputMode="numeric" value={String(each.days)} onCommit={(value) => /^\d+$/.test(value) && setAt([...path, "items", id, "days"], Number(value))} />
            <CheckField label={t("deadline.working")} checked={each.working ?? false} onChange={(value) => setAt([...path, "items", id, "working"], value)} />
            <button type="button" className="ds-tool" aria-label={t("remove")} title={t("remove")} onClick={() => act([{ op: "remove_item", path, id }])}><Icon name="trash" /></button>
          </div>
        );
      })}
      <button type="button" className="ds-quiet" onClick={() => act([{ op: "insert_item", path, id: idSource(state().documents)("d"), item: { tier: missing(items), days: 2, working: true }, after: items.order.at(-1) ?? null }])}><Icon name="plus" /> {t("deadline.add")}</button>
    </>
  );
}
