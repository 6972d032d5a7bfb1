/** The exchanges of the report that is open: loaded after the form, again when the page comes back to sight, and marked on its cells. */

import { useCallback, useEffect, useMemo, useState } from "react";

import { RequestFailed } from "../../http";
import { t } from "../../words/fill-help";
import type { Desk } from "../desk";
import type { FormTab } from "../payload";
import { loadExchanges, type Exchange, type Exchanges } from "./api";

const NONE: Exchanges = { comments: [], may: false, side: "unit" };

export interface Talk extends Exchanges {
  /** Open ones, of all forms. */
  open: Exchange[];
  take: (found: Exchanges) => void;
  /** Forms with the number of their open exchanges. */
  counted: (tabs: readonly FormTab[]) => FormTab[];
}

/** What is said about each cell of a form, as the mark of the cell tells it. */
export function marksOf(open: readonly Exchange[], form: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const { form: at, key, text, follow_up: follow } of open) {
    if (at !== form) continue;
    const said = text ? t("talk.mark", { text }) : t("talk.flagged");
    const line = follow && text ? `${said} (${t("talk.flagged")})` : said;
    found.set(key, found.has(key) ? `${found.get(key)}\n${line}` : line);
  }
  return found;
}

export function useTalk(submission: string, desk: Desk | null): Talk {
  const [found, take] = useState<Exchanges>(NONE);
  const load = useCallback(() => {
    loadExchanges(submission).then(take, (error: unknown) => {
      // They are a help: the form is filled without them.
      if (!(error instanceof RequestFailed)) throw error;
    });
  }, [submission]);
  const ready = desk !== null;
  useEffect(() => {
    if (!ready) return;
    load();
    const look = () => {
      if (document.visibilityState === "visible") load();
    };
    document.addEventListener("visibilitychange", look);
    window.addEventListener("online", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("online", look);
    };
  }, [load, ready]);
  const open = useMemo(() => found.comments.filter((one) => !one.resolved), [found]);
  useEffect(() => desk?.setTalk(marksOf(open, desk.payload.form.id)), [desk, open]);
  const counted = useCallback(
    (tabs: readonly FormTab[]) => tabs.map((tab) => ({ ...tab, comments: open.filter((one) => one.form === tab.id).length })),
    [open],
  );
  return { ...found, open, take, counted };
}
