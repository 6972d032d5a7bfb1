/** Filled examples as documents of a draft, and the operations on them. */
import type { CellJson } from "../../grid";
import type { Documents, Id } from "../model/documents";
import type { Operation } from "../model/operations";
import { setting } from "../model/operations";

export interface FilledExample {
  spec: "example/1";
  id: Id;
  form: Id;
  title: string;
  note?: string;
  /** Kind of unit that fills; without it everything is shown. */
  audience?: string;
  /** Entered values by cell key. */
  cells: Record<string, CellJson>;
  /** Values of other periods and forms by "period|form|cell". */
  outside?: Record<string, CellJson>;
  expect: { cells?: Record<string, CellJson>; fails?: string[] };
}

export function isExample(document: unknown): document is FilledExample {
  const spec = (document as { spec?: unknown } | undefined)?.spec;
  return typeof spec === "string" && spec.startsWith("example/");
}

export function exampleOf(documents: Documents, id: Id | undefined): FilledExample | null {
  const found = id === undefined ? undefined : (documents[id] as unknown);
  return isExample(found) ? found : null;
}

/** The examples of a form, by title. */
export function filledExamples(documents: Documents, form: Id): FilledExample[] {
  const all = (Object.values(documents) as unknown[]).filter(isExample);
  return all.filter((each) => each.form === form).sort((a, b) => a.title.localeCompare(b.title, "vi") || (a.id < b.id ? -1 : 1));
}

/** A new example as it came from the form, or what changes in one that is kept; nothing when nothing does. */
export function keeping(documents: Documents, example: FilledExample): Operation[] {
  const held = exampleOf(documents, example.id);
  if (!held) return [{ op: "set", path: [example.id], value: example }];
  const parts = ["title", "audience", "cells", "outside", "expect"] as const;
  return parts.filter((part) => JSON.stringify(held[part] ?? null) !== JSON.stringify(example[part] ?? null)).map((part) => setting(documents, [example.id, part], example[part]));
}

export function removing(documents: Documents, id: Id): Operation[] {
  return [{ op: "set", path: [id], value: null, was: documents[id] }];
}
