/** Properties of what is selected: of cells, columns, rows, a section, or else of the form. */
import { t } from "../../words/designer";
import { formOf, gridOf, isGrid } from "../model/documents";
import { nodePath, type Place } from "../model/actions";
import { ChoiceField, TextField } from "../parts/Field";
import { UnitKindsField } from "../parts/UnitKinds";
import { Icon } from "../parts/Icon";
import { columnWords, rowWords } from "../formula/tokens";
import { setAt, setNode } from "../state/commands";
import { commitText } from "../canvas/editing";
import { ROW_KINDS } from "../canvas/ContextMenu";
import { areaOf, type Selection } from "../state/selection";
import { currentForm, select, setView, state, toast, useDesigner } from "../state/store";
import { act } from "../state/sync";
import { FormProperties } from "./FormProperties";
import { SpecFields } from "./SpecFields";

export function Properties() {
  const selection = useDesigner((s) => s.selection);
  const page = useDesigner((s) => s.page);
  useDesigner((s) => s.documents);
  const form = formOf(state().documents, currentForm());
  if (!form || page.kind !== "form") return null;
  return (
    <aside className="ds-panel ds-right" aria-label={t("panel.right")}>
      <header className="ds-panel-head">
        <h2>{titleOf(selection)}</h2>
        <button type="button" className="ds-tool" aria-label={t("panel.hide")} title={t("panel.hide")} onClick={() => setView({ right: false })}><Icon name="close" /></button>
      </header>
      {selection === null ? <FormProperties form={form} /> : <Chosen selection={selection} />}
    </aside>
  );
}

function titleOf(selection: Selection | null): string {
  const section = selection && gridOf(state().documents, currentForm(), selection.section);
  if (!selection) return t("props.form");
  if (selection.kind === "section" || !section) return t("props.section");
  if (selection.kind === "cells") {
    const { rows, columns } = areaOf(section, selection.from, selection.to);
    const n = rows.length * columns.length;
    if (n > 1) return t("props.cells", { n });
    return [rowWords(section, selection.from.row), columnWords(section, selection.from.column)].join(" · ");
  }
  if (selection.ids.length > 1) return t(selection.kind === "columns" ? "props.columns" : "props.rows", { n: selection.ids.length });
  return selection.kind === "columns" ? t("props.column", { what: columnWords(section, selection.ids[0] ?? "") }) : t("props.row", { what: rowWords(section, selection.ids[0] ?? "") });
}

function Chosen({ selection }: { selection: Selection }) {
  const form = formOf(state().documents, currentForm());
  const section = form?.sections.items[selection.section];
  if (!form || !section) return null;
  if (selection.kind === "section") return <SectionProperties id={selection.section} />;
  const place: Place = { doc: form.id, section: selection.section, axis: selection.kind === "columns" ? "columns" : "rows" };
  return (
    <>
      {selection.kind === "columns" ? <ColumnFields place={place} ids={selection.ids} /> : null}
      {selection.kind === "rows" ? <RowFields place={place} ids={selection.ids} /> : null}
      <SpecFields selection={selection} />
    </>
  );
}

function ColumnFields({ place, ids }: { place: Place; ids: string[] }) {
  const editable = useDesigner((s) => s.draft.editable);
  const section = gridOf(state().documents, place.doc, place.section);
  const id = ids[0] ?? "";
  const node = section?.columns.nodes[id];
  if (!node || ids.length > 1) return null;
  const leaf = !node.children?.length;
  const at = nodePath(place, id);
  const text = (part: "label" | "number" | "relation", value: string): void => commitText({ kind: "columns", section: place.section, ids: [id], part }, value);
  return (
    <>
      <TextField label={t("column.label")} value={node.label} multiline disabled={!editable} onCommit={(value) => text("label", value)} />
      {leaf ? (
        <div className="ds-pair">
          <TextField label={t("column.number")} value={node.number ?? ""} disabled={!editable} onCommit={(value) => text("number", value)} />
          {node.stub ? null : <TextField label={t("column.code")} value={node.code ?? ""} disabled={!editable} onCommit={(value) => setCode(place, id, value)} />}
          <TextField label={t("column.width")} value={node.width ? String(node.width) : ""} placeholder={t("auto")} inputMode="numeric" disabled={!editable} onCommit={(value) => setAt([...at, "width"], pixels(value))} />
        </div>
      ) : null}
      {leaf && !node.stub ? <TextField label={t("column.relation")} value={node.relation ?? ""} multiline hint={t("relation.hint")} disabled={!editable} onCommit={(value) => text("relation", value)} /> : null}
      {leaf ? (
        <ChoiceField
          label={t("column.holds")}
          value={node.stub ?? ""}
          disabled={!editable}
          options={[{ value: "", label: t("stub.none") }, ...(["caption", "marker", "code", "unit"] as const).map((stub) => ({ value: stub, label: t(`stub.${stub}`) }))]}
          onChange={(value) => setNode(place, [id], "stub", value || undefined)}
        />
      ) : null}
    </>
  );
}

