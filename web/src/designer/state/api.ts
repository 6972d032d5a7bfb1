/** What the server says about a draft, and the calls. */
import { get, post } from "../../http";
import type { Comment } from "../../review/model";
import type { Documents, Id } from "../model/documents";
import type { Entry, Operation } from "../model/operations";
import type { Proposals } from "../model/proposals";
import type { Step } from "./store";
import type { Person } from "./together";

export interface Draft {
  id: string;
  regime: { id: string; code: string; name: string };
  state: string;
  rev: number;
  author: string;
  editable: boolean;
  /** Set when the draft is shown as it was, to look at only. */
  past?: Past | null;
  /** Why a desk sent the draft back, until it goes on its way again. */
  returned?: Returned | null;
  /** What the desks said of its places, with answers. */
  comments?: Comment[];
  may_comment?: boolean;
  /** Address of the desk on which the draft lies, for who may look there. */
  desk?: string;
}

export interface Past {
  seq: number;
  at: string;
  by: string;
  label: string;
  /** Address of the draft as it is now. */
  now: string;
  may_go_back: boolean;
}

export interface Returned {
  by: string;
  role: string;
  at: string;
  note: string;
  reasons: { place: string; text: string }[];
}

export interface Measure {
  id: string;
  label: string;
  symbol?: string;
  dimension?: string;
}

export interface FunctionInfo {
  name: string;
  vi: string;
  params: string | string[] | { name: string }[];
  doc: string;
  example: string;
}

export interface IslandData {
  draft: Draft;
  documents: Documents;
  me: { name: string };
  measures: Measure[];
  functions: FunctionInfo[];
  kinds: { kind: string; label: string }[];
}

export interface Finding {
  code: string;
  place: string;
  message: string;
  hint?: string;
  severity: "error" | "warning" | string;
  args?: Proposals & Record<string, unknown>;
}

export interface Answer {
  rev: number;
  entries: Entry[];
  since?: Entry[];
  problems?: Finding[];
  /** Who else has the draft open; comes with news. */
  people?: Person[];
}

export interface ParseQuestion {
  form: Id;
  section: Id;
  row: Id | null;
  column: Id | null;
  text: string;
  as: "formula" | "rule" | "relation";
}

export interface Reference {
  code: string;
  start: number;
  end: number;
  kind: string;
}

export interface Parsed {
  ok: boolean;
  /** The server would not keep it: foreign functions, assignments, circles. What is only half written is kept. */
  refused?: boolean;
  /** The text that was asked about; what is typed may be further by now. */
  of?: string;
  words?: string;
  refs?: Reference[];
  problems?: { message: string; start?: number; end?: number }[];
  rules?: { expr: string; words?: string }[];
  /** Of a printed line: what it says beside what the rules of its column say. */
  comparison?: Comparison;
}

export interface Comparison {
  left: string;
  printed: Compared[];
  rules: Compared[];
  /** The line that the rules would print, with ellipses; empty when there is none. */
  line: string;
}

/** One comparison "= 11+12+13", and whether the other side has it too. */
export interface Compared {
  operator: string;
  text: string;
  agrees: boolean;
}

export interface Difference {
  class: number;
  /** The way that a change of this class takes, in words, and why. */
  route?: { words: string; why: string };
  sentences: (string | { text: string; layer?: string; class?: number })[];
}

export interface DraftApi {
  send(base: number, batch: { id: string; operations: Operation[] }): Promise<Answer>;
  /** News since a revision; says at the same time that this page is open, and what is selected in it. */
  since(rev: number, page: string, place: string): Promise<Answer>;
  /** This page is closed. */
  leave(page: string): void;
  step(which: Step, base: number, id: string): Promise<Answer>;
  check(): Promise<{ problems: Finding[] }>;
  parse(question: ParseQuestion, signal?: AbortSignal): Promise<Parsed>;
  trial(form: Id, audience?: string): Promise<unknown>;
  diff(): Promise<Difference>;
  submit(note: string): Promise<unknown>;
}

export function draftApi(id: string): DraftApi {
  const at = (rest = ""): string => `/api/drafts/${encodeURIComponent(id)}${rest}`;
  return {
    send: (base, { id, operations }) => post(at("/operations"), { base, operations, client: id }),
    since: (rev, page, place) => post(at("/listen"), { since: rev, page, place }),
    leave: (page) => void post(at("/leave"), { page }, { keepalive: true }).catch(() => undefined),
    step: (which, base, id) => {
      if (typeof which === "string") return post(at(`/${which}`), { base, client: id });
      return "revert" in which ? post(at("/revert"), { ...which.revert, base, client: id }) : post(at("/back"), { seq: which.back, base, client: id });
    },
    check: () => post(at("/check"), {}),
    parse: (question, signal) => post(at("/parse"), question, signal ? { signal } : {}),
    trial: (form, audience) => get(at(`/try/${encodeURIComponent(form)}${audience ? `?audience=${encodeURIComponent(audience)}` : ""}`)),
    diff: () => get(at("/diff")),
    submit: (note) => post(at("/submit"), { note }),
  };
}
