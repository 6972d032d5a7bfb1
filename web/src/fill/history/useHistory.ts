/** Opens the history of the cell in hand: by its key, by the button of the page, by the menu of the cell. */

import { useCallback, useLayoutEffect, useState } from "react";

import { t } from "../../words/fill-saving";
import type { Desk } from "../desk";
import { standing } from "../offline/typing";

export interface CellHistory {
  /** The cell whose history is shown. */
  cell: string;
  open: () => void;
  show: (cell: string) => void;
  close: () => void;
}

/** The cell that has the keyboard, else the one that had it last. */
export function inHand(desk: Desk): string {
  const { cell } = standing();
  if (cell) return cell;
  const at = desk.active?.selection.active;
  return (at && desk.active?.keyAt(at)) || "";
}

export function useHistory(desk: Desk | null, say: (message: string) => void): CellHistory {
  const [cell, show] = useState("");
  const open = useCallback(() => {
    const key = desk ? inHand(desk) : "";
    if (key) show(key);
    else say(t("history.pick"));
  }, [desk, say]);
  const close = useCallback(() => show(""), []);
  useLayoutEffect(() => close(), [desk, close]);
  useLayoutEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || !event.shiftKey || event.key.toLowerCase() !== "h") return;
      event.preventDefault();
      open();
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, [open]);
  return { cell, open, show, close };
}
