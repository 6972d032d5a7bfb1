/** Two people changed the same place: both values, side by side, and the choice. */
import { t } from "../../words/designer";
import { formOf, isGrid, isRules } from "../model/documents";
import { columnWords, rowWords } from "../formula/tokens";
import { Dialog } from "../parts/Dialog";
import { openHistory } from "../history/state";
import { state, useDesigner } from "../state/store";
import { resolve } from "../state/sync";
import { GoneTable } from "./GoneTable";
import { shown } from "./values";

export function ConflictDialog() {
  const conflict = useDesigner((s) => s.conflict);
  if (!conflict) return null;
  if (conflict.gone)
    return (
      <Dialog
        title={t("gone.title")}
        wide
        onClose={() => resolve(false)}
        onSubmit={() => { resolve(false); openHistory(); }}
        foot={
          <>
            <button type="button" className="btn" onClick={() => resolve(false)}>{t("gone.close")}</button>
            <button type="submit" className="btn btn-primary">{t("later.open")}</button>
          </>
        }
      >
        <p>{t("gone.why")}</p>
        <GoneTable items={conflict.items.map((item) => ({ ...item, place: placeWords(item.path) }))} />
      </Dialog>
    );
  return (
    <Dialog
      title={t("conflict.title")}
      wide
      onClose={() => resolve(false)}
      onSubmit={() => resolve(true)}
      foot={
        <>
          <button type="button" className="btn" onClick={() => resolve(false)}>{t("conflict.theirs")}</button>
          <button type="submit" className="btn btn-primary">{t("conflict.mine")}</button>
        </>
      }
    >
      <p>{t("conflict.why")}</p>
      <table className="table">
        <thead><tr><th scope="col">{t("conflict.place")}</th><th scope="col">{t("conflict.yours")}</th><th scope="col">{t("conflict.theirsIs")}</th></tr></thead>
        <tbody>
          {conflict.items.map((item, index) => (
            <tr key={index}><th scope="row">{placeWords(item.path)}</th><td>{shown(item.yours)}</td><td>{shown(item.theirs)}</td></tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}

/** "01/XLD · «Số đơn» (9) · label": form, then the node, then which of its properties. */
export function placeWords(path: string[]): string {
  const { documents } = state();
  const head = documents[path[0] ?? ""];
  const form = formOf(documents, isRules(head) ? head.form : (path[0] ?? ""));
  const parts = [form?.code ?? path[0] ?? ""];
  for (const section of form ? Object.values(form.sections.items) : []) {
    if (!isGrid(section)) continue;
    for (const key of path) {
      if (section.columns.nodes[key]) parts.push(columnWords(section, key));
      if (section.rows.nodes[key]) parts.push(rowWords(section, key));
    }
  }
  return [...parts, propertyWords(path.at(-1) ?? "")].join(" · ");
}

const PROPERTIES = {
  label: "column.label", number: "column.number", code: "column.code", relation: "column.relation", width: "column.width",
  marker: "row.marker", kind: "spec.kind", unit: "spec.unit", decimals: "spec.decimals", required: "spec.required", formula: "formula.bar",
  guidance: "spec.guidance", title: "form.title", basis: "form.basis", name: "regime.name", frequency: "regime.frequency",
} as const;

function propertyWords(key: string): string {
  return Object.hasOwn(PROPERTIES, key) ? t(PROPERTIES[key as keyof typeof PROPERTIES]) : key;
}
