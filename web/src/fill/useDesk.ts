/** Loading one form and keeping it saved: the desk, its saver and their states for the page. */

import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

import { RequestFailed } from "../http";
import { useStore } from "../useStore";
import { t } from "../words/fill";
import { t as saving } from "../words/fill-saving";
import { boxesKept } from "../written";
import { loadChecks } from "./api";
import type { Desk } from "./desk";
import type { Conflict } from "./draft";
import { isLeaving, loadAgain, stopWords, Unreadable } from "./edition";
import { useBackTo } from "./history/useBackTo";
import { inHand } from "./history/useHistory";
import { openForm, type OpenForm } from "./opening";
import { codesOf, useLeftForms } from "./offline/leftover";
import { formName } from "./offline/naming";
import { closeEditor, standing as keyboard } from "./offline/typing";
import { useFirst } from "./offline/useFirst";
import { checkParked, flushParked, onParked, park, parkedForms, parkedKept, unpark } from "./parking";
import type { FormTab, Person, Standing } from "./payload";
import { useListening } from "./presence/useListening";
import type { Saver, SaveState } from "./saver";
import { worksAs } from "./session";

const TABS_AFTER = 1500;
/** Milliseconds for which a page says why it is loaded again. */
const SAID_FOR = 1500;

export interface DeskState {
  desk: Desk | null;
  saver: Saver | null;
  save: SaveState;
  tabs: readonly FormTab[];
  /** What the last save made of the acts and the people of the report; null as long as they are as opened. */
  standing: Standing | null;
  conflicts: readonly Conflict[];
  message: string;
  failure: string;
  /** The form cannot be read by this page: only loading the page again helps. */
  stopped: boolean;
  /** The form was opened from this machine; `back` once the network is there again. */
  offline: "" | "away" | "back";
  /** The page around the form is the server's own: it did not come from this machine, or has been asked for since. */
  around: boolean;
  people: readonly Person[];
  reload: () => void;
  say: (message: string) => void;
  settle: (choices: ReadonlyMap<Conflict, boolean>) => void;
  refreshTabs: () => Promise<void>;
}

interface Ports {
  submission: string;
  formId: string;
  user: string;
  login: string;
  address: string;
  /** The form stands as this machine last saw it, before the server is asked. */
  first: boolean;
}

function refusal(error: RequestFailed): string {
  if (error.status === 0) return saving("offline.none");
  return [error.body.title, error.body.detail].filter(Boolean).join(" ") || t("load.failed");
}

