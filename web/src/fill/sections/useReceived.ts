/** A report at its receiver: read, or, where the form has cells of the lead agency and it is their turn, filled in these. */

import { useCallback, useEffect, useRef, useState } from "react";

import { RequestFailed } from "../../http";
import { problemText } from "../problem";
import type { Desk } from "../desk";
import type { Conflict } from "../draft";
import { stopWords, Unreadable } from "../edition";
import { openForm, type OpenForm } from "../opening";
import type { Saver, SaveState } from "../saver";

export interface Received {
  desk: Desk | null;
  save: SaveState;
  failure: string;
  conflicts: readonly Conflict[];
  settle: (choices: ReadonlyMap<Conflict, boolean>) => void;
  /** Saves what waits; false when something could not be saved. */
  flush: () => Promise<boolean>;
}

interface Ports {
  submission: string;
  formId: string;
  user: string;
  /** Another number loads the form again. */
  turn: number;
  onMessage: (message: string) => void;
}

const CLEAN: SaveState = { kind: "saved", at: null };

export function useReceived({ submission, formId, user, turn, onMessage }: Ports): Received {
  const [open, setOpen] = useState<OpenForm | null>(null);
  const [failure, setFailure] = useState("");
  const [save, setSave] = useState<SaveState>(CLEAN);
  const [conflicts, setConflicts] = useState<readonly Conflict[]>([]);
  const saver = useRef<Saver | null>(null);
  const [again, setAgain] = useState(0);

  useEffect(() => {
    let alive = true;
    let made: OpenForm | null = null;
    setSave(CLEAN);
    setConflicts([]);
    // Nothing may be typed into a table that is saved no longer; one that is only read stays until the next is there.
    setOpen((now) => (now?.saver && now.desk.payload.form.id !== formId ? null : now));
    openForm({
      submission, formId, user: `${user}@lead`, login: "", address: "", party: "lead",
      onState: (state) => alive && setSave(state),
      onConflicts: (found) => alive && setConflicts(found),
      onSaved: () => undefined,
      onClosed: () => alive && setAgain((now) => now + 1),
    }).then(
      (opened) => {
        if (!alive) {
          opened.dispose();
          return;
        }
        made = opened;
        saver.current = opened.saver;
        if (opened.message) onMessage(opened.message);
        setFailure("");
        setOpen(opened);
      },
      (error: unknown) => {
        if (error instanceof Unreadable && alive) {
          console.error(error.cause);
          setFailure(stopWords());
        } else if (!(error instanceof RequestFailed)) throw error;
        else if (alive) setFailure(problemText(error));
      },
    );
    return () => {
      alive = false;
      saver.current = null;
      if (!made) return;
      const { saver: own, dispose } = made;
      // Another form of the report is opened: what waits here is sent first.
      void (own ? own.flush() : Promise.resolve()).finally(dispose);
    };
  }, [submission, formId, user, turn, again, onMessage]);

  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (saver.current?.unsaved) event.preventDefault();
    };
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, []);

  const flush = useCallback(async () => {
    await saver.current?.flush();
    return !saver.current?.unsaved;
  }, []);
  const settle = useCallback((choices: ReadonlyMap<Conflict, boolean>) => {
    setConflicts([]);
    saver.current?.settle(choices);
  }, []);
  return { desk: open?.desk ?? null, save, failure, conflicts, settle, flush };
}
