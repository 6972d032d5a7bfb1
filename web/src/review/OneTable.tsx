/** One table of one side, read only: marks, a click that says which place, and bringing a place into view. */

import { useEffect, useId, useMemo, useRef, type MouseEvent } from "react";

import { Book, Grid, GridControl, type ChangeMark, type TableModel } from "../grid";
import { named } from "../fill/payload";
import { tableSpecs } from "../fill/specs";
import { t } from "../words/review";
import { withColumns, type Place } from "./model";

interface OneTableProps {
  table: TableModel;
  caption: string;
  marks: Record<string, ChangeMark>;
  /** Keys to bring into view, best first; a new array brings them again. */
  target: readonly string[];
  onPlace: (place: Place) => void;
  /** Told how far it is scrolled, so that the other side can follow. */
  box?: (scroller: HTMLElement | null) => void;
}

export function OneTable({ table, caption, marks, target, onPlace, box }: OneTableProps) {
  const name = useId();
  const root = useRef<HTMLDivElement>(null);
  const control = useMemo(() => {
    const drawn = named(table, t("rv.unit"));
    return new GridControl(drawn, new Book({ values: {}, specOf: tableSpecs([drawn]) }), { readOnly: true });
  }, [table]);
  useEffect(() => () => control.dispose(), [control]);
  const all = useMemo(() => withColumns(marks, table), [marks, table]);
  useEffect(() => {
    box?.(root.current?.querySelector<HTMLElement>(".k-scroller") ?? null);
  }, [box, control]);
  useEffect(() => {
    if (target.length && root.current) bring(root.current, control, target);
  }, [control, target]);

  const placeAt = (row: number, column: number): Place => {
    const [rowId, columnId] = [control.view[row]?.row.id ?? "", table.columns[column]?.id ?? ""];
    return { key: `${rowId}:${columnId}`, row: rowId, column: columnId };
  };
  const onClick = (event: MouseEvent) => {
    const element = event.target as Element;
    const head = element.closest<HTMLElement>("[data-node]")?.dataset.node;
    if (head) return onPlace({ key: head, row: "", column: head });
    const line = element.closest<HTMLElement>("tr[data-r]");
    const row = line && control.view[Number(line.dataset.r)]?.row.id;
    if (row && element.closest(".k-caption, .k-stub")) onPlace({ key: row, row, column: "" });
  };
  return (
    <div ref={root} onClick={onClick}>
      <h4 id={name}>{caption}</h4>
      <Grid control={control} labelledBy={name} marks={all} structure onPick={(_key, at) => onPlace(placeAt(at.row, at.column))} />
    </div>
  );
}

/** Select the place (its row may have to be drawn first) and scroll it clear of the header and the frozen column. */
function bring(root: HTMLElement, control: GridControl, target: readonly string[]): void {
  for (const key of target) {
    const [first = "", second] = key.split(":");
    const column = control.table.columns.findIndex((each) => each.id === (second ?? first));
    const row = control.view.findIndex((each) => each.row.id === first);
    if (second !== undefined ? row < 0 || column < 0 : row < 0 && column < 0) {
      const head = root.querySelector<HTMLElement>(`[data-node="${CSS.escape(key)}"]`);
      if (!head) continue;
      across(root, head);
      return;
    }
    const at = { row: row < 0 ? (control.selection.active?.row ?? 0) : row, column: column < 0 ? control.caption : column };
    control.selection.setFocused(true);
    control.selection.moveTo(at);
    control.selection.setFocused(false);
    window.requestAnimationFrame(() => {
      const line = root.querySelector<HTMLElement>(`tr[data-r="${at.row}"]`);
      const cell = line?.querySelector<HTMLElement>(`[data-c="${at.column}"]`) ?? line;
      if (cell && row >= 0) down(root, cell);
      const head = column >= 0 ? root.querySelector<HTMLElement>(`[data-node="${CSS.escape(control.table.columns[column]!.id)}"]`) : null;
      if (head) across(root, head);
    });
    return;
  }
}

function down(root: HTMLElement, cell: HTMLElement): void {
  const box = root.querySelector<HTMLElement>(".k-scroller")!;
  const head = box.querySelector("thead")?.getBoundingClientRect().height ?? 0;
  const [outer, inner] = [box.getBoundingClientRect(), cell.getBoundingClientRect()];
  if (inner.top < outer.top + head) box.scrollTop -= outer.top + head - inner.top + 8;
  else if (inner.bottom > outer.bottom - 16) box.scrollTop += inner.bottom - outer.bottom + 24;
}

function across(root: HTMLElement, head: HTMLElement): void {
  const box = root.querySelector<HTMLElement>(".k-scroller")!;
  const frozen = box.querySelector<HTMLElement>("tbody .k-frozen")?.offsetWidth ?? 0;
  const [outer, inner] = [box.getBoundingClientRect(), head.getBoundingClientRect()];
  if (inner.left < outer.left + frozen) box.scrollLeft -= outer.left + frozen - inner.left + 8;
  else if (inner.right > outer.right) box.scrollLeft += Math.min(inner.right - outer.right + 8, inner.left - outer.left - frozen);
}
