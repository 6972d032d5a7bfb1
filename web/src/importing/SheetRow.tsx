/** One row of the original: its number and its cells with fill, merged areas, role, edges of blocks, selection. */
import { memo, type CSSProperties } from "react";
import { t } from "../words/importing";
import type { Owners, Plan } from "./geometry";
import { GROUP_OF, type Area, type Style } from "./model";

interface Props {
  plan: Plan;
  owners: Owners;
  row: number;
  /** The first row that is drawn in one piece with this one, and the last: merged areas are cut there. */
  from: number;
  to: number;
  /** Columns of the selection in this row and of the area that is lit, `"2-5"` or "". */
  selected: string;
  lit: string;
  /** Column of the active cell, or -1. */
  active: number;
  /** Edges of blocks in this row, `"left-right-top-bottom"` joined by blanks. */
  edges: string;
  measure: ((element: HTMLTableRowElement | null) => void) | undefined;
}

function within(range: string, column: number): boolean {
  if (range === "") return false;
  const [left, right] = range.split("-").map(Number) as [number, number];
  return column >= left && column <= right;
}

function edgeNames(edges: string, left: number, right: number): string[] {
  if (edges === "") return [];
  return edges.split(" ").flatMap((edge) => {
    const [from, to, top, bottom] = edge.split("-").map(Number) as [number, number, number, number];
    if (right < from || left > to) return [];
    return [left === from && "b-left", right === to && "b-right", top === 1 && "b-top", bottom === 1 && "b-bottom"].filter((name): name is string => Boolean(name));
  });
}

/** Excel lets a text that is not wrapped run over empty neighbours. */
function spills(plan: Plan, row: number, column: number, style: Style | undefined): boolean {
  if (!style || style.wrap || plan.mergeAt(row, column) || (style.align !== "" && style.align !== "left")) return false;
  return !plan.cellAt(row, column + 1)?.[2];
}

function nameOf(owners: Owners, row: number, column: number): string | undefined {
  const left = owners.leftAt(row, column);
  if (left !== null) return `${t(owners.left[left]!.passed ? "left.passed" : "group.left")}: ${owners.left[left]!.reason}`;
  const index = owners.findingAt(row, column);
  if (index === null) return undefined;
  const finding = owners.findings[index]!;
  return [`${t(`role.${finding.role}`)} · ${t(`level.${finding.level}`)}`, finding.detail, ...finding.reasons].filter(Boolean).join("\n");
}

function tint(owners: Owners, row: number, column: number): string[] {
  const left = owners.leftAt(row, column);
  if (left !== null) return [owners.left[left]!.passed ? "t-ignore" : "t-left"];
  const index = owners.findingAt(row, column);
  if (index === null) return [];
  const finding = owners.findings[index]!;
  return [`t-${GROUP_OF[finding.role]}`, ...(finding.level === "sure" ? [] : [`is-${finding.level}`])];
}

export const SheetRow = memo(function SheetRow(props: Props) {
  const { plan, row, from, to, measure } = props;
  const hidden = plan.sheet.hidden_rows.includes(row);
  const all = props.selected === `0-${plan.columns - 1}`;
  return (
    <tr ref={measure} data-index={row} className={hidden ? "is-hidden" : undefined} aria-rowindex={row + 2}>
      <th scope="row" className={`im-number${props.selected ? " in-range" : ""}${all ? " is-whole" : ""}`} data-r={row} title={hidden ? t("hidden.row") : undefined}>{row + 1}</th>
      {Array.from({ length: plan.columns }, (_, column) => {
        const merge: Area = plan.mergeAt(row, column) ?? [row, column, row, column];
        if (column !== merge[1] || (row !== merge[0] && row !== from)) return null;
        return <SheetCell key={column} {...props} column={column} merge={merge} down={Math.min(merge[2], to) - row + 1} />;
      })}
    </tr>
  );
});

function SheetCell({ plan, owners, row, column, merge, down, selected, lit, active, edges }: Props & { column: number; merge: Area; down: number }) {
  const cell = plan.cellAt(merge[0], merge[1]);
  const style = cell ? plan.sheet.styles[cell[3]] : undefined;
  const here = active >= merge[1] && active <= merge[3];
  const names = ["im-cell", ...tint(owners, row, column), ...edgeNames(edges, merge[1], merge[3])];
  if (within(selected, column)) names.push("in-range");
  if (within(lit, column)) names.push("is-lit");
  if (here) names.push("is-active");
  if (style?.bold) names.push("is-bold");
  if (style?.italic) names.push("is-italic");
  if (style?.border) names.push("has-border");
  if (style?.align) names.push(`a-${style.align}`);
  if (style?.encoding) names.push("is-converted");
  if (spills(plan, row, column, style)) names.push("is-spilling");
  const css: CSSProperties = { ...(style?.fill && !names.some((name) => name.startsWith("t-")) && { backgroundColor: `#${style.fill}` }), ...(style?.indent && { paddingLeft: 4 + style.indent * 10 }) };
  return (
    <td
      className={names.join(" ")}
      style={css}
      data-r={row}
      data-c={column}
      colSpan={merge[3] - merge[1] + 1}
      rowSpan={down}
      tabIndex={here ? 0 : -1}
      aria-selected={within(selected, column)}
      aria-colindex={column + 2}
      title={nameOf(owners, row, column)}
    >
      {style?.fill && names.some((name) => name.startsWith("t-")) ? <span className="im-swatch" style={{ backgroundColor: `#${style.fill}` }} /> : null}
      {cell?.[2] || (cell?.[4] ? <span className="im-formula">{cell[4]}</span> : null)}
    </td>
  );
}
