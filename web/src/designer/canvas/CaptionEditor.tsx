/**
 * The text field over the selected caption. It is there, unseen and focused, before editing begins: a Vietnamese
 * letter composed from the first key press lands in the same element that goes on as the editor.
 */
import { type ClipboardEvent, type KeyboardEvent, type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { t } from "../../words/designer";
import { useDesigner, select, setState, state, takenOverBy } from "../state/store";
import { insert } from "../state/commands";
import { stepped, type Arrow, type Selection } from "../state/selection";
import { currentForm } from "../state/store";
import { gridOf } from "../model/documents";
import { commitText, editable, focusFormula, isEmpty, spoken, startEditing, textOf } from "./editing";
import { copySelected, pasteInto } from "./clipboard";
import { typedOnCells } from "./commandKeys";
import { onCanvasKey } from "./keyboard";
import { standSomewhere } from "./panes";
import { elementOf } from "./places";
import { RelationHelp } from "./RelationHelp";
import { reveal } from "./reveal";

interface Props {
  scroller: RefObject<HTMLDivElement | null>;
}

export function CaptionEditor({ scroller }: Props) {
  const selection = useDesigner((s) => s.selection);
  const editing = useDesigner((s) => s.editing);
  const documents = useDesigner((s) => s.documents);
  const pointing = useDesigner((s) => s.pointing !== null);
  const field = useRef<HTMLTextAreaElement>(null);
  const typed = useRef(false);
  /** A caption was just taken over by Enter: what is typed next is the next caption, never written over this one. */
  const taken = useRef(false);
  /** What stood in the place when its editing began. */
  const stood = useRef("");
  const [text, setText] = useState("");
  const relation = selection?.kind === "columns" && selection.part === "relation";

  useLayoutEffect(() => place(field.current, scroller.current, editing));
  useEffect(() => {
    const follow = (): void => place(field.current, scroller.current, state().editing);
    const element = scroller.current;
    element?.addEventListener("scroll", follow, { passive: true });
    return () => element?.removeEventListener("scroll", follow);
  }, [scroller]);

  // A new selection takes the keyboard, unless a formula is being written elsewhere or a menu was opened with it.
  useEffect(() => {
    taken.current = false;
    if (!selection || pointing || elsewhere() || state().menu) return;
    field.current?.focus({ preventScroll: true });
    reveal(scroller.current);
  }, [selection, pointing, scroller]);

  useEffect(() => {
    const element = field.current;
    if (!element) return;
    if (!editing) {
      element.value = "";
      setText("");
      return;
    }
    stood.current = textOf(state().selection);
    if (!typed.current) {
      element.value = stood.current;
      element.focus({ preventScroll: true });
      element.select();
    }
    typed.current = false;
    setText(element.value);
    place(element, scroller.current, true);
  }, [editing, selection, scroller]);

  const finish = (keepText: boolean): void => {
    const element = field.current;
    if (!state().editing || !element) return;
    const { selection: at } = state();
    setState({ editing: false });
    if (keepText && at) commitText(at, element.value, stood.current);
    element.value = "";
  };

  useLayoutEffect(() => takenOverBy(() => finish(true)), []);

  const onInput = (): void => {
    const element = field.current;
    if (!element) return;
    if (!state().editing) {
      if (element.value.startsWith("=") && !relation) {
        element.value = "";
        focusFormula(true);
        return;
      }
      if (!editable(state().selection)) {
        const { value } = element;
        element.value = "";
        typedOnCells(value);
        return;
      }
      typed.current = true;
      if (taken.current) onward();
      else setState({ editing: true });
    }
    // Only the help of a relation line reads along; a caption is not drawn again with every key.
    if (relation) setText(element.value);
    place(element, scroller.current, true);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (!state().editing) {
      // A printed letter goes on with the list; any other key ends it.
      if (event.key.length > 1 || event.ctrlKey || event.altKey || event.metaKey) taken.current = false;
      onCanvasKey(event);
      return;
    }
    if (event.key === "Escape") finish(false);
    else if (event.key === "Enter" && !event.altKey && !event.shiftKey) {
      finish(true);
      taken.current = listed(state().selection);
    } else if (event.key === "Enter" && event.altKey) field.current?.setRangeText("\n", field.current.selectionStart, field.current.selectionEnd, "end");
    else if (event.key === "Tab") {
      finish(true);
      move(event.shiftKey);
    } else if (event.key === "z" && event.ctrlKey) return;
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const unlessEditing = (what: (event: ClipboardEvent) => void) => (event: ClipboardEvent): void => {
    if (!state().editing) what(event);
  };

  return (
    <>
      <textarea
        ref={field}
        className={`ds-editor${editing ? " is-open" : ""}${relation ? " is-relation" : ""}`}
        aria-label={documents ? spoken(selection) : ""}
        aria-description={t("canvas.keys")}
        spellCheck={false}
        autoComplete="off"
        rows={1}
        onFocus={standSomewhere}
        onInput={onInput}
        onKeyDown={onKeyDown}
        onCopy={unlessEditing((event) => copySelected(event, false))}
        onCut={unlessEditing((event) => copySelected(event, true))}
        onPaste={unlessEditing(pasteInto)}
        onBlur={() => finish(true)}
        onDoubleClick={startEditing}
      />
      {relation && selection ? <RelationHelp scroller={scroller} selection={selection} text={editing ? text : null} /> : null}
    </>
  );
}

/** True while the person types in another field: properties, the formula bar, a dialog. */
function elsewhere(): boolean {
  const active = document.activeElement;
  if (!active || active === document.body) return false;
  return active.closest(".ds-panel, .ds-formula, .ds-bottom, dialog") !== null && active.matches("input, textarea, select, [contenteditable='true']");
}

function move(back: boolean): void {
  const { selection, documents } = state();
  const section = selection && gridOf(documents, currentForm(), selection.section);
  if (!selection || !section) return;
  const down = selection.kind === "rows";
  const arrow: Arrow = down ? (back ? "ArrowUp" : "ArrowDown") : back ? "ArrowLeft" : "ArrowRight";
  const next = stepped(section, selection, arrow, false);
  // Behind the last column or row Tab makes another, as in a table of a text document.
  if (!next && !back && (down || selection.kind === "columns")) insert("after");
  else select(next ?? selection);
}

/** A caption, number, marker or code that is one of a list: the next one may be typed at once, as down a column of a spreadsheet. */
function listed(selection: Selection | null): boolean {
  if ((selection?.kind !== "rows" && selection?.kind !== "columns") || selection.part === "relation" || textOf(selection) === "") return false;
  return selection.part === "label" || following(selection) !== null;
}

function following(selection: Selection): Selection | null {
  const section = gridOf(state().documents, currentForm(), selection.section);
  return section ? stepped(section, selection, selection.kind === "rows" ? "ArrowDown" : "ArrowRight", false) : null;
}

/** Go on to the next one: for captions an empty one that waits there, else a new row or column; markers and numbers are written over. */
function onward(): void {
  const { selection } = state();
  if (selection?.kind !== "rows" && selection?.kind !== "columns") return;
  const next = following(selection);
  if (!next || (selection.part === "label" && !isEmpty(next))) return insert("after");
  select(next);
  setState({ editing: true });
}

/** Lay the field over its place; text that is longer than the place grows downwards. */
function place(field: HTMLTextAreaElement | null, scroller: HTMLElement | null, open: boolean): void {
  if (!field || !scroller) return;
  const target = elementOf(scroller, state().selection);
  field.classList.toggle("is-away", !target);
  if (!target) return;
  const box = target.getBoundingClientRect();
  const origin = scroller.getBoundingClientRect();
  const width = Math.max(box.width + 1, open ? 120 : 0);
  const left = Math.min(box.left, origin.left + scroller.clientWidth - width - 2) - origin.left + scroller.scrollLeft;
  const top = box.top - origin.top + scroller.scrollTop;
  field.style.transform = `translate(${left - 1}px, ${top - 1}px)`;
  field.style.width = `${width}px`;
  const { fontSize, lineHeight, textAlign } = getComputedStyle(target);
  Object.assign(field.style, { fontSize, lineHeight, textAlign });
  field.style.height = `${box.height + 1}px`;
  if (open) field.style.height = `${Math.max(box.height + 1, field.scrollHeight + 2)}px`;
}
