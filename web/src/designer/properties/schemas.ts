/** The JSON Schemas of the metadata language as the panels read them: fragments without references, in the person's language. */
import consolidation from "../../../../metadata/schemas/consolidation.schema.json";
import dimension from "../../../../metadata/schemas/dimension.schema.json";
import form from "../../../../metadata/schemas/form.schema.json";
import indicator from "../../../../metadata/schemas/indicator.schema.json";
import layout from "../../../../metadata/schemas/layout.schema.json";
import regime from "../../../../metadata/schemas/regime.schema.json";
import rules from "../../../../metadata/schemas/rules.schema.json";
import { language } from "../../words";

export interface Schema {
  title?: string;
  description?: string;
  type?: string | string[];
  enum?: string[];
  const?: string;
  pattern?: string;
  format?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  required?: string[];
  uniqueItems?: boolean;
  properties?: Record<string, Schema>;
  propertyNames?: Schema;
  additionalProperties?: Schema | boolean;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  $ref?: string;
  $defs?: Record<string, Schema>;
  "x-en"?: { title: string; description: string };
  "x-values"?: Record<string, { vi: string; en: string }>;
  /** What holds when nothing is said. */
  "x-unset"?: { vi: string; en: string };
  /** The definition that was referred to: `id` names something that stands elsewhere. */
  "x-of"?: string;
}

export type Kind = "form" | "layout" | "regime" | "rules" | "consolidation" | "dimension" | "indicator";

const SCHEMAS = { form, layout, regime, rules, consolidation, dimension, indicator } as unknown as Record<Kind, Schema>;

export const KINDS = Object.keys(SCHEMAS) as Kind[];

/** The whole schema of a kind of document, as shipped. */
export function schemaOf(kind: Kind): Schema {
  return SCHEMAS[kind];
}

const known = new Map<string, Schema>();

/**
 * The schema that stands at a place of the language: names of properties, `*` for any entry of a map, `[]` for an entry of a list,
 * `:grid` for the section of a kind. Every reference in it is resolved.
 */
export function fragment(kind: Kind, at: readonly string[], root: Schema = SCHEMAS[kind]): Schema {
  const key = [kind, ...at].join("/");
  const held = root === SCHEMAS[kind] ? known.get(key) : undefined;
  if (held) return held;
  const found = at.reduce((here, step) => stepped(resolved(here, root), step, key), root);
  const made = inlined(found, root);
  if (root === SCHEMAS[kind]) known.set(key, made);
  return made;
}

function stepped(here: Schema, step: string, key: string): Schema {
  const next =
    step === "*" ? (here.additionalProperties as Schema | undefined)
    : step === "[]" ? here.items
    : step.startsWith(":") ? here.oneOf?.find((each) => speaksOf(each, step.slice(1)))
    : here.properties?.[step];
  if (!next) throw new RangeError(`no ${step} in ${key}`);
  return next;
}

function speaksOf(section: Schema, kind: string): boolean {
  const said = section.properties?.["kind"];
  return said?.const === kind || (said?.enum?.includes(kind) ?? false);
}

function resolved(schema: Schema, root: Schema): Schema {
  if (!schema.$ref) return schema;
  const name = schema.$ref.replace("#/$defs/", "");
  const { $ref: _ref, ...beside } = schema;
  return { ...resolved(root.$defs?.[name] ?? {}, root), "x-of": name, ...beside };
}

function inlined(schema: Schema, root: Schema): Schema {
  const here = resolved(schema, root);
  const inner = (each: Schema): Schema => inlined(each, root);
  const { $defs: _defs, ...rest } = here;
  return {
    ...rest,
    ...(here.properties && { properties: mapped(here.properties, inner) }),
    ...(here.items && { items: inner(here.items) }),
    ...(typeof here.additionalProperties === "object" && { additionalProperties: inner(here.additionalProperties) }),
    ...(here.anyOf && { anyOf: here.anyOf.map(inner) }),
    ...(here.oneOf && { oneOf: here.oneOf.map(inner) }),
  };
}

function mapped(all: Record<string, Schema>, change: (each: Schema) => Schema): Record<string, Schema> {
  return Object.fromEntries(Object.entries(all).map(([key, each]) => [key, change(each)]));
}

/** What a property is called; a property without words shows its own name, so that a slip is seen. */
export function titleOf(schema: Schema, name = ""): string {
  return (language() === "en" ? schema["x-en"]?.title : undefined) ?? schema.title ?? name;
}

export function helpOf(schema: Schema): string {
  return (language() === "en" ? schema["x-en"]?.description : undefined) ?? schema.description ?? "";
}

export function valueWord(schema: Schema, value: string): string {
  return schema["x-values"]?.[value]?.[language()] ?? value;
}

export function unsetWord(schema: Schema): string | undefined {
  return schema["x-unset"]?.[language()];
}
