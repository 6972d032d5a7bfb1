/** Makes a form that was opened from this machine first the server's own: where it stands, or anew where it has become another form. */

import { useCallback, useEffect, useRef, useState } from "react";

import { RequestFailed } from "../../http";
import { boxesKept } from "../../written";
import { t } from "../../words/fill-saving";
import { loadForm } from "../api";
import { entered } from "../desk";
import { isMine, loadAgain } from "../edition";
import { parkedKept } from "../parking";
import { type OpenForm, writeDown } from "../opening";
import type { FillPayload } from "../payload";
import type { Saver } from "../saver";
import { askPage, sameForm, sameFrame } from "./first";
import { closeEditor, idle, quiet } from "./typing";

/** "asking" while the server has not answered, "away" when there is no network, "" once it stands as on the server. */
export type First = "" | "asking" | "away";

interface Ports {
  submission: string;
  formId: string;
  user: string;
  login: string;
  address: string;
}

/** Milliseconds after which the server is asked even if nothing stands yet. */
const LONGEST_UNASKED = 1_000;

const drawn = (): Promise<void> => new Promise((done) => void requestAnimationFrame(() => setTimeout(done)));

function leavePage(): void {
  // What stands here may not be theirs to see who sit here now.
  document.querySelector("main")?.remove();
  location.reload();
}

/** The form and the page around it, asked for at the same time; null without a network. */
async function asked(ports: Ports): Promise<FillPayload | null> {
  const form = loadForm(ports.submission, ports.formId).catch((error: unknown) => {
    if (!(error instanceof RequestFailed)) throw error;
    // A server that is being started again, or fails, says nothing about the person.
    if (!error.passing) leavePage();
    return null;
  });
  const [payload, page] = await Promise.all([form, askPage(ports.user)]);
  if (page === "other") leavePage();
  if (page !== "own" || !payload) return null;
  writeDown(ports, payload);
  return payload;
}

/**
 * The page on this machine is of before an upgrade: the server's own takes its place, with all that was typed into this one. Not under
 * somebody's hands, nor while something stands nowhere but here: then the page says that there is a newer one.
 */
async function makesWay(saver: Saver | null): Promise<boolean> {
  if (!idle()) return false;
  closeEditor();
  await saver?.flush();
  return idle() && (saver?.kept ?? true) && parkedKept() && boxesKept() && loadAgain();
}

/** Whether the form that stands takes the server's answer in; one that is only read has no saver that could. */
function takes({ desk, saver }: OpenForm, given: FillPayload): boolean {
  if (saver) return sameFrame(desk.payload, given);
  return sameForm({ ...desk.payload, values: Object.fromEntries(desk.start) }, { ...given, values: entered(given, desk.book.specOf) });
}

/** The part of the answer that is about the form that stands: another may have been opened meanwhile, or the same one anew from the server. */
function about({ desk, offline }: OpenForm, payload: FillPayload | null): FillPayload | null {
  return offline && payload?.form.id === desk.payload.form.id ? payload : null;
}

const NOTHING = { met: 0, renewed: 0 };

/** `again` opens another form anew once nobody types; what was typed meanwhile is kept as a draft and comes with it. */
export function useFirst(wanted: boolean, open: OpenForm | null, ports: Ports, again: () => void, say: (words: string) => void): First {
  const [first, setFirst] = useState<First>(wanted ? "asking" : "");
  const answer = useRef<Promise<FillPayload | null> | null>(null);
  // Asked once, when the form stands: until then the question would only keep it waiting.
  const { submission, formId, user, login, address } = ports;
  const ask = useCallback(() => (answer.current ??= asked({ submission, formId, user, login, address })), [submission, formId, user, login, address]);
  useEffect(() => {
    if (first !== "asking") return;
    const timer = setTimeout(() => void ask(), LONGEST_UNASKED);
    return () => clearTimeout(timer);
  }, [first, ask]);
  useEffect(() => {
    if (first !== "asking" || !open) return;
    let alive = true;
    void drawn().then(ask).then(async (payload) => {
      if (!alive) return;
      if (payload && !isMine(payload.edition) && (await makesWay(open.saver))) return;
      const given = about(open, payload);
      const anew = given !== null && !takes(open, given);
      const { met, renewed } = given && !anew ? await open.confirm(given) : NOTHING;
      if (anew) await quiet(async () => open.saver?.flush());
      if (!alive) return;
      const words = [met && t("save.theirs", { n: met }), renewed && t("save.renewed", { n: renewed })].filter(Boolean).join(" ");
      if (words) say(words);
      setFirst(payload ? "" : "away");
      if (anew) again();
    });
    return () => {
      alive = false;
    };
  }, [first, open, again, ask, say]);
  return first;
}
