/** The helps of the filling and the receiving page in one piece: comparison, help of a cell, exchanges, the next blank cell, and their keys. */

import { useCallback, useLayoutEffect, useState, type ReactNode } from "react";

import { t } from "../../words/fill-help";
import type { Desk } from "../desk";
import { inHand } from "../history/useHistory";
import { whenOpened } from "../later";
import type { FormTab } from "../payload";
import { useTalk } from "../talk/useTalk";
import { keptChoice, type Beside } from "./beside";
import { BesideChoice } from "./BesideChoice";
import { nextBlank } from "./progress";
import { Progress } from "./Progress";

// They come when they are first opened.
const CellHelp = whenOpened(async () => (await import("./CellHelp")).CellHelp);
const TalkPanel = whenOpened(async () => (await import("../talk/TalkPanel")).TalkPanel);
const TalkDialog = whenOpened(async () => (await import("../talk/TalkDialog")).TalkDialog);

interface HelpPorts {
  desk: Desk | null;
  submission: string;
  say: (message: string) => void;
  onGo: (form: string, key: string) => void;
  /** What stands beside the figures before the person chooses. */
  start: Beside;
}

export interface Help {
  beside: Beside;
  /** Goes into the line of the title. */
  tools: ReactNode;
  /** Goes over the page. */
  panels: ReactNode;
  progress: (tabs: readonly FormTab[]) => ReactNode;
  counted: (tabs: readonly FormTab[]) => FormTab[];
}

/** The address of a report's page with its exchanges open. */
export const TALK = "#trao-doi";

type Shown = "" | "cell" | "talk";

interface Keys {
  cell: () => void;
  blank: (by: 1 | -1) => void;
  write: () => void;
}

/** Heard before the table: F1 of the browser and Shift+F2 of an editor would go first. */
function useKeys({ cell, blank, write }: Keys): void {
  useLayoutEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || document.querySelector("dialog[open]")) return;
      if (event.key === "F1") cell();
      else if (event.key === "F9") blank(event.shiftKey ? -1 : 1);
      else if (event.key === "F2" && event.shiftKey) write();
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    document.addEventListener("keydown", pressed, true);
    return () => document.removeEventListener("keydown", pressed, true);
  }, [cell, blank, write]);
}

function useEscape(open: boolean, close: () => void): void {
  useLayoutEffect(() => {
    if (!open) return;
    const pressed = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !document.querySelector("dialog[open]")) close();
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, [open, close]);
}

export function useHelp({ desk, submission, say, onGo, start }: HelpPorts): Help {
  const talk = useTalk(submission, desk);
  const [beside, setBeside] = useState<Beside>(() => keptChoice() ?? start);
  // Who comes from the list of what waits for an answer finds it open.
  const [shown, setShown] = useState<Shown>(() => (location.hash === TALK ? "talk" : ""));
  // With the form that it is of: another one may be on its way to the page.
  const [writing, setWriting] = useState<{ desk: Desk; cell: string } | null>(null);
  const close = useCallback(() => setShown(""), []);
  const cell = useCallback(() => setShown((now) => (now === "cell" ? "" : "cell")), []);
  const blank = useCallback((by: 1 | -1) => {
    const key = desk && !desk.readOnly ? nextBlank(desk, inHand(desk), by) : null;
    if (key) desk?.goTo(key);
    else if (desk && !desk.readOnly) say(t("progress.done"));
  }, [desk, say]);
  const write = useCallback(() => {
    const key = desk ? inHand(desk) : "";
    if (!talk.may) return;
    if (desk && key && !key.includes("@")) setWriting({ desk, cell: key });
    else say(t("cell.pick"));
  }, [desk, say, talk.may]);
  useKeys({ cell, blank, write });
  useEscape(shown !== "", close);

  const count = talk.open.length;
  const waiting = talk.open.filter((one) => one.waits).length;
  const tools = desk && (
    <>
      <BesideChoice payload={desk.payload} beside={beside} onChange={setBeside} />
      <button type="button" className="btn btn-quiet btn-small" aria-expanded={shown === "cell"} title={t("cell.helpTip")} onClick={cell}>{t("cell.help")}</button>
      <button type="button" className="btn btn-quiet btn-small" aria-expanded={shown === "talk"} title={t("talk.open")} onClick={() => setShown(shown === "talk" ? "" : "talk")}>
        {t("talk.title")}
        {waiting > 0 && <span className="fill-count is-warning" title={t("talk.waiting", { n: waiting })}>{waiting}<span className="visually-hidden"> {t("talk.waiting", { n: waiting })}</span></span>}
        {waiting === 0 && count > 0 && <span className="fill-count is-note" title={t("talk.count", { n: count })}>{count}</span>}
      </button>
    </>
  );
  const panels = desk && (
    <>
      {shown === "cell" && <CellHelp desk={desk} cellOf={() => inHand(desk)} onClose={close} />}
      {shown === "talk" && <TalkPanel desk={desk} submission={submission} talk={talk} onGo={onGo} onNew={write} onClose={close} />}
      {writing && <TalkDialog key={writing.cell} {...writing} submission={submission} talk={talk} onClose={() => setWriting(null)} />}
    </>
  );
  return { beside, tools, panels, counted: talk.counted, progress: (tabs) => desk && <Progress desk={desk} tabs={tabs} onNext={() => blank(1)} /> };
}
