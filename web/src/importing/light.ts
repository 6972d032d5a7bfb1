/** Lights parts of the form by a style sheet of its own: rows that are drawn later while scrolling are lit too. */
import { useEffect } from "react";
import { selectorsOf } from "./counterpart";
import type { FormView } from "./model";
import { useImporting } from "./store";

const sheet = typeof CSSStyleSheet.prototype.replaceSync === "function" ? new CSSStyleSheet() : null;

export function useLight(form: FormView | undefined, pane: React.RefObject<HTMLElement | null>): void {
  const hovered = useImporting((s) => s.hovered);
  const chosen = useImporting((s) => s.chosen);
  const findings = useImporting((s) => s.state.findings);
  useEffect(() => {
    if (!sheet) return undefined;
    document.adoptedStyleSheets = [...document.adoptedStyleSheets.filter((each) => each !== sheet), sheet];
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
    };
  }, []);
  useEffect(() => {
    const index = hovered ?? chosen;
    const finding = index === null ? undefined : findings[index];
    const selectors = finding && form && finding.form === form.id ? selectorsOf(finding, form) : [];
    sheet?.replaceSync(selectors.map((each) => `.im-form ${each} { background-color: var(--im-lit) !important; }`).join("\n"));
    if (hovered === null && chosen !== null && selectors.length > 0) reveal(pane.current, selectors);
  }, [hovered, chosen, findings, form, pane]);
}

function reveal(pane: HTMLElement | null, selectors: readonly string[]): void {
  const found = pane?.querySelector(selectors.join(", "));
  if (found) {
    found.scrollIntoView({ block: "nearest", inline: "nearest" });
    return;
  }
  // A row of a long table that is not drawn yet.
  const [, section, row] = /\[data-section="(.+?)"\] tr\[data-r="(\d+)"\]/.exec(selectors[0] ?? "") ?? [];
  const box = section ? pane?.querySelector(`[data-section="${section}"] .k-scroller`) : null;
  if (box && row) box.scrollTop = Math.max(0, Number(row) * 28 - box.clientHeight / 2);
}
