/** Filters and order of a list, folded away until they are wanted; how many rows are shown of how many. */

import { useEffect, useState } from "react";

import type { GridControl } from "../../grid";
import { viewRows } from "../../grid/model";
import { t } from "../../words/fill-sections";
import { arranged, isArranged, NONE, type Arrangement } from "./arranging";

function useCount(control: GridControl): { shown: number; all: number } {
  const [, redraw] = useState(0);
  useEffect(() => control.on("rows", () => redraw((count) => count + 1)), [control]);
  return {
    shown: control.view.filter((row) => row.inst && !row.adder).length,
    all: control.table.rows.reduce((sum, row) => sum + (control.book.instances[row.id]?.length ?? 0), 0),
  };
}

export function ListBar({ control }: { control: GridControl }) {
  const [wish, setWish] = useState<Arrangement>(NONE);
  const { shown, all } = useCount(control);
  // Going to a finding in a hidden row lifts the filters.
  useEffect(() => control.on("rows", () => { if (!control.arrangement) setWish(NONE); }), [control]);
  const apply = (next: Arrangement) => {
    setWish(next);
    const rows = viewRows(control.table, control.book.instances, false);
    control.arrange(arranged(control.table, control.book, rows, next));
  };
  const columns = control.table.columns.flatMap((column, index) => {
    const at = control.table.rows[0]?.spec[index];
    const spec = at === null || at === undefined ? undefined : control.table.specs[at];
    return column.stub || !spec || spec.kind === "file" ? [] : [{ column, spec }];
  });
  const filter = (id: string, text: string) => apply({ ...wish, filters: { ...wish.filters, [id]: text } });
  const on = isArranged(wish);
  return (
    <details className="list-bar">
      <summary>
        {t("list.open")} <span className="muted">{on ? t("list.some", { shown, all }) : t("list.all", { all })}</span>
      </summary>
      <div className="list-fields">
        {columns.map(({ column, spec }) => (
          <label key={column.id} className="field">
            <span>{column.label}</span>
            {spec.kind === "choice" ? (
              <select className="form-select" value={wish.filters[column.id] ?? ""} onChange={(event) => filter(column.id, event.target.value)}>
                <option value="">{t("list.any")}</option>
                {spec.choices?.map((choice) => <option key={choice.value} value={choice.label}>{choice.label}</option>)}
              </select>
            ) : (
              <input type="text" className="form-control" value={wish.filters[column.id] ?? ""} placeholder={t("list.contains")} onChange={(event) => filter(column.id, event.target.value)} />
            )}
          </label>
        ))}
        <label className="field">
          <span>{t("list.sort")}</span>
          <select className="form-select" value={wish.by} onChange={(event) => apply({ ...wish, by: event.target.value })}>
            <option value="">{t("list.asEntered")}</option>
            {columns.map(({ column }) => <option key={column.id} value={column.id}>{column.label}</option>)}
          </select>
        </label>
        <label className="fill-toggle"><input type="checkbox" disabled={!wish.by} checked={wish.down} onChange={(event) => apply({ ...wish, down: event.target.checked })} /> {t("list.down")}</label>
        <button type="button" className="btn btn-small" disabled={!on} onClick={() => apply(NONE)}>{t("list.clear")}</button>
      </div>
      <p className="help">{t("list.view")}</p>
    </details>
  );
}
