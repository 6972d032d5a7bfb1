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
  return (
    <>
      <div ref={box} className={`ds-range is-${selection?.kind ?? "none"}`} hidden aria-hidden="true" />
      <DropLine id={id} frame={frame} />
    </>
  );
}

/** Where what is dragged would go: a line through the whole table, or a frame around the header or row that would take it in. */
function DropLine({ id, frame }: { id: Id; frame: RefObject<HTMLDivElement | null> }) {
  const drop = useDesigner((s) => (s.drop?.section === id ? s.drop : null));
  const line = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = line.current;
    const origin = frame.current?.getBoundingClientRect();
    const found = drop && frame.current ? dropBox(frame.current, drop) : null;
    if (!element || !origin) return;
    element.hidden = !found;
    if (!found) return;
    element.style.transform = `translate(${found.left - origin.left}px, ${found.top - origin.top}px)`;
    element.style.width = `${found.width}px`;
    element.style.height = `${found.height}px`;
  }, [drop, frame]);
  return <div ref={line} className={`ds-drop is-${drop?.where ?? "none"}`} hidden aria-hidden="true" />;
}

const LINE = 4;

function dropBox(frame: HTMLElement, { target, where }: { target: Id; where: "before" | "after" | "into" }): Box | null {
  const name = CSS.escape(target);
  const table = frame.querySelector("table")?.getBoundingClientRect();
  const head = frame.querySelector(`[data-at="h:${name}"]`)?.getBoundingClientRect();
  const row = head ? undefined : frame.querySelector(`tr[data-row="${name}"]`)?.getBoundingClientRect();
  const box = head ?? row;
  if (!box || !table) return null;
  if (where === "into") return box;
  if (head) return { left: (where === "before" ? head.left : head.right) - LINE / 2 - 1, top: head.top, width: LINE, height: table.bottom - head.top };
  return { left: table.left, top: (where === "before" ? box.top : box.bottom) - LINE / 2 - 1, width: table.width, height: LINE };
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
  // By the header: of the rows themselves a long table draws only the columns in view.
  const edge = (column: Id | undefined): DOMRect | undefined => frame.querySelector(`[data-at="n:${CSS.escape(column ?? "")}"]`)?.getBoundingClientRect();
  const left = edge(columns[0]);
  const right = edge(columns.at(-1));
  if (!first || !last || !left || !right) return null;
  return around(origin, left.left, first.getBoundingClientRect().top, right.right, last.getBoundingClientRect().bottom);
}

function around(origin: DOMRect, left: number, top: number, right: number, bottom: number): Box {
  return { left: left - origin.left - 1, top: top - origin.top - 1, width: right - left + 1, height: bottom - top + 1 };
}
