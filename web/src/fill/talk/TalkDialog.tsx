/** Writing about the cell in hand: a question, a remark, or only a mark to come back to it. */

import { useState } from "react";

import { Dialog } from "../../grid";
import { RequestFailed } from "../../http";
import { t } from "../../words/fill-help";
import { dropWritten, keepWritten, useWritten, written } from "../../written";
import type { Desk } from "../desk";
import { problemText } from "../problem";
import { beginExchange } from "./api";
import type { Talk } from "./useTalk";

/** Kept with a text that is for the colleagues alone. */
const INTERNAL = "internal";

function liesInside(desk: Desk): boolean {
  const done = desk.payload.submission.people?.steps.at(-1)?.step;
  return done === "handed" || done === "checked";
}

export function TalkDialog({ desk, submission, cell, talk, onClose }: { desk: Desk; submission: string; cell: string; talk: Talk; onClose: () => void }) {
  const place = `${desk.payload.form.id} ${cell}`;
  const { text, write, handed } = useWritten(`about ${place}`);
  const [follow, setFollow] = useState(false);
  // While it lies with whoever checks or signs, what is said is for the colleagues; what was begun for them stays for them.
  const [internal, setInternal] = useState(() => talk.side === "unit" && (text ? written(`for ${place}`).text === INTERNAL : liesInside(desk)));
  const keep = (said: string, within: boolean) => {
    write(said);
    setInternal(within);
    keepWritten(`for ${place}`, said && within ? INTERNAL : "");
  };
  const [fault, setFault] = useState("");
  const [busy, setBusy] = useState(false);
  const ready = (text.trim() !== "" || follow) && !busy;
  const send = async () => {
    if (!ready) return;
    setBusy(true);
    try {
      talk.take(await beginExchange(submission, { form: desk.payload.form.id, key: cell, text: text.trim(), follow_up: follow, internal }));
      handed(text);
      dropWritten(`for ${place}`);
      onClose();
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      setFault(problemText(error));
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t("talk.newTitle")}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="btn" onClick={onClose}>{t("talk.cancel")}</button>
          <button type="button" className="btn btn-primary" disabled={!ready} onClick={() => void send()}>{t("talk.send")}</button>
        </>
      }
    >
      <p><strong>{desk.nameOf(cell)}</strong></p>
      <label className="field">
        <span>{t("talk.text")}</span>
        <textarea
          rows={3}
          autoFocus
          maxLength={4000}
          value={text}
          onChange={(event) => keep(event.target.value, internal)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void send();
          }}
        />
      </label>
      <label className="fill-toggle"><input type="checkbox" checked={follow} onChange={(event) => setFollow(event.target.checked)} /> {t("talk.follow")}</label>
      {talk.side === "unit" && <label className="fill-toggle"><input type="checkbox" checked={internal} onChange={(event) => keep(text, event.target.checked)} /> {t("talk.internal")}</label>}
      {fault && <p role="alert" className="fill-fault">{fault}</p>}
    </Dialog>
  );
}
