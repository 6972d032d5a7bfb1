/** An attached file: its name and size, and a button to choose, change or take it away. */

import type { FieldProps } from "@rjsf/utils";
import { useCallback, useState, useSyncExternalStore } from "react";

import { isFile, sizeText, type FileRef } from "../grid/cells";
import { RequestFailed } from "../http";
import { t } from "../words/fill";
import { fileUrl } from "./api";
import type { DeskContext } from "./deskContext";
import { refusal } from "./sections/chosen";

interface Limits {
  accept?: string[];
  max_mb?: number;
}

export function AttachmentField(props: FieldProps) {
  const { upload, desk } = props.registry.formContext as unknown as DeskContext;
  const { accept = ["pdf"], max_mb: max = 10 } = (props.uiSchema?.["ui:options"] ?? {}) as Limits;
  const [message, setMessage] = useState("");
  const id = props.fieldPathId.$id;
  // It stands on the book itself: when an upload has ended, the state of rjsf may be one from before it.
  const listen = useCallback((listener: () => void) => desk.book.onCell(props.name, listener), [desk, props.name]);
  const { value } = useSyncExternalStore(listen, () => desk.book.view(props.name));
  const file = isFile(value) ? value.file : undefined;
  const locked = Boolean(props.readonly || props.disabled);
  const put = (next: { file: FileRef } | null) => desk.book.edit({ cells: [{ key: props.name, to: next }] });
  const choose = async (chosen: File | undefined) => {
    if (!chosen) return;
    const why = refusal(chosen, { accept, max_mb: max });
    if (why) {
      setMessage(why);
      return;
    }
    setMessage(t("file.sending"));
    try {
      put({ file: await upload(chosen) });
      setMessage("");
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      setMessage(error.body.problems?.[0]?.message ?? error.body.title ?? t("act.failed"));
    }
  };
  return (
    <div className="field fill-file" data-question={props.name}>
      <label htmlFor={id}>{props.schema.title}{props.required && <span aria-hidden="true"> *</span>}</label>
      <p>{file ? <><a href={fileUrl(desk.payload.submission.id, file.sha256)} download>{file.name}</a> ({sizeText(file.size)})</> : <span className="muted">{t("file.none")}</span>}</p>
      {!locked && (
        <>
          <input id={id} type="file" accept={accept.map((one) => `.${one}`).join(",")} aria-describedby={`${id}-limit`} onChange={(event) => void choose(event.target.files?.[0])} />
          {file && <button type="button" className="btn btn-quiet" onClick={() => put(null)}>{t("file.remove")}</button>}
          <p id={`${id}-limit`} className="help">{t("file.limit", { accept: accept.join(", "), max })}</p>
        </>
      )}
      <p role="status" className="problem">{message}</p>
    </div>
  );
}
