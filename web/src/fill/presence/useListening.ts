/** Who else is in the report and what they saved, for the page that is open. */

import { useEffect, useRef, useState } from "react";

import type { Other } from "../../grid";
import { t as fill } from "../../words/fill";
import { t } from "../../words/fill-saving";
import { leave, listen } from "../api";
import { anyParked, onParked } from "../parking";
import { pageName } from "../offline/page";
import { quiet, standing } from "../offline/typing";
import { enteredNews, type OpenForm } from "../opening";
import type { Heard, Person } from "../payload";
import type { Stood } from "../renewed";
import { Listener } from "./listening";

/** States in which the unit works on the report. */
const OPEN = new Set(["assigned", "filling", "returned", "recalled"]);

/** Names by cell of this form; two people in one cell are both named. */
export function othersIn(people: readonly Person[], form: string): Map<string, Other> {
  const found = new Map<string, Other>();
  for (const { name, mine, cell, typing, form: there } of people) {
    if (there !== form || !cell) continue;
    const shown = mine ? t("people.mine") : name;
    const before = found.get(cell);
    found.set(cell, { name: before ? `${before.name}, ${shown}` : shown, typing: typing || (before?.typing ?? false) });
  }
  return found;
}

interface Listening {
  open: OpenForm | null;
  submission: string;
  formId: string;
  say: (message: string) => void;
  reload: () => void;
}

export function useListening({ open, submission, formId, say, reload }: Listening): { people: readonly Person[]; back: boolean } {
  const [people, setPeople] = useState<readonly Person[]>([]);
  const [back, setBack] = useState(false);
  // What stood in the form before it was opened anew because an earlier report changed.
  const was = useRef<(Stood & { form: string }) | null>(null);
  useEffect(() => {
    setBack(false);
    if (!open) return;
    const { desk, saver } = open;
    if (was.current?.form === formId) desk.tellRenewed(was.current);
    was.current = null;
    const { state, release } = desk.payload.submission;
    let page = "";
    // The version of the report that what stands here of other forms is from.
    let report = desk.payload.submission.version;
    const takeOutside = (heard: Heard) => {
      const { version, report: now, externals, failures } = heard;
      // Older than what a save of this page was answered meanwhile: the next answer has it.
      if (now === undefined || version < (saver?.version ?? 0)) return;
      report = now;
      if (heard.anew) return anew();
      if (heard.elsewhere) desk.setBeside(heard);
      const renewed = externals ? open.outside(externals, saver?.unsaved ? undefined : failures) : 0;
      if (renewed) say(t("save.renewed", { n: renewed }));
    };
    let moving = false;
    let left = false;
    /** Opens the form anew. Where there is still something to type into, not under somebody's hands: the table is taken away for a moment. */
    const renew = (entered: boolean, before?: () => void) => {
      if (moving) return;
      moving = true;
      const opened = () => {
        if (left) return;
        before?.();
        reload();
      };
      const flush = async () => saver?.flush();
      void (saver && entered ? quiet(flush) : flush()).then(opened, opened);
    };
    const anew = () => {
      if (!moving) say(t("save.anew"));
      renew(true, () => {
        was.current = { form: formId, repeated: desk.repeated(), entered: desk.book.values() };
      });
    };
    const hear = (heard: Heard) => {
      setPeople(heard.people);
      open.heard();
      if (open.offline) setBack(true);
      desk.book.setOthers(othersIn(heard.people, formId));
      const theirs = saver?.hear(heard.news && enteredNews(heard.news, desk), heard.version).length ?? 0;
      if (theirs) say(t("save.theirs", { n: theirs }));
      takeOutside(heard);
      // A page that is only read follows every move: what may be done with the report is another.
      if (OPEN.has(heard.state) !== OPEN.has(state) || (!saver && heard.state !== state) || (release !== undefined && heard.release !== release)) {
        renew(OPEN.has(heard.state));
        if (heard.state !== state) say(t("save.moved", { state: fill(`state.${heard.state}` as Parameters<typeof fill>[0]) }));
      }
    };
    const listener = new Listener({
      ask: async () => {
        page = await pageName();
        return listen(submission, formId, { since: saver?.version ?? desk.payload.version, report, elsewhere: desk.payload.elsewhere, page, ...standing() });
      },
      hear,
      back: () => void saver?.flush(),
    });
    listener.start();
    // A form that was left with unsaved figures arrived meanwhile: this one may take figures from it.
    const stops = [desk.onActive(() => listener.nudge()), onParked(() => void (anyParked() || listener.again()))];
    const gone = () => void leave(submission, page).catch(() => undefined);
    window.addEventListener("pagehide", gone);
    return () => {
      left = true;
      listener.stop();
      stops.forEach((stop) => stop());
      window.removeEventListener("pagehide", gone);
    };
  }, [open, submission, formId, say, reload]);
  return { people, back };
}
