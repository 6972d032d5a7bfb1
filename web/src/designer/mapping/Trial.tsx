/** The conversion tried: old figures at the left, what becomes of them at the right. */
import { useEffect, useState } from "react";
import { get, RequestFailed } from "../../http";
import { t } from "../../words/designer";
import { ChoiceField } from "../parts/Field";
import { useDesigner } from "../state/store";
import type { FormMapping, Target, Tried } from "./model";

export function Trial({ form, line }: { form: FormMapping; line: Target | null }) {
  const draft = useDesigner((s) => s.draft.id);
  const [of, setOf] = useState("sample");
  const [tried, setTried] = useState<Tried | null>(null);
  const [fault, setFault] = useState("");
  useEffect(() => {
    const stop = new AbortController();
    const query = new URLSearchParams({ form: form.id, of });
    get<Tried>(`/api/drafts/${encodeURIComponent(draft)}/mapping/try?${query}`, stop.signal)
      .then((found) => {
        if (stop.signal.aborted) return;
        setTried(found);
        setFault("");
      })
      .catch((error: unknown) => {
        if (!stop.signal.aborted) setFault((error instanceof RequestFailed && error.body.title) || t("mapping.failed"));
      });
    return () => stop.abort();
  }, [draft, form, of]);
  const reports = form.offered.some((each) => each.id.startsWith("report:"));
  return (
    <div className="mp-trial">
      <ChoiceField label={t("mapping.trial.of")} value={of} options={form.offered.map((each) => ({ value: each.id, label: each.words || t("mapping.trial.sample") }))} onChange={setOf} hint={reports ? undefined : t("mapping.trial.noReports")} />
      {fault ? <p className="notice notice-error" role="alert">{fault}</p> : null}
      {tried === null ? <p className="ds-hint" role="status">{t("mapping.loading")}</p> : <Figures tried={tried} line={line} />}
    </div>
  );
}

function Figures({ tried, line }: { tried: Tried; line: Target | null }) {
  if (tried.cells.length + tried.lost.length === 0) return <p className="ds-hint">{t("mapping.trial.nothing")}</p>;
  return (
    <div className="table-wrap">
      <table className="table mp-figures">
        <thead><tr><th scope="col">{t("mapping.targets")}</th><th scope="col" className="num">{t("mapping.trial.old")}</th><th scope="col" className="num">{t("mapping.trial.new")}</th></tr></thead>
        <tbody>
          {tried.cells.map((cell, index) => (
            <tr key={index} className={line !== null && (cell.key === line.key || cell.key.split(":").includes(line.key)) ? "is-active" : undefined}>
              <td>{cell.words}</td>
              <td className="num" title={cell.old.map((each) => each.words).join(" + ")}>{cell.old.map((each) => each.figure || "–").join(" + ") || "–"}</td>
              <td className="num">{cell.new || <span className="ds-muted">{t("mapping.trial.blank")}</span>}{cell.computed ? <span className="ds-muted"> {t("mapping.trial.computed")}</span> : null}</td>
            </tr>
          ))}
          {tried.lost.map((each, index) => (
            <tr key={`lost ${index}`} className="is-lost"><td>{each.words}</td><td className="num">{each.figure}</td><td className="num">{t("mapping.trial.lost")}</td></tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
