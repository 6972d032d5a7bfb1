/** Keys on the original sheet: moving, choosing areas, giving a role. */
import type { KeyboardEvent } from "react";
import type { Owners, Plan, Position } from "./geometry";
import { choose, chosenArea, set, state } from "./store";

const STEPS: Record<string, [number, number]> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-12, 0], PageDown: [12, 0] };

export function onSheetKey(event: KeyboardEvent, plan: Plan, owners: Owners): void {
  if (!run(event, plan, owners)) return;
  event.preventDefault();
  event.stopPropagation();
}

function run(event: KeyboardEvent, plan: Plan, owners: Owners): boolean {
  const { key, shiftKey } = event;
  const control = event.ctrlKey || event.metaKey;
  const head = state().head ?? { row: 0, column: 0 };
  const step = STEPS[key];
  if (step && !event.altKey) {
    const next = control ? edge(plan, head, step) : plan.beside(head, step[0], step[1]);
    move(next, shiftKey, owners);
    return true;
  }
  if (key === "Home" || key === "End") {
    const column = key === "Home" ? 0 : plan.columns - 1;
    move({ row: control ? (key === "Home" ? 0 : plan.rows - 1) : head.row, column }, shiftKey, owners);
    return true;
  }
  if (key === " ") {
    if (control) choose({ row: 0, column: head.column }, { row: plan.rows - 1, column: head.column });
    else if (shiftKey) choose({ row: state().anchor?.row ?? head.row, column: 0 }, { row: head.row, column: plan.columns - 1 });
    return true;
  }
  if (key === "Enter" || key === "ContextMenu" || (key === "F10" && shiftKey)) {
    const cell = event.currentTarget.querySelector("td.is-active")?.getBoundingClientRect();
    const area = chosenArea() ?? [head.row, head.column, head.row, head.column];
    if (cell && state().data.editable) set({ menu: { x: cell.left + 8, y: cell.bottom, area } });
    return true;
  }
  if (key === "Escape") {
    choose(head);
    return true;
  }
  return false;
}

function edge(plan: Plan, from: Position, [down, across]: [number, number]): Position {
  return {
    row: down < 0 ? 0 : down > 0 ? plan.rows - 1 : from.row,
    column: across < 0 ? 0 : across > 0 ? plan.columns - 1 : from.column,
  };
}

function move(to: Position, extend: boolean, owners: Owners): void {
  if (extend) choose(state().anchor ?? to, to);
  else {
    choose(to);
    set({ chosen: owners.findingAt(to.row, to.column), hovered: null });
  }
}
