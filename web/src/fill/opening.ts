/** Opening one form: from the server or, without a network, from this machine, with what was typed before and its steps. */

import { RequestFailed } from "../http";
import type { CellJson } from "../grid";
import { t } from "../words/fill-saving";
import { loadForm, saveAppraisal, saveForm } from "./api";
import { Desk, entered } from "./desk";
import type { Conflict } from "./draft";
import { isMine, Unreadable } from "./edition";
import type { ServerForm } from "./ledger";
import { BrowserDraft, browserSmall, draftsFor } from "./offline/drafts";
import { answered, Following, forget, type Handed, lastSeen, remember, seenAndSince, type Since, sinceSeen } from "./offline/forms";
import { followClosed } from "./offline/closed";
import { tellTaken } from "./offline/leftover";
import { formName } from "./offline/naming";
import { livingPages, pageName } from "./offline/page";
import { StepsKeeper } from "./offline/steps";
import { editing, followTyping, takeTyped, typingKey } from "./offline/typing";
import { drafts as shelf, forms } from "./offline/vault";
import type { FillPayload, Finding, News, SaveAnswer } from "./payload";
import { Saver, type SaveState } from "./saver";

export interface OpeningPorts {
  submission: string;
  formId: string;
  user: string;
  login: string;
  address: string;
  /** Shows the form as this machine last saw it, before the server is asked. */
  first?: boolean;
  /** What this machine has of the form cannot be read: only the server is asked. */
  anew?: boolean;
  /** Whose cells are filled; the lead agency fills its own in a received report. */
  party?: "unit" | "lead";
  onState: (state: SaveState) => void;
  onConflicts: (conflicts: readonly Conflict[]) => void;
  onSaved: (answer: SaveAnswer) => void;
  onClosed: () => void;
  /** What a page that was closed left unsaved was taken up. */
  onTaken?: (count: number) => void;
}

export interface OpenForm {
  desk: Desk;
  saver: Saver | null;
  /** From this machine: there is no network. */
  offline: boolean;
  /** What to say first: cells that came back. */
  message: string;
  /** Takes what other forms and periods hold now; gives how many cells of this form hold another figure by that. */
  outside: (externals: Readonly<Record<string, CellJson>>, failures: readonly Finding[] | undefined) => number;
  /** The form stood as last seen: takes what the server answered since, where it stands; gives how many cells others changed, and how many moved with other reports. */
  confirm: (given: FillPayload) => Promise<{ met: number; renewed: number }>;
  /** The server answered: the page may stand first at the next visit. */
  heard: () => void;
  dispose: () => void;
}

/** The form is shown first: writing down one of 2,000 rows takes the time of a few keys. */
const shown = (): Promise<void> => new Promise((done) => void setTimeout(() => (typeof requestIdleCallback === "undefined" ? done() : requestIdleCallback(() => done(), { timeout: 1000 })), 100));

/** Writes a form of the server down for work without a network, while it can be filled. */
export function writeDown({ submission, formId, user, login, address }: Pick<OpeningPorts, "submission" | "formId" | "user" | "login" | "address">, payload: FillPayload): void {
  if (user && payload.submission.editable) void remember(forms, { user, login, address }, payload, Date.now(), browserSmall, shown());
  else void forget(forms, user, submission, formId);
}

/** What an opening asks this machine. */
const lookedUp = (names?: string[]) => ({ page: pageName(), living: livingPages(), names: names ? Promise.resolve(names) : shelf.names() });
let ahead: ReturnType<typeof lookedUp> | null = null;
let seenAhead: { name: string; found: ReturnType<typeof seenAndSince> } | null = null;

/** Asks this machine before the page is drawn; the first opening takes the answers. */
export function lookAhead(handed: Handed | null): void {
  ahead = lookedUp(handed?.names);
}

/** The same for the form as last seen; settled when all of it is known. */
export async function lookAheadFor({ user = "", submission, form }: { user?: string; submission: string; form: string }, handed: Handed | null): Promise<void> {
  const name = formName(user, submission, form);
  const found = seenAndSince(forms, user, submission, form, Date.now(), browserSmall, handed);
  seenAhead = { name, found };
  const alone = ahead && !pagesMatter(name, (await ahead.names) ?? []);
  await Promise.allSettled([found, alone ? null : ahead?.living]);
}

