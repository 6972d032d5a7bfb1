/** F6 goes round the parts of the screen, as in an office program: bar, forms, table, lists under it, properties. */
import type { Selection } from "../state/selection";
import { formOf, isGrid } from "../model/documents";
import { columnsOf } from "../model/geometry";
import { currentForm, select, state } from "../state/store";

/** Each part and what takes the focus there, the first that is found. */
const PANES: readonly (readonly [string, string])[] = [
  [".ds-toolbar", "[data-tool][tabindex='0']"],
  [".ds-left", "[aria-current='page'], button"],
  [".ds-canvas", ".ds-editor"],
  [".ds-page, .is-trial", "input:enabled, textarea:enabled, select:enabled, button:enabled, [tabindex='0']"],
  [".ds-bottom", "[role='tab'][tabindex='0']"],
  [".ds-right", "input:enabled, textarea:enabled, select:enabled, button:enabled"],
];

/** Focus the next part, or the one before. False in a window that lies over them. */
export function nextPane(way: 1 | -1): boolean {
  const active = document.activeElement;
  if (active?.closest("dialog")) return false;
  const shown = PANES.flatMap(([pane, inside]) => {
    const box = document.querySelector<HTMLElement>(pane);
    return box && box.offsetParent !== null ? [{ box, inside }] : [];
  });
  const here = shown.findIndex(({ box }) => box.contains(active));
  const next = shown[here < 0 ? 0 : (here + way + shown.length) % shown.length];
  if (!next) return false;
  if (next.box.inert) focusProperties(next.inside);
  else (next.box.querySelector<HTMLElement>(next.inside) ?? next.box).focus();
  return true;
}

const FRAMES = 180;

/** Focus a part of the properties once they are there and speak of what is chosen now, unless the keyboard or the choice went elsewhere meanwhile. */
export function focusProperties(inside: string): void {
  const [from, chosen] = [document.activeElement, state().selection];
  const look = (left: number): void => {
    if (document.activeElement !== from || state().selection !== chosen) return;
    const panel = document.querySelector<HTMLElement>(".ds-right:not([inert])");
    const found = panel?.querySelector<HTMLElement>(inside);
    if (found) found.focus();
    // Properties that are there have no such part, and get none under somebody's hands.
    else if (left > 0 && !panel?.querySelector(".ds-props")) window.requestAnimationFrame(() => look(left - 1));
  };
  look(FRAMES);
}

/** Where the keyboard begins on a table on which nothing is chosen. */
export function firstPlace(): Selection | null {
  const form = formOf(state().documents, currentForm());
  for (const id of form?.sections.order ?? []) {
    const section = form?.sections.items[id];
    if (!isGrid(section)) continue;
    const [first] = columnsOf(section.columns).leaves;
    if (first) return { kind: "columns", section: id, ids: [first.id], part: "label" };
  }
  return null;
}

/** The keyboard has come to the table: there is always a place that it stands on. */
export function standSomewhere(): void {
  const { selection } = state();
  const first = selection ? null : firstPlace();
  if (first) select(first);
}
