/** Above a draft that is shown as it was: which moment it is, and the ways on. */
import { useState } from "react";
import { post, RequestFailed } from "../../http";
import { t } from "../../words/designer";
import { toast, useDesigner } from "../state/store";

export function PastNote() {
  const draft = useDesigner((s) => s.draft);
  const [busy, setBusy] = useState(false);
  const { past } = draft;
  if (!past) return null;
  const back = async (): Promise<void> => {
    setBusy(true);
    try {
      await post(`/api/drafts/${encodeURIComponent(draft.id)}/back`, { seq: past.seq });
      window.location.assign(past.now);
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      setBusy(false);
      toast(error.body.title || t("save.refused"), { tone: "error" });
    }
  };
  return (
    <section className="ds-returned ds-past" aria-label={t("history")}>
      <p className="ds-past-line">
        <span><strong>{t(past.seq === 0 ? "past.start" : "past.title", { at: past.at })}</strong>{past.label ? ` ${t("past.after", { by: past.by, label: past.label })}` : ""}</span>
        <span className="ds-grow" />
        {past.may_go_back ? <button type="button" className="btn btn-small" disabled={busy} title={t("point.backHint")} onClick={() => void back()}>{t("past.back")}</button> : null}
        <a className="btn btn-small btn-primary" href={past.now}>{t("past.now")}</a>
      </p>
    </section>
  );
}
