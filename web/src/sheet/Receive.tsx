/** A report at its receiver: read, compared with the period before, returned with reasons per cell, or accepted. */

import { useCallback, useEffect, useLayoutEffect, useState, type ReactNode } from "react";

import { Dialog } from "../grid";
import { RequestFailed } from "../http";
import { act, loadChecks, uploadFile } from "../fill/api";
import { ChecksPanel } from "../fill/ChecksPanel";
import { ConflictDialog } from "../fill/ConflictDialog";
import { problemText } from "../fill/problem";
import { TALK, useHelp } from "../fill/help/useHelp";
import { loadDifferences } from "../fill/inside/api";
import { DifferenceList, diffTitle } from "../fill/inside/DifferenceList";
import type { Differences } from "../fill/inside/types";
import { HistoryPanel } from "../fill/history/HistoryPanel";
import { useBackTo } from "../fill/history/useBackTo";
import { inHand, useHistory } from "../fill/history/useHistory";
import { useReceived } from "../fill/sections/useReceived";
import { t as fill } from "../words/fill";
import { t as inside } from "../words/fill-inside";
import { t as sections } from "../words/fill-sections";
import { t } from "../words/sheet";
import type { Desk } from "../fill/desk";
import type { Act } from "../fill/payload";
import { useWritten, writesAs } from "../written";
import { useReasons, type Reasons } from "./keptReasons";
import { NoteDialog } from "./NoteDialog";
import { Picked } from "./Picked";
import { ReadForm } from "./ReadForm";

export interface ReceiveProps {
  submission: string;
  form: string;
  /** Whose draft on this machine it is. */
  user?: string;
  /** Address of a form's page, with {form} in it. */
  address?: string;
  /** Where to go after the report has been returned or accepted. */
  done?: string;
}

/** What changed since the report was returned; null for one that never came back. */
function useSince(submission: string, turn: number): Differences | null {
  const [found, setFound] = useState<Differences | null>(null);
  useEffect(() => {
    let alive = true;
    loadDifferences(submission).then((one) => alive && setFound(one), (error: unknown) => {
      // The report itself is shown all the same.
      if (!(error instanceof RequestFailed)) throw error;
    });
    return () => { alive = false; };
  }, [submission, turn]);
  return found;
}

function ReturnDialog({ reasons, onSend, onClose, fault }: { reasons: Reasons; onSend: (reason: string) => Promise<boolean>; onClose: () => void; fault: string }) {
  const { text: reason, write, handed } = useWritten("return");
  const send = async () => {
    if (await onSend(reason.trim())) handed(reason);
  };
  return (
    <Dialog
      wide
      title={t("return.title")}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="btn" onClick={onClose}>{t("note.cancel")}</button>
          <button type="button" className="btn btn-danger" disabled={!reason.trim()} onClick={() => void send()}>{t("act.return")}</button>
        </>
      }
    >
      <label className="field">
        <span>{t("return.reason")}</span>
        <textarea rows={4} autoFocus required maxLength={2000} value={reason} onChange={(event) => write(event.target.value)} />
      </label>
      {reasons.size > 0 && <p className="muted">{t("return.with", { n: reasons.size })}</p>}
      {fault && <p role="alert" className="fill-fault">{fault}</p>}
    </Dialog>
  );
}

/** Forms whose part of the lead agency is not all there, in words; asked for once what was typed is saved. Null until that is known. */
function useUnappraised(submission: string, saved: () => Promise<unknown>): string | null {
  const [forms, setForms] = useState<string | null>(null);
  useEffect(() => {
    let alive = true;
    const ask = async () => {
      await saved();
      const { unappraised = [] } = await loadChecks(submission);
      if (alive) setForms(unappraised.map((one) => `${one.code} (${one.count})`).join(", "));
    };
    ask().catch((error: unknown) => {
      // It is accepted or refused all the same.
      if (!(error instanceof RequestFailed)) throw error;
      if (alive) setForms("");
    });
    return () => { alive = false; };
  }, [submission, saved]);
  return forms;
}

