/** Loading one form and keeping it saved: the desk, its saver and their states for the page. */

import { useCallback, useEffect, useRef, useState } from "react";

import { RequestFailed } from "../http";
import { t } from "../words/fill";
import { loadChecks, loadForm, saveForm } from "./api";
import { Desk, entered } from "./desk";
import { browserDraft, type Conflict } from "./draft";
import type { FillPayload, FormTab } from "./payload";
import { Saver, type SaveState } from "./saver";

const TABS_AFTER = 1500;

export interface DeskState {
  desk: Desk | null;
  saver: Saver | null;
  save: SaveState;
  tabs: readonly FormTab[];
  conflicts: readonly Conflict[];
  message: string;
  failure: string;
  reload: () => void;
  say: (message: string) => void;
  settle: (choices: ReadonlyMap<Conflict, boolean>) => void;
  refreshTabs: () => Promise<void>;
}

interface Ports {
  submission: string;
  formId: string;
  user: string;
}

function editable(payload: FillPayload): boolean {
  return payload.submission.editable;
}

export function useDesk({ submission, formId, user }: Ports): DeskState {
  const [desk, setDesk] = useState<Desk | null>(null);
  const [save, setSave] = useState<SaveState>({ kind: "saved", at: null });
  const [tabs, setTabs] = useState<readonly FormTab[]>([]);
  const [conflicts, setConflicts] = useState<readonly Conflict[]>([]);
  const [message, say] = useState("");
  const [failure, setFailure] = useState("");
  const [turn, setTurn] = useState(0);
  const saver = useRef<Saver | null>(null);
  const tabsTimer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const refreshTabs = useCallback(async () => {
    try {
      setTabs((await loadChecks(submission)).forms);
    } catch (error) {
      // Counts are a help; a failure to fetch them must not disturb the work.
      if (!(error instanceof RequestFailed)) throw error;
    }
  }, [submission]);

  useEffect(() => {
    let made: Desk | null = null;
    let alive = true;
    setDesk(null);
    setFailure("");
    loadForm(submission, formId).then(
      (payload) => {
        if (!alive) return;
        made = new Desk(payload, !editable(payload));
        if (editable(payload)) {
          saver.current = startSaver(made, payload, user, {
            setSave, setConflicts, onSaved: () => {
              clearTimeout(tabsTimer.current);
              tabsTimer.current = setTimeout(() => void refreshTabs(), TABS_AFTER);
            },
          });
          const restored = saver.current.restore();
          if (restored) say(t("save.restored", { n: restored }));
        }
        setTabs(payload.submission.forms);
        setDesk(made);
      },
      (error: unknown) => {
        if (!(error instanceof RequestFailed)) throw error;
        if (alive) setFailure([error.body.title, error.body.detail].filter(Boolean).join(" ") || t("load.failed"));
      },
    );
    return () => {
      alive = false;
      clearTimeout(tabsTimer.current);
      void saver.current?.flush();
      saver.current?.dispose();
      saver.current = null;
      made?.dispose();
    };
  }, [submission, formId, user, turn, refreshTabs]);

  useLeaving(saver);
  const settle = useCallback((choices: ReadonlyMap<Conflict, boolean>) => {
    setConflicts([]);
    saver.current?.settle(choices);
  }, []);
  return { desk, saver: saver.current, save, tabs, conflicts, message, failure, reload: () => setTurn((now) => now + 1), say, settle, refreshTabs };
}

interface SaverHooks {
  setSave: (state: SaveState) => void;
  setConflicts: (conflicts: readonly Conflict[]) => void;
  onSaved: () => void;
}

function startSaver(desk: Desk, payload: FillPayload, user: string, hooks: SaverHooks): Saver {
  const { submission, form } = payload;
  const load = async () => {
    const now = await loadForm(submission.id, form.id);
    return { ...now, values: entered(now, desk.book.specOf) };
  };
  return new Saver(desk.book, { ...payload, values: entered(payload, desk.book.specOf) }, payload.version, {
    send: (body, version) => saveForm(submission.id, form.id, body, version),
    load,
    draft: browserDraft(`${user}:${submission.id}:${form.id}`),
    onConflicts: hooks.setConflicts,
    onState: hooks.setSave,
    onSaved: (answer) => {
      if (answer.externals) desk.setExternals(answer.externals);
      if (answer.failures) desk.setFindings(answer.failures);
      hooks.onSaved();
    },
  });
}

/** Asks before leaving with unsaved figures, and saves when the page goes to the background. */
function useLeaving(saver: { current: Saver | null }): void {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (saver.current?.unsaved) event.preventDefault();
    };
    const hide = () => {
      if (document.visibilityState === "hidden") void saver.current?.flush();
    };
    // Signed in again in another tab: what waited here is saved on return.
    const back = () => {
      if (saver.current && (saver.current.state.kind === "login" || saver.current.state.kind === "retry")) void saver.current.flush();
    };
    window.addEventListener("beforeunload", ask);
    document.addEventListener("visibilitychange", hide);
    window.addEventListener("focus", back);
    window.addEventListener("online", back);
    return () => {
      window.removeEventListener("beforeunload", ask);
      document.removeEventListener("visibilitychange", hide);
      window.removeEventListener("focus", back);
      window.removeEventListener("online", back);
    };
  }, [saver]);
}
