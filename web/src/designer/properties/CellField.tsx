/** The cell of something that holds one: of a question, a heading, a section or a form. */
import type { FieldProps } from "@rjsf/utils";
import { setting } from "../model/operations";
import { valueAt } from "../model/path";
import { state, useDesigner } from "../state/store";
import { act } from "../state/sync";
import type { Path } from "../model/documents";
import { standing } from "./entries";
import { PropertyForm } from "./PropertyForm";
import { titleOf } from "./schemas";

/** What is set most often, by kind of cell; everything else is one click away. */
const LEAD: Record<string, string[]> = {
  number: ["kind", "unit", "decimals", "required", "party", "guidance"],
  computed: ["kind", "unit", "decimals", "guidance"],
  carried: ["kind", "unit", "decimals", "override", "party", "guidance"],
  blocked: ["kind"],
  choice: ["kind", "choices", "dimension", "required", "party", "guidance"],
  text: ["kind", "max_length", "required", "party", "guidance"],
  date: ["kind", "required", "party", "guidance"],
  file: ["kind", "accept", "max_mb", "required", "party", "guidance"],
  target: ["kind", "unit", "decimals", "required", "party", "guidance"],
};

export function leadOf(kind: unknown): string[] {
  return LEAD[typeof kind === "string" ? kind : "number"] ?? ["kind", "guidance"];
}

/** A formula belongs to a computed or carried cell only. */
export function writesKind(path: Path, keys: string[], value: unknown): boolean {
  if (keys[0] !== "kind" || value === "computed" || value === "carried") return false;
  const { documents } = state();
  const formula = [...path, "formula"];
  return act([setting(documents, [...path, "kind"], value), ...(valueAt(documents, formula) === undefined ? [] : [setting(documents, formula, undefined)])]);
}

export function CellField(props: FieldProps) {
  const { context, schema, path, at } = standing(props);
  const kind = useDesigner((s) => valueAt(s.documents, [...path, "kind"]));
  const { form, open } = context.place;
  return <PropertyForm name={titleOf(schema)} place={{ at, schema, paths: [path], form, omit: [], lead: leadOf(kind), write: (keys, value) => writesKind(path, keys, value), ...(open && { open }) }} />;
}