function AcceptDialog({ submission, saved, marked, onAccept, onClose, fault }: { submission: string; saved: () => Promise<unknown>; marked: number; onAccept: () => void; onClose: () => void; fault: string }) {
  const blank = useUnappraised(submission, saved);
  return (
    <Dialog
      title={t("accept.title")}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="btn" onClick={onClose}>{t("note.cancel")}</button>
          <button type="button" className="btn btn-primary" autoFocus aria-disabled={blank === null || undefined} onClick={() => blank !== null && onAccept()}>{t("act.accept")}</button>
        </>
      }
    >
      <p>{t("accept.why")}</p>
      {blank && <p className="fill-fault" role="status">{t("accept.blank", { forms: blank })}</p>}
      {marked > 0 && <p className="fill-fault">{t("accept.marked", { n: marked })}</p>}
      {fault && <p role="alert" className="fill-fault">{fault}</p>}
    </Dialog>
  );
}

function ReasonList({ reasons, picked, onGo, onDrop }: { reasons: Reasons; picked: ReactNode; onGo: (form: string, key: string) => void; onDrop: (id: string) => void }) {
  return (
    <aside className="sheet-reasons" aria-label={t("list.title")}>
      <h2>{t("list.title")} {reasons.size > 0 && <span className="count">{reasons.size}</span>}</h2>
      {picked}
      {reasons.size === 0 && <p className="muted">{t("list.none")}</p>}
      <ul>
        {[...reasons].map(([id, reason]) => (
          <li key={id}>
            <button type="button" className="sheet-go" onClick={() => onGo(reason.form, reason.key)}>
              <span className="fill-where">{reason.cell}</span>
              <span>{reason.text}</span>
            </button>
            <button type="button" className="btn btn-quiet btn-small" aria-label={t("list.remove", { cell: reason.cell })} onClick={() => onDrop(id)}>×</button>
          </li>
        ))}
      </ul>
    </aside>
  );
}

/** The cell that the address names: figures of the consolidated report lead to it. */
function placeNamed(): string | null {
  try {
    const named = decodeURIComponent(window.location.hash);
    return named === TALK ? null : named.slice(1) || null;
  } catch {
    return null;
  }
}