/** Whether anything was typed here that may be another page's. */
function pagesMatter(name: string, names: readonly string[]): boolean {
  return [...browserSmall.keys(), ...names].some((key) => /^khuon:(?:draft|steps|typing):/.test(key) && key.includes(`:${name}`));
}

function seenHere({ user, submission, formId }: OpeningPorts): ReturnType<typeof seenAndSince> {
  const found = seenAhead?.name === formName(user, submission, formId) ? seenAhead.found : seenAndSince(forms, user, submission, formId);
  seenAhead = null;
  return found;
}

/** The form as the server gives it, or as this machine last saw it. @throws RequestFailed when there is neither. */
async function loaded(ports: OpeningPorts): Promise<{ payload: FillPayload; offline: boolean; since?: Since | null }> {
  const { submission, formId, user } = ports;
  const seen = ports.first ? await seenHere(ports) : null;
  // What scripts of before an upgrade wrote down is not read by these while the server can be asked.
  if (seen && isMine(seen.payload.edition)) return { ...seen, offline: true };
  try {
    const payload = await loadForm(submission, formId);
    return { payload, offline: false };
  } catch (error) {
    if (!(error instanceof RequestFailed) || error.status !== 0 || !user || ports.anew) throw error;
    const payload = await lastSeen(forms, user, submission, formId);
    if (!payload) throw error;
    return { payload, offline: true };
  }
}

/** What people entered of a form, as the saver counts it. */
function serverForm(payload: FillPayload, desk: Desk): ServerForm {
  return { values: entered(payload, desk.book.specOf), instances: payload.instances, overrides: payload.overrides, version: payload.version };
}

/** News without what the program gives: computed cells, and carried ones that nobody changed with a reason. */
export function enteredNews(news: News, desk: Desk): News {
  const overrides = { ...desk.book.overrides, ...news.overrides };
  const cells: Record<string, CellJson> = {};
  for (const [key, value] of Object.entries(news.cells)) {
    const kind = desk.book.specOf(key)?.kind;
    if (kind === "computed") continue;
    cells[key] = kind === "carried" && !overrides[key] ? null : value;
  }
  return { ...news, cells };
}

function saverOf(desk: Desk, ports: OpeningPorts, draft: BrowserDraft, following: Following): Saver {
  const { submission, formId } = ports;
  const { payload: given } = desk;
  const start = { values: desk.start, instances: given.instances, overrides: given.overrides, version: given.version };
  const saver: Saver = new Saver(desk.book, start, start.version, {
    send: async (body, version) => {
      const send = ports.party === "lead" ? saveAppraisal : saveForm;
      const answer = await send(submission, formId, body, version);
      return answer.news ? { ...answer, news: enteredNews(answer.news, desk) } : answer;
    },
    load: async () => serverForm(await loadForm(submission, formId), desk),
    draft,
    editing,
    onState: ports.onState,
    onConflicts: ports.onConflicts,
    onClosed: ports.onClosed,
    onSaved: (answer) => {
      if (answer.externals) desk.setExternals(answer.externals);
      if (answer.failures) desk.setFindings(answer.failures);
      ports.onSaved(answer);
    },
    onKnown: (keys) => {
      const { values, instances, overrides, version } = saver.ledger;
      following.changed({ values: Object.fromEntries(keys.map((key) => [key, values.get(key) ?? null])), instances, overrides, version });
      desk.recheck();
    },
  });
  return saver;
}

/** Which page this is, which others live, and what was typed before and is not saved. */
async function kept(name: string) {
  const asked = ahead ?? lookedUp();
  ahead = null;
  const [page, names] = await Promise.all([asked.page, asked.names]);
  const living = pagesMatter(name, names) ? await asked.living : new Set<string>();
  return { page, living, names: asked.names, ...(await draftsFor(name, page, living, browserSmall, shelf, asked.names)) };
}

const HEARD_EVERY = 60_000;

