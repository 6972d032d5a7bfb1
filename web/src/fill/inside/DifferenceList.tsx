/** What changed since a report was returned, cell by cell, and what became of each reason. */

import { useState } from "react";

import { t } from "../../words/fill-inside";
import { moment } from "./moment";
import type { Change, Differences, Go, Reason } from "./types";

/** Cells shown before the rest is counted. */
const SHOWN = 300;

export function statusOf(reason: Reason): "changed" | "answered" | "open" {
  return reason.changed ? "changed" : reason.answer ? "answered" : "open";
}

/** A figure stands to the right; a text takes the lines that it needs. */
function lookOf(text: string): string {
  return text.length < 40 ? "num" : "said";
}

function value(text: string) {
  return text || <span className="muted">{t("in.blank")}</span>;
}

function Where({ place, onGo }: { place: { form: string; form_code: string; key: string; name: string; gone?: boolean }; onGo: Go | undefined }) {
  if (!onGo || place.gone) return <>{place.name}{place.gone && <span className="muted"> ({t("in.diff.gone")})</span>}</>;
  return <button type="button" className="fill-link" onClick={() => onGo(place.form, place.key)}>{place.name}</button>;
}

function Reasons({ reasons, onGo }: { reasons: readonly Reason[]; onGo: Go | undefined }) {
  return (
    <table className="table is-stacked fill-diff">
      <caption>{t("in.reasons")}</caption>
      <thead><tr><th scope="col">{t("in.diff.form")}</th><th scope="col">{t("in.diff.cell")}</th><th scope="col">{t("in.diff.reason")}</th><th scope="col" className="num">{t("in.diff.before")}</th><th scope="col" className="num">{t("in.diff.after")}</th><th scope="col">{t("in.diff.what")}</th></tr></thead>
      <tbody>
        {reasons.map((reason) => (
          <tr key={reason.id}>
            <td>{reason.form_code}</td>
            <td><Where place={reason} onGo={onGo} /></td>
            <td>{reason.text}</td>
            <td className={lookOf(reason.before)} data-label={t("in.diff.before")}>{value(reason.before)}</td>
            <td className={lookOf(reason.after)} data-label={t("in.diff.after")}>{value(reason.after)}</td>
            <td><span className={`fill-badge is-${statusOf(reason)}`}>{t(`in.${statusOf(reason)}`)}</span>{reason.answer && <> {reason.answer}</>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cells({ changes, onGo }: { changes: readonly Change[]; onGo: Go | undefined }) {
  return (
    <table className="table is-stacked fill-diff">
      <thead><tr><th scope="col">{t("in.diff.form")}</th><th scope="col">{t("in.diff.cell")}</th><th scope="col" className="num">{t("in.diff.before")}</th><th scope="col" className="num">{t("in.diff.after")}</th></tr></thead>
      <tbody>
        {changes.slice(0, SHOWN).map((change) => (
          <tr key={`${change.form} ${change.key}`} className={change.computed ? "is-computed" : undefined}>
            <td>{change.form_code}</td>
            <td><Where place={change} onGo={onGo} /></td>
            <td className={lookOf(change.before)} data-label={t("in.diff.before")}>{value(change.before)}</td>
            <td className={lookOf(change.after)} data-label={t("in.diff.after")}>{value(change.after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function diffTitle(found: Differences): string {
  return t(found.event === "reopen" ? "in.diff.reopened" : "in.diff.title", { revision: found.revision });
}

export function DifferenceList({ found, onGo }: { found: Differences; onGo?: Go | undefined }) {
  const [computed, setComputed] = useState(false);
  const entered = found.changes.filter((change) => !change.computed);
  const made = found.changes.length - entered.length;
  const shown = computed ? found.changes : entered;
  const left = found.more + Math.max(0, shown.length - SHOWN);
  return (
    <div className="fill-differences">
      <p className="muted">{t("in.diff.by", { by: found.by, unit: found.unit, at: moment(found.at), text: found.text })}</p>
      {found.reasons.length > 0 && <Reasons reasons={found.reasons} onGo={onGo} />}
      <p>
        <strong>{entered.length ? t("in.diff.cells", { n: entered.length }) : t("in.diff.none")}</strong>
        {made > 0 && <label className="fill-toggle"> <input type="checkbox" checked={computed} onChange={(event) => setComputed(event.target.checked)} /> {t("in.diff.computed", { n: made })}</label>}
      </p>
      {shown.length > 0 && <Cells changes={shown} onGo={onGo} />}
      {left > 0 && <p className="muted">{t("in.diff.more", { n: left })}</p>}
    </div>
  );
}
