/** History of the draft in the place of the properties: changes and named points, what is chosen below. */
import { useEffect, type KeyboardEvent } from "react";
import { t } from "../../words/designer";
import { formsOf } from "../model/documents";
import { ChoiceField } from "../parts/Field";
import { Icon } from "../parts/Icon";
import { useDesigner } from "../state/store";
import { ChangeList } from "./ChangeList";
import { ChosenChange, ChosenPoint } from "./Chosen";
import { NamePoint } from "./NamePoint";
import { PointList } from "./PointList";
import { closeHistory, filter, refresh, useHistory } from "./state";

export function HistoryPanel() {
  const { tab, chosen, points, naming } = useHistory();
  const rev = useDesigner((s) => s.rev);
  const editable = useDesigner((s) => s.draft.editable);
  // The first reading is that of opening; from then on whatever is saved, here or elsewhere, is news.
  useEffect(() => {
    const soon = window.setTimeout(() => void refresh(), 150);
    return () => window.clearTimeout(soon);
  }, [rev]);
  const point = chosen?.kind === "point" ? points.find((each) => each.id === chosen.id) : undefined;
  return (
    <aside className="ds-panel ds-right ds-history" aria-label={t("history")} onKeyDown={(event) => leaveOnEscape(event)}>
      <header className="ds-panel-head">
        <h2>{t("history")}</h2>
        <button type="button" className="ds-tool" aria-label={t("close")} title={t("close")} onClick={closeHistory}><Icon name="close" /></button>
      </header>
      <div className="ds-history-bar">
        <div role="tablist" aria-label={t("history.tabs")} onKeyDown={turn}>
          {TABS.map((each) => (
            <button key={each} type="button" role="tab" id={`ds-history-${each}`} aria-selected={tab === each} aria-controls="ds-history-body" tabIndex={tab === each ? 0 : -1} onClick={() => useHistory.setState({ tab: each })}>
              {t(`history.${each}`)}{each === "points" && points.length > 0 ? <> <span className="count">{points.length}</span></> : null}
            </button>
          ))}
        </div>
        <span className="ds-grow" />
        {editable ? <button type="button" className="btn btn-small" title={t("point.now")} onClick={() => useHistory.setState({ naming: { seq: null, point: null } })}>{t("point.new")}</button> : null}
      </div>
      {naming ? <NamePoint naming={naming} /> : null}
      <div id="ds-history-body" className="ds-history-body" role="tabpanel" aria-labelledby={`ds-history-${tab}`}>
        {tab === "changes" ? <><Filters /><ChangeList /></> : <PointList />}
      </div>
      {chosen?.kind === "gesture" && tab === "changes" ? <ChosenChange first={chosen.first} last={chosen.last} /> : null}
      {chosen?.kind === "point" && tab === "points" ? <ChosenPoint point={point ?? null} seq={chosen.seq} /> : null}
    </aside>
  );
}

const TABS = ["changes", "points"] as const;

function turn(event: KeyboardEvent): void {
  if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
  const next = useHistory.getState().tab === "changes" ? "points" : "changes";
  useHistory.setState({ tab: next });
  document.getElementById(`ds-history-${next}`)?.focus();
  event.preventDefault();
}

function leaveOnEscape(event: KeyboardEvent): void {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  if (useHistory.getState().naming) useHistory.setState({ naming: null });
  else closeHistory();
}

function Filters() {
  const { by, form, people, gestures } = useHistory();
  const documents = useDesigner((s) => s.documents);
  if (people.length === 0 && gestures.length === 0) return null;
  return (
    <div className="ds-history-filters">
      <ChoiceField label={t("history.by")} value={by} options={[{ value: "", label: t("history.by.all") }, ...people.map((each) => ({ value: each.id, label: each.name }))]} onChange={(next) => filter(next, form)} />
      <ChoiceField label={t("history.form")} value={form} options={[{ value: "", label: t("history.form.all") }, ...formsOf(documents).map((each) => ({ value: each.id, label: each.code }))]} onChange={(next) => filter(by, next)} />
    </div>
  );
}