function hearing({ user, login, address }: OpeningPorts): () => void {
  let last = Date.now();
  return () => {
    if (!user || Date.now() - last < HEARD_EVERY) return;
    last = Date.now();
    void answered(forms, { user, login, address });
  };
}

/** @throws Unreadable for a form that these scripts do not understand. */
function deskOf(payload: FillPayload, party: "unit" | "lead"): Desk {
  try {
    return new Desk(payload, !(party === "lead" ? payload.submission.appraises : payload.submission.editable), party);
  } catch (error) {
    throw new Unreadable(error);
  }
}

/** Opens a form for work. @throws RequestFailed, Unreadable */
export async function openForm(ports: OpeningPorts): Promise<OpenForm> {
  const name = formName(ports.user, ports.submission, ports.formId);
  const heard = hearing(ports);
  // What this machine kept is looked up while the form is on its way.
  const [{ payload, offline, since }, { page, living, names, drafts, taken }] = await Promise.all([loaded(ports), kept(name)]);
  const party = ports.party ?? "unit";
  let desk: Desk;
  try {
    desk = deskOf(payload, party);
  } catch (error) {
    if (!offline) throw error;
    // What is kept here was written down by other scripts: the server is asked, or there is no network and no form.
    await forget(forms, ports.user, ports.submission, ports.formId);
    return openForm({ ...ports, first: false, anew: true });
  }
  if (!offline) writeDown(ports, payload);
  if (desk.readOnly) {
    const kept = new Set(drafts.flatMap((one) => Object.keys(one.cells))).size;
    const outside: OpenForm["outside"] = (externals) => desk.renew(externals);
    const confirm: OpenForm["confirm"] = async (given) => ({ met: 0, renewed: desk.confirm(given) });
    return { desk, saver: null, offline, message: kept ? t("save.kept", { n: kept }) : "", outside, confirm, heard, dispose: () => desk.dispose() };
  }
  // Before what was typed here comes back: of what follows from that, people know.
  const moved = desk.tellMoved();
  const place = typingKey(name, page);
  const following = new Following(forms, ports.user, ports.submission, ports.formId);
  if (offline) following.goOn(since === undefined ? await sinceSeen(forms, ports.user, ports.submission, ports.formId) : since);
  const saver = saverOf(desk, ports, new BrowserDraft(name, page, browserSmall, shelf), following);
  const steps = new StepsKeeper(name, page, desk.book, browserSmall, shelf);
  await steps.restore(living, names);
  let count = saver.restore(drafts, offline);
  setTimeout(() => {
    taken();
    tellTaken();
  }, saver.ledger.dirty.size > 500 ? 10_000 : 0);
  const places = browserSmall.keys().filter((key) => key.startsWith(typingKey(name, "")) && (key === place || !living.has(key.slice(key.lastIndexOf(":") + 1))));
  count += places.filter((key) => takeTyped(key, desk.book, browserSmall)).length;
  const unfollow = followTyping(place, desk.book, browserSmall);
  let old = offline;
  const onTaken = (cells: number) => {
    tellTaken();
    if (cells) ports.onTaken?.(cells);
  };
  const alone = followClosed({ name, page, book: desk.book, saver, small: browserSmall, shelf, old: () => old, onTaken });
  const confirm: OpenForm["confirm"] = async (given) => {
    const renewed = desk.confirm(given);
    const met = await saver.meet(serverForm(given, desk));
    // After what others entered came in: figures that are worked out from it lose their marks.
    desk.tellMoved();
    old = false;
    return { met, renewed };
  };
  const dispose = () => {
    unfollow();
    alone();
    steps.stop();
    saver.dispose();
    void following.stop();
    desk.dispose();
  };
  const outside: OpenForm["outside"] = (externals, failures) => {
    const renewed = desk.renew(externals);
    if (failures) desk.setFindings(failures);
    const { instances, overrides, version } = saver.ledger;
    following.changed({ values: {}, instances, overrides, version, externals });
    return renewed;
  };
  const message = [count && t("save.restored", { n: count }), moved && t("save.since", { n: moved })].filter(Boolean).join(" ");
  return { desk, saver, offline, message, outside, confirm, heard, dispose };
}
