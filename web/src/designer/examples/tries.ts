/** What the server says of the filled examples and the checks of a form: asked for after every change that matters. */
import { useEffect } from "react";
import { create } from "zustand";
import { post, RequestFailed } from "../../http";
import type { CellJson } from "../../grid";
import { formOf, isLayout, type Documents, type Id, type Rule } from "../model/documents";
import type { Finding } from "../state/api";
import { state, useDesigner } from "../state/store";
import { flushed } from "../state/sync";

export interface Verdict {
  id: Id;
  holds: boolean;
  problems: Finding[];
  /** Computed cells that the example speaks of, as they come out. */
  got: Record<string, CellJson>;
  failed: string[];
}

export interface Tried {
  /** "document/check". */
  rule: string;
  /** A filled example by id, or a kept example of the check by number. */
  example: string;
  title: string;
  outcome: "holds" | "fails" | "silent";
  expected: "" | "holds" | "fails";
  right: boolean;
  sentence: string;
  cells: string[];
}

export interface Tries {
  examples: Verdict[];
  tried: Tried[];
}

interface Held {
  kind: "running" | "done" | "failed";
  of: Documents;
  tries: Tries;
  why: string;
}

const NONE: Tries = { examples: [], tried: [] };

export const useTries = create<{ forms: Record<Id, Held> }>()(() => ({ forms: {} }));

/** Time without an edit before the examples are run: the person is still typing. */
const PAUSE = 500;
let waiting: ReturnType<typeof setTimeout> | undefined;
let asked: AbortController | null = null;

function put(form: Id, held: Partial<Held>): void {
  const { forms } = useTries.getState();
  const before = forms[form] ?? { kind: "running", of: {}, tries: NONE, why: "" };
  useTries.setState({ forms: { ...forms, [form]: { ...before, ...held } } });
}

/** Run the examples of a form soon, unless they were run for just these documents. */
export function tryForm(form: Id): void {
  if (sameToTry(useTries.getState().forms[form]?.of, state().documents)) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => void run(form), PAUSE);
}

async function run(form: Id): Promise<void> {
  asked?.abort();
  const control = (asked = new AbortController());
  put(form, { kind: "running" });
  try {
    await flushed();
    const of = state().documents;
    // Undone meanwhile: there is nothing left to try.
    if (!formOf(of, form)) return;
    const tries = await ask(form, null, control.signal);
    if (!control.signal.aborted) put(form, { kind: "done", of, tries, why: "" });
  } catch (error) {
    if (!control.signal.aborted) put(form, { kind: "failed", of: state().documents, why: whyOf(error) });
  }
}

/** What a check would say of the examples, as it is being written. */
export async function tryRule(form: Id, writing: { rules: Id; id: Id; rule: Rule }, signal: AbortSignal): Promise<Tried[]> {
  await flushed();
  return (await ask(form, writing, signal)).tried;
}

function ask(form: Id, rule: { rules: Id; id: Id; rule: Rule } | null, signal: AbortSignal): Promise<Tries> {
  const { draft } = state();
  return post<Tries>(`/api/drafts/${encodeURIComponent(draft.id)}/samples`, { form, ...(rule ? { rule } : {}) }, { signal });
}

export function whyOf(error: unknown): string {
  if (error instanceof RequestFailed) return (error.body.problems ?? []).map((each) => each.message).filter(Boolean).join(" ") || error.body.title || "";
  return error instanceof Error ? error.message : "";
}

/** Whether the examples would come out the same: how a form prints is of no matter to them. */
export function sameToTry(a: Documents | undefined, b: Documents): boolean {
  if (a === undefined) return false;
  if (a === b) return true;
  const ids = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...ids].every((id) => a[id] === b[id] || isLayout(a[id] ?? b[id]));
}

/** The verdicts of a form, kept up to date while something shows them. */
export function useFormTries(form: Id): Held | undefined {
  const documents = useDesigner((s) => s.documents);
  const held = useTries((s) => s.forms[form]);
  useEffect(() => tryForm(form), [form, documents]);
  return held;
}
