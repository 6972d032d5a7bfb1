/** Proofs of the rules, form by form: asked for, running, there, and whether the draft is still what was proven. */
import { create } from "zustand";
import { post, RequestFailed } from "../../http";
import { t } from "../../words/designer";
import { isExample } from "../examples/documents";
import type { Example } from "../model/examples";
import { isLayout, isRules, type Documents, type Id } from "../model/documents";
import { same } from "../model/path";
import type { Selection } from "./selection";
import { type Mark, state, useDesigner } from "./store";
import { flushed, listen } from "./sync";

export interface Said {
  vi: string;
  en: string;
}

export interface ProofFinding {
  code: string;
  severity: "error" | "warning" | "info";
  /** Checks by their full names "document/check". */
  rules: string[];
  checks: string[];
  cells: string[];
  values: Record<string, string>;
  message: Said;
  todo: Said;
}

export interface Unproven {
  rule: string;
  check: string;
  code: string;
  message: Said;
}

export interface Proof {
  form: Id;
  /** False when the time ran out before everything was looked at. */
  complete: boolean;
  seconds: number;
  findings: ProofFinding[];
  unproven: Unproven[];
  examples: Record<string, Example[]>;
  no_example: Record<string, Said>;
  /** The revision of the draft that this is true of. */
  rev: number;
}

export type Run =
  | { kind: "running" }
  | { kind: "done"; proof: Proof; of: Documents }
  | { kind: "failed"; messages: string[] }
  | { kind: "stopped"; changed: boolean };

interface Proving {
  runs: Record<Id, Run>;
  /** Seconds that a proof may take on the server. */
  limit: number;
  /** Seconds without an edit after which the rules are proven by themselves; 0 never. */
  pause: number;
  /** The check that a finding led to, and the cells that the finding is about. */
  shown: Shown | null;
}

export interface Shown {
  form: Id;
  /** Empty when the finding is about no check. */
  id: Id;
  marks: Mark[];
  /** The selection that was made for it: another one ends it. */
  selection: Selection | null;
}

/** What the page says about proofs beside the island's own data. */
export interface ProofData {
  proof_seconds: number;
}

export const useProving = create<Proving>()(() => ({ runs: {}, limit: 10, pause: 4, shown: null }));

/** Cells of the finding that the person follows just now, over the selection that was made for it. */
export function shownMarks(): Mark[] | null {
  const { shown } = useProving.getState();
  return shown && shown.selection === state().selection ? shown.marks : null;
}

const running = new Map<Id, AbortController>();

function put(form: Id, run: Run): void {
  useProving.setState({ runs: { ...useProving.getState().runs, [form]: run } });
}

/** Whether the same things would be proven of both: looks and kept examples aside. */
export function sameRules(a: Documents, b: Documents): boolean {
  if (a === b) return true;
  const ids = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...ids].every((id) => a[id] === b[id] || isLayout(a[id] ?? b[id]) || isExample(a[id] ?? b[id]) || same(bare(a[id]), bare(b[id])));
}

function bare(document: unknown): unknown {
  if (!isRules(document)) return document;
  const items = Object.entries(document.items).map(([id, { examples: _kept, ...rule }]) => [id, rule] as const);
  return { ...document, items: Object.fromEntries(items) };
}

/** Prove the rules of a form as the draft stands; given up as soon as the draft changes. */
export async function prove(form: Id, auto = false): Promise<void> {
  stop(form);
  const control = new AbortController();
  running.set(form, control);
  put(form, { kind: "running" });
  let leave = (): void => undefined;
  try {
    await flushed();
    control.signal.throwIfAborted();
    const before = state().documents;
    leave = useDesigner.subscribe((now) => {
      if (!sameRules(before, now.documents)) stop(form, true);
    });
    const proof = await post<Proof>(`/api/drafts/${encodeURIComponent(state().draft.id)}/proofs`, { form, ...(auto ? { auto } : {}) }, { signal: control.signal });
    leave();
    const of = await documentsAt(proof.rev, before);
    if (running.get(form) === control) put(form, { kind: "done", proof, of });
  } catch (error) {
    // Nobody asked for this one: while others are being proven it waits for the next pause.
    if (!control.signal.aborted) put(form, auto && error instanceof RequestFailed && error.status === 409 ? { kind: "stopped", changed: true } : { kind: "failed", messages: messagesOf(error) });
  } finally {
    leave();
    if (running.get(form) === control) running.delete(form);
  }
}

/** The documents that a proof is about; nothing we have when a colleague's change came between. */
async function documentsAt(rev: number, before: Documents): Promise<Documents> {
  if (rev === state().rev) return before;
  await listen(true);
  return rev === state().rev && state().pending.length === 0 ? state().documents : {};
}

/** Stop waiting for a proof, because the person says so or because the draft has changed. */
export function stop(form: Id, changed = false): void {
  const control = running.get(form);
  if (!control) return;
  running.delete(form);
  control.abort();
  put(form, { kind: "stopped", changed });
}

function messagesOf(error: unknown): string[] {
  if (error instanceof RequestFailed) {
    const named = (error.body.problems ?? []).flatMap((problem) => problem.message ?? []);
    return named.length > 0 ? named : [error.body.title || t("save.waiting")];
  }
  // What could not be sent yet says so itself.
  return [error instanceof Error ? error.message : t("save.waiting")];
}
