/** Pasting a table from Excel or Word, or dropping a file: it is sent at once and its page opens. */
import { useId, useState, type ClipboardEvent, type DragEvent } from "react";
import { post } from "../http";
import { t } from "../words/importing";
import { messageOf } from "./store";

export function PasteBox({ draft }: { draft: string }) {
  const help = useId();
  const [reading, setReading] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const send = async (fill: (body: FormData) => void): Promise<void> => {
    if (reading) return;
    const body = new FormData();
    fill(body);
    if (draft) body.set("draft", draft);
    setReading(true);
    setFailure(null);
    try {
      const { address } = await post<{ address: string }>("/api/imports", body);
      window.location.assign(address);
    } catch (error) {
      setFailure(messageOf(error));
      setReading(false);
    }
  };
  const onPaste = (event: ClipboardEvent): void => {
    event.preventDefault();
    const file = event.clipboardData.files[0];
    const html = event.clipboardData.getData("text/html");
    const text = event.clipboardData.getData("text/plain");
    if (file && !html && !text) void send((body) => body.set("file", file));
    else if (!html && !text) setFailure(t("paste.nothing"));
    else
      void send((body) => {
        body.set("html", new Blob([html], { type: "text/html" }), "paste.html");
        body.set("text", new Blob([text], { type: "text/plain" }), "paste.txt");
      });
  };
  const onDrop = (event: DragEvent): void => {
    const file = event.dataTransfer.files[0];
    event.preventDefault();
    if (file) void send((body) => body.set("file", file));
  };
  return (
    <div className="field">
      {failure ? <div className="notice notice-error" role="alert"><p><strong>{t("paste.failed")}</strong> {failure}</p></div> : null}
      <textarea
        className="im-paste"
        rows={4}
        value=""
        aria-label={t("paste.label")}
        aria-describedby={help}
        placeholder={reading ? t("paste.reading") : t("paste.label")}
        onChange={() => undefined}
        onPaste={onPaste}
        onDrop={onDrop}
        onDragOver={(event) => event.preventDefault()}
      />
      <p className="help" id={help}>{t("paste.help")}</p>
      <p className="visually-hidden" role="status">{reading ? t("paste.reading") : ""}</p>
    </div>
  );
}
