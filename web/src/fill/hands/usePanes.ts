/** F6 and Shift+F6 go round the parts of the page: what is done with the report, the form, the checks, the line at the bottom. */

import { useLayoutEffect } from "react";

/** Where the keyboard lands in each part, in the order of the page; the first that can take it. */
const PANES: readonly { within: string; lands: string }[] = [
  { within: ".fill-head, .fill-title", lands: ".fill-acts .btn-primary, .fill-acts .btn, .fill-tabs a" },
  { within: ".fill-body", lands: ".k-editor, .one-row :is(input, textarea, select), input, textarea, select, [contenteditable='true'], button" },
  { within: ".fill-checks", lands: "button" },
  { within: ".fill-strip", lands: "button" },
];

function landing(pane: (typeof PANES)[number]): HTMLElement | undefined {
  const inside = [...document.querySelectorAll(pane.within)];
  // The places are wished for in their order; a table lands on its active cell, not on the first button above it.
  for (const wish of pane.lands.split(/,(?![^(]*\))/)) {
    const found = inside.flatMap((part) => [...part.querySelectorAll<HTMLElement>(wish)]).find((one) => !one.matches(":disabled") && one.getClientRects().length > 0);
    if (found) return found;
  }
  return undefined;
}

function nextPane(by: 1 | -1): boolean {
  const now = PANES.findIndex(({ within }) => document.activeElement?.closest(within));
  for (let step = 1; step <= PANES.length; step += 1) {
    const start = now < 0 && by < 0 ? 0 : now;
    const pane = PANES[(start + by * step + PANES.length * 2) % PANES.length]!;
    const place = landing(pane);
    if (!place) continue;
    place.focus();
    return true;
  }
  return false;
}

export function usePanes(): void {
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "F6" || event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
      if (nextPane(event.shiftKey ? -1 : 1)) event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
