/** The dialogs of the filling page: handing over, signing and sending with what is still to be seen, and recalling. */

import { useEffect, useId, useState } from "react";

import { Dialog } from "../grid";
import { RequestFailed } from "../http";
import { withLines } from "../letters/hidden";
import { t } from "../words/fill";
import { t as inside } from "../words/fill-inside";
import { dropWritten, keepWritten, useWritten, written } from "../written";
import { act, loadChecks } from "./api";
import { ofFinding } from "./checks";
import { CheckItem } from "./ChecksPanel";
import { loadDifferences } from "./inside/api";
import { DifferenceList, diffTitle } from "./inside/DifferenceList";
import { actWords } from "./inside/Steps";
import type { Differences, Go, People } from "./inside/types";
import { LeftText } from "./LeftText";
import type { Finding, FormTab } from "./payload";
import { problemText } from "./problem";
import { StillOpen } from "./talk/StillOpen";

interface SendProps {
  submission: string;
  name: "hand" | "check" | "send";
  /** What the regime asks for, which the button says. */
  people?: People | undefined;
  /** The state to which somebody else has moved the report meanwhile, in words: then the step is not possible. */
  gone?: string | undefined;
  /** Hash of the content that the signer has seen. */
  seen?: string | null | undefined;
  onDone: () => void;
  onClose: () => void;
  onGo: Go;
}

/** What is to be looked at before a report goes back to who returned it: nothing when it never came back. */
function Since({ submission, onGo }: { submission: string; onGo: Go }) {
  const [found, setFound] = useState<Differences | null>(null);
  useEffect(() => {
    let alive = true;
    loadDifferences(submission).then((one) => alive && setFound(one), (error: unknown) => {
      // Sending does not wait for it.
      if (!(error instanceof RequestFailed)) throw error;
    });
    return () => { alive = false; };
  }, [submission]);
  if (!found) return null;
  return <details className="sheet-differences" open><summary>{diffTitle(found)}</summary><DifferenceList found={found} onGo={onGo} /></details>;
}

/** The form; and the cell where the sentence is about what stands in one cell. */
function placeOf({ form_code: code, rule, cells, names }: Finding): string {
  return rule === null && cells.length === 1 && names?.[0] ? `${code} · ${names[0]}` : code;
}

interface FindingsProps {
  findings: readonly Finding[];
  /** Whether the step waits for what was found; handing over does not. */
  strict: boolean;
  reasons: ReadonlyMap<string, string>;
  onReason: (id: string, text: string) => void;
  onGo: Go;
}

function Findings({ findings, strict, reasons, onReason, onGo }: FindingsProps) {
  const errors = findings.filter((finding) => finding.severity === "error");
  const warnings = findings.filter((finding) => finding.severity === "warning");
  return (
    <>
      {errors.length > 0 && (
        <>
          <p className="fill-fault"><strong>{t(strict ? "send.blocked" : "send.found", { n: errors.length })}</strong></p>
          <ul className="fill-findings">{errors.slice(0, 100).map((one) => <CheckItem key={one.id} check={ofFinding(one)} where={placeOf(one)} onGo={onGo} />)}</ul>
        </>
      )}
      {warnings.length > 0 && <p><strong>{t(strict ? "send.reasons" : "send.warned", { n: warnings.length })}</strong></p>}
      {warnings.map((one) => (
        <div key={one.id} className="fill-reason">
          <ul className="fill-findings"><CheckItem check={ofFinding(one)} where={placeOf(one)} onGo={onGo} /></ul>
          {strict && errors.length === 0 && (
            <label className="field">
              <span>{t("send.reason")}</span>
              <textarea rows={2} maxLength={2000} value={reasons.get(one.id) ?? ""} onChange={(event) => onReason(one.id, event.target.value)} />
            </label>
          )}
          {strict && errors.length === 0 && <Begun finding={one} now={reasons.get(one.id) ?? ""} onReason={onReason} />}
        </div>
      ))}
    </>
  );
}

/** Where the reason for a warning is kept while it is written. */
const boxOf = (finding: string): string => `warning ${finding}`;

/** A reason that was begun before somebody else gave theirs. */
function Begun({ finding, now, onReason }: { finding: Finding; now: string; onReason: FindingsProps["onReason"] }) {
  const [left] = useState(() => written(boxOf(finding.id), finding.reason).left);
  return <LeftText left={left === now ? "" : left} onTake={() => onReason(finding.id, left)} />;
}

