/** A narrative text being written. Every change is told at once, in the one form that a text has. */

import { EditorState, type Command, type Transaction } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { useLayoutEffect, useRef, useState } from "react";

import { paragraphsOf, type TextValue } from "../model";
import { Bar } from "./Bar";
import { outward, plainSlice, take, type Doubt } from "./clipboard";
import { plugins } from "./commands";
import { docOf, valueIn } from "./schema";

export interface RichEditorProps {
  id: string;
  label: string;
  labelledBy: string;
  describedBy: string;
  value: TextValue | { raw: string } | null;
  faulty: boolean;
  required: boolean;
  onChange: (value: TextValue | null) => void;
  /** What a paste left out, and what its letters may mean. */
  onSay: (message: string, doubt?: Doubt) => void;
}

const MOST_ECHOES = 200;

/** Names and states of the text for a screen reader. */
function namesOf({ id, labelledBy, describedBy, faulty, required }: RichEditorProps): Record<string, string> {
  return {
    id,
    class: "rich-text",
    role: "textbox",
    "aria-multiline": "true",
    "aria-labelledby": labelledBy,
    "aria-describedby": describedBy,
    ...(faulty && { "aria-invalid": "true" }),
    ...(required && { "aria-required": "true" }),
  };
}

function stateOf(value: RichEditorProps["value"]): EditorState {
  return EditorState.create({ doc: docOf(paragraphsOf(value)), plugins: plugins() });
}

class Writing {
  readonly view: EditorView;
  /** What was told and has not come back as the value yet: an echo is no news. */
  private echoes: string[] = [];
  private waiting: RichEditorProps["value"] | undefined;

  constructor(place: HTMLElement, public props: RichEditorProps, private readonly onState: (state: EditorState) => void) {
    this.view = new EditorView({ mount: place }, {
      state: stateOf(props.value),
      attributes: () => namesOf(this.props),
      // The line in hand stands clear of the bar at the bottom of the page.
      scrollMargin: 64,
      scrollThreshold: 64,
      clipboardSerializer: outward,
      clipboardTextSerializer: plainSlice,
      dispatchTransaction: (transaction) => this.dispatch(transaction),
      handleDOMEvents: {
        paste: (view, event) => this.taken(view, event, event.clipboardData),
        drop: (view, event) => !view.dragging && this.taken(view, event, event.dataTransfer),
        compositionend: () => { setTimeout(() => this.settle(), 50); },
      },
    });
  }

  private taken(view: EditorView, event: Event, data: DataTransfer | null): boolean {
    event.preventDefault();
    if (data) {
      const { said, doubt } = take(view, data);
      this.props.onSay(said, doubt);
    }
    return true;
  }

  private dispatch(transaction: Transaction): void {
    const state = this.view.state.apply(transaction);
    this.view.updateState(state);
    this.onState(state);
    if (!transaction.docChanged || transaction.getMeta("theirs")) return;
    const value = valueIn(state.doc);
    this.echoes = [...this.echoes, JSON.stringify(value)].slice(-MOST_ECHOES);
    this.props.onChange(value);
  }

  /** The value as the form holds it now: an echo, or what somebody else wrote. */
  meet(value: RichEditorProps["value"]): void {
    const told = this.echoes.indexOf(JSON.stringify(value));
    if (told >= 0) {
      this.echoes = this.echoes.slice(told + 1);
      return;
    }
    this.waiting = value;
    this.settle();
  }

  private settle(): void {
    if (this.waiting === undefined || this.view.isDestroyed || this.view.composing) return;
    const doc = docOf(paragraphsOf(this.waiting));
    this.waiting = undefined;
    if (doc.eq(this.view.state.doc)) return;
    const { tr, doc: old } = this.view.state;
    this.view.dispatch(tr.replaceWith(0, old.content.size, doc.content).setMeta("theirs", true).setMeta("addToHistory", false));
  }
}

export function RichEditor(props: RichEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const writing = useRef<Writing | null>(null);
  const [state, setState] = useState<EditorState | null>(null);
  // The text is made before the first paint: a key pressed at once finds it.
  useLayoutEffect(() => {
    const made = new Writing(place.current!, props, setState);
    writing.current = made;
    setState(made.view.state);
    return () => made.view.destroy();
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  // At once: a text given before the next key must not come back after it.
  useLayoutEffect(() => {
    if (!writing.current) return;
    writing.current.props = props;
    writing.current.view.setProps({});
    writing.current.meet(props.value);
  });
  const run = (act: Command) => {
    const view = writing.current?.view;
    if (!view) return;
    view.focus();
    act(view.state, view.dispatch, view);
  };
  const toBar = (event: React.KeyboardEvent) => {
    if (event.key !== "F10" || !event.altKey) return;
    event.preventDefault();
    document.querySelector<HTMLElement>(`[aria-controls="${CSS.escape(props.id)}"] [tabindex="0"]`)?.focus();
  };
  return (
    <div className="rich-frame" onKeyDown={toBar}>
      <Bar label={props.label} controls={props.id} state={state} run={run} back={() => writing.current?.view.focus()} />
      <div ref={place} />
    </div>
  );
}
