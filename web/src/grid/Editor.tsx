/**
 * The one input of a table, in its active cell.
 *
 * It holds the cell's text, selected, so that the first key (or the first syllable of an input method, or a burst of
 * synthetic backspaces and letters) replaces it natively; nothing is caught and replayed.
 */

import { useCallback, useLayoutEffect, useRef, type ClipboardEvent, type RefObject } from "react";

import { t } from "../words/grid";
import type { CellView } from "./book";
import type { Lock } from "./control";
import { beginningOf, editTextOf } from "./cells";
import { readClipboard } from "./clipboard";
import { ChoiceList, useChoices } from "./ChoiceList";
import { useGrid } from "./context";
import { DateEditor } from "./DateEditor";
import { fillTyped } from "./filling";
import { cellName, type Spec } from "./model";
import { cutSelection } from "./moving";
import type { Position } from "./selection";

interface EditorProps {
  at: Position;
  spec: Spec;
  view: CellView;
  focused: boolean;
}

type Field = HTMLInputElement | HTMLTextAreaElement;

function stateWords(view: CellView, lock: string | null): string {
  const words: string[] = [];
  if (lock === "computed") words.push(t("cell.computed"));
  else if (lock === "blocked") words.push(t("cell.blocked"));
  else if (lock === "carried") words.push(t("cell.carried"));
  else if (lock === "file") words.push(t("locked.file"));
  else if (lock) words.push(t("cell.locked"));
  if (view.incomplete) words.push(t("cell.incomplete"));
  if (view.overridden) words.push(t("cell.overridden"));
  if (view.fault) words.push(view.fault);
  if (view.mark) words.push(`${t(`cell.${view.mark.severity}`)}: ${view.mark.text}`);
  if (view.other) words.push(t(view.other.typing ? "cell.other.typing" : "cell.other", { name: view.other.name }));
  if (view.note) words.push(`${t("cell.noted")}: ${view.note}`);
  return words.join("; ");
}

/** A cell of words grows with what is typed into it, so that the box covers no other row. */
function growTyped(field: Field | null, editing: boolean): void {
  const cell = field?.parentElement;
  if (!(field instanceof HTMLTextAreaElement) || !cell) return;
  cell.style.removeProperty("height");
  if (editing && field.scrollHeight > cell.clientHeight) cell.style.setProperty("height", `${field.scrollHeight}px`);
}

/** Editing on and off: what the keyboard handler needs, kept outside React so that a burst of keys finds it in time. */
function useEditing(field: RefObject<Field | null>, props: EditorProps) {
  const { control, door, columns } = useGrid();
  const editing = useRef(false);
  const latest = useRef({ ...props, key: control.keyAt(props.at) });
  latest.current = { ...props, key: control.keyAt(props.at) };

  // The cell in which typing began: the rows may be drawn elsewhere before it ends.
  const begun = useRef<string | null>(null);
  const mode = useCallback((on: boolean) => {
    if (on && !editing.current) begun.current = latest.current.key;
    editing.current = on;
    if (field.current) field.current.dataset.mode = on ? "edit" : "select";
    growTyped(field.current, on);
  }, [field]);

  const rest = useCallback(() => {
    mode(false);
    if (!field.current) return;
    field.current.value = beginningOf(latest.current.view.text);
    if (document.activeElement === field.current) field.current.select();
  }, [field, mode]);

  const commit = useCallback(() => {
    if (!editing.current || !field.current) return;
    const typed = field.current.value;
    mode(false);
    control.commitTo(begun.current, latest.current.at, typed);
    rest();
  }, [control, field, mode, rest]);

  const commitAll = useCallback(() => {
    const typed = field.current?.value ?? "";
    if (!editing.current) return;
    mode(false);
    if (control.selection.single) control.commitTo(begun.current, latest.current.at, typed);
    else fillTyped(control, typed);
    rest();
  }, [control, field, mode, rest]);

  const begin = useCallback((keep: boolean) => {
    const input = field.current;
    if (!input || input.readOnly) return;
    mode(true);
    input.value = keep ? editTextOf(latest.current.view.value, latest.current.spec) : "";
    input.setSelectionRange(input.value.length, input.value.length);
    growTyped(input, true);
  }, [field, mode]);

  const typed = useCallback(() => {
    if (!editing.current) mode(true);
    const { spec, at } = latest.current;
    growTyped(field.current, true);
    if (field.current && spec.kind === "number") columns.fit(at.column, `${field.current.value}0`);
  }, [columns, field, mode]);

  useLayoutEffect(() => {
    const mine = { get editing() { return editing.current; }, multiline: props.spec.kind === "text", begin, commit, commitAll, cancel: rest };
    door.current = mine;
    return () => {
      // Scrolled away or moved on in the middle of typing: what was typed counts.
      commit();
      if (door.current === mine) door.current = null;
    };
  }, [begin, commit, commitAll, door, rest, props.spec.kind]);

  return { editing, typed, rest, commit };
}

