/** What the server says about a draft, and the calls. */
import { get, post } from "../../http";
import type { Documents, Id } from "../model/documents";
import type { Entry, Operation } from "../model/operations";
import type { Proposals } from "../model/proposals";

export interface Draft {
  id: string;
  regime: { id: string; code: string; name: string };
  state: string;
  rev: number;
  author: string;
  editable: boolean;
  /** Why a desk sent the draft back, until it goes on its way again. */
  returned?: Returned | null;
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
  sentences: (string | { text: string; layer?: string; class?: number })[];
}

export interface DraftApi {
  send(base: number, batch: { id: string; operations: Operation[] }): Promise<Answer>;
  since(rev: number): Promise<Answer>;
  step(which: "undo" | "redo", base: number, id: string): Promise<Answer>;
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
    since: (rev) => get(at(`?since=${rev}`)),
    step: (which, base, id) => post(at(`/${which}`), { base, client: id }),
    check: () => post(at("/check"), {}),
    parse: (question, signal) => post(at("/parse"), question, signal ? { signal } : {}),
    trial: (form, audience) => get(at(`/try/${encodeURIComponent(form)}${audience ? `?audience=${encodeURIComponent(audience)}` : ""}`)),
    diff: () => get(at("/diff")),
    submit: (note) => post(at("/submit"), { note }),
  };
}
