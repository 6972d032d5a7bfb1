/** Filters and order of a list, folded away until they are wanted; how many rows are shown of how many. */

import { useId, useLayoutEffect, useState } from "react";

import type { GridControl } from "../../grid";
import { isNumeric } from "../../grid/cells";
import { viewRows, type Column, type Spec } from "../../grid/model";
import { t } from "../../words/fill-sections";
import { arranged, isArranged, NAME, NONE, type Arrangement } from "./arranging";

/** What a table is seen through, for as long as its page stands: its bar may be drawn anew. */
const wishes = new WeakMap<GridControl, Arrangement>();

function useCount(control: GridControl): { shown: number; all: number } {
  const [, redraw] = useState(0);
  useLayoutEffect(() => control.on("rows", () => redraw((count) => count + 1)), [control]);
  return {
    shown: control.view.filter((row) => row.inst && !row.adder).length,
    all: control.table.rows.reduce((sum, row) => sum + (control.book.instances[row.id]?.length ?? 0), 0),
  };
}

interface FilterProps {
  column: Column;
  spec: Spec;
  wanted: string;
  states: string;
  onWanted: (text: string) => void;
}

/** What a column is asked for: one of its choices, or what is typed; each may also be asked for blank or not. */
function Filter({ column, spec, wanted, states, onWanted }: FilterProps) {
  return (
    <label className={`field${wanted.trim() ? " is-asked" : ""}`}>
      <span>{column.label}</span>
      {spec.kind === "choice" ? (
        <select className="form-select" aria-label={column.label} value={wanted} onChange={(event) => onWanted(event.target.value)}>
          <option value="">{t("list.any")}</option>
          {spec.choices?.map((choice) => <option key={choice.value} value={choice.label}>{choice.label}</option>)}
          <option value={t("list.blank")}>{t("list.blank")}</option>
          <option value={t("list.filled")}>{t("list.filled")}</option>
        </select>
      ) : (
        <input type="text" className="form-control" aria-label={column.label} list={states} value={wanted} placeholder={t(isNumeric(spec) ? "list.figure" : "list.contains")} onChange={(event) => onWanted(event.target.value)} />
      )}
    </label>
  );
}

export function ListBar({ control }: { control: GridControl }) {
  const [wish, setWish] = useState<Arrangement>(() => wishes.get(control) ?? NONE);
  const { shown, all } = useCount(control);
  const states = useId();
  // Going to a finding in a hidden row lifts the filters.
  useLayoutEffect(
    () =>
      control.on("rows", () => {
        if (control.arrangement) return;
        wishes.delete(control);
        setWish(NONE);
      }),
    [control],
  );
  const apply = (next: Arrangement) => {
    setWish(next);
    wishes.set(control, next);
    const rows = viewRows(control.table, control.book.instances, false);
    control.arrange(arranged(control.table, control.book, rows, next));
  };
  const columns = control.table.columns.flatMap((column, index) => {
    if (column.stub === "caption") return [{ column, spec: NAME }];
    const at = control.table.rows[0]?.spec[index];
    const spec = at === null || at === undefined ? undefined : control.table.specs[at];
    return column.stub || !spec || spec.kind === "file" ? [] : [{ column, spec }];
  });
  const filter = (id: string, text: string) => apply({ ...wish, filters: { ...wish.filters, [id]: text } });
  const on = isArranged(wish);
  return (
    <div className={`list-bar${on ? " is-on" : ""}`}>
      <details>
        <summary>
          {t("list.open")} <span className="list-count">{on ? t("list.some", { shown, all }) : t("list.all", { all })}</span>
        </summary>
        <div className="list-fields">
          {columns.map(({ column, spec }) => (
            <Filter key={column.id} column={column} spec={spec} wanted={wish.filters[column.id] ?? ""} states={states} onWanted={(text) => filter(column.id, text)} />
          ))}
          <label className={`field${wish.by ? " is-asked" : ""}`}>
            <span>{t("list.sort")}</span>
            <select className="form-select" value={wish.by} onChange={(event) => apply({ ...wish, by: event.target.value })}>
              <option value="">{t("list.asEntered")}</option>
              {columns.map(({ column }) => <option key={column.id} value={column.id}>{column.label}</option>)}
            </select>
          </label>
          <label className="fill-toggle"><input type="checkbox" disabled={!wish.by} checked={wish.down} onChange={(event) => apply({ ...wish, down: event.target.checked })} /> {t("list.down")}</label>
        </div>
        <datalist id={states}>
          <option value={t("list.blank")} />
          <option value={t("list.filled")} />
        </datalist>
        <p className="help">{t("list.view")}</p>
      </details>
      {on && <button type="button" className="btn btn-small" onClick={() => apply(NONE)}>{t("list.clear")}</button>}
    </div>
  );
}
