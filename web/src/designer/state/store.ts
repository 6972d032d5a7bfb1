/** All that the designer shows: documents, selection, what is being edited, how saving stands. */
import { create } from "zustand";
import type { Documents, Id } from "../model/documents";
import { formsOf } from "../model/documents";
import type { Entry, Operation } from "../model/operations";
import type { Draft, Finding, FunctionInfo, IslandData, Measure } from "./api";
import type { Selection } from "./selection";

export type Page =
  | { kind: "form"; form: Id }
  | { kind: "layout"; form: Id }
  /** With an example the form opens filled as it says. */
  | { kind: "trial"; form: Id; example?: Id }
  | { kind: "regime" }
  /** Where the figures of the release in force go; with a form, of that one. */
  | { kind: "mapping"; of?: Id }
  | { kind: "lists"; list?: Id }
  | { kind: "indicators"; indicator?: Id }
  | { kind: "empty" };

/** saved: everything is on the server; waiting: kept here until the network is back; refused: the person must act. */
export type SaveState = "saved" | "saving" | "waiting" | "signedOut";

/** What only the server can do, as it holds the log: take back, do again, revert one gesture, go back to a revision. */
export type Step = "undo" | "redo" | { revert: { first: number; last: number } } | { back: number };

export interface Batch {
  /** Names the request, so that one sent twice is done once. */
  id: string;
  /** The gesture, taken back as one. */
  group: string;
  operations: Operation[];
  /** Undo, redo or the like asked for: it waits in the same row, so that it takes back what was done just before it. */
  step?: Step;
}

export interface Conflict {
  batch: Batch;
  items: { path: string[]; place: string; yours: unknown; theirs: unknown; message: string }[];
  /** The place itself is gone: there is nothing to choose between, only what was typed to be saved. */
  gone?: boolean;
}

/** Why something could not be taken back: what was done since on the same place. */
export interface LaterWork {
  message: string;
  later: { seq: number; label: string; by: string }[];
  yours?: unknown;
  theirs?: unknown;
}

export interface Toast {
  id: number;
  text: string;
  tone: "plain" | "error";
  undo?: boolean;
  /** A newer message on the same topic takes the place of the older one. */
  topic?: string;
}

/** The cell, column or row whose formula is in the formula bar while the person points elsewhere. */
export interface FormulaTarget {
  form: Id;
  section: Id;
  row: Id | null;
  column: Id | null;
}

/** An open formula input that takes references from clicks on the canvas. */
export interface Pointing {
  form: Id;
  section: Id | null;
  insert: (reference: string, add: boolean) => void;
}

export interface Mark {
  code: string;
  form?: Id | undefined;
  /** One cell "row:column" in place of what the code names. */
  cell?: string;
  color: number;
}

export type DialogName = "submit" | "newForm" | "keys" | "paste" | null;
export type BottomTab = "rules" | "examples" | "consolidation" | "problems" | "proofs" | "meaning" | "library" | null;

export interface DesignerState {
  draft: Draft;
  me: { name: string };
  measures: Measure[];
  functions: FunctionInfo[];
  kinds: { kind: string; label: string }[];
  /** As the server confirmed them at `rev`. */
  base: Documents;
  /** As shown: base with what is not confirmed yet. */
  documents: Documents;
  rev: number;
  pending: Batch[];
  history: Entry[];
  save: SaveState;
  conflict: Conflict | null;
  laterWork: LaterWork | null;
  findings: Finding[];
  page: Page;
  selection: Selection | null;
  /** The text field over the selection is open; `draft` is what was typed to open it. */
  editing: boolean;
  formula: FormulaTarget | null;
  pointing: Pointing | null;
  marks: Mark[];
  drop: { section: Id; target: Id; where: "before" | "after" | "into" } | null;
  menu: { x: number; y: number } | null;
  toasts: Toast[];
  dialog: DialogName;
  bottom: BottomTab;
  /** The check that is being written, of the form that it belongs to; other forms are opened meanwhile to point at their cells. */
  rule: { form: Id; rules: Id; id: Id; fresh: boolean } | null;
  left: boolean;
  right: boolean;
  zoom: number;
  codes: boolean;
  announcement: string;
}

