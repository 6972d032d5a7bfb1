/** Handing the draft in: what changed, what stands in the way, a note for the leader. */
import { useEffect, useId, useState } from "react";
import { RequestFailed } from "../../http";
import { t } from "../../words/designer";
import { t as said } from "../../words/review";
import { Dialog } from "../parts/Dialog";
import { EffectsNote } from "./EffectsNote";
import { draftApi, type Difference, type Finding } from "../state/api";
import { setState, state, toast } from "../state/store";
import { flushed } from "../state/sync";
import { goTo } from "../panels/Findings";

export function SubmitDialog() {
  const note = useId();
  const [text, setText] = useState("");
  const [findings, setFindings] = useState<Finding[] | null>(null);
  const [difference, setDifference] = useState<Difference | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const close = (): void => setState({ dialog: null });
  useEffect(() => {
    let alive = true;
    look()
      .then(([checked, diff]) => {
        if (!alive) return;
        setState({ findings: checked });
        setFindings(checked);
        setDifference(diff);
      })
      .catch((error: unknown) => alive && setFailure(messageOf(error)));
    return () => {
      alive = false;
    };
  }, []);
  const errors = findings?.filter((each) => each.severity === "error") ?? [];
  const submit = async (): Promise<void> => {
    if (busy || findings === null || errors.length > 0) return;
    setBusy(true);
    setFailure(null);
    try {
      await flushed();
      await draftApi(state().draft.id).submit(text.trim());
      setState({ dialog: null, draft: { ...state().draft, state: "in_review", editable: false }, editing: false, formula: null, pointing: null });
      toast(t("submit.done"));
    } catch (error) {
      const blocked = error instanceof RequestFailed ? (error.body.problems ?? []).filter((each) => each.severity === "error" && each.place) : [];
      if (blocked.length > 0) setFindings(blocked.map((each) => ({ code: each.code, place: each.place ?? "", message: each.message ?? "", hint: each.hint ?? "", severity: "error" })));
      setFailure(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t("submit.title")}
      wide
      onClose={close}
      onSubmit={() => void submit()}
      foot={
        <>
          <button type="button" className="btn" onClick={close}>{t("cancel")}</button>
          <button type="submit" className="btn btn-primary" disabled={busy || findings === null || errors.length > 0}>{t("submit.send")}</button>
        </>
      }
    >
      {failure !== null ? <div className="notice notice-error" role="alert">{failure}</div> : null}
      {findings === null && failure === null ? <p className="ds-hint" role="status">{t("submit.checking")}</p> : null}
      {errors.length > 0 ? (
        <div className="notice notice-error">
          <strong>{t("submit.blocked", { n: errors.length })}</strong>
          <ul>
            {errors.map((each, index) => (
              <li key={index}><button type="button" className="ds-link" onClick={() => { close(); goTo(each.place); }}>{each.message}</button></li>
            ))}
          </ul>
        </div>
      ) : null}
      {difference ? (
        <section>
          <h3>{t("submit.changes")} <span className={`badge-class badge-class-${difference.class}`}>{said("rv.class", { n: difference.class })}</span></h3>
          {difference.sentences.length === 0 ? <p className="ds-hint">{t("submit.noChanges")}</p> : null}
          <ul className="ds-sentences">{difference.sentences.map((each, index) => <li key={index}>{typeof each === "string" ? each : <>{each.class !== undefined ? <span className={`badge-class badge-class-${each.class}`}>{each.class}</span> : null} {each.text}</>}</li>)}</ul>
          {difference.route ? <p className="ds-route"><strong>{said("rv.route")}:</strong> {difference.route.words}. {difference.route.why}</p> : null}
          <p><a href={`/xet-duyet/${encodeURIComponent(state().draft.id)}/ho-so`}>{said("rv.file")}</a></p>
        </section>
      ) : null}
      {difference ? <EffectsNote draft={state().draft.id} /> : null}
      <div className="field">
        <label htmlFor={note}>{t("submit.note")}</label>
        <textarea id={note} rows={3} value={text} onChange={(event) => setText(event.target.value)} />
      </div>
    </Dialog>
  );
}

async function look(): Promise<[Finding[], Difference]> {
  await flushed();
  const api = draftApi(state().draft.id);
  const [checked, diff] = await Promise.all([api.check(), api.diff()]);
  return [checked.problems, diff];
}

function messageOf(error: unknown): string {
  if (error instanceof RequestFailed) return [error.body.title, error.body.detail].filter(Boolean).join(" ") || t("save.waiting");
  return error instanceof Error ? error.message : t("save.waiting");
}
