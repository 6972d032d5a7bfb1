/** The page is drawn anew, after an act or because the form has become another one: the keyboard is led back to the cell that had it. */

import { useCallback, useLayoutEffect, useRef } from "react";

import type { Desk } from "../desk";

/** Somebody writes elsewhere, or has a dialog open: the keyboard stays there. */
const elsewhere = (): boolean => document.querySelector("dialog[open]") !== null || (document.activeElement?.matches(":is(input, textarea, select, [contenteditable=true]):not(.k-editor)") ?? false);

/** Call it before the page is drawn anew: the same form's next desk gets the keyboard at the cell that `keyOf` names then. */
export function useBackTo(desk: Desk | null): (keyOf: (desk: Desk) => string) => void {
  const stands = useRef(desk);
  const held = useRef<{ form: string; key: string } | null>(null);
  // Before the next key, as wherever somebody is led to a cell.
  useLayoutEffect(() => {
    stands.current = desk;
    if (!desk || !held.current) return;
    const { form, key } = held.current;
    held.current = null;
    if (key && !elsewhere() && desk.payload.form.id === form) desk.goTo(key);
  }, [desk]);
  return useCallback((keyOf) => {
    if (stands.current) held.current = { form: stands.current.payload.form.id, key: keyOf(stands.current) };
  }, []);
}