export const useDesigner = create<DesignerState>()(() => ({
  draft: { id: "", regime: { id: "", code: "", name: "" }, state: "draft", rev: 0, author: "", editable: false },
  me: { name: "" },
  measures: [],
  functions: [],
  kinds: [],
  base: {},
  documents: {},
  rev: 0,
  pending: [],
  history: [],
  save: "saved",
  conflict: null,
  laterWork: null,
  findings: [],
  page: { kind: "empty" },
  selection: null,
  editing: false,
  formula: null,
  pointing: null,
  marks: [],
  drop: null,
  menu: null,
  toasts: [],
  dialog: null,
  bottom: null,
  rule: null,
  left: true,
  right: true,
  zoom: 1,
  codes: false,
  announcement: "",
}));

export const state = (): DesignerState => useDesigner.getState();
export const setState = useDesigner.setState;

const VIEW = "khuon.designer.view";

/** Fill the store from the page's data; the form comes from the address or is the first one. */
export function begin(data: IslandData, wanted: Id | null): void {
  const forms = formsOf(data.documents);
  const form = forms.find((each) => each.id === wanted) ?? forms[0];
  setState({
    ...useDesigner.getInitialState(),
    draft: data.draft,
    me: data.me,
    measures: data.measures,
    functions: data.functions,
    kinds: data.kinds,
    base: data.documents,
    documents: data.documents,
    rev: data.draft.rev,
    page: form ? { kind: "form", form: form.id } : { kind: "empty" },
    ...rememberedView(),
    // On a narrow screen the panels lie over the table, so they wait until they are asked for.
    ...(window.innerWidth < 1000 && { right: false }),
    ...(window.innerWidth < 720 && { left: false }),
  });
}

function rememberedView(): Partial<DesignerState> {
  try {
    const { left, right, zoom, codes } = JSON.parse(localStorage.getItem(VIEW) ?? "{}") as Partial<DesignerState>;
    return {
      ...(typeof left === "boolean" && { left }),
      ...(typeof right === "boolean" && { right }),
      ...(typeof zoom === "number" && { zoom: Math.min(1.5, Math.max(0.5, zoom)) }),
      ...(typeof codes === "boolean" && { codes }),
    };
  } catch {
    return {};
  }
}

export function setView(view: Partial<Pick<DesignerState, "left" | "right" | "zoom" | "codes">>): void {
  setState(view);
  const { left, right, zoom, codes } = state();
  try {
    localStorage.setItem(VIEW, JSON.stringify({ left, right, zoom, codes }));
  } catch {
    // A browser that keeps nothing still shows the panels as asked for.
  }
}

let written = (): void => undefined;

/** How to take over the text that is being typed over the table: whoever chooses another place, by hand or later on, loses none of it. */
export function takenOverBy(how: () => void): () => void {
  written = how;
  return () => {
    if (written === how) written = () => undefined;
  };
}

export function open(page: Page): void {
  if (state().editing) written();
  const { formula } = state();
  // While a formula is being written, other forms are opened only to point at their cells.
  setState({ page, selection: null, editing: false, menu: null, ...(formula ? {} : { marks: [] }) });
  const form = "form" in page ? page.form : null;
  const url = new URL(window.location.href);
  if (form) url.searchParams.set("form", form);
  window.history.replaceState(null, "", url);
}

export function select(selection: Selection | null): void {
  if (state().editing) written();
  setState({ selection, editing: false, menu: null });
}

export function announce(text: string): void {
  // The same sentence twice in a row would not be read again.
  setState({ announcement: state().announcement === text ? `${text}\u00a0` : text });
}

let toastNumber = 0;

export function toast(text: string, options: Pick<Partial<Toast>, "tone" | "undo" | "topic"> = {}): void {
  const id = ++toastNumber;
  const made: Toast = { tone: "plain", ...options, id, text };
  const others = state().toasts.filter((each) => options.topic === undefined || each.topic !== options.topic);
  setState({ toasts: [...others.slice(-2), made] });
  // An offer to take something back is to be read, found and reached; what is done next ends it anyway.
  window.setTimeout(() => dismiss(id), made.undo ? 20_000 : made.tone === "error" ? 12_000 : 6_000);
}

export function dismiss(id: number): void {
  setState({ toasts: state().toasts.filter((each) => each.id !== id) });
}

export function currentForm(): Id | null {
  const { page } = state();
  return "form" in page ? page.form : null;
}
