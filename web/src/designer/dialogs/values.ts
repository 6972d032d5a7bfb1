/** A value of the documents as a person reads it in a dialog. */
import { t } from "../../words/designer";

export function shown(value: unknown): string {
  if (value === null || value === undefined || value === "") return t("conflict.nothing");
  if (typeof value === "string" || typeof value === "number") return String(value);
  if (typeof value === "boolean") return value ? t("yes") : t("no");
  const held = value as Record<string, unknown>;
  const text = ["label", "expr", "title", "text", "name"].map((key) => held[key]).find((each) => typeof each === "string" && each !== "");
  return typeof text === "string" ? text : JSON.stringify(value);
}