/** Checks all forms, shows what stands in the way, takes the reasons, and moves the report along. */
export function SendDialog({ submission, name, people, gone, seen, onDone, onClose, onGo }: SendProps) {
  const [findings, setFindings] = useState<readonly Finding[] | null>(null);
  const [forms, setForms] = useState<readonly FormTab[]>([]);
  const [reasons, setReasons] = useState<ReadonlyMap<string, string>>(new Map());
  const [fault, setFault] = useState("");
  const [busy, setBusy] = useState(false);
  const [once] = useState(() => crypto.randomUUID());
  useEffect(() => {
    loadChecks(submission).then(
      (found) => {
        setFindings(found.failures);
        setForms(found.forms);
        setReasons(new Map(found.failures.map((one) => [one.id, written(boxOf(one.id), one.reason).text] as const).filter(([, reason]) => reason)));
      },
      (error: unknown) => setFault(error instanceof RequestFailed ? problemText(error) : t("act.failed")),
    );
  }, [submission]);
  const write = (id: string, typed: string) => {
    const text = withLines(typed);
    keepWritten(boxOf(id), text, findings?.find((one) => one.id === id)?.reason ?? "");
    setReasons(new Map(reasons).set(id, text));
  };
  const words = actWords(name, people);
  // Whoever checks looks at what was found: handing over is the word that the filling is done, no more.
  const strict = name !== "hand";
  const errors = strict && (findings?.some((one) => one.severity === "error") ?? false);
  const silent = strict && (findings?.some((one) => one.severity === "warning" && (reasons.get(one.id) ?? "").trim() === "") ?? true);
  const go = async () => {
    setBusy(true);
    try {
      const said = { reasons: Object.fromEntries(reasons), ...(name === "send" && { content_hash: seen ?? "" }) };
      await act(submission, name, strict ? said : {}, once);
      if (strict) reasons.forEach((reason, id) => dropWritten(boxOf(id), reason));
      onDone();
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      setFault(problemText(error));
      setBusy(false);
    }
  };
  return (
    <Dialog
      wide
      title={words ? inside("in.title", { act: words }) : t(name === "send" ? "send.sendTitle" : "send.checkTitle")}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="btn" onClick={onClose}>{t(errors || gone ? "act.close" : "act.cancel")}</button>
          {!errors && !gone && <button type="button" className="btn btn-primary" disabled={busy || !findings || silent} onClick={() => void go()}>{words ?? t(name === "send" ? "act.send" : "act.check")}</button>}
        </>
      }
    >
      {!findings && !fault && <p className="muted">{t("send.loading")}</p>}
      {findings?.length === 0 && <p>{t("send.clean")}</p>}
      {findings && <Findings findings={findings} strict={strict} reasons={reasons} onGo={onGo} onReason={write} />}
      <Blanks forms={forms} />
      <StillOpen submission={submission} onGo={onGo} />
      <Since submission={submission} onGo={onGo} />
      {findings && name === "hand" && <p className="muted">{inside("in.hand.after")}</p>}
      {findings && !errors && name === "send" && <p className="muted">{t("send.confirm")}</p>}
      {findings && !errors && name === "check" && people?.signing === "head" && <p className="muted">{t("send.after")}</p>}
      <Fault text={fault} gone={gone} />
    </Dialog>
  );
}

/** What is blank, form by form: no check asks for it, and whoever signs should know. */
function Blanks({ forms }: { forms: readonly FormTab[] }) {
  const empty = forms.filter((one) => one.filled === 0 && one.missing > 0);
  const some = forms.filter((one) => one.filled > 0 && one.missing > 0);
  return (
    <>
      {empty.length > 0 && <p><strong>{t("send.empty", { forms: empty.map((one) => one.code).join(", ") })}</strong></p>}
      {some.length > 0 && <p className="muted">{t("send.blank", { forms: some.map((one) => `${one.code} (${one.missing})`).join(", ") })}</p>}
    </>
  );
}

/** What went wrong; that somebody else was faster says more than the refusal that follows from it. */
function Fault({ text, gone }: { text: string; gone: string | undefined }) {
  const said = gone ? t("send.gone", { state: gone }) : text;
  return said ? <p role="alert" className="fill-fault">{said}</p> : null;
}

/** Why it cannot be taken back, where the server says more than that the state forbids it. */
function whyNot(error: RequestFailed): string {
  const late = error.body.problems?.find((one) => one.code === "signing.recall_late");
  return late?.message ? [late.message, late.hint].filter(Boolean).join(" ") : problemText(error);
}

interface TakeBackProps {
  submission: string;
  /** `recall`: the unit takes back what it sent; `back`: who checks or signs gives back to who fills, with a reason. */
  name: "recall" | "back";
  gone?: string | undefined;
  onDone: () => void;
  onClose: () => void;
  onGo: Go;
  /** It was refused: the page may know less than the server. */
  onRefused: () => void;
}

/** Takes a report back from the receiver, or gives it back to those who fill it. */
export function TakeBackDialog({ submission, name, gone, onDone, onClose, onGo, onRefused }: TakeBackProps) {
  const note = useWritten(name);
  const [fault, setFault] = useState("");
  const [once] = useState(() => crypto.randomUUID());
  const needed = useId();
  const back = name === "back";
  const refused = (error: unknown) => {
    setFault(error instanceof RequestFailed ? whyNot(error) : t("act.failed"));
    onRefused();
  };
  const go = () => act(submission, name, { reason: note.text.trim() }, once).then(() => { note.handed(note.text); onDone(); }, refused);
  return (
    <Dialog
      title={back ? inside("in.back.title") : t("recall.title")}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="btn" onClick={onClose}>{t(gone ? "act.close" : "act.cancel")}</button>
          {!gone && <button type="button" className="btn btn-primary" disabled={back && !note.text.trim()} onClick={() => void go()}>{back ? inside("in.back") : t("act.recall")}</button>}
        </>
      }
    >
      <p>{back ? inside("in.back.why") : t("recall.why")}</p>
      <label className="field">
        <span>{back ? inside("in.back.reason") : t("recall.reason")}</span>
        <textarea rows={back ? 3 : 2} required={back} aria-describedby={back ? needed : undefined} value={note.text} maxLength={2000} onChange={(event) => note.write(event.target.value)} />
      </label>
      {back && <p id={needed} className="help">{inside("in.back.needed")}</p>}
      {back && <StillOpen submission={submission} onGo={onGo} />}
      <Fault text={fault} gone={fault ? undefined : gone} />
    </Dialog>
  );
}
