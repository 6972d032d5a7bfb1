/** The mark of a report that an upper unit enters: for the unit with its word against it, for the others to see. */

import { useState } from "react";

import { Dialog } from "../../grid";
import { RequestFailed } from "../../http";
import { t } from "../../words/fill-inside";
import { useWritten } from "../../written";
import { endBehalf, objectTo } from "./api";
import { moment } from "./moment";
import type { People } from "./types";

interface BehalfProps {
  submission: string;
  unit: string;
  people: People | undefined;
  /** Called when something was done, with what to say. Without it nothing can be done here. */
  onDone?: (() => void) | undefined;
  /** Saves what is waiting before the right to save goes. */
  flush?: (() => Promise<void>) | undefined;
}

function refused(error: unknown): string {
  if (!(error instanceof RequestFailed)) throw error;
  return [error.body.title, error.body.detail].filter(Boolean).join(" ") || t("in.failed");
}

function ObjectDialog({ submission, onDone, onClose }: { submission: string; onDone: () => void; onClose: () => void }) {
  const { text, write, handed } = useWritten("objection");
  const [fault, setFault] = useState("");
  const go = () => objectTo(submission, text.trim()).then(() => { handed(text); onDone(); }, (error: unknown) => setFault(refused(error)));
  return (
    <Dialog
      title={t("in.behalf.objectTitle")}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="btn" onClick={onClose}>{t("in.cancel")}</button>
          <button type="button" className="btn btn-primary" disabled={!text.trim()} onClick={() => void go()}>{t("in.behalf.objectSend")}</button>
        </>
      }
    >
      <p>{t("in.behalf.objectWhy")}</p>
      <label className="field"><span>{t("in.behalf.objectText")}</span><textarea rows={3} autoFocus required maxLength={2000} value={text} onChange={(event) => write(event.target.value)} /></label>
      {fault && <p role="alert" className="fill-fault">{fault}</p>}
    </Dialog>
  );
}

export function BehalfNotice({ submission, unit, people, onDone, flush }: BehalfProps) {
  const [objecting, setObjecting] = useState(false);
  const [fault, setFault] = useState("");
  const mark = people?.behalf;
  if (!people || !mark) return null;
  const who = { unit: mark.unit, by: mark.by, at: moment(mark.at) };
  // Once it was sent nobody enters: what is over is said as over.
  const goesOn = mark.open && !people.steps.some((one) => one.step === "sent");
  const mine = goesOn && !people.own && people.may_end;
  const title = mine ? t("in.behalf.mine", { unit }) : people.own && goesOn ? t("in.behalf.own", who) : t("in.behalf.was", who);
  const end = async () => {
    await flush?.();
    await endBehalf(submission).then(onDone, (error: unknown) => setFault(refused(error)));
  };
  return (
    <div className="notice notice-warn fill-notice fill-behalf">
      <p><strong>{title}</strong> {t("in.behalf.reason", { reason: mark.reason })}</p>
      {mark.objections.map((one) => <p key={one.at}>{t("in.behalf.said", { by: one.by, at: moment(one.at), text: one.text })}</p>)}
      {onDone && people.may_object && <button type="button" className="btn btn-small" onClick={() => setObjecting(true)}>{t("in.behalf.object")}</button>}
      {onDone && people.may_end && goesOn && <button type="button" className="btn btn-small" onClick={() => void end()}>{t(mine ? "in.behalf.end" : "in.behalf.take")}</button>}
      {fault && <p role="alert" className="fill-fault">{fault}</p>}
      {objecting && onDone && <ObjectDialog submission={submission} onClose={() => setObjecting(false)} onDone={() => { setObjecting(false); onDone(); }} />}
    </div>
  );
}
