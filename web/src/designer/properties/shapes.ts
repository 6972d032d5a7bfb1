/** What a property looks like on screen follows from the shape of its schema; nothing here knows a property by its place. */
import { unitKinds } from "../parts/unitKinds";
import type { Schema } from "./schemas";
import { REFERENCES } from "./references";

export type Shape =
  | "ordered" | "tree" | "map" | "table" | "lines" | "checks" | "links" | "figures" | "object" | "cell"
  | "choice" | "truth" | "date" | "link" | "whole" | "decimal" | "long" | "text" | "formula" | "measure" | "kinds" | "unitKind" | "month";

export const DATE = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
export const DECIMAL = "^-?(0|[1-9][0-9]*)([.][0-9]+)?$";

/** Widgets of rjsf, by the names they are registered under; every other shape is a field of our own. */
const WIDGETS = new Set<Shape>(["choice", "truth", "date", "link", "whole", "decimal", "long", "text", "formula", "measure", "unitKind", "month"]);

/** Shapes that stand beside their caption in one line. */
export const INLINE = new Set<Shape>([...WIDGETS].filter((shape) => shape !== "long" && shape !== "formula"));

/** Frequent properties with an editor of their own; a property that is not named here is drawn by its shape. */
const NAMED: Record<string, Shape> = {
  formula: "formula", figure: "formula", weight: "formula", expr: "formula", unit: "measure", audience: "kinds", kinds: "kinds", tier: "unitKind", month: "month",
};

/** What a number begins with where 0 would say something of its own that nobody meant. */
const BEGINNING: Record<string, number> = { days: 3 };

const FEW = 12;
const LONG = 1000;

/** The one real alternative of `anyOf`: a text or nothing is a text, a number or the word "auto" is a text. */
export function plain(schema: Schema): Schema {
  const real = schema.anyOf?.filter((each) => each.type !== "null");
  const first = real?.[0];
  if (!first) return schema;
  const { anyOf: _anyOf, ...rest } = schema;
  // A word beside a number is written into the same field, so that its way of writing is judged by the whole.
  return real.length > 1 ? { ...rest, type: "string" } : { ...first, ...rest };
}

function has(type: Schema["type"], name: string): boolean {
  return type === name || (Array.isArray(type) && type.includes(name));
}

export function shapeOf(given: Schema, name: string): Shape {
  const schema = plain(given);
  const named = NAMED[name];
  if (named && has(schema.type, named === "kinds" ? "array" : named === "month" ? "integer" : "string")) return named;
  if (schema.enum) return "choice";
  if (has(schema.type, "array")) return arrayShape(schema, name);
  if (has(schema.type, "object")) return objectShape(schema);
  if (has(schema.type, "boolean")) return "truth";
  if (has(schema.type, "integer") || has(schema.type, "number")) return (schema.maximum ?? Infinity) - (schema.minimum ?? -Infinity) <= FEW ? "choice" : "whole";
  if (schema.pattern === DATE) return "date";
  if (schema.pattern === DECIMAL) return "decimal";
  if (schema["x-of"] === "id" && name in REFERENCES) return "link";
  return (schema.maxLength ?? 0) >= LONG ? "long" : "text";
}

function arrayShape(schema: Schema, name: string): Shape {
  const item = schema.items ?? {};
  if (item.properties) return "table";
  if (item.enum) return "checks";
  return name in REFERENCES ? "links" : "lines";
}

function objectShape(schema: Schema): Shape {
  const { properties } = schema;
  if (properties?.["order"] && properties["items"]?.additionalProperties) return "ordered";
  if (properties?.["root"] && properties["nodes"]?.additionalProperties) return "tree";
  if (schema["x-of"] === "cell") return "cell";
  if (properties) return "object";
  return typeof schema.additionalProperties === "object" ? "map" : "figures";
}

export interface Look {
  "ui:field"?: string;
  "ui:widget"?: string;
  "ui:options"?: Record<string, unknown>;
  [property: string]: unknown;
}

/** How rjsf is to draw a schema: by widget or field of the shape of each property. */
export function lookOf(schema: Schema, omit: ReadonlySet<string> = new Set(), keys: string[] = []): Look {
  const look: Look = {};
  for (const [name, each] of Object.entries(schema.properties ?? {})) {
    if (omit.has(name)) continue;
    const shape = shapeOf(each, name);
    if (shape === "object") look[name] = lookOf(each, new Set(), [...keys, name]);
    else look[name] = { [WIDGETS.has(shape) ? "ui:widget" : "ui:field"]: shape, "ui:options": { keys: [...keys, name] } };
  }
  return look;
}

/** The schema that rjsf is given: what only judges is left out, so that it makes nothing up from it. */
export function drawn(schema: Schema, omit: ReadonlySet<string>, word: (schema: Schema, name: string) => string): Record<string, unknown> {
  const properties = Object.entries(schema.properties ?? {}).filter(([name]) => !omit.has(name));
  return {
    type: "object",
    properties: Object.fromEntries(properties.map(([name, each]) => [name, drawnProperty(each, name, word)])),
  };
}

function drawnProperty(given: Schema, name: string, word: (schema: Schema, name: string) => string): Record<string, unknown> {
  const schema = plain(given);
  const title = word(schema, name);
  const shape = shapeOf(given, name);
  if (shape === "object") return { ...drawn(schema, new Set(), word), title, from: given };
  const type = has(schema.type, "integer") ? "integer" : has(schema.type, "boolean") ? "boolean" : has(schema.type, "array") ? "array" : has(schema.type, "object") ? "object" : "string";
  return { type, title, from: given };
}

/** Something to begin an entry with: only what must be there, as empty as it may be. */
export function blankOf(given: Schema, name = ""): unknown {
  const schema = plain(given);
  if (NAMED[name] === "unitKind" && has(schema.type, "string")) return unitKinds()[0]?.value ?? "";
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (has(schema.type, "object")) {
    const needed = schema.required ?? [];
    return Object.fromEntries(needed.map((name) => [name, blankOf(schema.properties?.[name] ?? {}, name)]));
  }
  if (has(schema.type, "array")) return [];
  if (has(schema.type, "boolean")) return false;
  if (has(schema.type, "integer")) return Math.max(schema.minimum ?? 0, BEGINNING[name] ?? 0);
  return "";
}
