/** Properties of what is selected: of cells, columns, rows, a section, or else of the form. */
import { lazy, Suspense } from "react";
import { t } from "../../words/designer";
import { columnWords, rowWords } from "../formula/tokens";
import { type FormDocument, formOf, gridOf, type Id } from "../model/documents";
import { Icon } from "../parts/Icon";
import { areaOf, type Selection } from "../state/selection";
import { canMove, copyByList, isTable, moveSection, removeSection } from "../state/sectionActs";
import { currentForm, setView, state, toast, useDesigner } from "../state/store";
import { useResting } from "../state/resting";
import { act } from "../state/sync";
import { CloneForm } from "./CloneForm";

// The schemas and what draws them come after the table, which does not wait for them.
const SelectionPanel = lazy(() => import("../properties/SelectionPanel").then((module) => ({ default: module.SelectionPanel })));
const FormPanel = lazy(() => import("../properties/SelectionPanel").then((module) => ({ default: module.FormPanel })));

export function Properties() {
  // The mark on the table moves at once; the panel follows when it rests. Until then it speaks of the place before,
  // and a press meant for the new one must not change that.
  const chosen = useDesigner((s) => s.selection);
  const { value: selection, behind } = useResting(chosen);
  const late = JSON.stringify(chosen) !== JSON.stringify(selection);
  const page = useDesigner((s) => s.page);
  useDesigner((s) => s.documents);
  const form = formOf(state().documents, currentForm());
  if (!form || page.kind !== "form") return null;
  return (
    <aside className={`ds-panel ds-right${behind ? " is-behind" : ""}`} inert={late} aria-busy={late} aria-label={t("panel.right")}>
      <header className="ds-panel-head">
        <h2>{titleOf(selection)}</h2>
        <button type="button" className="ds-tool" aria-label={t("panel.hide")} title={t("panel.hide")} onClick={() => setView({ right: false })}><Icon name="close" /></button>
      </header>
      <Suspense fallback={<p className="ds-hint">{t("prop.loading")}</p>}>
        {selection && form.sections.items[selection.section] ? <SelectionPanel form={form} selection={selection} /> : <FormPanel form={form} />}
      </Suspense>
      {selection?.kind === "section" ? <SectionActs form={form} id={selection.section} /> : selection ? null : <FormActs form={form} />}
    </aside>
  );
}

/** What the panel is about, by its caption rather than its code. */
export function titleOf(selection: Selection | null): string {
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
  const [id = ""] = selection.ids;
  if (selection.kind === "columns") return named(section.columns.nodes[id]?.label, "props.column", columnWords(section, id));
  return named(section.rows.nodes[id]?.label, "props.row", rowWords(section, id));
}

/** «Tổng số» is introduced as a column; "cột 1" says so by itself. */
function named(label: string | undefined, word: "props.column" | "props.row", what: string): string {
  return label ? t(word, { what }) : what.charAt(0).toUpperCase() + what.slice(1);
}

function SectionActs({ form, id }: { form: FormDocument; id: Id }) {
  const editable = useDesigner((s) => s.draft.editable);
  if (!editable || !form.sections.items[id]) return null;
  return (
    <div className="ds-acts">
      {isTable(form, id) ? <button type="button" className="btn btn-small" onClick={() => copyByList(form, id)}><Icon name="table" /> {t("copies.do")}</button> : null}
      <button type="button" className="btn btn-small" disabled={!canMove(form, id, -1)} onClick={() => moveSection(form, id, -1)}><Icon name="up" /> {t("move.up")}</button>
      <button type="button" className="btn btn-small" disabled={!canMove(form, id, 1)} onClick={() => moveSection(form, id, 1)}><Icon name="down" /> {t("move.down")}</button>
      <button type="button" className="btn btn-small btn-danger" onClick={() => removeSection(form, id)}><Icon name="trash" /> {t("section.remove")}</button>
    </div>
  );
}

function FormActs({ form }: { form: FormDocument }) {
  const editable = useDesigner((s) => s.draft.editable);
  return (
    <>
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
