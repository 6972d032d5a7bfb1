/** The original sheet as a table: letters, numbers, merged cells; only the rows in sight are drawn when it is long. */
import { defaultRangeExtractor, useVirtualizer, type Range } from "@tanstack/react-virtual";
import { useEffect, useId, useLayoutEffect, useMemo, useRef, type CSSProperties, type PointerEvent } from "react";
import { t } from "../words/importing";
import { edgesOf, letters, Owners, type Plan, type Position } from "./geometry";
import { onSheetKey } from "./keys";
import type { Area } from "./model";
import { SheetRow } from "./SheetRow";
import { choose, chosenArea, set, state, useImporting } from "./store";

/** Cells up to which the whole sheet is drawn. */
const WHOLE = 2_600;
const ROW = 24;
const USUAL = 72;

export function SheetTable({ plan, number }: { plan: Plan; number: number }) {
  const scroller = useRef<HTMLDivElement>(null);
  const help = useId();
  const shown = useImporting((s) => s.state);
  const zoom = useImporting((s) => s.zoom);
  const head = useImporting((s) => s.head);
  const anchor = useImporting((s) => s.anchor);
  const litIndex = useImporting((s) => s.hovered ?? s.chosen);
  const owners = useMemo(() => new Owners(plan, shown.findings, shown.left, number), [plan, shown, number]);
  const area = useMemo(() => (anchor && head ? chosenArea() : null), [anchor, head]);
  const finding = litIndex === null ? undefined : shown.findings[litIndex];
  const lit = finding && finding.sheet === number ? finding.area : null;
  const rows = useRows(plan, scroller, zoom);
  const widths = useMemo(() => widthsOf(plan), [plan]);
  useActiveCell(scroller, plan, head);
  const mouse = useMouse(plan, owners);
  const runs = runsOf(rows.items);
  return (
    <div ref={scroller} className="im-scroller" data-pane="sheet" style={{ "--im-zoom": zoom } as CSSProperties}>
      <p id={help} className="visually-hidden">{t("sheet.help")}</p>
      <table
        className="im-table"
        role="grid"
        aria-label={t("sheet.table", { name: plan.sheet.name })}
        aria-describedby={help}
        aria-rowcount={plan.rows + 1}
        aria-colcount={plan.columns + 1}
        aria-multiselectable="true"
        style={{ width: (widths.reduce((sum, width) => sum + width, 0) + 40) * zoom }}
        onKeyDown={(event) => onSheetKey(event, plan, owners)}
        {...mouse}
      >
        <colgroup>
          <col style={{ width: 40 * zoom }} />
          {widths.map((width, index) => <col key={index} style={{ width: width * zoom }} />)}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            <td className="im-corner" data-all="1" />
            {widths.map((_, column) => (
              <th key={column} scope="col" data-c={column} className={area && column >= area[1] && column <= area[3] ? "in-range" : undefined} title={plan.sheet.hidden_columns.includes(column) ? t("hidden.column") : undefined}>
                {letters(column)}
                {plan.sheet.hidden_columns.includes(column) ? "*" : ""}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.items.map((item) =>
            typeof item === "number" ? (
              <SheetRow
                key={item}
                plan={plan}
                owners={owners}
                row={item}
                {...runs.get(item)!}
                selected={rangeIn(area, item)}
                lit={rangeIn(lit, item)}
                active={activeIn(plan, head, item)}
                edges={edgesOf(shown.blocks, number, item).map(([left, right, top, bottom]) => `${left}-${right}-${Number(top)}-${Number(bottom)}`).join(" ")}
                measure={rows.measure}
              />
            ) : (
              <tr key={`gap ${item.after}`} aria-hidden="true"><td colSpan={plan.columns + 1} style={{ height: item.gap, padding: 0, border: 0 }} /></tr>
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}

function rangeIn(area: Area | null, row: number): string {
  return area && row >= area[0] && row <= area[2] ? `${area[1]}-${area[3]}` : "";
}

/** Column of the active cell in this row; in a merged cell every row of it is active, as only one of them is drawn. */
function activeIn(plan: Plan, head: Position | null, row: number): number {
  const at = head ?? { row: 0, column: 0 };
  const merge = plan.mergeAt(at.row, at.column);
  return row >= (merge?.[0] ?? at.row) && row <= (merge?.[2] ?? at.row) ? (merge?.[1] ?? at.column) : -1;
}

function widthsOf(plan: Plan): number[] {
  const given = new Map(plan.sheet.widths);
  return Array.from({ length: plan.columns }, (_, column) => Math.min(360, Math.max(28, given.get(column) ?? USUAL)));
}

type Item = number | { gap: number; after: number };

/** First and last row of the piece that each drawn row is in. */
function runsOf(items: readonly Item[]): Map<number, { from: number; to: number }> {
  const runs = new Map<number, { from: number; to: number }>();
  let piece: number[] = [];
  const close = (): void => {
    for (const row of piece) runs.set(row, { from: piece[0]!, to: piece.at(-1)! });
    piece = [];
  };
  for (const item of items) {
    if (typeof item !== "number" || (piece.length > 0 && item !== piece.at(-1)! + 1)) close();
    if (typeof item === "number") piece.push(item);
  }
  close();
  return runs;
}

function useRows(plan: Plan, scroller: React.RefObject<HTMLDivElement | null>, zoom: number) {
  const windowed = plan.rows * plan.columns > WHOLE;
  const virtual = useVirtualizer<HTMLDivElement, HTMLTableRowElement>({
    count: plan.rows,
    enabled: windowed,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW * zoom,
    overscan: 12,
    // The active row stays drawn, or the keyboard would lose its place.
    rangeExtractor: (range: Range) => {
      const active = state().head?.row;
      const inView = defaultRangeExtractor(range);
      return active === undefined || active >= plan.rows || inView.includes(active) ? inView : [...inView, active].sort((a, b) => a - b);
    },
  });
  if (!windowed) return { items: Array.from({ length: plan.rows }, (_, row): Item => row), measure: undefined };
  const items: Item[] = [];
  let end = 0;
  for (const item of virtual.getVirtualItems()) {
    if (item.start > end) items.push({ gap: item.start - end, after: item.index });
    items.push(item.index);
    end = item.end;
  }
  if (virtual.getTotalSize() > end) items.push({ gap: virtual.getTotalSize() - end, after: plan.rows });
  return { items, measure: virtual.measureElement };
}

/** The active cell comes into sight, and takes the focus when the table has it. */
function useActiveCell(scroller: React.RefObject<HTMLDivElement | null>, plan: Plan, head: Position | null): void {
  useLayoutEffect(() => {
    if (!head) return;
    const cell = scroller.current?.querySelector<HTMLElement>("td.is-active");
    if (!cell) return;
    if (scroller.current?.contains(document.activeElement)) cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [scroller, plan, head]);
}

function useMouse(plan: Plan, owners: Owners) {
  const dragging = useRef<"cell" | "row" | "column" | null>(null);
  useEffect(() => {
    const stop = (): void => {
      dragging.current = null;
    };
    window.addEventListener("pointerup", stop);
    return () => window.removeEventListener("pointerup", stop);
  }, []);
  const onPointerDown = (event: PointerEvent): void => {
    const at = placeAt(event);
    if (!at) return;
    if (event.button === 2 && at.kind === "cell" && inside(at)) return;
    dragging.current = at.kind;
    const { anchor } = state();
    const start = event.shiftKey && anchor ? anchor : at;
    extend(plan, at.kind, start, at);
    if (at.kind === "cell" && !event.shiftKey) set({ chosen: owners.findingAt(at.row, at.column), hovered: null });
  };
  const onPointerOver = (event: PointerEvent): void => {
    const at = placeAt(event);
    if (!at) return;
    const { anchor, hovered } = state();
    if (dragging.current && anchor) {
      extend(plan, dragging.current, anchor, at);
      return;
    }
    const next = at.kind === "cell" ? owners.findingAt(at.row, at.column) : null;
    if (next !== hovered) set({ hovered: next });
  };
  const onPointerLeave = (): void => set({ hovered: null });
  const onContextMenu = (event: React.MouseEvent): void => {
    event.preventDefault();
    openMenu(event.clientX, event.clientY);
  };
  const onDoubleClick = (event: React.MouseEvent): void => openMenu(event.clientX, event.clientY);
  return { onPointerDown, onPointerOver, onPointerLeave, onContextMenu, onDoubleClick };
}

function inside(at: Position): boolean {
  const area = chosenArea();
  return area !== null && at.row >= area[0] && at.row <= area[2] && at.column >= area[1] && at.column <= area[3];
}

export function openMenu(x: number, y: number): void {
  const area = chosenArea();
  if (area && state().data.editable) set({ menu: { x, y, area } });
}

function placeAt(event: PointerEvent): (Position & { kind: "cell" | "row" | "column" }) | null {
  const element = (event.target as Element).closest<HTMLElement>("[data-r], [data-c]");
  if (!element) return null;
  const { r, c } = element.dataset;
  const kind = r !== undefined && c !== undefined ? "cell" : r !== undefined ? "row" : "column";
  return { row: Number(r ?? 0), column: Number(c ?? 0), kind };
}

function extend(plan: Plan, kind: "cell" | "row" | "column", from: Position, to: Position): void {
  if (kind === "cell") choose(from, to);
  else if (kind === "row") choose({ row: from.row, column: 0 }, { row: to.row, column: plan.columns - 1 });
  else choose({ row: 0, column: from.column }, { row: plan.rows - 1, column: to.column });
}
