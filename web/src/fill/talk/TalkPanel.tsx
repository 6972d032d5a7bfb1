/** Exchanges about cells: those of this form first; a click goes to the cell, an answer is written underneath. */

import { useState } from "react";

import { RequestFailed } from "../../http";
import { t as fill } from "../../words/fill";
import { t } from "../../words/fill-help";
import { useWritten } from "../../written";
import type { Desk } from "../desk";
import { problemText } from "../problem";
import { moment } from "../inside/moment";
import { answerExchange, settleExchange, type Exchange, type Exchanges, type Side } from "./api";
import type { Talk } from "./useTalk";

interface TalkPanelProps {
  desk: Desk;
  submission: string;
  talk: Talk;
  onGo: (form: string, key: string) => void;
  onNew: () => void;
  onClose: () => void;
}

function Who({ by, unit, side, at }: { by: string; unit: string; side: Side; at: string }) {
  return <span className="muted"><span title={unit}>{by}</span> ({t(`talk.${side}`)}), <time dateTime={at}>{moment(at)}</time></span>;
}

/** What was written stays in the field until the server has it. */
function Answer({ one, onSend }: { one: Exchange; onSend: (text: string, once: string) => Promise<boolean> }) {
  const { text, write, handed } = useWritten(`answer ${one.id}`);
  const [once, setOnce] = useState(() => crypto.randomUUID());
  const send = async () => {
    if (!text.trim() || !(await onSend(text.trim(), once))) return;
    // Who wrote on meanwhile goes on.
    if (handed(text)) write("");
    setOnce(crypto.randomUUID());
  };
  return (
    <form className="fill-talk-answer" onSubmit={(event) => { event.preventDefault(); void send(); }}>
      <input type="text" value={text} maxLength={4000} aria-label={t("talk.answerTo", { cell: one.name })} placeholder={t("talk.answer")} onChange={(event) => { write(event.target.value); setOnce(crypto.randomUUID()); }} />
      <button type="submit" className="btn btn-small" disabled={!text.trim()}>{t("talk.send")}</button>
    </form>
  );
}

function Item({ one, submission, may, run, onGo }: { one: Exchange; submission: string; may: boolean; run: (act: Promise<Exchanges>) => Promise<boolean>; onGo: TalkPanelProps["onGo"] }) {
  const settle = (change: { resolved?: boolean; follow_up?: boolean }) => void run(settleExchange(submission, one.id, change));
  return (
    <li className={one.resolved ? "is-settled" : undefined}>
      <div className="fill-talk-head">
        {one.gone ? <span className="fill-where" title={t("talk.gone")}>{one.form_code}: {one.name}</span> : <button type="button" className="fill-link" onClick={() => onGo(one.form, one.key)}>{one.form_code}: {one.name}</button>}
        {one.follow_up && <span className="fill-badge is-warning">{t("talk.follow")}</span>}
        {one.waits && <span className="fill-badge is-warning">{t(one.may_settle && one.answers.length > 0 ? "talk.answered" : "talk.waits")}</span>}
        {one.internal && <span className="fill-badge is-note">{t("talk.inside")}</span>}
        {one.resolved && <span className="fill-badge is-ok">{t("talk.settled")}</span>}
      </div>
      {one.text && <p>{one.text}</p>}
      <Who {...one} />
      {one.answers.map((answer) => (
        <div key={answer.id} className="fill-talk-said">
          <p>{answer.text}</p>
          <Who {...answer} />
        </div>
      ))}
      {may && !one.resolved && <Answer one={one} onSend={(text, once) => run(answerExchange(submission, one.id, text, once))} />}
      {one.may_settle && (
        <div className="fill-talk-acts">
          <button type="button" className="btn btn-quiet btn-small" onClick={() => settle({ resolved: !one.resolved })}>{t(one.resolved ? "talk.again" : "talk.settle")}</button>
          {!one.resolved && <button type="button" className="btn btn-quiet btn-small" onClick={() => settle({ follow_up: !one.follow_up })}>{t(one.follow_up ? "talk.unfollow" : "talk.doFollow")}</button>}
        </div>
      )}
    </li>
  );
}

export function TalkPanel({ desk, submission, talk, onGo, onNew, onClose }: TalkPanelProps) {
  const [all, setAll] = useState(false);
  const [fault, setFault] = useState("");
  const run = async (act: Promise<Exchanges>): Promise<boolean> => {
    try {
      talk.take(await act);
      setFault("");
      return true;
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      setFault(problemText(error));
      return false;
    }
  };
  const here = (one: Exchange) => (one.form === desk.payload.form.id ? 0 : 1);
  const shown = (all ? [...talk.comments] : [...talk.open]).sort((a, b) => here(a) - here(b));
  return (
    <aside className="fill-aside fill-talk" aria-label={t("talk.title")}>
      <header>
        <h2>{t("talk.title")}</h2>
        {talk.may && <button type="button" className="btn btn-small" onClick={onNew}>{t("talk.new")}</button>}
        <button type="button" className="btn btn-quiet btn-small" onClick={onClose}>{fill("act.close")}</button>
      </header>
      <div className="fill-aside-body">
        {fault && <p role="alert" className="fill-fault">{fault}</p>}
        {shown.length === 0 && <p className="muted">{t("talk.none")}</p>}
        <ul>{shown.map((one) => <Item key={one.id} one={one} submission={submission} may={talk.may} run={run} onGo={onGo} />)}</ul>
        {talk.comments.length > talk.open.length && <label className="fill-toggle"><input type="checkbox" checked={all} onChange={(event) => setAll(event.target.checked)} /> {t("talk.all")}</label>}
      </div>
    </aside>
  );
}
