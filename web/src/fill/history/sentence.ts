/** One change of a cell as a sentence: who made what of what. */

import { textOf } from "../../grid";
import { isRaw, type CellJson } from "../../grid/cells";
import type { Spec } from "../../grid/model";
import { t } from "../../words/fill-saving";
import type { CellLine } from "../payload";

export interface Said {
  /** The sentence in parts: values stand out. */
  parts: { text: string; value: boolean }[];
  at: string;
  /** The value that the change made, when it can be put back into the cell. */
  value: CellJson | undefined;
}

interface Caption {
  label: string;
}

function isCaption(value: unknown): value is Caption {
  return typeof value === "object" && value !== null && "label" in value;
}

/** The clock of the reports, wherever the browser stands. */
const CLOCK = new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Ho_Chi_Minh", day: "2-digit", month: "2-digit", year: "numeric", hour: "2-digit", minute: "2-digit" });

/** Day and time as they are written in Vietnam. */
export function moment(iso: string): string {
  const [day, time] = CLOCK.format(new Date(iso)).split(", ");
  return `${time} ${day}`;
}

function shown(value: CellLine["before"], spec: Spec | null): string {
  if (isCaption(value)) return value.label ? `“${value.label}”` : t("history.unnamed");
  const cell = value as CellJson;
  return isRaw(cell) ? `“${cell.raw}” (${t("history.invalid")})` : textOf(cell, spec);
}

function keyOfSentence({ key, before, after }: CellLine): "history.first" {
  const [was, is] = [before !== null, after !== null];
  if (key.endsWith("!reason")) return (is ? "history.reasoned" : "history.unreasoned") as "history.first";
  const row = isCaption(before) || isCaption(after);
  if (row) return (was && is ? "history.rowNamed" : is ? "history.rowAdded" : "history.rowGone") as "history.first";
  return (was && is ? "history.changed" : is ? "history.first" : "history.cleared") as "history.first";
}

/** A sentence with its values set apart, so that they stand out. */
export function said(line: CellLine, spec: Spec | null): Said {
  const reason = line.key.endsWith("!reason");
  const values = { before: reason ? `“${String(line.before)}”` : shown(line.before, spec), after: reason ? `“${String(line.after)}”` : shown(line.after, spec) };
  const marks = { before: "\u0001", after: "\u0002" };
  const text = t(keyOfSentence(line), { by: line.by, ...marks });
  const parts = text.split(/([\u0001\u0002])/).filter(Boolean).map((part) => {
    if (part === marks.before) return { text: values.before, value: true };
    return part === marks.after ? { text: values.after, value: true } : { text: part, value: false };
  });
  const own = !reason && !isCaption(line.before) && !isCaption(line.after);
  return { parts, at: line.at, value: own ? (line.after as CellJson) : undefined };
}
