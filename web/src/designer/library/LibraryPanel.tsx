/** Under the table: newer revisions of what the draft is pinned to, the parts with a preview, and saving what is selected. */
import { useEffect, useState } from "react";
import { t } from "../../words/designer";
import type { Id } from "../model/documents";
import { plain } from "../formula/completion";
import { Icon } from "../parts/Icon";
import { open, useDesigner } from "../state/store";
import { hasPins, insertPart, loadParts, loadPins, newer, type Part, type Pin, type Preview, takeNewer, useLibrary } from "./library";
import { SaveDialog, selectedNodes } from "./SaveDialog";

/** Keeps the pins up to date while something is pinned; called where the tabs are, so that a newer revision is counted there. */
export function usePins(): void {
  const rev = useDesigner((s) => s.rev);
  const pending = useDesigner((s) => s.pending.length);
  const past = useDesigner((s) => s.draft.past);
  const pinned = useDesigner((s) => hasPins(s.documents));
  useEffect(() => {
    if (!pinned || pending > 0 || past || useLibrary.getState().pinsAt === rev) return undefined;
    const timer = window.setTimeout(() => void loadPins(), 800);
    return () => window.clearTimeout(timer);
  }, [rev, pending, past, pinned]);
}

export function LibraryPanel({ form }: { form: Id }) {
  const parts = useLibrary((s) => s.parts);
  const failed = useLibrary((s) => s.failed);
  const maySave = useLibrary((s) => s.maySave);
  const pins = useLibrary((s) => s.pins);
  const editable = useDesigner((s) => s.draft.editable);
  const selection = useDesigner((s) => s.selection);
  const [words, setWords] = useState("");
  const [kind, setKind] = useState("");
  const [chosen, setChosen] = useState<Id | null>(null);
  const [saving, setSaving] = useState<ReturnType<typeof selectedNodes>>(null);
  useEffect(() => { if (parts === null) void loadParts(); }, [parts]);
  if (parts === null) return <p className="ds-hint" role="status">{failed ? t("meaning.failed") : t("library.busy")} {failed ? <button type="button" className="ds-link" onClick={() => void loadParts()}>{t("meaning.again")}</button> : null}</p>;
  const wanted = plain(words).split(/\s+/).filter(Boolean);
  const shown = parts.filter((each) => (kind === "" || each.kind === kind) && wanted.every((word) => plain(`${each.code} ${each.name} ${each.note}`).includes(word)));
  const part = shown.find((each) => each.id === chosen) ?? shown[0];
  const nodes = selection?.kind === "columns" || selection?.kind === "rows";
  return (
    <div className="ds-library">
      {newer(pins).map((pin) => <Newer key={pin.place.join("/")} pin={pin} editable={editable} />)}
      <div className="ds-rules-tools">
        <input type="search" aria-label={t("library.find")} placeholder={t("library.find")} value={words} onChange={(event) => setWords(event.target.value)} />
        <select aria-label={t("library.kind")} value={kind} onChange={(event) => setKind(event.target.value)}>
          <option value="">{t("library.kinds")}</option>
          {(["columns", "rows", "dimension", "indicator"] as const).map((each) => <option key={each} value={each}>{t(`library.kind.${each}`)}</option>)}
        </select>
        <span className="ds-grow" />
        {editable && maySave ? <button type="button" className="btn btn-small" disabled={!nodes} title={nodes ? undefined : t("library.save.point")} onClick={() => setSaving(selectedNodes(form))}><Icon name="plus" /> {t("library.save")}</button> : null}
        <a href="/thiet-ke/thu-vien" target="_blank" rel="noreferrer">{t("library.page")}</a>
      </div>
      <div className="ds-library-body">
        <ul className="ds-library-list" aria-label={t("library")}>
          {shown.map((each) => (
            <li key={each.id}><button type="button" className="ds-nav" aria-pressed={each.id === part?.id} onClick={() => setChosen(each.id)}><span className="ds-nav-text">{each.name}</span> <span className="ds-muted">{t(`library.kind.${each.kind}`)}</span></button></li>
          ))}
          {shown.length === 0 ? <li className="ds-hint">{parts.length === 0 ? t("library.empty") : t("library.noneFound")}</li> : null}
        </ul>
        {part ? <Shown part={part} form={form} editable={editable} /> : null}
      </div>
      {saving ? <SaveDialog what={saving} onClose={() => setSaving(null)} /> : null}
    </div>
  );
}

