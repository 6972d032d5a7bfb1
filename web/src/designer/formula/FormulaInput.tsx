/** One line of formula: colours per reference, completion, errors underlined, and pointing at the table. */
import { autocompletion, acceptCompletion, completionStatus } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { Compartment, EditorState, Prec, StateEffect } from "@codemirror/state";
import { EditorView, keymap, placeholder } from "@codemirror/view";
import { useEffect, useRef } from "react";
import type { Id } from "../model/documents";
import { coloured } from "../canvas/marks";
import type { Parsed } from "../state/api";
import { setState, state } from "../state/store";
import { completions } from "./completion";
import { faults, setFaults, tokenColours } from "./decorations";
import { inPeriod, nextPeriod, type Period, referenceAt } from "./period";
import { referencesIn, tokens } from "./tokens";
import { useWriting } from "./writing";

interface Props {
  form: Id;
  section: Id | null;
  label: string;
  value: string;
  hint?: string;
  disabled?: boolean;
  /** Takes the keyboard when it appears. */
  begin?: boolean;
  parsed: Parsed | null;
  onOpen?: () => void;
  onChange: (text: string) => void;
  onCommit: () => void;
  onCancel: () => void;
}

export function FormulaInput(props: Props) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const live = useRef(props);
  live.current = props;
  const locked = useRef(new Compartment());
  const hinted = useRef(new Compartment());

  useEffect(() => {
    if (!host.current) return undefined;
    const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;
    const made = new EditorView({ parent: host.current, state: EditorState.create({ doc: live.current.value, extensions: extensions(live, locked.current, hinted.current, nonce) }) });
    view.current = made;
    if (live.current.begin) made.focus();
    return () => {
      if (state().pointing?.insert === pointers.get(made)) setState({ pointing: null });
      if (useWriting.getState().now === writers.get(made)) useWriting.setState({ now: null });
      made.destroy();
    };
  }, []);

  useEffect(() => {
    const made = view.current;
    if (made && made.state.doc.toString() !== props.value) made.dispatch({ changes: { from: 0, to: made.state.doc.length, insert: props.value } });
  }, [props.value]);

  useEffect(() => {
    view.current?.dispatch({ effects: locked.current.reconfigure(EditorState.readOnly.of(props.disabled ?? false)) });
  }, [props.disabled]);

  useEffect(() => {
    view.current?.dispatch({ effects: hinted.current.reconfigure(placeholder(props.hint ?? "")) });
  }, [props.hint]);

  useEffect(() => {
    view.current?.dispatch({ effects: setFaults.of(props.value.trim() === "" ? [] : (props.parsed?.problems ?? [])) });
  }, [props.parsed, props.value]);

  return <div className="ds-formula-input" ref={host} />;
}

const pointers = new WeakMap<EditorView, (reference: string, add: boolean) => void>();

function extensions(live: { current: Props }, locked: Compartment, hinted: Compartment, nonce: string | undefined) {
  const commit = (): boolean => {
    live.current.onCommit();
    return true;
  };
  return [
    ...(nonce ? [EditorView.cspNonce.of(nonce)] : []),
    history(),
    Prec.highest(keymap.of([
      { key: "Enter", run: (view) => (completionStatus(view.state) === "active" ? acceptCompletion(view) : commit()) },
      { key: "F4", run: (view) => shiftPeriod(view) },
      { key: "Tab", run: (view) => completionStatus(view.state) === "active" && acceptCompletion(view) },
      {
        key: "Escape",
        run: (view) => {
          if (completionStatus(view.state) !== null) return false;
          live.current.onCancel();
          view.contentDOM.blur();
          return true;
        },
      },
    ])),
    keymap.of([...historyKeymap, ...defaultKeymap]),
    EditorState.transactionFilter.of((change) => (change.newDoc.lines > 1 ? [] : change)),
    EditorView.clipboardInputFilter.of((text) => text.replace(/\s*\n\s*/g, " ").replace(/^=/, "")),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ "aria-label": live.current.label, "aria-multiline": "false" }),
    hinted.of(placeholder(live.current.hint ?? "")),
    autocompletion({ override: [(context) => completions(context, live.current.form)], icons: false, interactionDelay: 0, optionClass: (option) => `is-${option.type}` }),
    tokenColours(() => live.current.form),
    faults,
    locked.of(EditorState.readOnly.of(live.current.disabled ?? false)),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) {
        const text = update.state.doc.toString();
        if (text !== live.current.value) live.current.onChange(text);
        if (update.view.hasFocus) takePointing(update.view, live);
      }
      if (update.view.hasFocus && (update.docChanged || update.selectionSet || update.focusChanged) && !live.current.disabled) tellStrip(update.view);
      if (update.focusChanged && update.view.hasFocus && !live.current.disabled) begin(update.view, live);
      if (update.transactions.some((each) => each.effects.some((effect) => effect.is(anew))) && !live.current.disabled) takePointing(update.view, live);
    }),
  ];
}

