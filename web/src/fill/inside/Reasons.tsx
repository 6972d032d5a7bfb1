/** The reasons of a returned report, one after the other: go to the cell, correct it or answer. */

import { useCallback, useEffect, useRef, useState } from "react";

import { RequestFailed } from "../../http";
import { t } from "../../words/fill-inside";
import { useWritten } from "../../written";
import { LeftText } from "../LeftText";
import { answerReason, loadDifferences } from "./api";
import { statusOf } from "./DifferenceList";
import type { Go, Reason } from "./types";

interface ReasonsProps {
  submission: string;
  /** Changes when something was saved: the states of the reasons are read again. */
  turn: unknown;
  editable: boolean;
  onGo: Go;
}

function useReasons(submission: string, turn: unknown): { reasons: readonly Reason[]; reload: () => void } {
  const [reasons, setReasons] = useState<readonly Reason[]>([]);
  const [own, setOwn] = useState(0);
  useEffect(() => {
    let alive = true;
    loadDifferences(submission).then(
      (found) => alive && setReasons(found?.reasons ?? []),
      (error: unknown) => {
        // A help only: without it the remarks still stand on the cells.
        if (!(error instanceof RequestFailed)) throw error;
      },
    );
    return () => { alive = false; };
  }, [submission, turn, own]);
  return { reasons, reload: useCallback(() => setOwn((now) => now + 1), []) };
}

function Answer({ submission, reason, onKept }: { submission: string; reason: Reason; onKept: () => void }) {
  const { text, left, write, take, handed } = useWritten(`reason ${reason.id}`, reason.answer);
  // Only what was typed in this visit, and not sent since, is sent by leaving the field.
  const typed = useRef(false);
  const [said, setSaid] = useState("");
  const keep = (answer = text.trim()) =>
    answerReason(submission, reason.id, answer).then(
      () => { typed.current = !handed(answer); setSaid(t("in.reason.saved")); onKept(); },
      (error: unknown) => {
        if (!(error instanceof RequestFailed)) throw error;
        setSaid([error.body.title, error.body.detail].filter(Boolean).join(" ") || t("in.failed"));
      },
    );
  const changed = text.trim() !== reason.answer;
  return (
    <form className="fill-answer" onSubmit={(event) => { event.preventDefault(); if (changed) void keep(); }}>
      <label>{t("in.reason.answer")} <input value={text} maxLength={2000} onChange={(event) => { typed.current = true; write(event.target.value); setSaid(""); }} onBlur={() => { if (changed && typed.current) void keep(); }} /></label>
      <button className="btn btn-small" disabled={!changed}>{t("in.reason.save")}</button>
      <span role="status" className="muted">{said}</span>
      <LeftText left={left} onTake={take} />
    </form>
  );
}

/** The reason in hand of each report: another form is opened on the way to it, and this bar is drawn anew. */
const inHand = new Map<string, string>();

export function Reasons({ submission, turn, editable, onGo }: ReasonsProps) {
  const { reasons, reload } = useReasons(submission, turn);
  const [at, setAt] = useState(() => inHand.get(submission) ?? "");
  const gone = useRef(at !== "");
  const kept = reasons.findIndex((one) => one.id === at);
  const waiting = reasons.findIndex((one) => statusOf(one) === "open");
  const here = kept >= 0 ? kept : Math.max(0, waiting);
  const reason = reasons[here];
  if (!reason) return null;
  const take = (one: Reason) => {
    gone.current = true;
    inHand.set(submission, one.id);
    setAt(one.id);
    onGo(one.form, one.key);
  };
  const step = (by: number) => {
    // The first press goes to the reason in sight, the next ones from there on.
    const next = gone.current ? (here + by + reasons.length) % reasons.length : here;
    const target = reasons[next];
    if (target) take(target);
  };
  const left = reasons.filter((one) => statusOf(one) === "open").length;
  return (
    <section className="fill-reasons" aria-label={t("in.reasons")}>
      <div className="fill-reasons-head">
        <button type="button" className="btn btn-small" aria-label={t("in.reason.previous")} title={t("in.reason.previous")} onClick={() => step(-1)}>‹</button>
        <span className="fill-reasons-count">{t("in.reason.of", { n: here + 1, all: reasons.length })}</span>
        <button type="button" className="btn btn-small" aria-label={t("in.reason.next")} title={t("in.reason.next")} onClick={() => step(1)}>›</button>
        <span className={`fill-badge is-${statusOf(reason)}`}>{t(`in.${statusOf(reason)}`)}</span>
        <button type="button" className="fill-link" title={t("in.reason.go")} onClick={() => take(reason)}>{reason.form_code}: {reason.name}</button>
        <span>{reason.text}</span>
        <span className="muted">{left ? t("in.reason.left", { n: left }) : t("in.reason.none")}</span>
      </div>
      {editable && <Answer key={reason.id} submission={submission} reason={reason} onKept={reload} />}
      {!editable && reason.answer && <p>{t("in.reason.answer")}: {reason.answer}</p>}
    </section>
  );
}
