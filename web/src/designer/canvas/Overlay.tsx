/** The frame around the selected cells, drawn over the table so that moving it redraws no cell. */
import { type RefObject, useLayoutEffect, useRef } from "react";
import type { Id } from "../model/documents";
import { gridOf } from "../model/documents";
import { areaOf, type Selection } from "../state/selection";
import { currentForm, state, useDesigner } from "../state/store";

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export function Overlay({ id, frame }: { id: Id; frame: RefObject<HTMLDivElement | null> }) {
  const selection = useDesigner((s) => (s.selection?.section === id ? s.selection : null));
  useDesigner((s) => s.documents);
  useDesigner((s) => s.zoom);
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || !frame.current) return;
    const found = selection ? boxOf(frame.current, selection) : null;
    element.hidden = !found;
    if (!found) return;
    element.style.transform = `translate(${found.left}px, ${found.top}px)`;
    element.style.width = `${found.width}px`;
    element.style.height = `${found.height}px`;
  });
  return <div ref={box} className={`ds-range is-${selection?.kind ?? "none"}`} hidden aria-hidden="true" />;
}

function boxOf(frame: HTMLElement, selection: Selection): Box | null {
  const origin = frame.getBoundingClientRect();
  const body = frame.querySelector("tbody")?.getBoundingClientRect();
  if (!body || selection.kind === "section" || selection.kind === "rows") return null;
  if (selection.kind === "columns") {
    if (selection.part !== "label") return null;
    const cells = selection.ids.map((id) => frame.querySelector(`[data-at="h:${CSS.escape(id)}"]`)?.getBoundingClientRect());
    const rects = cells.filter((rect): rect is DOMRect => rect !== undefined);
    if (rects.length === 0 || body.height === 0) return null;
    return around(origin, Math.min(...rects.map((r) => r.left)), body.top, Math.max(...rects.map((r) => r.right)), body.bottom);
  }
  return rangeBox(frame, origin, selection);
}

function rangeBox(frame: HTMLElement, origin: DOMRect, selection: Extract<Selection, { kind: "cells" }>): Box | null {
  const section = gridOf(state().documents, currentForm(), selection.section);
  if (!section) return null;
  const { rows, columns } = areaOf(section, selection.from, selection.to);
  const chosen = new Set(rows);
  const drawn = Array.from(frame.querySelectorAll<HTMLElement>("tr[data-row]")).filter((row) => chosen.has(row.dataset["row"] ?? ""));
  const first = drawn[0];
  const last = drawn.at(-1);
  const rowId = first?.dataset["row"] ?? "";
  const edge = (column: Id | undefined): DOMRect | undefined =>
    first?.querySelector(`[data-at="d:${CSS.escape(rowId)}:${CSS.escape(column ?? "")}"]`)?.getBoundingClientRect();
  const left = edge(columns[0]);
  const right = edge(columns.at(-1));
  if (!first || !last || !left || !right) return null;
  return around(origin, left.left, first.getBoundingClientRect().top, right.right, last.getBoundingClientRect().bottom);
}

function around(origin: DOMRect, left: number, top: number, right: number, bottom: number): Box {
  return { left: left - origin.left - 1, top: top - origin.top - 1, width: right - left + 1, height: bottom - top + 1 };
}
