/** The indicators of the draft: a table to find one in, all that is said of it beside, where it is used below. */
import { lazy, Suspense, useEffect, useState } from "react";
import { get } from "../../http";
import { t } from "../../words/designer";
import type { Id } from "../model/documents";
import { idSource } from "../model/ids";
import { SaveDocument } from "../library/SaveDialog";
import { Icon } from "../parts/Icon";
import { plain as fold } from "../formula/completion";
import { open, select, state, toast, useDesigner } from "../state/store";
import { act } from "../state/sync";
import { type IndicatorDocument, indicatorsOf } from "./bindings";
import { FromElsewhere } from "./Chosen";

const IndicatorPanel = lazy(() => import("./IndicatorPanel").then((module) => ({ default: module.IndicatorPanel })));

export function IndicatorsPage({ indicator }: { indicator: Id | undefined }) {
  const documents = useDesigner((s) => s.documents);
  const editable = useDesigner((s) => s.draft.editable);
  const measures = useDesigner((s) => s.measures);
  const [words, setWords] = useState("");
  const all = indicatorsOf(documents);
  const wanted = fold(words).split(/\s+/).filter(Boolean);
  const shown = all.filter((each) => wanted.every((word) => fold(`${each.code} ${each.name} ${each.owner ?? ""}`).includes(word)));
  const chosen = all.find((each) => each.id === indicator);
  const symbol = (unit: string | undefined): string => measures.find((each) => each.id === unit)?.symbol ?? unit ?? "";
  return (
    <div className="ds-page" role="region" aria-label={t("indicators")} tabIndex={-1}>
      <div className="ds-page-body is-indicators">
        <div>
          <div className="ds-rules-tools">
            <h2>{t("indicators")} <span className="count">{all.length}</span></h2>
            <span className="ds-grow" />
            {editable ? <button type="button" className="btn btn-small" onClick={() => begin(all)}><Icon name="plus" /> {t("indicators.new")}</button> : null}
          </div>
          {all.length > 0 ? <input type="search" className="ds-find-words" aria-label={t("indicators.find")} placeholder={t("indicators.find")} value={words} onChange={(event) => setWords(event.target.value)} /> : <p className="ds-hint">{t("indicators.none")}</p>}
          {shown.length > 0 ? (
            <table className="ds-indicators">
              <thead><tr><th scope="col">{t("indicators.code")}</th><th scope="col">{t("indicators.name")}</th><th scope="col">{t("indicators.unit")}</th></tr></thead>
              <tbody>
                {shown.map((each) => (
                  <tr key={each.id} className={each.id === chosen?.id ? "is-shown" : undefined}>
                    <td>{each.code}</td>
                    <th scope="row"><button type="button" className="ds-link" aria-current={each.id === chosen?.id ? "true" : undefined} onClick={() => open({ kind: "indicators", indicator: each.id })}>{each.name}</button></th>
                    <td>{symbol(each.unit)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          ) : all.length > 0 ? <p className="ds-hint">{t("indicators.noneFound")}</p> : null}
          {editable ? <FromElsewhere take={bring} /> : null}
        </div>
        {chosen ? <One key={chosen.id} indicator={chosen} editable={editable} /> : all.length > 0 ? <p className="ds-hint">{t("indicators.choose")}</p> : null}
      </div>
    </div>
  );
}

function bring(data: IndicatorDocument): void {
  if (state().documents[data.id]) open({ kind: "indicators", indicator: data.id });
  else if (act([{ op: "set", path: [data.id], value: data as never }])) open({ kind: "indicators", indicator: data.id });
}

function begin(all: IndicatorDocument[]): void {
  const id = idSource(state().documents)("i");
  const codes = new Set(all.map((each) => each.code));
  let number = all.length + 1;
  while (codes.has(`CT.${String(number).padStart(2, "0")}`)) number += 1;
  const value = { spec: "indicator/1", id, code: `CT.${String(number).padStart(2, "0")}`, name: t("indicators.untitled"), type: "number", decimals: 0, additivity: { units: "sum", time: "sum" } };
  if (act([{ op: "set", path: [id], value: value as never }])) open({ kind: "indicators", indicator: id });
}

interface Uses {
  mine: { kind: string; form: Id; code: string; section: Id; id: Id; words: string }[];
  others: { kind: string; regime: string; no: number; code: string; words: string; href: string }[];
}

function One({ indicator, editable }: { indicator: IndicatorDocument; editable: boolean }) {
  const [uses, setUses] = useState<Uses | "failed" | null>(null);
  const rev = useDesigner((s) => s.rev);
  const pending = useDesigner((s) => s.pending.length);
  useEffect(() => {
    if (pending > 0) return undefined;
    const stop = new AbortController();
    get<Uses>(`/api/drafts/${encodeURIComponent(state().draft.id)}/uses?of=${encodeURIComponent(indicator.id)}`, stop.signal).then(setUses, () => stop.signal.aborted || setUses("failed"));
    return () => stop.abort();
  }, [indicator.id, rev, pending]);
  const told = uses !== null && uses !== "failed" ? uses : null;
  const remove = (): void => {
    if (told && told.mine.length > 0) toast(t("indicators.used", { n: told.mine.length, places: told.mine.slice(0, 3).map((each) => `${each.code} ${each.words}`.trim()).join("; ") }), { tone: "error" });
    else if (act([{ op: "set", path: [indicator.id], value: null, was: state().documents[indicator.id] }])) {
      open({ kind: "indicators" });
      toast(t("indicators.removed", { name: indicator.name }), { undo: true });
    }
  };
  return (
    <div>
      <section className="ds-block" aria-label={indicator.name}>
        <Suspense fallback={<p className="ds-hint">{t("prop.loading")}</p>}><IndicatorPanel id={indicator.id} /></Suspense>
      </section>
      <section className="ds-block" aria-label={t("indicators.where")}>
        <h3 className="ds-block-title">{t("indicators.where")} {told ? <span className="count">{told.mine.length + told.others.length}</span> : null}</h3>
        {uses === "failed" ? <p className="ds-hint">{t("meaning.failed")}</p> : null}
        {told && told.mine.length + told.others.length === 0 ? <p className="ds-hint">{t("indicators.unused")}</p> : null}
        <ul className="ds-uses">
          {told?.mine.map((each, index) => <li key={`m${index}`}>{each.form ? <button type="button" className="ds-link" onClick={() => show(each)}>{each.code}: {t(`use.${each.kind}` as Parameters<typeof t>[0])} {each.words}</button> : `${t(`use.${each.kind}` as Parameters<typeof t>[0])} ${each.words}`}</li>)}
          {told?.others.map((each, index) => <li key={`o${index}`}>{each.href ? <a href={each.href}>{each.regime}</a> : each.regime}{each.no > 0 ? `, ${t("use.release", { no: each.no })}` : `, ${t("use.draft")}`}: {each.code} {t(`use.${each.kind}` as Parameters<typeof t>[0])} {each.words}</li>)}
        </ul>
        {editable ? <div className="ds-acts"><SaveDocument kind="indicator" id={indicator.id} /> <button type="button" className="btn btn-small btn-danger" onClick={remove}><Icon name="trash" /> {t("indicators.remove")}</button></div> : null}
      </section>
    </div>
  );
}

function show({ kind, form, section, id }: Uses["mine"][number]): void {
  open({ kind: "form", form });
  if (kind === "column" || kind === "row") select({ kind: kind === "column" ? "columns" : "rows", section, ids: [id], part: "label" });
}
