/** What the server knows of a form's meaning: bindings it proposes, figures that are asked for elsewhere. Kept by form, asked again after changes. */
import { useEffect } from "react";
import { create } from "zustand";
import { get } from "../../http";
import type { Id } from "../model/documents";
import type { Operation } from "../model/operations";
import { copiedOf } from "./copied";
import { state, useDesigner } from "../state/store";

export interface Proposal {
  section: Id;
  axis: "columns" | "rows";
  node: Id;
  label: string;
  score: number;
  reasons: string[];
  indicator: { id: Id; code: string; name: string; origin: string } | null;
  members: string[];
  operations: Operation[];
}

export interface Repeat {
  section: Id;
  axis: "columns" | "rows";
  node: Id;
  label: string;
  /** The same data point by its binding; else only the captions are alike. */
  same: boolean;
  score: number;
  own: boolean;
  meant: boolean;
  place: string;
  regime: { code: string; name: string; owner: string; no: number; often: string };
  form: { id: Id; code: string; title: string };
  words: string;
  mark: string;
  node_there: { section: Id; axis: "columns" | "rows"; id: Id };
  href: string;
  bind: Operation[];
  take: Operation[];
}

export interface Meaning {
  rev: number;
  proposals: Proposal[];
  repeats: Repeat[];
}

interface Held {
  forms: Record<Id, Meaning>;
  busy: boolean;
  failed: boolean;
}

export const useMeaning = create<Held>()(() => ({ forms: {}, busy: false, failed: false }));

/** Milliseconds of quiet before the server is asked again. */
const PAUSE = 1500;
let asked: AbortController | null = null;

export async function ask(form: Id): Promise<void> {
  asked?.abort();
  const mine = (asked = new AbortController());
  useMeaning.setState({ busy: true });
  try {
    const found = await get<Meaning>(`/api/drafts/${encodeURIComponent(state().draft.id)}/meaning/${encodeURIComponent(form)}`, mine.signal);
    useMeaning.setState({ forms: { ...useMeaning.getState().forms, [form]: found }, busy: false, failed: false });
  } catch {
    if (asked === mine) useMeaning.setState({ busy: false, failed: true });
  }
}

/** Keeps what is known of the open form up to date, once everything typed is saved. */
export function useMeaningOf(form: Id): void {
  const rev = useDesigner((s) => s.rev);
  const pending = useDesigner((s) => s.pending.length);
  const past = useDesigner((s) => s.draft.past);
  useEffect(() => {
    if (pending > 0 || past || useMeaning.getState().forms[form]?.rev === rev) return undefined;
    const first = useMeaning.getState().forms[form] === undefined;
    const timer = window.setTimeout(() => void ask(form), first ? 300 : PAUSE);
    return () => window.clearTimeout(timer);
  }, [form, rev, pending, past]);
}

/** What is known of any form of the draft, asked for when its answers are wanted: the remarks about other regimes alone. */
export async function meaningOf(form: Id): Promise<Meaning> {
  const known = useMeaning.getState().forms[form];
  if (known?.rev === state().rev) return known;
  return get<Meaning>(`/api/drafts/${encodeURIComponent(state().draft.id)}/meaning/${encodeURIComponent(form)}?brief=1`);
}

const NONE: readonly Repeat[] = [];

/** Remarks of the form that were not answered and stand at a column or row of their own. */
export function openRepeats(held: Held, form: Id): readonly Repeat[] {
  const open = held.forms[form]?.repeats.filter((each) => !each.meant) ?? NONE;
  const copied = new Set(copiedOf(open).flatMap(({ list }) => list));
  return open.filter((each) => !copied.has(each));
}
