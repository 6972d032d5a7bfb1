/** F8 and Shift+F8 go to the next and the last wrong cell, wherever the keyboard is. */

import { useCallback, useLayoutEffect } from "react";

import { t } from "../../words/fill-hands";
import type { Desk } from "../desk";
import { nextFault } from "./nextFault";

export function useNextFault(desk: Desk | null): (by: 1 | -1) => void {
  const go = useCallback((by: 1 | -1) => {
    if (!desk) return;
    const key = nextFault(desk, by);
    if (key) desk.goTo(key);
    else desk.say(t("hands.noFault"));
  }, [desk]);
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "F8" || event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      go(event.shiftKey ? -1 : 1);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [go]);
  return go;
}