/** A field that could not be written into takes no key in Chromium after it opens under the keyboard: it has to be entered anew. */
function useUnlocked(field: RefObject<Field | null>, locked: boolean, moving: { current: boolean }): void {
  const before = useRef(locked);
  useLayoutEffect(() => {
    const [input, opened] = [field.current, before.current && !locked];
    before.current = locked;
    if (!opened || !input || document.activeElement !== input) return;
    const was = moving.current;
    moving.current = true;
    input.blur();
    input.focus({ preventScroll: true });
    input.select();
    moving.current = was;
  }, [field, locked, moving]);
}

export function Editor(props: EditorProps) {
  const { at, spec, view, focused } = props;
  const { control, moving, reveal, selectionHandlers } = useEditorGrid();
  const field = useRef<Field | null>(null);
  const { editing, typed, rest, commit } = useEditing(field, props);
  const choices = useChoices(spec, field, editing);
  const lock = control.lockAt(at);
  const row = control.view[at.row]!;

  useLayoutEffect(() => {
    const input = field.current;
    if (!input) return;
    if ((moving.current || focused) && document.activeElement !== input) {
      input.focus({ preventScroll: true });
      input.select();
      if (input.parentElement) reveal(input.parentElement);
    }
  }, [focused, moving, reveal]);

  useUnlocked(field, lock !== null, moving);

  // Before the next picture: the old text must not flash, nor a quick key meet it.
  useLayoutEffect(() => {
    if (!editing.current) rest();
  }, [view.text, editing, rest]);

  const common = {
    ref: field as RefObject<never>,
    className: "k-editor",
    defaultValue: beginningOf(view.text),
    readOnly: lock !== null,
    "aria-label": [cellName(row, control.table.columns[at.column]!, spec), stateWords(view, lock)].filter(Boolean).join("; "),
    "aria-invalid": Boolean(view.fault) || view.mark?.severity === "error" || undefined,
    "aria-readonly": lock !== null || undefined,
    autoComplete: "off",
    spellCheck: false,
    onInput: () => {
      typed();
      choices.filter(field.current?.value ?? "");
    },
    onCompositionStart: typed,
    onFocus: () => {
      control.selection.setFocused(true);
      if (!editing.current) field.current?.select();
    },
    onBlur: () => {
      if (moving.current) return;
      commit();
      choices.close();
      control.selection.setFocused(false);
    },
    ...selectionHandlers(editing),
  };
  if (spec.kind === "file") return <FileButton at={at} spec={spec} lock={lock} common={common} />;
  if (spec.kind === "text") return <textarea rows={1} {...common} />;
  if (spec.kind === "date") return <DateEditor field={field} common={common} locked={lock !== null} view={view} put={(text) => { if (field.current) field.current.value = text; editing.current = true; commit(); }} />;
  if (spec.kind !== "choice") return <input type="text" inputMode={spec.kind === "number" || spec.kind === "computed" ? "decimal" : "text"} {...common} />;
  return (
    <>
      <input type="text" role="combobox" aria-expanded={choices.open} aria-controls={choices.open ? choices.id : undefined} aria-autocomplete="list" {...choices.aria} {...common} onKeyDown={choices.onKey} />
      <ChoiceList choices={choices} pick={(label) => { if (field.current) field.current.value = label; editing.current = true; commit(); choices.close(); }} />
    </>
  );
}

/** A file cell holds no text to edit: the input keeps the keyboard, a button opens the dialog. */
function FileButton({ at, spec, lock, common }: { at: Position; spec: Spec; lock: Lock; common: object }) {
  const { control, files } = useGrid();
  const key = control.keyAt(at);
  const empty = control.valueAt(at) === null;
  const shown = files && key && (lock === "file" || !empty);
  return (
    <>
      <input type="text" inputMode="none" {...common} />
      {shown && <button type="button" className="k-file-open" tabIndex={-1} onMouseDown={(event) => event.stopPropagation()} onClick={(event) => { event.stopPropagation(); files.open(key, spec, lock !== "file"); }}>{t(empty ? "file.pick" : "file.open")}</button>}
    </>
  );
}

/** Copy, cut and paste of the selected cells; inside a text being edited they stay the browser's own. */
function useEditorGrid() {
  const { control, moving, reveal } = useGrid();
  const put = (event: ClipboardEvent, cut: boolean) => {
    const copied = cut && !control.readOnly ? cutSelection(control) : control.copy();
    if (!copied) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", copied.text);
    event.clipboardData.setData("text/html", copied.html);
    if (!cut && copied.count > 1) control.say(t("copy.done", { n: copied.count }));
  };
  const selectionHandlers = (editing: RefObject<boolean>) => ({
    onCopy: (event: ClipboardEvent) => { if (!editing.current) put(event, false); },
    onCut: (event: ClipboardEvent) => { if (!editing.current) put(event, true); },
    onPaste: (event: ClipboardEvent) => {
      if (editing.current) return;
      event.preventDefault();
      if (control.readOnly) control.say(t("locked.read"));
      else control.paste(readClipboard(event.clipboardData), event.clipboardData.getData("text/plain"));
    },
  });
  return { control, moving, reveal, selectionHandlers };
}
