/** The page is drawn anew after an act: the keyboard is led back to the cell in hand. */

import { useCallback, useEffect, useState } from "react";

import type { Desk } from "../desk";
import { inHand } from "./useHistory";

/** Call it before the page is drawn anew: the same form's next desk gets the keyboard at the cell in hand. */
export function useBackTo(desk: Desk | null): () => void {
  const [held, setHeld] = useState<{ desk: Desk; key: string } | null>(null);
  useEffect(() => {
    if (!desk || !held || desk === held.desk) return;
    if (held.key && desk.payload.form.id === held.desk.payload.form.id) desk.goTo(held.key);
    setHeld(null);
  }, [desk, held]);
  return useCallback(() => (desk ? setHeld({ desk, key: inHand(desk) }) : undefined), [desk]);
}
