/**
 * Saving. Every gesture is one batch of operations: shown at once, kept in the browser until the server has
 * answered, sent in order. What colleagues did meanwhile comes with the answer and goes underneath.
 */
import { RequestFailed } from "../../http";
import { t } from "../../words/designer";
import type { Documents } from "../model/documents";
import { applyAll, applyChanges, type Entry, type Operation } from "../model/operations";
import { valueAt } from "../model/path";
import type { Answer, DraftApi } from "./api";
import { pruneSelection } from "./prune";
import { type Batch, type Conflict, type LaterWork, setState, state, type Step, toast } from "./store";
import { heard, ownPlace, useTogether } from "./together";
import { refuse } from "./refused";

const LONGEST_WAIT = 30_000;
const POLL = 5_000;
/** What the server takes in one request; one gesture may need several. */
const MOST_AT_ONCE = 500;

let api: DraftApi;
let busy = false;
let wait = 0;
let timer: number | undefined;

const storageKey = (): string => `khuon.draft.${state().draft.id}.pending`;

/** Start saving and listening; takes up what an earlier visit could not send. Returns the way to stop. */
export function startSync(use: DraftApi): () => void {
  api = use;
  busy = false;
  wait = 0;
  // A look at the past has nothing to save and no news to wait for.
  if (state().draft.past) return () => undefined;
  const kept = keptBatches();
  if (kept.length > 0 && state().draft.editable) {
    setState({ pending: kept, documents: rebased(state().base, kept) });
    void pump();
  }
  const poll = window.setInterval(() => void listen(), POLL);
  const retry = (): void => void pump();
  const left = (): void => api.leave(useTogether.getState().page);
  window.addEventListener("online", retry);
  window.addEventListener("pagehide", left);
  void listen();
  return () => {
    window.clearInterval(poll);
    window.removeEventListener("pagehide", left);
    window.clearTimeout(timer);
    window.removeEventListener("online", retry);
  };
}

function keptBatches(): Batch[] {
  try {
    return JSON.parse(localStorage.getItem(storageKey()) ?? "[]") as Batch[];
  } catch {
    return [];
  }
}

function keep(pending: Batch[]): void {
  setState({ pending });
  try {
    if (pending.length > 0) localStorage.setItem(storageKey(), JSON.stringify(pending));
    else localStorage.removeItem(storageKey());
  } catch {
    // Without storage the batches live as long as the page.
  }
}

/** Do something: show it, queue it, send it. False when nothing was done. */
export function act(operations: Operation[]): boolean {
  if (!state().draft.editable || operations.length === 0) return false;
  const group = newName();
  const marked = operations.map((operation) => ({ ...operation, group }));
  try {
    setState({ documents: applyAll(state().documents, marked) });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    toast(t("save.gone"), { tone: "error" });
    return false;
  }
  const batches: Batch[] = [];
  for (let at = 0; at < marked.length; at += MOST_AT_ONCE) batches.push({ id: `${group}-${at}`, group, operations: marked.slice(at, at + MOST_AT_ONCE) });
  forgetUndo();
  keep([...state().pending, ...batches]);
  void pump();
  return true;
}

function newName(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (each) => (each % 36).toString(36)).join("");
}

/** An offer to take something back is about the last thing done; after the next it would take back the wrong one. */
function forgetUndo(): void {
  setState({ toasts: state().toasts.filter((each) => !each.undo) });
}

function rebased(base: Documents, pending: Batch[]): Documents {
  return pending.reduce((documents, batch) => {
    try {
      return applyAll(documents, batch.operations);
    } catch (error) {
      // Its place is gone here; the server will say so and the person decides.
      if (!(error instanceof RangeError)) throw error;
      return documents;
    }
  }, base);
}

