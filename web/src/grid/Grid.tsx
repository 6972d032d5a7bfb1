/** The table: a semantic `<table>` with the printed header, filled, read or reviewed by keyboard and mouse. */

import { useCallback, useId, useLayoutEffect, useMemo, useRef, type CSSProperties, type DragEvent, type MouseEvent, type RefObject } from "react";
import { flushSync } from "react-dom";

import { useStore } from "../useStore";
import { t } from "../words/grid";
import { BodyRow } from "./BodyRow";
import type { CellJson } from "./cells";
import { Columns } from "./columns";
import { GridProvider, type ChangeMark, type FileDoor, type GridShared } from "./context";
import type { GridControl } from "./control";
import { FindBar } from "./FindBar";
import { ColumnWidths, Head } from "./Head";
import { onGridKey, type EditorDoor } from "./keys";
import { OverrideDialog, PasteDialog } from "./dialogs";
import type { Position } from "./selection";
import { useReveal } from "./useReveal";
import { useRowWindow } from "./useWindow";
import { useTallHead } from "./useTallHead";
import { forgetWidths } from "./widths";
import { onZoom, zoom } from "./zoom";

export interface GridProps {
  /** Made by the caller with `new GridControl(table, book, options)` and disposed by it. */
  control: GridControl;
  /** Id of the element that names the table. */
  labelledBy?: string;
  previous?: Readonly<Record<string, CellJson>> | null;
  /** One more period, shown under the one before. */
  further?: Readonly<Record<string, CellJson>> | null;
  marks?: Readonly<Record<string, ChangeMark>>;
  /** Show what the cells are instead of what they hold. */
  structure?: boolean;
  /** Enter or a click on the cell in hand, of a table that is only read; where no figures stand, the first click. */
  onPick?: (key: string, at: Position) => void;
  files?: FileDoor | undefined;
}

const NO_MARKS: Readonly<Record<string, ChangeMark>> = {};

function useShared(props: GridProps, columns: Columns, reveal: (td: HTMLElement) => void): GridShared {
  const { control, previous = null, further = null, marks = NO_MARKS, structure = false, onPick, files } = props;
  const door = useRef<EditorDoor | null>(null);
  const moving = useRef(false);
  return useMemo(() => {
    const pick = onPick && ((at: Position) => {
      const key = control.keyAt(at);
      if (key) onPick(key, at);
    });
    return { control, columns, door, moving, previous, further, marks, structure, reveal, pick, files };
  }, [control, columns, previous, further, marks, structure, reveal, onPick, files]);
}

function cellOf(event: MouseEvent): Position | null {
  const td = (event.target as Element).closest<HTMLElement>("[data-c]");
  const tr = td?.closest<HTMLElement>("[data-r]");
  return td && tr ? { row: Number(tr.dataset.r), column: Number(td.dataset.c) } : null;
}

/** Opens the dialog of a file cell; false for a cell of another kind, or an empty one that is only read. */
function openFile({ control, files }: GridShared, at: Position, dropped?: File): boolean {
  const [key, spec] = [control.keyAt(at), control.specAt(at)];
  if (!files || !key || spec?.kind !== "file") return false;
  const locked = control.lockAt(at) !== "file";
  if (locked && control.valueAt(at) === null) return false;
  files.open(key, spec, locked, dropped);
  return true;
}

/** Click, Shift+click, drag over a range, double click to edit. */
function useMouse(shared: GridShared) {
  const { control, door, moving, pick, structure } = shared;
  const dragging = useRef(false);
  const again = useRef(false);
  useLayoutEffect(() => {
    const stop = () => { dragging.current = false; };
    window.addEventListener("mouseup", stop);
    return () => window.removeEventListener("mouseup", stop);
  }, []);
  const onMouseDown = (event: MouseEvent) => {
    const at = cellOf(event);
    if (!at || event.button !== 0 || control.isAdder(at)) return;
    const active = control.selection.active;
    const same = active?.row === at.row && active.column === at.column;
    if (same && door.current?.editing) return;
    again.current = same && control.selection.focused;
    event.preventDefault();
    moving.current = true;
    flushSync(() => {
      door.current?.commit();
      control.selection.setFocused(true);
      if (event.shiftKey) control.selection.extendTo(at);
      else if (control.has(at)) control.selection.moveTo(at);
    });
    moving.current = false;
    if (same || event.shiftKey) focusActive(event.currentTarget);
    dragging.current = true;
  };
  const onMouseOver = (event: MouseEvent) => {
    const at = dragging.current ? cellOf(event) : null;
    if (at && control.has(at)) control.selection.extendTo(at);
  };
  const onDoubleClick = (event: MouseEvent) => {
    const at = cellOf(event);
    if (!at || door.current?.editing) return;
    if (openFile(shared, at)) return;
    if (control.locked(at)) control.refuse(at);
    else door.current?.begin(true);
  };
  const onDragOver = (event: DragEvent) => {
    const at = cellOf(event);
    if (at && control.lockAt(at) === "file") event.preventDefault();
  };
  const onDrop = (event: DragEvent) => {
    const at = cellOf(event);
    const [dropped] = event.dataTransfer.files;
    if (!at || !dropped || control.lockAt(at) !== "file") return;
    event.preventDefault();
    control.selection.moveTo(at);
    openFile(shared, at, dropped);
  };
  const onClick = (event: MouseEvent) => {
    const at = pick ? cellOf(event) : null;
    if (at && (structure || again.current) && control.selection.single && !control.open(at)) pick?.(at);
  };
  return { onMouseDown, onMouseOver, onDoubleClick, onClick, onDragOver, onDrop };
}

