/** The history as far as it was read: pages of gestures, named points, what is chosen and what that changed. */
import { create } from "zustand";
import { get, post, RequestFailed } from "../../http";
import { t } from "../../words/designer";
import type { Difference } from "../state/api";
import type { Id, Path } from "../model/documents";
import { state, toast } from "../state/store";

export interface Gesture {
  first: number;
  last: number;
  kind: string;
  label: string;
  count: number;
  by: string;
  by_id: string;
  mine: boolean;
  at_text: string;
  forms: Id[];
}

export interface Point {
  id: string;
  name: string;
  seq: number;
  by: string;
  at_text: string;
}

interface Page {
  rev: number;
  gestures: Gesture[];
  more: boolean;
  people: { id: string; name: string }[];
  points: Point[];
}

export interface Told extends Difference {
  paths?: Path[];
}

export type Chosen = { kind: "gesture"; first: number; last: number } | { kind: "point"; id: string; seq: number } | null;

interface HistoryState {
  open: boolean;
  tab: "changes" | "points";
  by: string;
  form: Id;
  loading: boolean;
  failed: boolean;
  gestures: Gesture[];
  more: boolean;
  people: Page["people"];
  points: Point[];
  chosen: Chosen;
  told: Told | null;
  /** Name being given: to a revision, or to a point that has one. */
  naming: { seq: number | null; point: Point | null } | null;
}

export const useHistory = create<HistoryState>()(() => ({
  open: false, tab: "changes", by: "", form: "", loading: false, failed: false, gestures: [], more: false, people: [], points: [], chosen: null, told: null, naming: null,
}));

const set = useHistory.setState;
const now = useHistory.getState;
const at = (rest: string): string => `/api/drafts/${encodeURIComponent(state().draft.id)}${rest}`;
let asked = 0;

export function openHistory(tab: HistoryState["tab"] = "changes"): void {
  set({ open: true, tab });
  void refresh();
}

export function closeHistory(): void {
  set({ open: false, chosen: null, told: null, naming: null });
}

/** Read the newest page; what was read of older ones stays. */
export async function refresh(): Promise<void> {
  await read(null);
}

export async function readMore(): Promise<void> {
  const last = now().gestures.at(-1);
  if (!now().loading && now().more && last) await read(last.first);
}

export function filter(by: string, form: Id): void {
  set({ by, form, gestures: [], more: false, chosen: null, told: null });
  void refresh();
}

async function read(before: number | null): Promise<void> {
  const number = ++asked;
  const { by, form } = now();
  set({ loading: true, failed: false });
  const query = new URLSearchParams({ ...(before !== null && { before: String(before) }), ...(by && { by }), ...(form && { form }) });
  try {
    const page = await get<Page>(at(`/history?${query.toString()}`));
    if (number !== asked) return;
    const held = now().gestures;
    const oldest = page.gestures.at(-1)?.first ?? 0;
    const older = held.filter((each) => each.last < oldest);
    const joined = before === null ? [...page.gestures, ...older] : [...held, ...page.gestures];
    const more = before === null && older.length > 0 ? now().more : page.more;
    set({ gestures: joined, more, people: page.people, points: page.points, loading: false });
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    if (number === asked) set({ loading: false, failed: true });
  }
}

/** Choose a line and read what it changed. */
export async function choose(chosen: Chosen): Promise<Told | null> {
  set({ chosen, told: null });
  if (!chosen) return null;
  try {
    const told = await get<Told>(at(chosen.kind === "gesture" ? `/change?first=${chosen.first}&last=${chosen.last}` : `/difference?since=${chosen.seq}`));
    if (now().chosen !== chosen) return null;
    set({ told });
    return told;
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    toast(error.body.title || t("history.failed"), { tone: "error" });
    return null;
  }
}

export async function savePoint(name: string): Promise<void> {
  const { naming } = now();
  if (!naming) return;
  if (naming.point) await sent("/points/rename", { point: naming.point.id, name });
  else await sent("/points", { name, ...(naming.seq !== null && { seq: naming.seq }) });
  set({ naming: null, tab: "points" });
  toast(t("point.saved", { name }));
}

export async function removePoint(point: Point): Promise<void> {
  await sent("/points/remove", { point: point.id });
  set({ chosen: null, told: null });
  toast(t("point.removed", { name: point.name }));
}

async function sent(rest: string, body: unknown): Promise<void> {
  await post(at(rest), body);
  await refresh();
}
