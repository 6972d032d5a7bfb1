/** An attached file: its name and size, and a button to choose, change or take it away. */

import type { FieldProps } from "@rjsf/utils";
import { useCallback, useRef, useState } from "react";

import { isFile, sizeText, type FileRef } from "../grid/cells";
import { RequestFailed } from "../http";
import { useStore } from "../useStore";
import { t } from "../words/fill-sections";
import { fileUrl } from "./api";
import type { DeskContext } from "./deskContext";
import { acceptList, limitText, refusal, whyNot, type Limits } from "./sections/chosen";

export function AttachmentField(props: FieldProps) {
  const { upload, desk } = props.registry.formContext as unknown as DeskContext;
  const { accept = ["pdf"], max_mb } = (props.uiSchema?.["ui:options"] ?? {}) as Limits;
  const limits: Limits = { accept, max_mb };
  const [message, setMessage] = useState("");
  const [sending, setSending] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const id = props.fieldPathId.$id;
  const label = props.schema.title ?? "";
  // It stands on the book itself: when an upload has ended, the state of rjsf may be one from before it.
  const listen = useCallback((listener: () => void) => desk.book.onCell(props.name, listener), [desk, props.name]);
  const { value } = useStore(listen, () => desk.book.view(props.name));
  const file = isFile(value) ? value.file : undefined;
  const locked = Boolean(props.readonly || props.disabled);
  const put = (next: { file: FileRef } | null) => desk.book.edit({ cells: [{ key: props.name, to: next }] });
  const choose = async (chosen: File | undefined) => {
    if (!chosen || sending) return;
    const why = refusal(chosen, limits);
    setMessage(why ?? "");
    if (why) return;
    setSending(true);
    try {
      put({ file: await upload(chosen) });
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      setMessage(whyNot(error, Boolean(file)));
    } finally {
      setSending(false);
    }
  };
  return (
    <div className="field fill-file" data-question={props.name}>
      <span className="fill-label" id={`${id}__label`}>{label}{props.required && <span aria-hidden="true"> *</span>}</span>
      <p>{file ? <><a href={fileUrl(desk.payload.submission.id, file.sha256)} download>{file.name}</a> <span className="muted">{sizeText(file.size)}</span></> : <span className="muted">{t("file.none")}</span>}</p>
      {!locked && (
        <>
          <p className="fill-file-acts">
            <button id={id} type="button" className="btn btn-small" disabled={sending} aria-label={`${t(file ? "file.replace" : "file.choose")} ${label}`} aria-describedby={`${id}-limit`} onClick={() => input.current?.click()}>{t(file ? "file.replace" : "file.choose")}</button>
            {file && <button type="button" className="btn btn-quiet btn-small" disabled={sending} aria-label={`${t("file.remove")} ${label}`} onClick={() => { setMessage(""); put(null); }}>{t("file.remove")}</button>}
          </p>
          <input ref={input} type="file" className="visually-hidden" tabIndex={-1} aria-hidden="true" accept={acceptList(limits)} onChange={(event) => { void choose(event.target.files?.[0]); event.target.value = ""; }} />
          <p id={`${id}-limit`} className="help">{limitText(limits)}</p>
        </>
      )}
      <p role="status" className={sending ? "muted" : "problem"}>{sending ? t("file.sending") : message}</p>
    </div>
  );
}
