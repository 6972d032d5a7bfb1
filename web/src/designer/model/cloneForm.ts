/** A copy of a form with all that speaks of it alone: rules, consolidation, page, filled examples. */
import { formOf, formsOf, type Document, type Documents, type FormDocument, type Id } from "./documents";
import { idSource, type IdKind } from "./ids";
import type { Operation } from "./operations";

/** What a mapping says is about the release before, which a copy has not. */
const KINDS: Record<string, IdKind> = { "rules/1": "k", "layout/1": "l", "consolidation/1": "x", "example/1": "e" };

export function cloneForm(documents: Documents, id: Id): { operations: Operation[]; form: FormDocument } | null {
  const old = formOf(documents, id);
  if (!old) return null;
  const fresh = idSource(documents);
  const form: FormDocument = { ...structuredClone(old), id: fresh("f"), code: freeCode(documents, old.code) };
  const operations: Operation[] = [{ op: "add_form", id: form.id, form, after: id }];
  for (const document of Object.values(documents)) {
    const kind = KINDS[document.spec];
    if (!kind || (document as { form?: Id }).form !== id) continue;
    const copy = followed(structuredClone(document), id, form.id) as Document & { id: Id; form: Id };
    copy.id = fresh(kind);
    copy.form = form.id;
    operations.push({ op: "set", path: [copy.id], value: copy });
  }
  return { operations, form: followed(form, id, form.id) as FormDocument };
}

function freeCode(documents: Documents, code: string): string {
  const taken = new Set(formsOf(documents).map((each) => each.code));
  for (let number = 2; ; number += 1) if (!taken.has(`${code} (${number})`)) return `${code} (${number})`;
}

/** Formulas that name the form itself name the copy; nothing else is touched. */
function followed(value: unknown, old: Id, next: Id, key = ""): unknown {
  if (typeof value === "string")
    return FORMULAS.has(key) ? value.replace(new RegExp(`(?<![\\p{L}\\p{N}_])((?:form|biểu)\\s*\\(\\s*)${old}(?=\\s*[,;)])`, "giu"), `$1${next}`) : value;
  if (Array.isArray(value)) return value.map((each) => followed(each, old, next, key));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, followed(each, old, next, name)]));
}

const FORMULAS = new Set(["expr", "formula", "weight"]);