function focusActive(table: EventTarget): void {
  (table as HTMLElement).querySelector<HTMLElement>(".k-editor")?.focus({ preventScroll: true });
}

/** Left and right lines of the region. */
const FRAME = 2;

/** The room of a table that takes the width of the page. */
function roomOfPage(): number {
  const main = document.querySelector("main");
  if (!main?.clientWidth) return 0;
  const { paddingLeft, paddingRight } = getComputedStyle(main);
  return Math.max(0, Math.floor(main.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight)) - FRAME);
}

/** Widths follow the room and the real font. */
function useRoom(columns: Columns, scroller: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    columns.setRoom(element.clientWidth);
    const watch = new ResizeObserver(() => columns.setRoom(element.clientWidth));
    watch.observe(element);
    const fonts = document.fonts as FontFaceSet | undefined;
    let alive = true;
    const arrived = () => {
      if (alive && forgetWidths()) columns.measure();
    };
    void fonts?.ready.then(arrived);
    // The typeface may be asked for after the first picture.
    fonts?.addEventListener?.("loadingdone", arrived);
    return () => {
      alive = false;
      fonts?.removeEventListener?.("loadingdone", arrived);
      watch.disconnect();
    };
  }, [columns, scroller]);
}

/** The size that the person chose, for widths, rows and letters alike. */
function useScale(columns: Columns): number {
  const scale = useStore(onZoom, zoom) / 100;
  useLayoutEffect(() => columns.setScale(scale), [columns, scale]);
  return scale;
}

function useTableWidth(columns: Columns): number {
  const widths = useStore(columns.on, columns.snapshot);
  return widths.reduce((sum, width) => sum + width, 0);
}

/** Selects a cell and brings it into sight without taking the keyboard: where something was found. */
function useShow(control: GridControl, scroller: RefObject<HTMLDivElement | null>, toRow: (row: number) => void, reveal: (td: HTMLElement) => void) {
  const latest = useRef(toRow);
  latest.current = toRow;
  return useCallback((at: Position) => {
    const drawn = () => scroller.current?.querySelector<HTMLElement>(`tr[data-r="${at.row}"] [data-c="${at.column}"]`);
    control.selection.moveTo(at);
    if (!drawn()) latest.current(at.row);
    requestAnimationFrame(() => {
      const td = drawn();
      if (td) reveal(td);
    });
  }, [control, scroller, reveal]);
}

export function Grid(props: GridProps) {
  const { control } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const help = useId();
  const columns = useMemo(() => new Columns(control, roomOfPage()), [control]);
  const view = useStore(useCallback((listener) => control.on("rows", listener), [control]), () => control.view);
  const reveal = useReveal(scroller);
  const shared = useShared(props, columns, reveal);
  const scale = useScale(columns);
  const rows = useRowWindow(control, scroller, view.length, scale);
  const mouse = useMouse(shared);
  const leaving = useRef(false);
  useRoom(columns, scroller);
  useTallHead(scroller, columns);
  const finding = useStore(useCallback((listener) => control.on("find", listener), [control]), () => control.finding);
  const show = useShow(control, scroller, rows.toRow, reveal);
  const width = useTableWidth(columns);

  // The row of a cell that is far away has to exist before the cell can take the focus.
  useLayoutEffect(() => control.selection.on(() => {
    const at = control.selection.extent;
    if (at && control.selection.focused && !scroller.current?.querySelector(`tr[data-r="${at.row}"]`)) rows.toRow(at.row);
  }), [control, rows]);
  useLayoutEffect(() => control.selection.on(() => {
    const head = control.selection.extent;
    if (control.selection.single || !head) return;
    const td = scroller.current?.querySelector<HTMLElement>(`tr[data-r="${head.row}"] [data-c="${head.column}"]`);
    if (td) reveal(td);
  }), [control, reveal]);

  return (
    <GridProvider value={shared}>
      {finding && <FindBar control={control} show={show} />}
      <div ref={scroller} className={`k-scroller${finding ? " is-finding" : ""}`} role="region" aria-labelledby={props.labelledBy} aria-describedby={help}>
        <p id={help} className="visually-hidden">{t("table.help")}</p>
        <table
          className={`k-table${props.previous || props.further ? " with-previous" : ""}${props.structure ? " is-structure" : ""}`}
          style={{ width, "--k-frozen": `${columns.widths[control.caption] ?? 0}px`, "--k-zoom": scale } as CSSProperties}
          aria-labelledby={props.labelledBy}
          aria-rowcount={view.length}
          onKeyDown={(event) => {
            const pageRows = Math.max(4, Math.floor((scroller.current?.clientHeight ?? 400) / 30) - 4);
            shared.moving.current = true;
            // Drawn at once: the next key of a fast burst must find the input of the new cell.
            flushSync(() => onGridKey(event, { control, editor: shared.door.current, pageRows, leaving, pick: shared.pick, file: (at) => openFile(shared, at) }));
            shared.moving.current = false;
          }}
          {...mouse}
        >
          <ColumnWidths />
          <Head />
          <tbody>
            {rows.items.map((item) =>
              typeof item === "number" ? (
                <BodyRow key={view[item]!.key} view={view[item]!} index={item} measure={rows.measure} />
              ) : (
                <tr key={`gap ${item.after}`} className="k-gap" aria-hidden="true"><td colSpan={control.columns} style={{ height: item.gap }} /></tr>
              ),
            )}
          </tbody>
        </table>
      </div>
      <PasteDialog control={control} />
      <OverrideDialog control={control} />
    </GridProvider>
  );
}
