/** What a cell was before: who changed it, when, from what to what; an earlier value is put back as an ordinary edit. */

import { useEffect, useLayoutEffect, useState } from "react";

import { sameValue } from "../../grid/cells";
import { LABEL } from "../../grid/model";
import { RequestFailed } from "../../http";
import { t as fill } from "../../words/fill";
import { t } from "../../words/fill-saving";
import { loadHistory } from "../api";
import type { Desk } from "../desk";
import type { CellLine } from "../payload";
import { moment, said } from "./sentence";

interface HistoryProps {
  desk: Desk;
  submission: string;
  cell: string;
  onClose: () => void;
}

/** Whether the unit may write into the cell just now. */
function writable(desk: Desk, key: string): boolean {
  const kind = desk.book.specOf(key)?.kind;
  if (desk.readOnly || !kind || kind === "file" || kind === "computed" || kind === "blocked") return false;
  if (kind === "carried" && !(key in desk.book.overrides)) return false;
  return [...desk.controls.values()].every((control) => {
    const at = control.find(key);
    return !at || !control.locked(at);
  });
}

function captionOf(desk: Desk, cell: string): string {
  if (!cell.endsWith(`:${LABEL}`)) return desk.nameOf(cell);
  return desk.book.view(cell).text || t("history.unnamed");
}

export function HistoryPanel({ desk, submission, cell, onClose }: HistoryProps) {
  const [lines, setLines] = useState<readonly CellLine[] | null>(null);
  const [fault, setFault] = useState("");
  useEffect(() => {
    let alive = true;
    setLines(null);
    setFault("");
    loadHistory(submission, desk.payload.form.id, cell).then(
      (found) => alive && setLines(found.cells),
      (error: unknown) => {
        if (!(error instanceof RequestFailed)) throw error;
        if (alive) setFault([t("history.failed"), error.body.title].filter(Boolean).join(" "));
      },
    );
    return () => {
      alive = false;
    };
  }, [desk, submission, cell]);
  useLayoutEffect(() => {
    const close = (event: KeyboardEvent) => {
      if (event.key === "Escape") onClose();
    };
    document.addEventListener("keydown", close);
    return () => document.removeEventListener("keydown", close);
  }, [onClose]);
  const spec = desk.book.specOf(cell);
  const now = desk.book.entry(cell);
  const newest = lines?.find((line) => line.key === cell);
  const unsaved = lines !== null && !cell.endsWith(`:${LABEL}`) && newest !== undefined && !sameValue(newest.after as typeof now, now);
  const put = (value: NonNullable<typeof now>) => {
    desk.book.edit({ cells: [{ key: cell, to: value }] });
    desk.say(t("history.done"));
    onClose();
    desk.goTo(cell);
  };
  return (
    <aside className="fill-aside fill-history" aria-label={t("history.title")}>
      <header>
        <h2>{t("history.title")}: {captionOf(desk, cell)}</h2>
        <button type="button" className="btn btn-quiet btn-small" onClick={onClose}>{fill("act.close")}</button>
      </header>
      {fault && <p role="alert" className="fill-fault">{fault}</p>}
      {!lines && !fault && <p className="muted" role="status">{t("history.waiting")}</p>}
      {lines?.length === 0 && <p className="muted">{t("history.none")}</p>}
      {unsaved && <p className="muted">{t("history.unsaved")}</p>}
      {lines && lines.length > 0 && (
        <ol>
          {lines.map((line) => {
            const sentence = said(line, spec);
            const back = sentence.value !== undefined && sentence.value !== null && !sameValue(sentence.value, now) && writable(desk, cell);
            return (
              <li key={`${line.version} ${line.key} ${line.at} ${JSON.stringify(line.after)}`}>
                <span>{sentence.parts.map((part, index) => (part.value ? <b key={index}>{part.text}</b> : part.text))}</span>
                {back ? <button type="button" className="btn btn-small" onClick={() => put(sentence.value!)}>{t("history.back")}</button> : <span />}
                <time dateTime={line.at}>{moment(line.at)}</time>
              </li>
            );
          })}
        </ol>
      )}
    </aside>
  );
}
