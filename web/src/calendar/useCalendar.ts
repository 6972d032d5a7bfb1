/**
 * The calendar at a date: open or not, and on which day.
 *
 * The keyboard stays where it was, in the field or on the button, so that typing a date is never in the way; the day in
 * hand is told to a screen reader as the active descendant.
 */

import { useCallback, useId, useLayoutEffect, useRef, useState, type KeyboardEvent, type RefObject } from "react";

import { addDays, addMonths, today, weekday } from "./days";

export interface CalendarAria {
  "aria-haspopup": "grid";
  "aria-expanded": boolean;
  "aria-controls"?: string;
  "aria-activedescendant"?: string;
}

export interface CalendarDoor {
  id: string;
  /** The day in hand; null while the calendar is closed. */
  day: string | null;
  /** The day that the field holds. */
  value: string | null;
  anchor: RefObject<HTMLElement | null>;
  box: RefObject<HTMLDivElement | null>;
  go: (day: string) => void;
  pick: (day: string) => void;
  toggle: () => void;
  close: () => void;
  onKey: (event: KeyboardEvent) => void;
  aria: CalendarAria;
}

interface Options {
  anchor: RefObject<HTMLElement | null>;
  value: string | null;
  /** Nothing opens where nothing may be entered. */
  locked: boolean;
  onPick: (day: string) => void;
}

/** Where a key of the open calendar leads; null for a key that is none of its own. */
function moved(day: string, event: KeyboardEvent): string | null {
  const { key, shiftKey } = event;
  if (key === "ArrowLeft") return addDays(day, -1);
  if (key === "ArrowRight") return addDays(day, 1);
  if (key === "ArrowUp") return addDays(day, -7);
  if (key === "ArrowDown") return addDays(day, 7);
  if (key === "Home") return addDays(day, -weekday(day));
  if (key === "End") return addDays(day, 6 - weekday(day));
  if (key === "PageUp") return addMonths(day, shiftKey ? -12 : -1);
  return key === "PageDown" ? addMonths(day, shiftKey ? 12 : 1) : null;
}

export function useCalendar({ anchor, value, locked, onPick }: Options): CalendarDoor {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [day, setDay] = useState<string | null>(null);
  const close = useCallback(() => setDay(null), []);
  const show = () => { if (!locked) setDay(value ?? today()); };
  const pick = (picked: string) => {
    close();
    onPick(picked);
  };
  const open = day !== null;
  // A press anywhere else closes it, also when the keyboard never left the field.
  useLayoutEffect(() => {
    if (!open) return;
    const outside = (event: Event) => {
      const target = event.target as Node;
      if (!box.current?.contains(target) && !anchor.current?.parentElement?.contains(target)) close();
    };
    document.addEventListener("pointerdown", outside, true);
    return () => document.removeEventListener("pointerdown", outside, true);
  }, [anchor, close, open]);

  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    const { key } = event;
    let mine = true;
    if (day === null) {
      if (event.altKey && key === "ArrowDown" && !locked) show();
      else mine = false;
    } else if (key === "Enter") pick(day);
    else if (key === "Escape" || (event.altKey && key === "ArrowUp")) close();
    else if (!event.ctrlKey && !event.metaKey && !event.altKey && moved(day, event)) setDay(moved(day, event));
    else {
      mine = false;
      // Who types on writes the date by hand.
      if (key.length === 1 || key === "Tab" || key === "Backspace" || key === "Delete") close();
    }
    if (!mine) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const aria: CalendarAria = {
    "aria-haspopup": "grid",
    "aria-expanded": open,
    ...(open && { "aria-controls": id, "aria-activedescendant": `${id}-${day}` }),
  };
  return { id, day, value, anchor, box, go: setDay, pick, toggle: () => (open ? close() : show()), close, onKey, aria };
}