function setCode(place: Place, id: string, value: string): void {
  const section = gridOf(state().documents, place.doc, place.section);
  const taken = Object.entries(section?.columns.nodes ?? {}).some(([key, node]) => key !== id && node.code === value);
  if (taken) toast(t("code.taken", { code: value }), { tone: "error" });
  else if (value !== "" && !/^[A-Za-z][A-Za-z0-9_]*$/.test(value)) toast(t("code.wrong"), { tone: "error" });
  else setNode(place, [id], "code", value || undefined);
}

function RowFields({ place, ids }: { place: Place; ids: string[] }) {
  const editable = useDesigner((s) => s.draft.editable);
  const section = gridOf(state().documents, place.doc, place.section);
  const id = ids[0] ?? "";
  const node = section?.rows.nodes[id];
  if (!node) return null;
  const at = nodePath(place, id);
  const text = (part: "label" | "marker" | "code", value: string): void => commitText({ kind: "rows", section: place.section, ids: [id], part }, value);
  const kind = node.kind ?? "data";
  return (
    <>
      {ids.length === 1 ? (
        <>
          <TextField label={t("row.label")} value={node.label} multiline disabled={!editable} onCommit={(value) => text("label", value)} />
          <div className="ds-pair">
            <TextField label={t("row.marker")} value={node.marker ?? ""} disabled={!editable} onCommit={(value) => text("marker", value)} />
            <TextField label={t("row.code")} value={node.code ?? ""} disabled={!editable} onCommit={(value) => text("code", value)} />
          </div>
        </>
      ) : null}
      <ChoiceField label={t("row.kind")} value={kind} disabled={!editable} hint={t(`rowKind.${kind}.hint`)} options={ROW_KINDS.map((each) => ({ value: each, label: t(`rowKind.${each}`) }))} onChange={(value) => setNode(place, ids, "kind", value)} />
      {kind === "open" && ids.length === 1 ? (
        <div className="ds-pair">
          <TextField label={t("open.min")} value={String(node.open?.min ?? 0)} inputMode="numeric" disabled={!editable} onCommit={(value) => setAt([...at, "open", "min"], whole(value) ?? 0)} />
          <TextField label={t("open.max")} value={String(node.open?.max ?? 500)} inputMode="numeric" disabled={!editable} onCommit={(value) => setAt([...at, "open", "max"], whole(value) ?? 500)} />
          <ChoiceField label={t("open.numbering")} value={node.open?.numbering ?? "continue"} disabled={!editable} options={[{ value: "continue", label: t("open.continue") }, { value: "restart", label: t("open.restart") }]} onChange={(value) => setAt([...at, "open", "numbering"], value)} />
        </div>
      ) : null}
      {ids.length === 1 ? (
        <details className="ds-more">
          <summary>{t("row.more")}</summary>
          <div className="ds-pair">
            <TextField label={t("row.from")} type="date" value={node.valid?.from ?? ""} disabled={!editable} onCommit={(value) => setAt([...at, "valid"], valid(value, node.valid?.to))} />
            <TextField label={t("row.to")} type="date" value={node.valid?.to ?? ""} disabled={!editable} onCommit={(value) => setAt([...at, "valid"], valid(node.valid?.from, value))} />
          </div>
          <UnitKindsField label={t("row.audience")} hint={t("row.audience.hint")} disabled={!editable} value={node.audience ?? []} onChange={(kinds) => setAt([...at, "audience"], kinds.length ? kinds : undefined)} />
        </details>
      ) : null}
    </>
  );
}

/** A width as the documents allow it; anything that is no number leaves the width to the table. */
function pixels(text: string): number | undefined {
  const number = whole(text);
  return number ? Math.min(2000, Math.max(20, number)) : undefined;
}

function whole(text: string): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

function valid(from: string | null | undefined, to: string | null | undefined): object | undefined {
  return from || to ? { from: from || null, to: to || null } : undefined;
}

function SectionProperties({ id }: { id: string }) {
  const editable = useDesigner((s) => s.draft.editable);
  const form = formOf(state().documents, currentForm());
  const section = form?.sections.items[id];
  if (!form || !section) return null;
  const order = form.sections.order;
  const at = order.indexOf(id);
  return (
    <>
      <TextField label={t("section.title")} value={section.title ?? ""} multiline disabled={!editable} onCommit={(value) => setAt([form.id, "sections", "items", id, "title"], value)} />
      {isGrid(section) ? <SpecFields selection={{ kind: "section", section: id }} /> : null}
      {editable ? (
        <div className="ds-acts">
          <button type="button" className="btn btn-small" disabled={at <= 0} onClick={() => act([{ op: "move_section", doc: form.id, id, after: order[at - 2] ?? null }])}><Icon name="up" /> {t("move.up")}</button>
          <button type="button" className="btn btn-small" disabled={at === order.length - 1} onClick={() => act([{ op: "move_section", doc: form.id, id, after: order[at + 1] ?? null }])}><Icon name="down" /> {t("move.down")}</button>
          <button type="button" className="btn btn-small btn-danger" onClick={() => { if (act([{ op: "remove_section", doc: form.id, id }])) { select(null); toast(t("removed.section"), { undo: true }); } }}><Icon name="trash" /> {t("section.remove")}</button>
        </div>
      ) : null}
    </>
  );
}
