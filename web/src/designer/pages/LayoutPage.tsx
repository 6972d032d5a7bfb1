/** How the form is printed: paper and title block, with the page beside it as it will come out. */
import { t } from "../../words/designer";
import { formOf, isGrid, type Id, type LayoutDocument, layoutOf } from "../model/documents";
import { columnsOf, rowsOf, widthOf } from "../model/geometry";
import { idSource } from "../model/ids";
import { ChoiceField, CheckField, TextField } from "../parts/Field";
import { setAt } from "../state/commands";
import { state, useDesigner } from "../state/store";
import { act } from "../state/sync";

const PLACEHOLDERS = ["unit", "parent", "period", "year", "place", "date", "from", "to"] as const;

export function LayoutPage({ id }: { id: Id }) {
  const form = useDesigner((s) => formOf(s.documents, id));
  const layout = useDesigner((s) => layoutOf(s.documents, id));
  const editable = useDesigner((s) => s.draft.editable);
  if (!form) return null;
  const change = (keys: string[], value: unknown): void => {
    if (layout) setAt([layout.id, ...keys], value);
    else act([{ op: "set", ...begun(id, keys, value) }]);
  };
  const lines = (key: "left" | "right" | "heading" | "sub", label: string) => (
    <TextField label={label} multiline value={(layout?.title?.[key] ?? []).join("\n")} disabled={!editable} onCommit={(value) => change(["title", key], value ? value.split("\n") : undefined)} />
  );
  return (
    <div className="ds-page" role="region" aria-label={t("layout")} tabIndex={-1}>
      <h2 className="visually-hidden">{t("layout.of", { code: form.code })}</h2>
      <div className="ds-page-body is-split">
        <fieldset className="ds-block" disabled={!editable}>
          <legend>{t("layout.of", { code: form.code })}</legend>
          <div className="ds-pair">
            <ChoiceField label={t("layout.size")} value={layout?.page?.size ?? "A4"} options={["A4", "A3"].map((value) => ({ value, label: value }))} onChange={(value) => change(["page", "size"], value)} />
            <ChoiceField label={t("layout.orientation")} value={layout?.page?.orientation ?? "landscape"} options={(["landscape", "portrait"] as const).map((value) => ({ value, label: t(`layout.${value}`) }))} onChange={(value) => change(["page", "orientation"], value)} />
          </div>
          {lines("left", t("layout.left"))}
          {lines("right", t("layout.right"))}
          {lines("heading", t("layout.heading"))}
          {lines("sub", t("layout.sub"))}
          <TextField label={t("layout.unitLine")} value={layout?.unit_line ?? ""} disabled={!editable} onCommit={(value) => change(["unit_line"], value || undefined)} />
          <CheckField label={t("layout.repeat")} checked={layout?.repeat_header ?? false} onChange={(value) => change(["repeat_header"], value)} />
          <p className="ds-hint">{t("layout.placeholders")} {PLACEHOLDERS.map((each) => <code key={each} className="ds-chip">{`{${each}}`}</code>)}</p>
        </fieldset>
        <Preview id={id} layout={layout} />
      </div>
    </div>
  );
}

/** The layout document begins with the first thing that is set. */
function begun(form: Id, keys: string[], value: unknown): { path: string[]; value: unknown } {
  const id = idSource(state().documents)("l");
  const [first = "", second] = keys;
  const part = second === undefined ? { [first]: value } : { [first]: { [second]: value } };
  return { path: [id], value: { spec: "layout/1", id, form, page: { size: "A4", orientation: "landscape" }, title: {}, ...part } };
}

function Preview({ id, layout }: { id: Id; layout: LayoutDocument | undefined }) {
  const form = useDesigner((s) => formOf(s.documents, id));
  if (!form) return null;
  const title = layout?.title ?? {};
  const orientation = layout?.page?.orientation ?? "landscape";
  return (
    <div className="ds-preview" role="img" aria-label={t("layout.preview")}>
      <div className={`ds-paper is-${orientation} is-${layout?.page?.size ?? "A4"}`}>
        <div className="ds-paper-top">
          <div>{filled(title.left, ["{unit}"]).map((line, index) => <p key={index}>{line}</p>)}</div>
          <div>{filled(title.right, [`${t("layout.formNo")} ${form.code}`]).map((line, index) => <p key={index}>{line}</p>)}</div>
        </div>
        <div className="ds-paper-title">
          {filled(title.heading, [form.title]).map((line, index) => <p key={index}><strong>{line}</strong></p>)}
          {filled(title.sub, []).map((line, index) => <p key={index}>{line}</p>)}
        </div>
        {layout?.unit_line ? <p className="ds-paper-unit">{layout.unit_line}</p> : null}
        {form.sections.order.map((section) => <Miniature key={section} form={id} section={section} />)}
        <div className="ds-paper-signers">
          {(form.signers?.order ?? []).map((signer) => (
            <div key={signer}>
              <p><strong>{form.signers?.items[signer]?.title}</strong></p>
              <p>{form.signers?.items[signer]?.note}</p>
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

const SAMPLES: Record<string, string> = { unit: "Uỷ ban nhân dân xã …", parent: "Uỷ ban nhân dân tỉnh …", period: "Quý … năm …", year: "…", place: "…", date: "ngày … tháng … năm …", from: "…/…/…", to: "…/…/…" };

function filled(lines: string[] | undefined, otherwise: string[]): string[] {
  return (lines?.length ? lines : otherwise).map((line) => line.replace(/\{(\w+)\}/g, (whole, name: string) => SAMPLES[name] ?? whole));
}

function Miniature({ form, section: id }: { form: Id; section: Id }) {
  const section = useDesigner((s) => formOf(s.documents, form)?.sections.items[id]);
  if (!isGrid(section)) return section ? <p className="ds-paper-section">{section.title || t(`section.${section.kind}`)}</p> : null;
  const { header, leaves } = columnsOf(section.columns);
  const widths = leaves.map((leaf) => widthOf(leaf.node, false));
  const total = widths.reduce((sum, width) => sum + width, 0);
  return (
    <table className="ds-paper-table">
      <colgroup>{leaves.map((leaf, index) => <col key={leaf.id} style={{ width: `${((widths[index] ?? 0) / total) * 100}%` }} />)}</colgroup>
      <thead>
        {header.map((line, level) => <tr key={level}>{line.map((cell) => <th key={cell.id} colSpan={cell.colspan} rowSpan={cell.rowspan}>{cell.label}</th>)}</tr>)}
        <tr>{leaves.map((leaf) => <th key={leaf.id}>{leaf.node.number}</th>)}</tr>
      </thead>
      <tbody>
        {rowsOf(section.rows).rows.slice(0, 24).map((row) => (
          <tr key={row.id} className={`is-${row.node.kind ?? "data"}`}>
            {leaves.map((leaf) => <td key={leaf.id}>{leaf.node.stub === "caption" ? row.node.label : leaf.node.stub === "marker" ? row.node.marker : leaf.node.stub === "code" ? row.node.code : ""}</td>)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