function Shown({ part, form, editable }: { part: Part; form: Id; editable: boolean }) {
  const selection = useDesigner((s) => s.selection);
  const tree = part.kind === "columns" || part.kind === "rows";
  const where = !tree ? "library.intoDraft" : selection?.kind === part.kind || selection?.kind === "cells" ? (part.kind === "columns" ? "library.behindColumn" : "library.behindRow") : "library.atEnd";
  return (
    <section className="ds-library-part" aria-label={part.name}>
      <h3>{part.name} <span className="ds-muted">{part.code}, {t("library.revision", { n: part.rev })}, {part.owner || t("library.ofSoftware")}</span></h3>
      {part.note ? <p className="ds-hint">{part.note}</p> : null}
      <PartPreview preview={part.preview} />
      {editable ? <div className="ds-acts"><button type="button" className="btn btn-small btn-primary" onClick={() => void insertPart(part, form)}><Icon name="plus" /> {t(where)}</button></div> : null}
    </section>
  );
}

export function PartPreview({ preview }: { preview: Preview }) {
  if (preview.header) {
    return (
      <div className="part-preview" tabIndex={0} role="group" aria-label={t("library.preview")}>
        <table className="part-table">
          <thead>{preview.header.map((line, level) => <tr key={level}>{line.map((cell, index) => <th key={index} colSpan={cell.colspan} rowSpan={cell.rowspan}>{cell.label}</th>)}</tr>)}</thead>
          {preview.numbers?.length ? <tbody><tr>{preview.numbers.map((number, index) => <td key={index}>{number}</td>)}</tr></tbody> : null}
        </table>
      </div>
    );
  }
  if (preview.rows) return <div className="part-preview"><table className="part-table part-rows"><tbody>{preview.rows.map((row, index) => <tr key={index}><td className="part-marker">{row.marker}</td><td className={`part-depth-${Math.min(row.depth, 5)}`}>{row.label}</td></tr>)}</tbody></table></div>;
  if (preview.members) return <p className="part-members">{preview.members.join(" · ")}{preview.more > 0 ? ` · ${t("library.more", { n: preview.more })}` : ""}</p>;
  return <p className="part-members">{preview.indicator ? `${preview.indicator.code} ${preview.indicator.name}` : ""}</p>;
}

function Newer({ pin, editable }: { pin: Pin; editable: boolean }) {
  const form = useDesigner((s) => (s.documents[pin.place[0] ?? ""]?.["code"] as string | undefined) ?? "");
  const clashes = pin.clashes.length;
  return (
    <section className="ds-suggest" aria-label={t("library.newer", { name: pin.name, n: pin.newest })}>
      <h3>{t("library.newer", { name: pin.name, n: pin.newest })} {pin.place.length > 1 ? <button type="button" className="ds-link" onClick={() => open({ kind: "form", form: pin.place[0] ?? "" })}>{form}</button> : null}
        {editable ? <button type="button" className="btn btn-small" onClick={() => void takeNewer(pin, clashes > 0)}>{t(clashes > 0 ? "library.takeKeeping" : "library.take", { n: pin.newest })}</button> : null}</h3>
      <p className="ds-hint">{t("library.pinned", { n: pin.rev })}</p>
      <ul>{pin.sentences.map((each, index) => <li key={index}><span className="ds-rule-text">{each}</span></li>)}</ul>
      {clashes > 0 ? (
        <>
          <p className="ds-hint is-problem">{t("library.clashes", { n: clashes })}</p>
          <ul>{pin.clashes.map((each, index) => <li key={index}><span className="ds-rule-text">{each.message}</span></li>)}</ul>
        </>
      ) : null}
    </section>
  );
}