export function useDesk({ submission, formId, user, login, address, first: wanted }: Ports): DeskState {
  const [open, setOpen] = useState<OpenForm | null>(null);
  const [save, setSave] = useState<SaveState>({ kind: "saved", at: null });
  const [tabs, setTabs] = useState<readonly FormTab[]>([]);
  const [standing, setStanding] = useState<Standing | null>(null);
  const [conflicts, setConflicts] = useState<readonly Conflict[]>([]);
  const [message, say] = useState("");
  const [failure, setFailure] = useState("");
  const [stopped, setStopped] = useState(false);
  const [turn, setTurn] = useState(0);
  const saver = useRef<Saver | null>(null);
  const tabsTimer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const back = useBackTo(open?.desk ?? null);
  const renew = useCallback(() => {
    back(() => keyboard().cell);
    setTurn((now) => now + 1);
  }, [back]);
  const reload = useCallback(() => {
    back(inHand);
    setTurn((now) => now + 1);
  }, [back]);
  // Of the first form of the page only, and once.
  const start = useRef(wanted ? formId : "");
  const first = useFirst(wanted, open, { submission, formId: start.current || formId, user, login, address }, renew, say);

  const refreshTabs = useCallback(async () => {
    try {
      const { forms, events, people } = await loadChecks(submission);
      setTabs(forms);
      // A server of before an upgrade does not say it yet, under a page of after.
      setStanding(events ? { events, people } : null);
    } catch (error) {
      // Counts are a help; a failure to fetch them must not disturb the work.
      if (!(error instanceof RequestFailed)) throw error;
    }
  }, [submission]);

  // Before the empty page is painted: what this machine kept is read meanwhile.
  useLayoutEffect(() => {
    let made: OpenForm | null = null;
    let alive = true;
    const name = formName(user, submission, formId);
    worksAs(user);
    unpark(name);
    setOpen(null);
    setConflicts([]);
    setSave({ kind: "saved", at: null });
    setFailure("");
    setStopped(false);
    const onState = (state: SaveState) => (alive ? setSave(state) : checkParked(name));
    const onSaved = () => {
      clearTimeout(tabsTimer.current);
      tabsTimer.current = setTimeout(() => void refreshTabs(), TABS_AFTER);
    };
    const fromHere = turn === 0 && formId === start.current;
    start.current = "";
    openForm({ submission, formId, user, login, address, first: fromHere, onState, onSaved, onConflicts: (found) => alive && setConflicts(found), onClosed: () => alive && renew(), onTaken: (n) => alive && say(saving("save.taken", { n })) }).then(
      (opened) => {
        if (!alive) {
          opened.dispose();
          return;
        }
        made = opened;
        saver.current = opened.saver;
        if (opened.message) say(opened.message);
        setTabs(opened.desk.payload.submission.forms);
        setStanding(null);
        setOpen(opened);
      },
      (error: unknown) => {
        if (error instanceof Unreadable && alive) {
          console.error(error.cause);
          setStopped(true);
          setFailure(loadAgain(SAID_FOR) ? saving("page.renewing") : stopWords());
        } else if (!(error instanceof RequestFailed)) throw error;
        else if (alive) setFailure(refusal(error));
      },
    );
    return () => {
      alive = false;
      clearTimeout(tabsTimer.current);
      saver.current = null;
      if (!made) return;
      const { desk, saver: own, dispose } = made;
      if (own) void park(name, { code: desk.payload.form.code, saver: own, dispose });
      else dispose();
    };
  }, [submission, formId, user, login, address, turn, refreshTabs, renew]);

  // The head may say more than it did when the form was last seen.
  useEffect(() => {
    if (wanted && first === "" && open) setTabs(open.desk.payload.submission.forms);
  }, [wanted, first, open]);

  useLeaving(saver);
  const { people, back: again } = useListening({ open, submission, formId, say, reload: renew });
  const settle = useCallback((choices: ReadonlyMap<Conflict, boolean>) => {
    setConflicts([]);
    saver.current?.settle(choices);
  }, []);
  const left = useLeftForms(user, submission, formId);
  const elsewhere = codesOf(useStore(onParked, parkedForms), open?.saver ? left : [], formId, tabs);
  const shown: SaveState = save.kind === "saved" && elsewhere ? { kind: "elsewhere", forms: elsewhere } : save;
  // From this machine first, a form is no form without a network until the server has failed to answer.
  const offline = !open?.offline || (wanted && first !== "away") ? "" : again ? "back" : "away";
  const state: SaveState = first === "asking" && shown.kind === "saved" ? { kind: "checking" } : shown;
  return { desk: open?.desk ?? null, saver: open?.saver ?? null, save: state, tabs, standing, conflicts, message, failure, stopped, offline, around: first === "", people, reload, say, settle, refreshTabs };
}

/** Asks before leaving with unsaved figures, and saves when the page goes to the background. */
function useLeaving(saver: { current: Saver | null }): void {
  useLayoutEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      const asks = isLeaving() ? !(saver.current?.kept ?? true) || !parkedKept() || !boxesKept() : saver.current?.unsaved || parkedForms() || !boxesKept();
      if (asks) event.preventDefault();
    };
    const hide = () => {
      if (document.visibilityState === "hidden") void saver.current?.flush();
    };
    // Signed in again in another tab, or the network is there again: what waited here is saved on return.
    const back = () => {
      const waiting = ["login", "retry", "offline"].includes(saver.current?.state.kind ?? "");
      if (waiting) void saver.current?.flush();
      flushParked();
    };
    window.addEventListener("beforeunload", ask);
    window.addEventListener("pagehide", closeEditor);
    document.addEventListener("visibilitychange", hide);
    window.addEventListener("focus", back);
    window.addEventListener("online", back);
    return () => {
      window.removeEventListener("beforeunload", ask);
      window.removeEventListener("pagehide", closeEditor);
      document.removeEventListener("visibilitychange", hide);
      window.removeEventListener("focus", back);
      window.removeEventListener("online", back);
    };
  }, [saver]);
}