export function Receive({ submission, form, user = "", address, done }: ReceiveProps) {
  const [formId, setFormId] = useState(form);
  const [turn, setTurn] = useState(0);
  const [message, setMessage] = useState("");
  const received = useReceived({ submission, formId, user, turn, onMessage: setMessage });
  const { desk, failure } = received;
  const [reasons, setReasons] = useReasons(submission, user);
  // With the form that it is of: another one may be on its way to the page.
  const [noting, setNoting] = useState<{ desk: Desk; cellKey: string } | null>(null);
  const [acting, setActing] = useState<Act | null>(null);
  const [fault, setFault] = useState("");
  const [panel, setPanel] = useState(false);
  const since = useSince(submission, turn);
  const [only, setOnly] = useState(false);
  const [goAfter, setGoAfter] = useState<string | null>(() => placeNamed());
  const holdCell = useBackTo(desk);
  useLayoutEffect(() => writesAs(user, submission), [user, submission]);
  const hrefOf = useCallback((id: string) => (address ?? "?form={form}").replace("{form}", id), [address]);

  // Before the next key: whoever is led to a cell types at once.
  useLayoutEffect(() => {
    if (!desk) return;
    const own = [...reasons.values()].filter((reason) => reason.form === formId);
    desk.setNotes(new Map(own.map((reason) => [reason.key, reason.text] as const)));
    if (goAfter && desk.payload.form.id === formId) {
      desk.goTo(goAfter);
      setGoAfter(null);
    }
  }, [desk, formId, goAfter, reasons]);

  const openForm = (id: string) => {
    history.replaceState(null, "", hrefOf(id));
    setFormId(id);
  };
  const goTo = (at: string, key: string) => {
    setGoAfter(key);
    if (at !== formId) openForm(at);
  };
  const help = useHelp({ desk, submission, say: setMessage, onGo: goTo, start: "prev" });
  const past = useHistory(desk, setMessage);
  const note = useCallback((cellKey: string) => setNoting(desk && { desk, cellKey }), [desk]);
  const placeOf = (of: Desk, key: string) => `${of.payload.form.id}!${key}`;
  const keep = (of: Desk, key: string, text: string) => {
    const id = placeOf(of, key);
    const next = new Map(reasons);
    if (text) next.set(id, { form: of.payload.form.id, key, cell: `${of.payload.form.code}: ${of.nameOf(key)}`, text });
    else next.delete(id);
    setReasons(next);
    setNoting(null);
  };
  const upload = useCallback((file: File) => uploadFile(submission, file, "lead"), [submission]);
  const move = async (name: Act, body: unknown): Promise<boolean> => {
    if (!(await received.flush())) {
      setFault(sections("lead.unsaved"));
      setMessage(sections("lead.unsaved"));
      return false;
    }
    try {
      await act(submission, name, body);
      setActing(null);
      setFault("");
      if (name === "return" || name === "accept") setReasons(new Map());
      setMessage(t(`done.${name}` as Parameters<typeof t>[0]));
      if (done && name !== "receive") window.location.assign(done);
      else {
        holdCell(inHand);
        setTurn((now) => now + 1);
      }
      return true;
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      setFault(problemText(error));
      setMessage(problemText(error));
      // The refusal speaks of a list: it stands under the table, where each line leads to its cell.
      if (error.body.code === "submission.appraisal") {
        setActing(null);
        setPanel(true);
      }
      return false;
    }
  };
  const cells = () => [...reasons.values()].map(({ form: at, key, text }) => ({ form: at, key, text }));

  if (failure) return <div className="notice notice-error" role="alert">{failure}</div>;
  if (!desk) return <p className="muted" role="status">{fill("load.waiting")}</p>;
  const may = desk.payload.submission.events;
  return (
    <>
      <ReadForm
        desk={desk}
        hrefOf={hrefOf}
        onTab={openForm}
        help={help}
        onHistory={past.open}
        onPick={may.includes("return") ? note : undefined}
        message={message}
        save={received.save}
        upload={upload}
        onChecks={() => setPanel(!panel)}
        panelOpen={panel}
        since={since}
        only={only}
        above={since && (
          <details className="sheet-differences" open>
            <summary>{diffTitle(since)}</summary>
            <label className="fill-toggle"><input type="checkbox" checked={only} onChange={(event) => setOnly(event.target.checked)} /> {inside("in.diff.only")}</label>
            <DifferenceList found={since} onGo={goTo} />
          </details>
        )}
        actions={
          <>
            {may.includes("receive") && <button type="button" className="btn" onClick={() => void move("receive", {})}>{t("act.receive")}</button>}
            {may.includes("return") && <button type="button" className="btn btn-danger" onClick={() => setActing("return")}>{t("act.return")}</button>}
            {may.includes("accept") && <button type="button" className="btn btn-primary" onClick={() => setActing("accept")}>{t("act.accept")}</button>}
          </>
        }
      >
        {panel && <ChecksPanel desk={desk} onGo={goTo} onClose={() => setPanel(false)} />}
        {past.cell && <HistoryPanel desk={desk} submission={submission} cell={past.cell} onClose={past.close} />}
        {may.includes("return") && (
          <ReasonList
            reasons={reasons}
            picked={<Picked desk={desk} onNote={note} />}
            onDrop={(id) => setReasons(new Map([...reasons].filter(([one]) => one !== id)))}
            onGo={goTo}
          />
        )}
      </ReadForm>
      {noting && <NoteDialog key={noting.cellKey} {...noting} text={reasons.get(placeOf(noting.desk, noting.cellKey))?.text ?? ""} onKeep={(text) => keep(noting.desk, noting.cellKey, text)} onClose={() => setNoting(null)} />}
      {received.conflicts.length > 0 && <ConflictDialog desk={desk} conflicts={received.conflicts} onSettle={received.settle} />}
      {acting === "return" && <ReturnDialog reasons={reasons} fault={fault} onClose={() => setActing(null)} onSend={(reason) => move("return", { reason, cells: cells() })} />}
      {acting === "accept" && <AcceptDialog submission={submission} saved={received.flush} marked={reasons.size} fault={fault} onClose={() => setActing(null)} onAccept={() => void move("accept", {})} />}
    </>
  );
}

