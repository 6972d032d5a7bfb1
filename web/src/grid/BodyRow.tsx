/** One row. It listens to its own cells and to its own part of the selection, so a key redraws one row and moving the ring two. */

import { memo, useLayoutEffect, useMemo, useReducer, useRef, type MouseEvent, type ReactElement, type ReactNode } from "react";
import { flushSync } from "react-dom";

import { useStore } from "../useStore";
import { t } from "../words/grid";
import type { Book, CellView } from "./book";
import { markClass, useGrid, type ChangeMark, type GridShared } from "./context";
import { drawCell, isFigure, shownText } from "./GridCell";
import { MarkBadge, roomText } from "./Head";
import { indentClass, isGiven, keyOf, LABEL, type Column, type ViewRow } from "./model";
import { addedTo, nameOfRow } from "./openRows";
import { readRowState, type RowState } from "./selection";

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

function caption(view: ViewRow, column: Column, mark: ChangeMark | undefined): ReactElement {
  return (
    <th key={column.id} scope="row" className={`k-frozen k-caption${indentClass(view.row)}`} title={view.row.guidance}>
      <span className="k-value">{view.label}</span>
      <MarkBadge mark={mark} />
    </th>
  );
}

function Remove({ view, index }: { view: ViewRow; index: number }) {
  const { control, door } = useGrid();
  if (!view.openId || !control.adds || isGiven(view)) return null;
  const label = t("row.remove", { label: nameOfRow(control, index) || t("row.unnamed") });
  // Pressed, it does not become the cell in hand: the editor would stand over the button before it is let go. A second click meant this row, not the next.
  const held = (event: MouseEvent) => {
    event.preventDefault();
    event.stopPropagation();
  };
  const remove = (event: MouseEvent) => {
    event.stopPropagation();
    if (event.detail > 1) return;
    door.current?.commit();
    control.removeRow(index);
  };
  return <button type="button" className="k-remove" tabIndex={-1} aria-label={label} title={`${label} (Ctrl+Delete)`} onMouseDown={held} onClick={remove}>×</button>;
}

/** A cell as it was drawn last, and what it was drawn from. */
interface Drawn {
  view: CellView;
  /** Its part of the selection. */
  ring: number;
  text: string;
  element: ReactElement;
}

/**
 * The cells of one row. Those in which nothing changed are given back as they were drawn, so that they are not looked at again:
 * a key draws one cell, and its totals.
 */
class RowCells {
  private readonly drawn: (Drawn | undefined)[] = [];
  private readonly fitted: (string | undefined)[] = [];

  constructor(
    private readonly shared: GridShared,
    private readonly view: ViewRow,
    private readonly index: number,
  ) {}

  /** A cell of the form; null where the table has none. */
  cell(column: Column, at: number, state: RowState, header: string | undefined, tail: () => ReactNode): ReactElement | null {
    const { control, marks, structure } = this.shared;
    const spec = control.specAt({ row: this.index, column: at });
    if (!spec) return null;
    const cellKey = keyOf(this.view.key, header === undefined ? column.id : LABEL);
    const active = state.active === at;
    const inRange = at >= state.left && at <= state.right;
    const focused = state.focused && active;
    const ring = (active ? 1 : 0) + (inRange ? 2 : 0) + (focused ? 4 : 0);
    const view = control.book.view(cellKey);
    const before = this.drawn[at];
    if (before?.view === view && before.ring === ring) return before.element;
    const element = drawCell(this.shared, { id: column.id, row: this.index, column: at, cellKey, spec, active, inRange, focused, ...(header !== undefined && { header }), tail: tail() }, view);
    this.drawn[at] = { view, ring, element, text: !structure && isFigure(spec, header) ? roomText(shownText(view, spec, structure), spec.kind === "carried", marks[cellKey]) : "" };
    return element;
  }

  /** Makes columns wide enough for what has been drawn since. */
  fit(): void {
    this.drawn.forEach((one, at) => {
      if (!one || one.text === this.fitted[at]) return;
      this.fitted[at] = one.text;
      if (one.text) this.shared.columns.fit(at, one.text);
    });
  }
}

/** Draws the row again whenever something in one of its cells changes. */
function useBookRow(book: Book, key: string): void {
  const [, redraw] = useReducer((turn: number) => turn + 1, 0);
  const seen = useRef(0);
  seen.current = book.turn;
  useLayoutEffect(() => {
    // Something changed between drawing and listening.
    if (book.turn !== seen.current) redraw();
    return book.onRow(key, redraw);
  }, [book, key]);
}

export const BodyRow = memo(function BodyRow({ view, index, measure }: RowProps) {
  const shared = useGrid();
  const { control, marks } = shared;
  useBookRow(control.book, view.key);
  const state = readRowState(useStore(control.selection.on, () => control.selection.rowState(index)));
  const cells = useMemo(() => new RowCells(shared, view, index), [shared, view, index]);
  useLayoutEffect(() => cells.fit());
  const mark = marks[view.row.id];
  const kind = view.adder ? "adder" : view.row.kind;
  // Beside the caption there is room for it; a column of numbers has none.
  const firstStub = control.caption >= 0 ? control.caption : control.table.columns.findIndex((column) => column.stub);
  return (
    <tr ref={measure} data-index={index} data-r={index} className={`k-row k-row-${kind}${markClass(mark)}`} aria-rowindex={index + 1}>
      {control.table.columns.map((column, at) => {
        const remove = () => (at === Math.max(firstStub, 0) ? <Remove view={view} index={index} /> : null);
        const focused = state.focused && state.active === at;
        if (column.stub === "caption") {
          if (view.adder) return <Adder key={column.id} view={view} index={index} column={at} focused={focused} />;
          return cells.cell(column, at, state, indentClass(view.row), remove) ?? caption(view, column, mark);
        }
        if (column.stub) {
          return (
            <td key={column.id} className={`k-stub k-stub-${column.stub}`}>
              {view.adder ? "" : stubText(view, column)}
              {firstStub >= 0 && remove()}
            </td>
          );
        }
        if (view.adder && at === control.adder) return <Adder key={column.id} view={view} index={index} column={at} focused={focused} />;
        return cells.cell(column, at, state, undefined, () => (firstStub < 0 ? remove() : null)) ?? <td key={column.id} className="k-none" />;
      })}
    </tr>
  );
});
