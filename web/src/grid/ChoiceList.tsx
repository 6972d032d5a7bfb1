/** The list of a choice cell: typing filters (diacritics may be left out), arrows walk, Enter takes. */

import { useCallback, useLayoutEffect, useId, useRef, useState, type KeyboardEvent, type RefObject } from "react";

import { folded } from "./cells";
import { useGrid } from "./context";
import type { Choice, Spec } from "./model";
import { place } from "./popup";

type Field = HTMLInputElement | HTMLTextAreaElement;

export interface Choices {
  id: string;
  open: boolean;
  shown: Choice[];
  at: number;
  field: RefObject<Field | null>;
  filter: (text: string) => void;
  close: () => void;
  onKey: (event: KeyboardEvent) => void;
  aria: { "aria-activedescendant"?: string };
}

export function useChoices(spec: Spec, field: RefObject<Field | null>, editing: RefObject<boolean>): Choices {
  const { door } = useGrid();
  const id = useId();
  const [query, setQuery] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const wanted = folded(query ?? "");
  const shown = query === null ? [] : (spec.choices ?? []).filter((choice) => folded(choice.label).includes(wanted));
  const close = useCallback(() => setQuery(null), []);
  const show = useCallback((text: string) => {
    setQuery(text);
    setAt(0);
  }, []);

  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    const opening = event.key === "F2" || (event.altKey && event.key === "ArrowDown");
    if (opening && !field.current?.readOnly) {
      door.current?.begin(true);
      show("");
      event.preventDefault();
      event.stopPropagation();
    } else if (query !== null && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const turn = event.key === "ArrowDown" ? 1 : -1;
      setAt((now) => Math.max(0, Math.min(shown.length - 1, now + turn)));
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === "Enter" || event.key === "Tab") {
      const picked = shown[at];
      // The list only completes; the table's own keys commit and move on.
      if (editing.current && picked && field.current && field.current.value !== "") field.current.value = picked.label;
      else if (editing.current && picked && at > 0 && field.current) field.current.value = picked.label;
      close();
    } else if (event.key === "Escape") close();
  };
  const aria = query !== null && shown[at] ? { "aria-activedescendant": `${id}-${at}` } : {};
  return { id, open: query !== null && shown.length > 0, shown, at, field, filter: show, close, onKey, aria };
}

export function ChoiceList({ choices, pick }: { choices: Choices; pick: (label: string) => void }) {
  const list = useRef<HTMLUListElement>(null);
  useLayoutEffect(() => {
    const [box, input] = [list.current, choices.field.current];
    if (!choices.open || !box || !input) return;
    box.style.minWidth = `${Math.max(160, input.getBoundingClientRect().width)}px`;
    place(box, input);
    box.children[choices.at]?.scrollIntoView({ block: "nearest" });
  });
  if (!choices.open) return null;
  return (
    <ul ref={list} id={choices.id} className="k-choices" role="listbox" popover="manual">
      {choices.shown.map((choice, index) => (
        <li key={choice.value} id={`${choices.id}-${index}`} role="option" aria-selected={index === choices.at} onMouseDown={(event) => { event.preventDefault(); event.stopPropagation(); pick(choice.label); }}>
          {choice.label}
        </li>
      ))}
    </ul>
  );
}