function settle(answer: Answer, pending: Batch[]): void {
  const news = [...(answer.since ?? []), ...answer.entries].filter((entry) => entry.seq > state().rev);
  const base = news.reduce((now, entry) => applyChanges(now, entry.changes), state().base);
  keep(pending);
  setState({
    base,
    rev: Math.max(state().rev, answer.rev),
    documents: rebased(base, pending),
    history: [...state().history, ...news].slice(-200),
    ...(answer.problems && { findings: answer.problems }),
  });
  pruneSelection();
}

/** Send the oldest batch, then the next, until none is left or one has to wait. */
export async function pump(): Promise<void> {
  const [batch, ...rest] = state().pending;
  if (busy || state().conflict) return;
  if (!batch) {
    if (state().save !== "saved") setState({ save: "saved" });
    return;
  }
  window.clearTimeout(timer);
  busy = true;
  setState({ save: "saving" });
  try {
    const answer = batch.step ? await api.step(batch.step, state().rev, batch.id) : await api.send(state().rev, batch);
    busy = false;
    wait = 0;
    settle(answer, state().pending.filter((each) => each !== batch));
    tellOthers(answer.since ?? []);
    const label = batch.step && answer.entries.at(-1)?.label;
    if (label) toast(label, { topic: "undo" });
  } catch (error) {
    busy = false;
    if (!(error instanceof RequestFailed)) throw error;
    failed(error, batch, rest);
    return;
  }
  void pump();
}

function failed(error: RequestFailed, batch: Batch, rest: Batch[]): void {
  if (error.passing) {
    wait = Math.min(LONGEST_WAIT, wait * 2 || 2_000);
    setState({ save: "waiting" });
    timer = window.setTimeout(() => void pump(), wait);
  } else if (error.status === 401) {
    setState({ save: "signedOut" });
  } else if (error.status === 409 && error.code === "draft.conflict" && !batch.step) {
    void meet(error, batch);
  } else if (error.status === 409 && GONE.has(error.code) && !batch.step) {
    void missed(error, batch);
  } else {
    keep(rest);
    setState({ documents: rebased(state().base, rest) });
    pruneSelection();
    const first = error.body.problems?.[0];
    if (first?.code === "draft.later_work") setState({ laterWork: { message: first.message ?? "", ...(first.args as unknown as Omit<LaterWork, "message">) } });
    else if (batch.step) toast(first?.message ?? error.body.title ?? t("save.refused"), { tone: "plain" });
    else declined(error, batch);
    void pump();
  }
}

/** The change itself is wrong: say why and where, and keep what was typed where the person can take it from. */
function declined(error: RequestFailed, batch: Batch): void {
  const told = error.body.problems?.length ? error.body.problems : [{ message: error.body.title ?? t("save.refused"), hint: error.body.detail ?? "" }];
  refuse({
    problems: told.map((each) => ({ code: ("code" in each && each.code) || error.code, place: ("place" in each && each.place) || "", message: each.message ?? "", hint: ("hint" in each && each.hint) || "" })),
    items: batch.operations.map(written),
  });
}

/** A clash: take in what the colleague did, then let the person choose between the two values. */
async function meet(error: RequestFailed, batch: Batch): Promise<void> {
  const items: Conflict["items"] = (error.body.problems ?? []).map((problem) => ({
    place: problem.place ?? "",
    path: (problem.args?.["path"] as string[] | undefined) ?? (problem.place ?? "").split("/"),
    yours: problem.args?.["yours"] ?? (problem as { yours?: unknown }).yours ?? null,
    theirs: problem.args?.["theirs"] ?? (problem as { theirs?: unknown }).theirs ?? null,
    message: problem.message ?? "",
  }));
  setState({ conflict: { batch, items } });
  await listen(true);
}

/** What a colleague's work makes of a change that can no longer be made. */
const GONE = new Set(["draft.no_place", "draft.id_taken", "draft.id_reused", "draft.cycle"]);

