/** Where the figures of the release in force go: forms above, lines at the left, both tables to point at on the right. */
import { useMemo, useState } from "react";
import { t } from "../../words/designer";
import type { Id } from "../model/documents";
import { toast, useDesigner } from "../state/store";
import { Lines } from "./Lines";
import { derived, type FormMapping, type FormState, type MappingData, pointedAt, proposed, toggled } from "./model";
import { Tables } from "./Tables";
import { Trial } from "./Trial";
import { follow, rebase, removeAll, say, useMapping } from "./useMapping";
import "../../styles/grid.css";
import "../../styles/designer-mapping.css";

export function MappingPage({ form: wanted }: { form?: Id | undefined }) {
  const [chosen, setChosen] = useState<Id | null>(wanted ?? null);
  const { data, waiting, fault, again } = useMapping(chosen);
  return (
    <div className="ds-page mp" role="region" aria-label={t("mapping")} tabIndex={-1} aria-busy={waiting}>
      <header className="mp-head">
        <h2>{t("mapping")}</h2>
        {data?.release ? <p className="ds-muted">{t("mapping.lead", { no: data.release.no, from: data.release.from.charAt(0).toLowerCase() + data.release.from.slice(1) })}</p> : null}
      </header>
      {fault ? <p className="notice notice-error" role="alert">{fault} <button type="button" className="ds-link" onClick={again}>{t("mapping.again")}</button></p> : null}
      {data === null ? (fault ? null : <p className="ds-hint" role="status">{t("mapping.loading")}</p>) : <Shown data={data} choose={setChosen} chosen={chosen} />}
    </div>
  );
}

function Shown({ data, choose, chosen }: { data: MappingData; choose: (form: Id) => void; chosen: Id | null }) {
  if (data.problem) return <p className="notice notice-error">{t("mapping.problem", { problem: data.problem })}</p>;
  if (data.release === null) return <div className="empty"><strong>{t("mapping.first")}</strong><p>{t("mapping.first.text")}</p></div>;
  const here = chosen ?? data.form?.id ?? data.forms[0]?.id ?? "";
  const about = data.forms.find((each) => each.id === here);
  return (
    <>
      <Forms forms={data.forms} here={here} choose={choose} />
      {about?.state === "gone" ? <p className="notice">{t("mapping.gone.text")}</p> : null}
      {about?.state === "new" ? <NewForm form={about} data={data} /> : null}
      {data.form && data.form.id === here ? <OneForm key={here} form={data.form} code={about?.code ?? ""} /> : null}
    </>
  );
}

function Forms({ forms, here, choose }: { forms: FormState[]; here: Id; choose: (form: Id) => void }) {
  return (
    <nav className="mp-forms" aria-label={t("mapping.forms")}>
      {forms.map((form) => {
        const open = form.left.old + form.left.new;
        const said = form.state === "changed" ? (open > 0 ? t("mapping.form.open", { n: open }) : t("mapping.form.done")) : t(`mapping.form.${form.state}`);
        return (
          <button key={form.id} type="button" title={form.title} aria-current={form.id === here ? "page" : undefined} onClick={() => choose(form.id)}>
            <strong>{form.code}</strong> <span className={open > 0 ? "mp-open" : "ds-muted"}>{said}</span>
          </button>
        );
      })}
    </nav>
  );
}

/** A form without a forerunner of its own name may still follow one that is gone. */
function NewForm({ form, data }: { form: FormState; data: MappingData }) {
  const editable = useDesigner((s) => s.draft.editable);
  const gone = data.forms.filter((each) => each.state === "gone");
  return (
    <div className="notice">
      <label className="mp-new">
        {t("mapping.new.text")}
        <select value="" disabled={!editable || gone.length === 0} onChange={(event) => event.target.value && follow(form.id, form.mapping_id, data.release?.base ?? "", event.target.value)}>
          <option value="">{t("mapping.source.none")}</option>
          {gone.map((each) => <option key={each.id} value={each.id}>{each.code} – {each.title}</option>)}
        </select>
      </label>
    </div>
  );
}

function OneForm({ form, code }: { form: FormMapping; code: string }) {
  const editable = useDesigner((s) => s.draft.editable);
  const [only, setOnly] = useState<"open" | "all">(form.left.old + form.left.new > 0 ? "open" : "all");
  const [view, setView] = useState<"tables" | "trial">("tables");
  const [active, setActive] = useState<string | null>(null);
  const offer = useMemo(() => proposed(form), [form]);
  const line = form.targets.find((each) => each.key === active) ?? null;
  const open = form.left.old + form.left.new;
  const point = (at: { key: string; row: string; column: string }): void => {
    const key = line && editable ? pointedAt(line, at) : null;
    if (!line || key === null) return;
    if (line.how !== "derived") say(form, { [line.key]: toggled(line, key) });
    else {
      const known = form.places.find((each) => each.key === key);
      if (known?.code) say(form, { [line.key]: derived(line.expr ? `${line.expr} + ${known.code}` : known.code, form.places) });
    }
  };
  const acceptAll = (): void => {
    if (say(form, offer.entries, offer.dropped)) toast(t("mapping.accepted", { n: offer.count }), { undo: true });
  };
  return (
    <>
      {form.base_fits ? null : (
        <div className="notice notice-warn">
          <p>{t("mapping.otherBase")}</p>
          <p className="ds-muted">{t("mapping.rebase.hint")}</p>
          <button type="button" className="btn" disabled={!editable} onClick={() => rebase(form)}>{t("mapping.rebase")}</button>
        </div>
      )}
      <div className="mp-bar">
        <strong className={open > 0 ? "mp-open" : "mp-done"} role="status">
          {form.state === "kept" ? t("mapping.kept") : open > 0 ? t("mapping.left", form.left) : t("mapping.left.none")}
        </strong>
        <span className="ds-grow" />
        <Switch label={t("mapping.show")} value={only} options={[["open", t("mapping.show.open")], ["all", t("mapping.show.all")]]} set={setOnly} />
        <Switch label={t("mapping.view")} value={view} options={[["tables", t("mapping.view.tables")], ["trial", t("mapping.view.trial")]]} set={setView} />
        {editable && offer.count > 0 && form.state !== "kept" ? <button type="button" className="btn btn-primary" onClick={acceptAll}>{t("mapping.acceptAll", { n: offer.count })}</button> : null}
        {editable && form.mapping !== null ? <button type="button" className="btn" onClick={() => removeAll(form)}>{t("mapping.remove")}</button> : null}
      </div>
      <div className="mp-body">
        <Lines form={form} only={only} active={active} choose={setActive} editable={editable} />
        {view === "tables" ? <Tables form={form} code={code} line={line} choose={setActive} point={point} editable={editable} /> : <Trial form={form} line={line} />}
      </div>
    </>
  );
}

interface SwitchProps<V extends string> {
  label: string;
  value: V;
  options: [V, string][];
  set: (value: V) => void;
}

function Switch<V extends string>({ label, value, options, set }: SwitchProps<V>) {
  return (
    <span className="mp-switch" role="group" aria-label={label}>
      {options.map(([key, words]) => <button key={key} type="button" aria-pressed={value === key} onClick={() => set(key)}>{words}</button>)}
    </span>
  );
}
