/** Footnotes whose mark stands at the selected header, row or cell; a new one is begun here. */
import { useState } from "react";
import { t } from "../../words/designer";
import type { FormDocument } from "../model/documents";
import { idSource } from "../model/ids";
import { setting } from "../model/operations";
import { Icon } from "../parts/Icon";
import { state, useDesigner } from "../state/store";
import { act } from "../state/sync";

export function NotesHere({ form, anchors }: { form: FormDocument; anchors: string[] }) {
  const editable = useDesigner((s) => s.draft.editable);
  const [text, setText] = useState("");
  const notes = form.footnotes ?? { order: [], items: {} };
  const put = (id: string, here: boolean): void => {
    const at = notes.items[id]?.at ?? [];
    const next = here ? [...at.filter((each) => !anchors.includes(each)), ...anchors] : at.filter((each) => !anchors.includes(each));
    act([setting(state().documents, [form.id, "footnotes", "items", id, "at"], next)]);
  };
  const add = (): void => {
    const words = text.normalize("NFC").trim();
    if (words === "") return;
    const item = { mark: String(notes.order.length + 1), text: words, at: anchors };
    if (act([{ op: "insert_item", path: [form.id, "footnotes"], id: idSource(state().documents)("n"), item, after: notes.order.at(-1) ?? null }])) setText("");
  };
  return (
    <div className="ds-notes-here" role="group" aria-label={t("prop.notes")}>
      <h3>{t("prop.notes")}</h3>
      {notes.order.map((id) => {
        const note = notes.items[id];
        return (
          <span className="ds-tick" key={id}>
            <input id={`here-${id}`} type="checkbox" disabled={!editable} checked={anchors.every((each) => note?.at?.includes(each))} onChange={(event) => put(id, event.target.checked)} />
            <label htmlFor={`here-${id}`}>{note?.mark ? `(${note.mark}) ` : ""}{note?.text || t("prop.noName")}</label>
          </span>
        );
      })}
      {editable ? (
        <div className="ds-entry-add">
          <label htmlFor="here-new">{t("prop.notes.new")}</label>
          <input id="here-new" value={text} autoComplete="off" onChange={(event) => setText(event.target.value)} onKeyDown={(event) => event.key === "Enter" && add()} />
          <button type="button" className="ds-tool" aria-label={t("footnote.add")} title={t("footnote.add")} disabled={text.trim() === ""} onClick={add}><Icon name="plus" /></button>
        </div>
      ) : null}
    </div>
  );
}
