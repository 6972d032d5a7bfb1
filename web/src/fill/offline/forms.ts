/** Forms as this browser last saw them, so that the page opens without a network: the answer of the server and what was saved since. */

import type { CellJson, Instances, Overrides } from "../../grid";
import type { FillPayload } from "../payload";
import { browserSmall, type Small } from "./drafts";
import { sessionMark } from "./mark";
import type { Shelf } from "./vault";

/** Who worked here last, and where the person signs in: what the page without a network starts from. */
export interface Me {
  user: string;
  login: string;
  address: string;
  /** When the server last answered this person, and in which language: the worker asks before it gives the page first. */
  at?: number;
  lang?: string;
  /** Of the session that saw the forms: in another one, or in none, they are not shown. */
  mark?: string;
}

/** What changed on the server's side of a form since it was loaded. */
export interface Since {
  values: Record<string, CellJson>;
  instances: Instances;
  overrides: Overrides;
  version: number;
  /** What other forms held, when that changed since. */
  externals?: Readonly<Record<string, CellJson>>;
}

interface Seen {
  user: string;
  submission: string;
  form: string;
  code: string;
  title: string;
  at: number;
  payload: FillPayload;
}

const ME = "me";
/** As long as a session may last at most: older figures are not shown without asking the server. */
const LONGEST = 12 * 3600 * 1000;
/** A form of 2,000 rows takes some megabytes. */
const MOST = 12;
const PAUSE = 1000;
/** What was saved in the last second stands in the small store, up to so many characters. */
const NEAR = 200_000;

const seenKey = (user: string, submission: string, form: string) => `seen:${user}:${submission}:${form}`;
const sinceKey = (user: string, submission: string, form: string) => `since:${user}:${submission}:${form}`;
/** When the database changed last: what the worker read before that is read again. */
const turnKey = (user: string, submission: string, form: string) => `khuon:since:at:${user}:${submission}:${form}`;
const nearKey = (user: string, submission: string, form: string) => `khuon:since:${user}:${submission}:${form}`;

/** Remembers the form just loaded, once `ready`, and forgets those of other people and the oldest ones. */
export async function remember(shelf: Shelf, me: Me, payload: FillPayload, now = Date.now(), small: Small = browserSmall, ready?: Promise<void>): Promise<void> {
  const { submission, form } = payload;
  // What was saved since an earlier load goes at once: what is saved from now on stands in the same place.
  turned(small, me.user, submission.id, form.id);
  small.removeItem(nearKey(me.user, submission.id, form.id));
  await shelf.drop(sinceKey(me.user, submission.id, form.id));
  await answered(shelf, me, now);
  await ready;
  const seen: Seen = { user: me.user, submission: submission.id, form: form.id, code: form.code, title: form.title, at: now, payload };
  await shelf.put(seenKey(me.user, submission.id, form.id), seen);
  turned(small, me.user, submission.id, form.id);
  await sweep(shelf, me.user, now);
}

function turned(small: Small, user: string, submission: string, form: string): void {
  try {
    small.setItem(turnKey(user, submission, form), String(Date.now()));
  } catch {
    // Full: pages that are opened in this instant may stand a moment on what was seen before.
  }
}

/** The server answered: the session is alive. */
export async function answered(shelf: Shelf, me: Me, now = Date.now()): Promise<void> {
  await shelf.put(ME, { ...me, at: now, lang: document.documentElement.lang, mark: sessionMark() });
}

/** A report that cannot be filled any more is not kept. */
export async function forget(shelf: Shelf, user: string, submission: string, form: string, small: Small = browserSmall): Promise<void> {
  small.removeItem(nearKey(user, submission, form));
  small.removeItem(turnKey(user, submission, form));
  await Promise.all([shelf.drop(seenKey(user, submission, form)), shelf.drop(sinceKey(user, submission, form))]);
}

async function sweep(shelf: Shelf, user: string, now: number): Promise<void> {
  const names = await shelf.names();
  for (const name of names) if (name !== ME && name.split(":")[1] !== user) await shelf.drop(name);
  const mine = names.filter((name) => name.startsWith(`seen:${user}:`));
  if (mine.length <= MOST) return;
  const dated = await Promise.all(mine.map(async (name) => ({ name, at: (await shelf.get<Seen>(name))?.at ?? 0 })));
  dated.sort((a, b) => b.at - a.at);
  for (const { name, at } of dated.slice(MOST)) if (at < now) await Promise.all([shelf.drop(name), shelf.drop(name.replace(/^seen/, "since"))]);
}

/** The form as last seen by this person, with what was saved since; null when there is none or it is too old. */
export async function lastSeen(shelf: Shelf, user: string, submission: string, form: string, now = Date.now(), small: Small = browserSmall): Promise<FillPayload | null> {
  return (await seenAndSince(shelf, user, submission, form, now, small))?.payload ?? null;
}

/** The same, and by itself what was saved since the form was loaded from the server. `handed` needs not be read again. */
export async function seenAndSince(shelf: Shelf, user: string, submission: string, form: string, now = Date.now(), small: Small = browserSmall, handed?: Handed | null): Promise<{ payload: FillPayload; since: Since | null } | null> {
  const [seen, far] = handed ? [handed.seen, handed.since] : await Promise.all([shelf.get<Seen>(seenKey(user, submission, form)), shelf.get<Since>(sinceKey(user, submission, form))]);
  if (!seen || now - seen.at > LONGEST) return null;
  const since = together(far, parsed(small.getItem(nearKey(user, submission, form))));
  return { payload: brought(seen, since), since };
}

