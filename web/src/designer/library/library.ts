/** The library beside a draft: parts, pins, and what is asked of the server about them. */
import { create } from "zustand";
import { get, post, RequestFailed } from "../../http";
import { t } from "../../words/designer";
import { gridOf, formOf, isGrid, type Documents, type Id } from "../model/documents";
import type { Operation } from "../model/operations";
import { ancestors, standingOf } from "../model/tree";
import type { Finding } from "../state/api";
import type { Selection } from "../state/selection";
import { select, state, toast, useDesigner } from "../state/store";
import { act } from "../state/sync";

export type PartKind = "columns" | "rows" | "dimension" | "indicator";

export interface Preview {
  header?: { label: string; colspan: number; rowspan: number }[][];
  numbers?: string[];
  rows?: { label: string; marker: string; depth: number }[];
  members?: string[];
  indicator?: { code: string; name: string; unit: string; definition: string };
  more: number;
}

export interface Part {
  id: Id;
  rev: number;
  kind: PartKind;
  code: string;
  name: string;
  note: string;
  owner: string;
  mine: boolean;
  preview: Preview;
  href: string;
}

export interface Pin {
  place: string[];
  part: Id;
  name: string;
  rev: number;
  newest: number;
  /** The library here has the revision that is pinned. */
  known: boolean;
  gone?: boolean;
  sentences: string[];
  clashes: Finding[];
}

interface Held {
  parts: Part[] | null;
  maySave: boolean;
  pins: Pin[];
  pinsAt: number;
  failed: boolean;
}

export const useLibrary = create<Held>()(() => ({ parts: null, maySave: false, pins: [], pinsAt: -1, failed: false }));

const at = (rest: string): string => `/api/drafts/${encodeURIComponent(state().draft.id)}/library${rest}`;

export async function loadParts(): Promise<void> {
  try {
    const { parts, may_save } = await get<{ parts: Part[]; may_save: boolean }>("/api/library");
    useLibrary.setState({ parts, maySave: may_save, failed: false });
  } catch {
    useLibrary.setState({ failed: true });
  }
}

/** Pins of the draft with what a newer revision would change; asked once for every saved state. */
export async function loadPins(): Promise<void> {
  const rev = state().rev;
  try {
    const { pins } = await get<{ pins: Pin[] }>(at(""));
    useLibrary.setState({ pins, pinsAt: rev });
  } catch {
    // Without them nothing is offered; the parts say that the library does not answer.
    useLibrary.setState({ pinsAt: rev });
  }
}

/** Whether the open form has anything pinned at all: without it nobody is asked. */
export function hasPins(documents: Documents): boolean {
  return Object.values(documents).some((each) => each["part"] !== undefined || Object.values((each["sections"] as { items: Record<Id, { parts?: object }> } | undefined)?.items ?? {}).some((section) => section.parts !== undefined));
}

export function newer(pins: readonly Pin[]): Pin[] {
  return pins.filter((each) => each.known && each.newest > each.rev && !each.gone);
}

/** Where a part goes: behind what is selected, else at the end of the first table of the form. */
export function spotFor(documents: Documents, form: Id, selection: Selection | null, kind: PartKind): { section: Id; parent: Id | null; after: Id | null } | null {
  const first = formOf(documents, form)?.sections.order.find((id) => isGrid(formOf(documents, form)?.sections.items[id]));
  const section = selection?.section ?? first;
  const grid = section ? gridOf(documents, form, section) : undefined;
  if (!section || !grid || (kind !== "columns" && kind !== "rows")) return section && grid ? { section, parent: null, after: null } : null;
  const tree = grid[kind] as never;
  if (selection?.kind === kind) {
    const last = selection.ids.at(-1) ?? "";
    return { section, parent: standingOf(tree, last)?.parent ?? null, after: last };
  }
  if (selection?.kind === "cells") {
    const id = kind === "rows" ? selection.to.row : selection.to.column;
    return { section, parent: null, after: ancestors(tree, id)[0] ?? id };
  }
  return { section, parent: null, after: null };
}

export async function insertPart(part: Part, form: Id): Promise<void> {
  const spot = spotFor(state().documents, form, state().selection, part.kind);
  if (!spot) return toast(t("library.noTable"), { tone: "error" });
  if (!settled()) return;
  await tried(async () => {
    const { operations } = await post<{ operations: Operation[] }>(at("/insert"), { part: part.id, form, ...spot });
    if (!act(operations)) return;
    const ids = operations.flatMap((each) => (each.op === "insert_node" && each.parent === spot.parent ? [each.id] : []));
    const { kind } = part;
    if (ids.length > 0 && (kind === "columns" || kind === "rows")) onceSaved(() => select({ kind, section: spot.section, ids, part: "label" }));
    toast(t("library.inserted", { name: part.name }), { undo: true });
  });
}

export async function takeNewer(pin: Pin, keep: boolean): Promise<void> {
  if (!settled()) return;
  await tried(async () => {
    const { operations } = await post<{ operations: Operation[] }>(at("/update"), { pin: pin.place, keep });
    if (act(operations)) toast(t("library.updated", { name: pin.name, n: pin.newest }), { undo: true });
  });
}

export interface Saving {
  form?: Id;
  section?: Id;
  axis?: "columns" | "rows";
  ids?: Id[];
  document?: Id;
  part: Id | "";
  code: string;
  name: string;
  note: string;
}

/** Answers what is wrong, or null when the part is kept. */
export async function savePart(saving: Saving): Promise<string | null> {
  if (!settled()) return t("library.unsaved");
  try {
    const { name, rev } = await post<{ name: string; rev: number }>(at("/save"), saving);
    toast(t("library.saved", { name, n: rev }));
    void loadParts();
    return null;
  } catch (error) {
    return sentence(error);
  }
}

/** What is selected is explained by the server, which must have it first. */
function onceSaved(work: () => void): void {
  const stop = useDesigner.subscribe((now) => {
    if (now.pending.length > 0) return;
    stop();
    work();
  });
}

/** The server works on what it has; what is typed must be there first. */
function settled(): boolean {
  if (state().pending.length === 0) return true;
  toast(t("library.unsaved"), { tone: "error" });
  return false;
}

async function tried(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    toast(sentence(error), { tone: "error" });
  }
}

function sentence(error: unknown): string {
  if (!(error instanceof RequestFailed)) throw error;
  const problem = error.body.problems?.[0];
  return problem?.message ? `${problem.message} ${problem.hint ?? ""}`.trim() : error.body.title || t("meaning.failed");
}