const anew = StateEffect.define<null>();

/**
 * Give the keyboard to the input of which this is the field. Begun anew (by "=" on the table), what stands is chosen as a whole: the first letter or the
 * first cell pointed at takes its place, as in a worksheet, and Escape keeps it. Otherwise writing goes on behind what stands.
 */
export function writeFormula(field: HTMLElement | null, begun: boolean): void {
  const view = field && EditorView.findFromDOM(field);
  if (!view) return;
  view.focus();
  const { length } = view.state.doc;
  view.dispatch({ selection: { anchor: begun ? 0 : length, head: length }, effects: begun ? anew.of(null) : [] });
}

/** The input is being used. A formula that stands already is only read until something is typed. */
function begin(view: EditorView, live: { current: Props }): void {
  live.current.onOpen?.();
  if (view.state.doc.length === 0) takePointing(view, live);
  else setState({ marks: marksFor(live.current.form, view.state.doc.toString()) });
}

/** From now on clicks on the table write references here. */
function takePointing(view: EditorView, live: { current: Props }): void {
  const pointer = pointers.get(view) ?? ((reference: string, add: boolean) => point(view, reference, add));
  pointers.set(view, pointer);
  setState({
    pointing: { form: live.current.form, section: live.current.section, insert: pointer },
    marks: marksFor(live.current.form, view.state.doc.toString()),
  });
}

export function marksFor(form: Id, text: string) {
  const { documents } = state();
  const codes = referencesIn(documents, form, text);
  const colours = coloured(codes.map((each) => `${each.form} ${each.code}`));
  return codes.map((each) => ({ code: each.code, form: each.form, color: colours.get(`${each.form} ${each.code}`) ?? 1 }));
}

const writers = new WeakMap<EditorView, object>();

/** What the strip under the bar may do here, and what stands at the cursor. */
function tellStrip(view: EditorView): void {
  const now = {
    period: referenceAt(view.state.doc.toString(), view.state.selection.main.head)?.period ?? null,
    setPeriod: (period: Period) => void shiftPeriod(view, period),
    write: (text: string) => {
      view.dispatch({ ...view.state.replaceSelection(text), userEvent: "input" });
      view.focus();
    },
  };
  writers.set(view, now);
  useWriting.setState({ now });
}

/** Another period for the reference at the cursor: the one given, or the next in turn. */
function shiftPeriod(view: EditorView, period?: Period): boolean {
  const at = referenceAt(view.state.doc.toString(), view.state.selection.main.head);
  if (!at) return false;
  const insert = inPeriod(at.core, period ?? nextPeriod(at.period));
  view.dispatch({ changes: { from: at.from, to: at.to, insert }, selection: { anchor: at.from + insert.length }, userEvent: "input.point" });
  // Pointing again right away still replaces what was pointed at.
  if (pointed.get(view)?.from === at.from) pointed.set(view, { from: at.from, to: at.from + insert.length });
  view.focus();
  return true;
}

const pointed = new WeakMap<EditorView, { from: number; to: number }>();

/** Write a reference at the cursor. Pointing again right away replaces it; after an operand a plus comes between. */
function point(view: EditorView, reference: string, add: boolean): void {
  const { from, to } = view.state.selection.main;
  const last = pointed.get(view);
  const text = view.state.doc.toString();
  const again = last !== undefined && last.to === to && from === to && !add;
  const start = again ? last.from : from;
  const previous = tokens(text.slice(0, start)).filter((token) => token.kind !== "blank").at(-1);
  const joined = previous !== undefined && ["name", "number", "close", "text"].includes(previous.kind) && !/^(and|or|not|if|else)$/i.test(previous.text);
  // A range stands inside a function over cells; where there is none yet it is added up.
  const whole = reference.includes(":") && !["open", "comma"].includes(previous?.kind ?? "") ? `sum(${reference})` : reference;
  const insert = joined ? ` + ${whole}` : whole;
  const begins = start + insert.length - whole.length;
  view.dispatch({ changes: { from: start, to, insert }, selection: { anchor: start + insert.length }, scrollIntoView: true, userEvent: "input.point" });
  pointed.set(view, { from: begins, to: start + insert.length });
  view.focus();
}