/** What the worker read of the form before it gave the page, and put into it. */
export interface Handed {
  /** When it began to read. */
  at: number;
  me: Me;
  seen: Seen;
  since?: Since;
  /** What stands in the database of drafts of this form. */
  names?: string[];
}

/** Takes it out of the page; null when there is none or other pages have written since. */
export function takeHanded(page: Document, small: Small = browserSmall): Handed | null {
  const holder = page.getElementById("handed");
  if (!holder) return null;
  holder.remove();
  const handed = parsed<Handed>(holder.textContent);
  // A worker of another edition may hand over something else: the page looks for itself.
  if (!handed?.seen || !handed.me) return null;
  const { user, submission, form } = handed.seen;
  return Number(small.getItem(turnKey(user, submission, form)) ?? 0) < handed.at ? handed : null;
}

function brought(seen: Seen, last: Since | null): FillPayload {
  if (!last) return seen.payload;
  const values = { ...seen.payload.values, ...last.values };
  for (const [key, value] of Object.entries(values)) if (value === null) delete values[key];
  const externals = last.externals ?? seen.payload.externals;
  // Whoever saved since has seen what had moved.
  const moved = last.version > seen.payload.version ? {} : seen.payload.moved;
  return { ...seen.payload, values, externals, instances: last.instances, overrides: last.overrides, version: last.version, ...(moved && { moved }) };
}

/** What changed since the form was last loaded from the server, over all pages that were opened meanwhile. */
export async function sinceSeen(shelf: Shelf, user: string, submission: string, form: string, small: Small = browserSmall): Promise<Since | null> {
  return together(await shelf.get<Since>(sinceKey(user, submission, form)), parsed(small.getItem(nearKey(user, submission, form))));
}

function together(since: Since | undefined, near: Since | null): Since | null {
  const last = near ?? since;
  const externals = near?.externals ?? since?.externals;
  return last ? { ...last, values: { ...since?.values, ...near?.values }, ...(externals && { externals }) } : null;
}

function parsed<T = Since>(text: string | null): T | null {
  try {
    return text ? (JSON.parse(text) as T) : null;
  } catch {
    return null;
  }
}

/** Forms that open without a network: for the page that cannot show the one asked for. */
export async function seenForms(shelf: Shelf, user: string, now = Date.now()): Promise<Pick<Seen, "submission" | "form" | "code" | "title">[]> {
  const names = (await shelf.names()).filter((name) => name.startsWith(`seen:${user}:`));
  const found = await Promise.all(names.map((name) => shelf.get<Seen>(name)));
  return found.flatMap((seen) => (seen && now - seen.at <= LONGEST ? [seen] : [])).sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** Who worked here last, while the browser still has the session of that work; "other" when it has another one or none. */
export async function lastPerson(shelf: Shelf, handed?: Me): Promise<Me | "other" | null> {
  const me = handed ?? (await shelf.get<Me>(ME));
  if (!me) return null;
  return me.mark && me.mark === sessionMark() ? me : "other";
}

/** Writes down what the server has come to hold since the form was loaded: the latest at once, all of it a moment later. */
export class Following {
  private readonly values: Record<string, CellJson> = {};
  private readonly recent: Record<string, CellJson> = {};
  private timer: ReturnType<typeof setTimeout> | undefined;
  private last: Omit<Since, "values"> | null = null;
  private externals: Since["externals"];

  constructor(
    private readonly shelf: Shelf,
    private readonly user: string,
    private readonly submission: string,
    private readonly form: string,
    private readonly small: Small = browserSmall,
  ) {}

  /** A page without a network goes on from what the pages before it wrote down. */
  goOn(since: Since | null): void {
    Object.assign(this.values, since?.values);
    this.externals = since?.externals;
  }

  /** `values` are the cells that changed; rows and reasons are given whole. */
  changed({ values, ...rest }: Since): void {
    Object.assign(this.values, values);
    Object.assign(this.recent, values);
    this.externals = rest.externals ?? this.externals;
    this.last = this.externals ? { ...rest, externals: this.externals } : rest;
    this.near();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.stop(), PAUSE);
  }

  /** A reload may come before the database has written. */
  private near(): void {
    const text = JSON.stringify({ ...this.last, values: this.recent });
    try {
      if (text.length <= NEAR) this.small.setItem(nearKey(this.user, this.submission, this.form), text);
    } catch {
      // Full: the database has it in a moment.
    }
  }

  /** Writes down what is left. */
  async stop(): Promise<void> {
    clearTimeout(this.timer);
    if (!this.last) return;
    const [written, taken] = [this.last, { ...this.recent }];
    const put = await this.shelf.put(sinceKey(this.user, this.submission, this.form), { ...written, values: this.values });
    if (!put) return;
    turned(this.small, this.user, this.submission, this.form);
    for (const [key, value] of Object.entries(taken)) if (this.recent[key] === value) delete this.recent[key];
    if (this.last === written) {
      this.last = null;
      this.small.removeItem(nearKey(this.user, this.submission, this.form));
    }
  }
}
