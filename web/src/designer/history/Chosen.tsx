/** What a chosen change or point says, and what can be done with it. */
import { t } from "../../words/designer";
import { useDesigner, state } from "../state/store";
import { step } from "../state/sync";
import { type Point, removePoint, type Told, useHistory } from "./state";

const MOST = 30;

export function ChosenChange({ first, last }: { first: number; last: number }) {
  const gesture = useHistory((s) => s.gestures.find((each) => each.first === first && each.last === last));
  const told = useHistory((s) => s.told);
  const editable = useDesigner((s) => s.draft.editable);
  if (!gesture) return null;
  return (
    <section className="ds-history-chosen" aria-label={t("history.what")}>
      <p className="ds-history-full">{gesture.label}</p>
      <p className="ds-hint">{gesture.by} · {gesture.at_text}</p>
      <Sentences told={told} none={t("history.nothing")} />
      <div className="ds-history-acts">
        {editable ? <button type="button" className="btn btn-small" onClick={() => void step({ revert: { first, last } })}>{gesture.count > 1 ? t("history.revertAll", { n: gesture.count }) : t("history.revert")}</button> : null}
        <a className="btn btn-small" href={pastAddress(last)} target="_blank" rel="noopener">{t("history.look")}</a>
        {editable ? <button type="button" className="btn btn-small" onClick={() => useHistory.setState({ naming: { seq: last, point: null } })}>{t("history.name")}</button> : null}
      </div>
    </section>
  );
}

export function ChosenPoint({ point, seq }: { point: Point | null; seq: number }) {
  const told = useHistory((s) => s.told);
  const editable = useDesigner((s) => s.draft.editable);
  const same = told !== null && told.sentences.length === 0;
  return (
    <section className="ds-history-chosen" aria-label={t("point.since")}>
      <p className="ds-history-full">{t("point.since")}</p>
      <Sentences told={told} none={t("point.same")} />
      <div className="ds-history-acts">
        {editable && !same ? <button type="button" className="btn btn-small" title={t("point.backHint")} onClick={() => void step({ back: seq })}>{t("point.back")}</button> : null}
        <a className="btn btn-small" href={pastAddress(seq)} target="_blank" rel="noopener">{t("point.look")}</a>
        {editable && point ? (
          <>
            <button type="button" className="btn btn-small" onClick={() => useHistory.setState({ naming: { seq, point } })}>{t("point.rename")}</button>
            <button type="button" className="btn btn-small" onClick={() => void removePoint(point)}>{t("point.remove")}</button>
          </>
        ) : null}
      </div>
    </section>
  );
}

function pastAddress(seq: number): string {
  const form = new URL(window.location.href).searchParams.get("form");
  return `/thiet-ke/${encodeURIComponent(state().draft.id)}/ban?rev=${seq}${form ? `&form=${encodeURIComponent(form)}` : ""}`;
}

function Sentences({ told, none }: { told: Told | null; none: string }) {
  if (!told) return <p className="ds-hint" role="status">{t("history.loading")}</p>;
  if (told.sentences.length === 0) return <p className="ds-hint">{none}</p>;
  const lines = told.sentences.map((each) => (typeof each === "string" ? each : each.text));
  return (
    <ul className="ds-history-told">
      {lines.slice(0, MOST).map((line, index) => <li key={index}>{line}</li>)}
      {lines.length > MOST ? <li className="ds-muted">{t("history.more", { n: lines.length - MOST })}</li> : null}
    </ul>
  );
}
