/** One row. It listens to its own part of the selection, so moving the ring redraws two rows. */

import { memo, useLayoutEffect, useRef, useSyncExternalStore, type ReactNode } from "react";
import { flushSync } from "react-dom";

import { t } from "../words/grid";
import { markClass, useGrid } from "./context";
import { GridCell } from "./GridCell";
import { MarkBadge } from "./Head";
import { indentClass, isGiven, keyOf, LABEL, type Column, type ViewRow } from "./model";
import { addedTo } from "./openRows";
import { readRowState } from "./selection";

interface RowProps {
  view: ViewRow;
  index: number;
  /** Lets the windowed table measure the row. */
  measure: ((element: HTMLTableRowElement | null) => void) | undefined;
}

function stubText(view: ViewRow, column: Column): string {
  if (column.stub === "marker") return view.marker;
  if (column.stub === "code") return view.row.printed_code ?? view.row.code ?? "";
  return view.row.unit_label ?? "";
}

function Adder({ view, index, column, focused }: { view: ViewRow; index: number; column: number; focused: boolean }) {
  const { control, moving } = useGrid();
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (focused) button.current?.focus();
  }, [focused]);
  const add = () => {
    moving.current = true;
    flushSync(() => {
      control.selection.setFocused(true);
      if (view.openId) control.addRow(view.openId);
    });
    moving.current = false;
  };
  const label = addedTo(control, index);
  const name = label ? t("row.addTo", { label }) : t("row.add");
  // Without a column of captions nothing is frozen and the cell heads no row.
  const Cell = control.caption === column ? "th" : "td";
  return (
    <Cell {...(Cell === "th" ? { scope: "row" } : {})} className={Cell === "th" ? `k-frozen k-adder${indentClass(view.row)}` : "k-adder"} data-c={column}>
      <button ref={button} type="button" className="k-add" tabIndex={-1} aria-label={name} onClick={add} data-row={index}>
        + {t("row.add")}
      </button>
    </Cell>
  );
}

function Caption({ view }: { view: ViewRow }) {
  const { marks } = useGrid();
  return (
    <th scope="row" className={`k-frozen k-caption${indentClass(view.row)}`} title={view.row.guidance}>
      <span className="k-value">{view.label}</span>
      <MarkBadge mark={marks[view.row.id]} />
    </th>
  );
}

function OpenCaption({ view, index, column, active, focused, inRange, tail }: { tail: ReactNode; view: ViewRow; index: number; column: number; active: boolean; focused: boolean; inRange: boolean }) {
  const { control } = useGrid();
  const spec = control.specAt({ row: index, column });
  if (!spec) return <Caption view={view} />;
  return <GridCell row={index} column={column} cellKey={keyOf(view.key, LABEL)} spec={spec} active={active} inRange={inRange} focused={focused} tail={tail} header={indentClass(view.row)} />;
}

function Remove({ view, index }: { view: ViewRow; index: number }) {
  const { control } = useGrid();
  if (!view.openId || !control.adds || isGiven(view)) return null;
  const label = t("row.remove", { label: view.label || t("row.unnamed") });
  return <button type="button" className="k-remove" tabIndex={-1} aria-label={label} title={`${label} (Ctrl+Delete)`} onClick={() => control.removeRow(index)}>×</button>;
}

export const BodyRow = memo(function BodyRow({ view, index, measure }: RowProps) {
  const { control, marks } = useGrid();
  const state = readRowState(useSyncExternalStore(control.selection.on, () => control.selection.rowState(index)));
  const mark = marks[view.row.id];
  const kind = view.adder ? "adder" : view.row.kind;
  // Beside the caption there is room for it; a column of numbers has none.
  const firstStub = control.caption >= 0 ? control.caption : control.table.columns.findIndex((column) => column.stub);
  return (
    <tr ref={measure} data-index={index} data-r={index} className={`k-row k-row-${kind}${markClass(mark)}`} aria-rowindex={index + 1}>
      {control.table.columns.map((column, at) => {
        const active = state.active === at;
        const inRange = at >= state.left && at <= state.right;
        const shared = { active, inRange, focused: state.focused && active };
        if (column.stub === "caption") {
          if (view.adder) return <Adder key={column.id} view={view} index={index} column={at} focused={shared.focused} />;
          return <OpenCaption key={column.id} view={view} index={index} column={at} tail={at === firstStub ? <Remove view={view} index={index} /> : null} {...shared} />;
        }
        if (column.stub) {
          return (
            <td key={column.id} className={`k-stub k-stub-${column.stub}`}>
              {view.adder ? "" : stubText(view, column)}
              {at === firstStub && <Remove view={view} index={index} />}
            </td>
          );
        }
        if (view.adder && at === control.adder) return <Adder key={column.id} view={view} index={index} column={at} focused={shared.focused} />;
        const spec = control.specAt({ row: index, column: at });
        if (!spec) return <td key={column.id} className="k-none" />;
        const tail = firstStub < 0 && at === 0 ? <Remove view={view} index={index} /> : null;
        return <GridCell key={column.id} row={index} column={at} cellKey={keyOf(view.key, column.id)} spec={spec} tail={tail} {...shared} />;
      })}
    </tr>
  );
});
