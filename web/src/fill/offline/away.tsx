/** The filling page when the network is away: which report it is, and what can be opened from this machine. */

import { useEffect, useState } from "react";

import { useStore } from "../../useStore";
import { t } from "../../words/fill-saving";
import { onEdition, otherEdition, reloadPage } from "../edition";
import type { FillData } from "../FillPage";
import { closeEditor } from "./typing";
import { type Handed, lastPerson, seenForms } from "./forms";
import { forms } from "./vault";

/** Whether this page has been loaded again: the worker then asks the server, and this machine answers without a network only. */
const again = (): boolean => performance.getEntriesByType("navigation").some((one) => (one as PerformanceNavigationTiming).type === "reload");

/** What the server would have said of the page: read from its address and from who worked here last. */
export async function awayData(handed: Handed | null): Promise<FillData | null> {
  const [, , submission, form] = location.pathname.split("/");
  const me = await lastPerson(forms, handed?.me);
  if (me === "other") {
    // The session in which the form was seen has ended: whoever sits here now sees nothing of it before the server knows them.
    if (again()) return null;
    location.reload();
    return new Promise(() => undefined);
  }
  if (!me || !submission || !form) return null;
  const address = location.pathname.replace(/[^/]+$/, "{form}");
  return { submission: decodeURIComponent(submission), form: decodeURIComponent(form), user: me.user, login: me.login, address, first: true };
}

/** Forms that were opened on this machine, to go on with meanwhile. */
export function OtherForms() {
  const [found, setFound] = useState<readonly { submission: string; form: string; code: string; title: string }[]>([]);
  useEffect(() => {
    void lastPerson(forms).then(async (me) => setFound(me && me !== "other" ? await seenForms(forms, me.user) : []));
  }, []);
  if (!found.length) return null;
  return (
    <>
      <p>{t("offline.others")}</p>
      <ul>
        {found.map((one) => (
          <li key={`${one.submission} ${one.form}`}>
            <a href={`/bao-cao/${encodeURIComponent(one.submission)}/${encodeURIComponent(one.form)}`}>{one.code} — {one.title}</a>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Says above the form that the server has newer scripts than this page. */
export function NewerNotice({ flush }: { flush: () => Promise<void> }) {
  const newer = useStore(onEdition, otherEdition);
  const again = () => {
    closeEditor();
    void flush().finally(reloadPage);
  };
  // The region stands before it speaks, or it would not be heard.
  return (
    <div role="status">
      {newer && (
        <div className="notice notice-warn fill-notice">
          <p>{t("page.newer")}</p>
          <button type="button" className="btn btn-small btn-primary" onClick={again}>{t("offline.reload")}</button>
        </div>
      )}
    </div>
  );
}

/** Nothing is known of the form asked for. */
export function NothingHere() {
  return (
    <div className="notice notice-warn" role="alert">
      <p>{t("offline.none")}</p>
      <OtherForms />
      <button type="button" className="btn" onClick={() => location.reload()}>{t("offline.reload")}</button>
    </div>
  );
}

/** Says above the form that it comes from this machine, and when the network is there again. */
export function OfflineNotice({ state }: { state: "" | "away" | "back" }) {
  if (!state) return null;
  return (
    <div className="notice notice-warn fill-notice" role="status">
      <p>
        <strong>{t(state === "back" ? "offline.back" : "offline.title")}</strong> {state === "away" && t("offline.why")}
      </p>
      {state === "back" && <button type="button" className="btn btn-small btn-primary" onClick={() => location.reload()}>{t("offline.reload")}</button>}
    </div>
  );
}
