/** Showing on the table which column or row a line of a list speaks of. */
import type { Id } from "../model/documents";
import { select } from "../state/store";

export function point(each: { section: Id; axis: "columns" | "rows"; node: Id }): void {
  select({ kind: each.axis, section: each.section, ids: [each.node], part: "label" });
  document.querySelector(`[data-at="${each.axis === "columns" ? "h" : "s"}:${CSS.escape(each.node)}${each.axis === "columns" ? "" : ":label"}"]`)?.scrollIntoView({ block: "nearest", inline: "nearest" });
}
