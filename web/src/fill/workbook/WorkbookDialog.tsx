/** The dialog of a workbook that comes back: being read, refused as a whole, or shown cell by cell. */

import { useState } from "react";

import { Dialog } from "../../grid";
import { RequestFailed } from "../../http";
import { t } from "../../words/fill-workbook";
import { bulkWays, count, inBulk, NOTHING_CHOSEN, type Choices, type Preview } from "./preview";
import { PreviewTable } from "./PreviewTable";

export type Step =
  | { kind: "reading"; name: string }
  | { kind: "failed"; name: string; why: string; hint: string }
  | { kind: "shown"; name: string; preview: Preview; stale: number };

interface DialogProps {
  step: Step;
  onAgain: () => void;
  onTake: (preview: Preview, choices: Choices) => void;
  onClose: () => void;
}

/** Why a file was not taken, and what to do, in words. */
export function whyNot(error: RequestFailed): { why: string; hint: string } {
  if (error.status === 0) return { why: t("wb.offline"), hint: "" };
  const first = error.body.problems?.[0];
  return { why: first?.message ?? error.body.title ?? error.message, hint: first?.hint ?? error.body.detail ?? "" };
}

function Remarks({ preview }: { preview: Preview }) {
  const { remarks, older_release: no } = preview;
  if (!remarks.length && no === null) return null;
  const few = remarks.length <= 2;
  const list = <ul>{remarks.slice(0, 100).map((one, at) => <li key={at}>{one.place && <strong>{one.place}: </strong>}{one.message}</li>)}</ul>;
  return (
    <div className="notice notice-warn wb-remarks">
      {no !== null && <p>{t("wb.older", { no })}</p>}
      {remarks.length > 0 && (few ? list : <details><summary>{t("wb.remarks", { n: remarks.length })}</summary>{list}</details>)}
    </div>
  );
}

function Bulk({ preview, choices, onChoose }: { preview: Preview; choices: Choices; onChoose: (choices: Choices) => void }) {
  const ways = [...bulkWays(preview)].filter(([, n]) => n > 1);
  if (!ways.length) return null;
  return (
    <div className="wb-bulk">
      <span>{t("wb.bulk")}</span>
      {ways.map(([how, n]) => <button key={how} type="button" className="btn btn-small" onClick={() => onChoose(inBulk(preview, choices, how))}>{t(`wb.bulk.${how}` as Parameters<typeof t>[0], { n })}</button>)}
    </div>
  );
}

function Shown({ step, onTake, onClose, onAgain }: Omit<DialogProps, "step"> & { step: Extract<Step, { kind: "shown" }> }) {
  const { preview } = step;
  const [choices, choose] = useState<Choices>(NOTHING_CHOSEN);
  const { cells, rows } = count(preview, choices);
  const { unchanged, locked } = preview.counts;
  const empty = preview.refusals.length + preview.changes.length + preview.added.length + preview.absent.length === 0;
  const close = <button type="button" className="btn" onClick={onClose}>{t(empty ? "wb.close" : "wb.cancel")}</button>;
  const take = <button type="button" className="btn btn-primary" autoFocus disabled={cells + rows === 0} onClick={() => onTake(preview, choices)}>{t(rows ? "wb.takeRows" : "wb.take", { n: cells, rows })}</button>;
  return (
    <Dialog wide title={t("wb.title")} onClose={onClose} actions={<><button type="button" className="btn wb-again" onClick={onAgain}>{t("wb.again")}</button>{close}{!empty && take}</>}>
      <div className="wb">
        <p className="wb-file"><strong>{step.name}</strong> <span className="muted">{empty ? t("wb.nothing", { n: unchanged }) : t("wb.counts", { unchanged, locked })}</span></p>
        {step.stale > 0 && <p role="alert" className="fill-fault">{t("wb.stale", { n: step.stale })}</p>}
        <Remarks preview={preview} />
        <Bulk preview={preview} choices={choices} onChoose={choose} />
        {(!empty || preview.locked.length > 0) && <PreviewTable preview={preview} choices={choices} onChoose={choose} />}
      </div>
    </Dialog>
  );
}

export function WorkbookDialog({ step, onAgain, onTake, onClose }: DialogProps) {
  if (step.kind === "shown") return <Shown key={`${step.name} ${step.stale}`} step={step} onAgain={onAgain} onTake={onTake} onClose={onClose} />;
  const close = <button type="button" className="btn" autoFocus onClick={onClose}>{t(step.kind === "reading" ? "wb.cancel" : "wb.close")}</button>;
  if (step.kind === "reading") {
    return <Dialog title={t("wb.title")} onClose={onClose} actions={close}><p role="status">{t("wb.reading", { name: step.name })}</p></Dialog>;
  }
  return (
    <Dialog title={t("wb.title")} onClose={onClose} actions={<><button type="button" className="btn wb-again" onClick={onAgain}>{t("wb.again")}</button>{close}</>}>
      <div role="alert">
        <p><strong>{t("wb.failed", { name: step.name })}</strong></p>
        <p className="fill-fault">{step.why}</p>
        {step.hint && <p>{step.hint}</p>}
      </div>
    </Dialog>
  );
}
