/** The box of one cell at the receiver: what was reported, and why the cell is returned. */

import { Dialog, textOf } from "../grid";
import type { Desk } from "../fill/desk";
import { LeftText } from "../fill/LeftText";
import { useWritten } from "../written";
import { t } from "../words/sheet";

interface NoteProps {
  desk: Desk;
  cellKey: string;
  text: string;
  onKeep: (text: string) => void;
  onClose: () => void;
}

export function NoteDialog({ desk, cellKey, text, onKeep, onClose }: NoteProps) {
  const { text: typed, left, write, take, handed } = useWritten(`remark ${desk.payload.form.id} ${cellKey}`, text);
  const spec = desk.book.specOf(cellKey);
  const value = textOf(desk.book.get(cellKey), spec) || t("note.blank");
  const before = desk.payload.previous ? textOf(desk.payload.previous[cellKey] ?? null, spec) || t("note.blank") : null;
  const give = (what: string) => {
    handed(typed);
    onKeep(what);
  };
  const keep = () => give(typed.trim());
  return (
    <Dialog
      title={t("note.title")}
      onClose={onClose}
      actions={
        <>
          {text && <button type="button" className="btn btn-danger" onClick={() => give("")}>{t("note.drop")}</button>}
          <button type="button" className="btn" onClick={onClose}>{t("note.cancel")}</button>
          <button type="button" className="btn btn-primary" disabled={!typed.trim()} onClick={keep}>{t("note.keep")}</button>
        </>
      }
    >
      <p><strong>{desk.nameOf(cellKey)}</strong></p>
      <p>{t("note.value", { value })}{before !== null && <span className="muted"> · {t("note.before", { value: before })}</span>}</p>
      <label className="field">
        <span>{t("note.text")}</span>
        <textarea
          rows={3}
          autoFocus
          maxLength={2000}
          value={typed}
          onChange={(event) => write(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && typed.trim()) keep();
          }}
        />
      </label>
      <LeftText left={left} onTake={take} />
    </Dialog>
  );
}
