/** The file cells of tables: one dialog that shows, takes, replaces and removes the file of a cell. */

import { useEffect, useMemo, useRef, useState, type DragEvent, type ReactNode } from "react";

import { Dialog, type FileDoor, type Spec } from "../../grid";
import { isFile, sizeText, type FileRef } from "../../grid/cells";
import { RequestFailed } from "../../http";
import { t } from "../../words/fill-sections";
import { fileUrl } from "../api";
import type { Desk } from "../desk";
import { acceptList, limitText, refusal, whyNot } from "./chosen";

type Upload = (file: File) => Promise<FileRef>;

interface Asked {
  cell: string;
  spec: Spec;
  locked: boolean;
  dropped: File | undefined;
}

interface DialogProps extends Asked {
  desk: Desk;
  upload: Upload;
  onClose: () => void;
}

/** Sends a chosen file and puts its reference into the cell. */
function useChoosing({ desk, upload, cell, spec, onClose }: DialogProps) {
  const [message, setMessage] = useState("");
  const [sending, setSending] = useState(false);
  const choose = async (file: File | undefined) => {
    if (!file || sending) return;
    const why = refusal(file, spec);
    if (why) {
      setMessage(why);
      return;
    }
    setMessage("");
    setSending(true);
    try {
      const taken = await upload(file);
      desk.book.edit({ cells: [{ key: cell, to: { file: taken } }] });
      desk.say(t("file.attached", { name: taken.name }));
      onClose();
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      setMessage(whyNot(error, isFile(desk.book.get(cell))));
      setSending(false);
    }
  };
  return { message, sending, choose };
}

function Present({ desk, file }: { desk: Desk; file: FileRef | null }) {
  if (!file) return <p className="muted">{t("file.none")}</p>;
  return (
    <p className="fill-file-now">
      <a href={fileUrl(desk.payload.submission.id, file.sha256)} download>{file.name}</a> <span className="muted">{sizeText(file.size)}</span>
    </p>
  );
}

function FileDialog(props: DialogProps) {
  const { desk, cell, spec, locked, dropped, onClose } = props;
  const value = desk.book.get(cell);
  const file = isFile(value) ? value.file : null;
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const { message, sending, choose } = useChoosing(props);
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    void choose(dropped);
  });
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void choose(event.dataTransfer.files[0]);
  };
  const remove = () => {
    desk.book.edit({ cells: [{ key: cell, to: null }] });
    desk.say(t("file.removed"));
    onClose();
  };
  return (
    <Dialog
      title={t("file.title")}
      onClose={onClose}
      actions={
        <>
          {file && !locked && <button type="button" className="btn btn-quiet" disabled={sending} onClick={remove}>{t("file.remove")}</button>}
          <button type="button" className="btn" onClick={onClose}>{t("file.close")}</button>
          {!locked && <button type="button" className="btn btn-primary" autoFocus disabled={sending} onClick={() => input.current?.click()}>{t(file ? "file.replace" : "file.choose")}</button>}
        </>
      }
    >
      <p className="fill-where">{desk.nameOf(cell)}</p>
      <Present desk={desk} file={file} />
      {!locked && (
        <div className={`fill-drop${over ? " is-over" : ""}`} onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={drop}>
          <p>{t("file.drop")}</p>
          <p className="help">{limitText(spec)}</p>
          <input ref={input} type="file" className="visually-hidden" tabIndex={-1} aria-label={t("file.choose")} accept={acceptList(spec)} onChange={(event) => { void choose(event.target.files?.[0]); event.target.value = ""; }} />
        </div>
      )}
      {sending && <p role="status" className="muted">{t("file.sending")}</p>}
      {message && <p role="alert" className="problem">{message}</p>}
    </Dialog>
  );
}

/** The door of file cells that a table gets, and its dialog while one is open. */
export function useFiles(desk: Desk, upload: Upload): { door: FileDoor; dialog: ReactNode } {
  const [asked, setAsked] = useState<Asked | null>(null);
  const door = useMemo<FileDoor>(
    () => ({
      open: (cell, spec, locked, dropped) => setAsked({ cell, spec, locked, dropped }),
      href: (file) => fileUrl(desk.payload.submission.id, file.sha256),
    }),
    [desk],
  );
  const dialog = asked && <FileDialog {...asked} desk={desk} upload={upload} onClose={() => setAsked(null)} />;
  return { door, dialog };
}
