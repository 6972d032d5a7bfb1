/** The form itself: number, title, legal basis, signers, footnotes. */
import { t } from "../../words/designer";
import type { FormDocument } from "../model/documents";
import { idSource } from "../model/ids";
import { Icon } from "../parts/Icon";
import { TextField } from "../parts/Field";
import { setAt } from "../state/commands";
import { state, toast, useDesigner } from "../state/store";
import { act } from "../state/sync";
import { CloneForm } from "./CloneForm";

export function FormProperties({ form }: { form: FormDocument }) {
  const editable = useDesigner((s) => s.draft.editable);
  const signers = form.signers ?? { order: [], items: {} };
  const notes = form.footnotes ?? { order: [], items: {} };
  const fresh = (kind: "p" | "n"): string => idSource(state().documents)(kind);
  return (
    <>
      <TextField label={t("form.code")} value={form.code} disabled={!editable} onCommit={(value) => value && setAt([form.id, "code"], value)} />
      <TextField label={t("form.title")} value={form.title} multiline disabled={!editable} onCommit={(value) => setAt([form.id, "title"], value)} />
      <TextField label={t("form.basis")} value={form.basis ?? ""} disabled={!editable} onCommit={(value) => setAt([form.id, "basis"], value || undefined)} />
      <h3>{t("signers")}</h3>
      {signers.order.map((id) => (
        <div className="ds-line" key={id}>
          <TextField label={t("signer.title")} labelHidden value={signers.items[id]?.title ?? ""} disabled={!editable} onCommit={(value) => setAt([form.id, "signers", "items", id, "title"], value)} />
          {editable ? <button type="button" className="ds-tool" aria-label={t("remove")} title={t("remove")} onClick={() => act([{ op: "remove_item", path: [form.id, "signers"], id }])}><Icon name="trash" /></button> : null}
        </div>
      ))}
      {editable ? <button type="button" className="ds-quiet" onClick={() => act([{ op: "insert_item", path: [form.id, "signers"], id: fresh("p"), item: { title: "", note: "(Ký, họ tên)" }, after: signers.order.at(-1) ?? null }])}><Icon name="plus" /> {t("signer.add")}</button> : null}
      <h3>{t("footnotes")}</h3>
      {notes.order.map((id) => (
        <div className="ds-line" key={id}>
          <TextField label={t("footnote.mark")} labelHidden narrow value={notes.items[id]?.mark ?? ""} disabled={!editable} onCommit={(value) => setAt([form.id, "footnotes", "items", id, "mark"], value)} />
          <TextField label={t("footnote.text")} labelHidden value={notes.items[id]?.text ?? ""} disabled={!editable} onCommit={(value) => setAt([form.id, "footnotes", "items", id, "text"], value)} />
          {editable ? <button type="button" className="ds-tool" aria-label={t("remove")} title={t("remove")} onClick={() => act([{ op: "remove_item", path: [form.id, "footnotes"], id }])}><Icon name="trash" /></button> : null}
        </div>
      ))}
      {editable ? <button type="button" className="ds-quiet" onClick={() => act([{ op: "insert_item", path: [form.id, "footnotes"], id: fresh("n"), item: { mark: String(notes.order.length + 1), text: "", at: [] }, after: notes.order.at(-1) ?? null }])}><Icon name="plus" /> {t("footnote.add")}</button> : null}
      {editable ? (
        <div className="ds-acts">
          <CloneForm form={form.id} />
          <button type="button" className="btn btn-small btn-danger" onClick={() => { if (act([{ op: "remove_form", id: form.id }])) toast(t("removed.form", { code: form.code }), { undo: true }); }}><Icon name="trash" /> {t("form.remove")}</button>
        </div>
      ) : null}
      <p className="ds-hint ds-start">{t("props.start")}</p>
    </>
  );
}
