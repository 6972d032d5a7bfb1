/** What is still open about cells when a report moves on: questions without an answer, marks to come back to; each leads to its cell. */

import { useEffect, useState } from "react";

import { RequestFailed } from "../../http";
import { t } from "../../words/fill-help";
import type { Go } from "../inside/types";
import { loadExchanges, type Exchange } from "./api";

/** Exchanges of one kind that are named. */
const NAMED = 8;

const KINDS = ["waits", "answered", "follow"] as const;

/** A mark without a word is to be followed up; where somebody else had the last word, whoever asked has not settled it. */
export function kindOf(one: Pick<Exchange, "text" | "by"> & { answers: readonly { by: string }[] }): (typeof KINDS)[number] {
  const last = one.answers.at(-1);
  if (last && last.by !== one.by) return "answered";
  return one.text ? "waits" : "follow";
}

function One({ one, onGo }: { one: Exchange; onGo: Go }) {
  const place = `${one.form_code}: ${one.name}`;
  return (
    <li>
      {one.gone ? <span title={t("talk.gone")}>{place}</span> : <button type="button" className="fill-link" onClick={() => onGo(one.form, one.key)}>{place}</button>}
      {one.text && <span className="muted"> — {one.text}</span>}
      {one.follow_up && one.text && <span className="muted"> ({t("talk.flagged")})</span>}
    </li>
  );
}

export function StillOpen({ submission, onGo }: { submission: string; onGo: Go }) {
  const [open, setOpen] = useState<readonly Exchange[] | null>([]);
  useEffect(() => {
    let alive = true;
    loadExchanges(submission).then(
      ({ comments }) => alive && setOpen(comments.filter((one) => !one.resolved)),
      (error: unknown) => {
        // Sending does not wait for it; that nothing is known is said.
        if (!(error instanceof RequestFailed)) throw error;
        if (alive) setOpen(null);
      },
    );
    return () => { alive = false; };
  }, [submission]);
  if (!open) return <p className="muted">{t("talk.still.unknown")}</p>;
  return KINDS.map((kind) => {
    const mine = open.filter((one) => kindOf(one) === kind);
    if (mine.length === 0) return null;
    return (
      <div key={kind} className="fill-still">
        <p>{t(`talk.still.${kind}`, { n: mine.length })}</p>
        <ul>
          {mine.slice(0, NAMED).map((one) => <One key={one.id} one={one} onGo={onGo} />)}
          {mine.length > NAMED && <li className="muted">{t("talk.still.more", { n: mine.length - NAMED })}</li>}
        </ul>
      </div>
    );
  });
}
