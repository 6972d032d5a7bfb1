/** Saving the selected columns or rows as a part of the library, or as the next revision of one of the unit's own. */
import { useState } from "react";
import { t } from "../../words/designer";
import { gridOf, type Id } from "../model/documents";
import { Dialog } from "../parts/Dialog";
import { ChoiceField, TextField } from "../parts/Field";
import { state } from "../state/store";
import { savePart, useLibrary } from "./library";

export function SaveDialog({ form, onClose }: { form: Id; onClose: () => void }) {
  const { selection, documents } = state();
  const nodes = selection?.kind === "columns" || selection?.kind === "rows" ? selection : null;
  const grid = nodes ? gridOf(documents, form, nodes.section) : undefined;
  const first = nodes && grid ? (grid[nodes.kind].nodes as Record<Id, { label: string }>)[nodes.ids[0] ?? ""] : undefined;
  const mine = (useLibrary((s) => s.parts) ?? []).filter((each) => each.mine && each.kind === nodes?.kind);
  const [part, setPart] = useState("");
  const [name, setName] = useState(first?.label ?? "");
  const [code, setCode] = useState("");
  const [note, setNote] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const choose = (id: string): void => {
    const known = mine.find((each) => each.id === id);
    setPart(id);
    if (known) { setName(known.name); setCode(known.code); setNote(known.note); }
  };
  const save = async (): Promise<void> => {
    if (!nodes || busy) return;
    setBusy(true);
    const found = await savePart({ form, section: nodes.section, axis: nodes.kind, ids: nodes.ids, part, code, name, note });
    setBusy(false);
    if (found === null) onClose();
    else setWrong(found);
  };
  return (
    <Dialog
      title={t("library.save.title", { n: nodes?.ids.length ?? 0 })}
      onClose={onClose}
      onSubmit={() => void save()}
      foot={<><button type="button" className="btn" onClick={onClose}>{t("cancel")}</button><button type="submit" className="btn btn-primary" disabled={busy || !name.trim() || !code.trim()}>{t("library.save.do")}</button></>}
    >
      {wrong ? <p className="ds-hint is-problem" role="alert">{wrong}</p> : null}
      {mine.length > 0 ? <ChoiceField label={t("library.save.as")} value={part} options={[{ value: "", label: t("library.save.new") }, ...mine.map((each) => ({ value: each.id, label: t("library.save.next", { name: each.name, n: each.rev + 1 }) }))]} onChange={choose} /> : null}
      <Typed label={t("library.save.name")} value={name} onChange={setName} />
      <Typed label={t("library.save.code")} value={code} onChange={setCode} placeholder="KD.03" />
      <TextField label={t("library.save.note")} value={note} multiline onCommit={setNote} />
      <p className="ds-hint">{t("library.save.hint")}</p>
    </Dialog>
  );
}

/** A field whose button waits for what is typed, letter by letter. */
function Typed({ label, value, onChange, placeholder }: { label: string; value: string; onChange: (text: string) => void; placeholder?: string }) {
  return <div className="ds-field"><label>{label}<input type="text" value={value} placeholder={placeholder} autoComplete="off" onChange={(event) => onChange(event.target.value)} /></label></div>;
}