/** The place is gone: take in what the colleague did, and show what was typed, so that it can be saved elsewhere. */
async function missed(error: RequestFailed, batch: Batch): Promise<void> {
  const message = error.body.problems?.[0]?.message ?? error.body.title ?? "";
  const group = state().pending.filter((each) => each === batch || each.group === batch.group);
  const items = group.flatMap((each) => each.operations).map((operation) => ({ ...written(operation), theirs: null, message, place: "" }));
  setState({ conflict: { batch, items, gone: true } });
  await listen(true);
}

/** The place that an operation is about and what it brings there. */
function written(operation: Operation): { path: string[]; yours: unknown } {
  switch (operation.op) {
    case "set":
      return { path: operation.path, yours: operation.value };
    case "insert_item":
      return { path: [...operation.path, operation.id], yours: operation.item };
    case "set_relation":
      return { path: [operation.doc, "sections", "items", operation.section, "columns", "nodes", operation.column, "relation"], yours: operation.text };
    case "set_rule":
      return { path: [operation.rules, "items", operation.id], yours: operation.rule };
    case "insert_node":
      return { path: [operation.doc, operation.section, operation.axis, operation.id], yours: operation.node };
    case "insert_section":
      return { path: [operation.doc, operation.id], yours: operation.section };
    case "add_form":
      return { path: [operation.id], yours: operation.form };
    default:
      return { path: "path" in operation ? [...operation.path, operation.id] : ["doc" in operation ? operation.doc : "rules" in operation ? operation.rules : operation.id, operation.id], yours: null };
  }
}

/** `mine`: send again over what stands there now; otherwise what the colleague wrote stays. */
export function resolve(mine: boolean): void {
  const { conflict, pending, base } = state();
  if (!conflict) return;
  const rest = pending.filter((each) => each !== conflict.batch && each.group !== conflict.batch.group);
  const again: Batch = { ...conflict.batch, operations: conflict.batch.operations.map((operation) => onto(base, operation)) };
  const next = mine ? [again, ...rest] : rest;
  keep(next);
  setState({ conflict: null, documents: rebased(base, next) });
  pruneSelection();
  void pump();
}

/** The operation as if the person had seen what stands in the documents now. */
export function onto(base: Documents, operation: Operation): Operation {
  if (operation.op === "set") {
    const { was: _seen, ...rest } = operation;
    const now = valueAt(base, operation.path);
    return now === undefined ? rest : { ...rest, was: now };
  }
  if (operation.op === "set_rule" || operation.op === "remove_rule") {
    const { was: _seen, ...rest } = operation;
    return rest;
  }
  return operation;
}

/** Ask what others did since; a failure only means asking again later. */
export async function listen(force = false): Promise<void> {
  if (busy || (!force && (document.hidden || state().pending.length > 0))) return;
  try {
    const answer = await api.since(state().rev, useTogether.getState().page, ownPlace());
    heard(answer.people);
    const entries = answer.entries ?? answer.since ?? [];
    if (busy || entries.length === 0) return;
    settle({ ...answer, entries, since: [] }, state().pending);
    tellOthers(entries);
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    if (error.status === 401) setState({ save: "signedOut" });
  }
}

function tellOthers(entries: Entry[]): void {
  const own = state().me.name;
  const others = entries.filter((entry) => entry.by !== own && !entry.mine);
  if (others.length === 0) return;
  const last = others.at(-1) as Entry;
  const more = others.length - 1;
  const text = t(more > 0 ? "others.many" : "others.one", { who: last.by, what: last.label ?? "", more });
  toast(text);
}

/** Undo, redo and the like on the server, after everything that was done before and before everything done after. */
export async function step(which: Step): Promise<void> {
  if (!state().draft.editable || state().conflict) return;
  forgetUndo();
  const name = newName();
  keep([...state().pending, { id: name, group: name, operations: [], step: which }]);
  await pump();
}

/** Resolves once everything is on the server; rejects when something has to wait. */
export async function flushed(): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (!busy && state().pending.length === 0) return;
    if (state().save === "waiting" || state().save === "signedOut" || state().conflict) break;
    await new Promise((done) => window.setTimeout(done, 50));
  }
  throw new Error(t("save.waiting"));
}
