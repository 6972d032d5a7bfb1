/** All that the page shows: the sheet in sight, the chosen area, what is lit on both sides, what the server said. */
import { create } from "zustand";
import { get, post, RequestFailed } from "../http";
import { t } from "../words/importing";
import { areaOf, placeOf, Plan, type Position } from "./geometry";
import type { Area, IslandData, Saying, Sheet, State } from "./model";

export type Tab = "doubt" | "left" | "all" | "letters" | "said";
export type Show = "both" | "left" | "right";

export interface Importing {
  data: IslandData;
  state: State;
  sheet: number;
  /** Plans of the sheets that were opened; null for one that could not be. */
  plans: ReadonlyMap<number, Plan | null>;
  anchor: Position | null;
  head: Position | null;
  /** Index of the finding that is lit on both sides: under the pointer, or chosen. */
  hovered: number | null;
  chosen: number | null;
  form: string | null;
  tab: Tab | null;
  show: Show;
  zoom: number;
  menu: { x: number; y: number; area: Area } | null;
  dialog: boolean;
  busy: boolean;
  problem: string | null;
  announcement: string;
}

export const useImporting = create<Importing>()(() => ({}) as Importing);
export const state = (): Importing => useImporting.getState();
export const set = useImporting.setState;

export function begin(data: IslandData): void {
  const first = data.state.findings.find((finding) => finding.level !== "sure");
  set({
    data,
    state: data.state,
    sheet: data.state.blocks[0]?.sheet ?? 0,
    plans: new Map(),
    anchor: null,
    head: null,
    hovered: null,
    chosen: null,
    form: data.state.forms[0]?.id ?? null,
    // Folded away when there is nothing to do, so that both sides have the room.
    tab: data.taken ? "left" : first ? "doubt" : data.state.left.some((item) => !item.passed) ? "left" : data.state.findings.length === 0 ? "all" : null,
    show: window.innerWidth < 900 ? "left" : "both",
    zoom: 1,
    menu: null,
    dialog: false,
    busy: false,
    problem: null,
    announcement: "",
  });
}

export function chosenArea(): Area | null {
  const { anchor, head, plans, sheet } = state();
  if (!anchor || !head) return null;
  const area = areaOf(anchor, head);
  return plans.get(sheet)?.whole(area) ?? area;
}

export async function openSheet(number: number): Promise<void> {
  const { data } = state();
  if (state().plans.get(number)) return;
  let plan: Plan | null = null;
  try {
    plan = new Plan(await get<Sheet>(`/api/imports/${data.id}/sheets/${number}`));
  } catch (error) {
    set({ problem: messageOf(error) });
  }
  set({ plans: new Map(state().plans).set(number, plan) });
}

export function toSheet(number: number): void {
  set({ sheet: number, anchor: null, head: null, chosen: null, hovered: null, menu: null });
}

export function choose(anchor: Position, head: Position = anchor): void {
  set({ anchor, head });
}

/** Light a finding on both sides and bring both into sight. */
export function pick(index: number | null): void {
  const finding = index === null ? undefined : state().state.findings[index];
  set({ chosen: index, hovered: null });
  if (!finding) return;
  goTo(finding.sheet, finding.area);
  if (finding.form && state().state.forms.some((form) => form.id === finding.form)) set({ form: finding.form });
}

/** Choose an area on its sheet; the table scrolls to it. */
export function goTo(sheet: number, area: Area): void {
  const { show } = state();
  set({ sheet, anchor: { row: area[0], column: area[1] }, head: { row: area[2], column: area[3] }, menu: null, ...(show === "right" && { show: "both" as const }) });
}

export function announce(text: string): void {
  set({ announcement: text });
}

/** @returns whether the server kept it. */
export async function say(gesture: Saying[]): Promise<boolean> {
  const said = bare(gesture);
  // A button pressed twice says it once.
  return send("said", { gesture: said }, () => JSON.stringify(bare(state().state.said.at(-1) ?? [])) !== JSON.stringify(said));
}

function bare(gesture: readonly Saying[]) {
  return gesture.map(({ kind, sheet, area, role = "", value = "" }) => ({ kind, sheet, area: [...area], role, value }));
}

export async function giveRole(area: Area, role: string, value: string): Promise<void> {
  const { sheet } = state();
  set({ menu: null });
  if (await say([{ kind: "role", sheet, area, role, value }])) announce(`${placeOf(area)}: ${t(`role.${role}` as "role.row")}`);
}

export async function step(way: "undo" | "redo"): Promise<void> {
  await send(way, {}, () => (way === "undo" ? state().state.said.length : state().state.redo) > 0);
}

let turn: Promise<unknown> = Promise.resolve();
/** Counts what failed: what waits behind it was meant for a sheet that took it, and waits no more. */
let failures = 0;

/** Waits for what was asked for until now; false when some of it was not kept. */
export async function caughtUp(): Promise<boolean> {
  const before = failures;
  await turn;
  return failures === before;
}

/** One after another: what is asked for while the server still reads the sheet anew waits for its turn, and is not lost. */
function send(path: string, body: unknown, sensible = (): boolean => true): Promise<boolean> {
  const before = failures;
  const mine = turn.then(() => failures === before && state().data.editable && sensible() && sent(path, body));
  turn = mine.catch(() => undefined);
  return mine;
}

async function sent(path: string, body: unknown): Promise<boolean> {
  set({ busy: true, problem: null });
  try {
    take(await post<State>(`/api/imports/${state().data.id}/${path}`, body));
    return true;
  } catch (error) {
    failures += 1;
    set({ problem: messageOf(error) });
    return false;
  } finally {
    set({ busy: false });
  }
}

/** The answer to a correction: findings have new numbers, so nothing stays lit that may be another now. */
function take(next: State): void {
  const { form } = state();
  set({ state: next, chosen: null, hovered: null, form: next.forms.some((each) => each.id === form) ? form : (next.forms[0]?.id ?? null) });
}

export function messageOf(error: unknown): string {
  if (!(error instanceof RequestFailed)) throw error;
  if (error.status === 0) return t("no.answer");
  const first = error.body.problems?.[0];
  return [first?.message ?? error.body.title, first?.hint ?? error.body.detail].filter(Boolean).join(" ") || t("no.answer");
}
