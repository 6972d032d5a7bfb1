/** Saving the selected columns or rows, a list or an indicator as a part of the library, or as the next revision of one of the unit's own. */
import { useEffect, useState } from "react";
import { t } from "../../words/designer";
import { gridOf, type Id } from "../model/documents";
import { Dialog } from "../parts/Dialog";
import { ChoiceField, TextField } from "../parts/Field";
import { state, useDesigner } from "../state/store";
import { Icon } from "../parts/Icon";
import { loadParts, type PartKind, savePart, type Saving, useLibrary } from "./library";

/** What is saved: where it stands, what it is called to begin with. */
interface Subject {
  kind: PartKind;
  place: Pick<Saving, "form" | "section" | "axis" | "ids" | "document">;
  title: string;
  name: string;
  code: string;
  hint: string;
}

/** The selected columns or rows; null when none are selected. */
export function selectedNodes(form: Id): Subject | null {
  const { selection, documents } = state();
  if (selection?.kind !== "columns" && selection?.kind !== "rows") return null;
  const { kind, section, ids } = selection;
  const nodes = gridOf(documents, form, section)?.[kind].nodes as Record<Id, { label: string }> | undefined;
  return { kind, place: { form, section, axis: kind, ids }, title: t("library.save.title", { n: ids.length }), name: nodes?.[ids[0] ?? ""]?.label ?? "", code: "", hint: t("library.save.hint") };
}

/** A list or an indicator of the draft. */
export function wholeDocument(kind: "dimension" | "indicator", id: Id): Subject {
  const { name, code } = state().documents[id] as { name?: string; code?: string };
  return { kind, place: { document: id }, title: t("library.save.document", { name: name ?? "" }), name: name ?? "", code: code ?? "", hint: t(kind === "dimension" ? "library.save.hintDimension" : "library.save.hintIndicator") };
}

/** The button on the page of a list or an indicator, for who may save to the library, with its dialog. */
export function SaveDocument({ kind, id }: { kind: "dimension" | "indicator"; id: Id }) {
  const parts = useLibrary((s) => s.parts);
  const maySave = useLibrary((s) => s.maySave);
  const editable = useDesigner((s) => s.draft.editable);
  const [saving, setSaving] = useState(false);
  useEffect(() => { if (parts === null) void loadParts(); }, [parts]);
  if (!editable || !maySave) return null;
  return (
    <>
      <button type="button" className="btn btn-small" onClick={() => setSaving(true)}><Icon name="plus" /> {t("library.save.do")}</button>
      {saving ? <SaveDialog what={wholeDocument(kind, id)} onClose={() => setSaving(false)} /> : null}
    </>
  );
}

export function SaveDialog({ what, onClose }: { what: Subject; onClose: () => void }) {
  const mine = (useLibrary((s) => s.parts) ?? []).filter((each) => each.mine && each.kind === what.kind);
  const [part, setPart] = useState("");
  const [name, setName] = useState(what.name);
  const [code, setCode] = useState(what.code);
  const [note, setNote] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const choose = (id: string): void => {
    const known = mine.find((each) => each.id === id);
    setPart(id);
    if (known) { setName(known.name); setCode(known.code); setNote(known.note); }
  };
  const save = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    const found = await savePart({ ...what.place, part, code, name, note });
    setBusy(false);
    if (found === null) onClose();
    else setWrong(found);
  };
  return (
    <Dialog
      title={what.title}
      onClose={onClose}
      onSubmit={() => void save()}
      foot={<><button type="button" className="btn" onClick={onClose}>{t("cancel")}</button><button type="submit" className="btn btn-primary" disabled={busy || !name.trim() || !code.trim()}>{t("library.save.do")}</button></>}
    >
      {wrong ? <p className="ds-hint is-problem" role="alert">{wrong}</p> : null}
      {mine.length > 0 ? <ChoiceField label={t("library.save.as")} value={part} options={[{ value: "", label: t("library.save.new") }, ...mine.map((each) => ({ value: each.id, label: t("library.save.next", { name: each.name, n: each.rev + 1 }) }))]} onChange={choose} /> : null}
      <Typed label={t("library.save.name")} value={name} onChange={setName} />
      <Typed label={t("library.save.code")} value={code} onChange={setCode} placeholder="KD.03" />
      <TextField label={t("library.save.note")} value={note} multiline onCommit={setNote} />
      <p className="ds-hint">{what.hint}</p>
    </Dialog>
  );
}

/** A field whose button waits for what is typed, letter by letter. */
function Typed({ label, value, onChange, placeholder }: { label: string; value: string; onChange: (text: string) => void; placeholder?: string }) {
  return <div className="ds-field"><label>{label}<input type="text" value={value} placeholder={placeholder} autoComplete="off" onChange={(event) => onChange(event.target.value)} /></label></div>;
}
