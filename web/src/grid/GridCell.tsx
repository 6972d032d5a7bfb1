/** One cell as its row draws it. */

import { useLayoutEffect, type ReactElement, type ReactNode } from "react";

import { compareNumbers, difference, formatNumber } from "../numbers";
import { t } from "../words/grid";
import type { CellView } from "./book";
import { beginningOf, isFile, isNumber, sizeText, textOf, type CellJson } from "./cells";
import { markClass, useGrid, type GridShared } from "./context";
import { Editor } from "./Editor";
import { MarkBadge } from "./Head";
import type { Spec } from "./model";

export interface CellProps {
  /** Id of the column. */
  id: string;
  row: number;
  column: number;
  cellKey: string;
  spec: Spec;
  active: boolean;
  inRange: boolean;
  focused: boolean;
  /** The caption of an open row is drawn as a row header, with the class of its indent. */
  header?: string;
  /** Drawn after the value: the button that removes an open row. */
  tail?: ReactNode;
}

const WORDY = new Set(["text", "choice", "file", "target", "date"]);

function classes(props: CellProps, view: CellView, lock: string | null, change: string): string {
  const names = ["k-cell", WORDY.has(props.spec.kind) ? "k-words" : "k-figure", `is-${props.spec.kind}`];
  if (props.active) names.push(props.focused ? "is-active" : "is-idle");
  if (props.inRange) names.push("in-range");
  if (view.fault) names.push("has-fault");
  if (view.fault || view.mark?.severity === "error") names.push("has-error");
  else if (view.mark) names.push("has-warning");
  if (view.incomplete) names.push("is-incomplete");
  if (view.moving) names.push("is-cut");
  if (view.overridden) names.push("is-overridden");
  if (view.note) names.push("has-note");
  if (view.renewed) names.push("is-renewed");
  if (view.other) names.push(view.other.typing ? "has-other is-typed-in" : "has-other");
  if (view.value === null && lock === "file") names.push("is-empty-file");
  if (lock === "party") names.push("is-locked");
  if (props.header !== undefined) names.push(`k-frozen k-caption${props.header}`);
  return names.join(" ") + change;
}

function tipOf(view: CellView, spec: Spec, wide: boolean): string | undefined {
  const other = view.other && t(view.other.typing ? "cell.other.typing" : "cell.other", { name: view.other.name });
  const lines = [other, view.fault, view.mark?.text !== view.fault && view.mark?.text, view.note && `${t("cell.noted")}: ${view.note}`];
  if (view.renewed) lines.push(view.renewed);
  if (view.incomplete) lines.push(t("cell.incomplete"));
  if (wide) lines.push(t("cell.wide", { value: view.text }));
  if (spec.kind === "computed" && spec.formula_words) lines.push(`= ${spec.formula_words}`);
  return lines.filter(Boolean).join("\n") || undefined;
}

/** The value of the period before with the change, as a small second line. */
function Previous({ now, before, spec, column }: { now: CellJson; before: CellJson; spec: Spec; column: number }) {
  const { columns } = useGrid();
  const gap = isNumber(now) && isNumber(before) && compareNumbers(now, before) !== 0 ? difference(now, before) : null;
  const change = gap ? ` ${gap.startsWith("-") ? "" : "+"}${formatNumber(gap, spec.decimals ?? 0)}` : "";
  const shown = textOf(before, spec);
  useLayoutEffect(() => {
    columns.fitSmall(column, shown + change);
  }, [columns, column, shown, change]);
  return (
    <span className="k-prev">
      {shown}
      {change && <span className="k-gain">{change}</span>}
    </span>
  );
}

/** The name and size of an attached file; where one can be attached, the word for it. */
function FileValue({ value, text, open }: { value: CellJson; text: string; open: boolean }) {
  const { files } = useGrid();
  if (!isFile(value)) return <span className={`k-value${text ? "" : " k-file-none"}`}>{text || (open ? t("file.pick") : "")}</span>;
  const { file } = value;
  return (
    <span className="k-value">
      {files ? <a href={files.href(file)} download tabIndex={-1} onMouseDown={(event) => event.stopPropagation()} onClick={(event) => event.stopPropagation()}>{text}</a> : text}
      <span className="k-file-size"> {sizeText(file.size)}</span>
    </span>
  );
}

function structureText(spec: Spec): string {
  if (spec.kind === "blocked") return "X";
  if (spec.kind === "computed") return spec.formula_words ? `= ${spec.formula_words}` : "ƒ";
  // The sign of a carried cell is drawn by its style.
  if (spec.kind === "carried") return spec.formula_words ?? "";
  return "";
}

/** Whether a cell takes its width from what it holds: figures, not words. */
export function isFigure(spec: Spec, header?: string): boolean {
  return !WORDY.has(spec.kind) && header === undefined;
}

/** What a cell shows: its value, or what it is. */
export function shownText(view: CellView, spec: Spec, structure: boolean): string {
  if (structure) return structureText(spec);
  return spec.kind === "blocked" && view.text === "" ? "X" : beginningOf(view.text);
}

/** Draws a cell. No component of its own: hundreds of them are what a table waits for when it opens. The row keeps what was drawn. */
export function drawCell({ control, columns, previous, further, marks, structure }: GridShared, props: CellProps, view: CellView): ReactElement {
  const { cellKey: key, spec, column, active } = props;
  const at = { row: props.row, column };
  const lock = control.lockAt(at);
  const figure = isFigure(spec, props.header);
  const text = shownText(view, spec, structure);
  const wide = figure && !structure && text.length > 24 && !columns.fit(column, text);
  const mark = marks[key];
  const [before, earlier] = figure && spec.kind !== "blocked" ? [previous?.[key], further?.[key]] : [null, null];
  const Tag = props.header === undefined ? "td" : "th";
  return (
    <Tag key={props.id} {...(Tag === "th" && { scope: "row" })} className={classes(props, view, lock, markClass(mark))} data-c={column} data-key={key} data-other={view.other?.name} title={tipOf(view, spec, wide)}>
      {spec.kind === "file" && !structure ? <FileValue value={view.value} text={text} open={lock === "file"} /> : <span className="k-value">{wide ? "###" : text}</span>}
      {mark && <MarkBadge mark={mark} />}
      {before != null && <Previous now={view.value} before={before} spec={spec} column={column} />}
      {earlier != null && <Previous now={view.value} before={earlier} spec={spec} column={column} />}
      {props.tail}
      {active && <Editor at={at} spec={spec} view={view} focused={props.focused} />}
    </Tag>
  );
}
