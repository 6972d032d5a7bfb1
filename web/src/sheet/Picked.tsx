/** The cell in hand at the receiver, with the button that opens the box of its reason: a click on a cell only selects it. */

import { useLayoutEffect, useReducer } from "react";

import type { Desk } from "../fill/desk";
import { inHand } from "../fill/history/useHistory";
import { LABEL } from "../grid/model";
import { t } from "../words/sheet";

export function Picked({ desk, onNote }: { desk: Desk; onNote: (key: string) => void }) {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useLayoutEffect(() => desk.onActive(redraw), [desk]);
  const key = inHand(desk);
  if (!key || key.endsWith(`:${LABEL}`) || !desk.book.specOf(key)) return null;
  return (
    <p className="sheet-picked">
      <button type="button" className="btn btn-small" onClick={() => onNote(key)}>{t("note.begin")}</button>{" "}
      <span className="muted">{desk.nameOf(key)}</span>
    </p>
  );
}
