/** What the person must know about the whole report before working on it: why it came back, and that its form has a newer release. */

import { useState } from "react";

import { RequestFailed } from "../http";
import { t } from "../words/fill";
import { t as inside } from "../words/fill-inside";
import { act } from "./api";
import { Reasons } from "./later";
import { BehalfNotice } from "./inside/BehalfNotice";
import { moment } from "./inside/moment";
import type { Go } from "./inside/types";
import type { FormTab, SubmissionHead } from "./payload";
import { problemText } from "./problem";

interface NoticesProps {
  head: SubmissionHead;
  tabs: readonly FormTab[];
  onForm: (form: string) => void;
  /** Goes to a cell, in whichever form it stands. */
  onGo: Go;
  /** Called when the report follows the newer release, with what to say about it. */
  onMoved: (message: string) => void;
  /** Saves what is waiting before the report moves. */
  flush: () => Promise<void>;
}

/** Why the report came back, with the forms whose cells carry reasons. */
function Returned({ head, tabs, onForm, onGo }: Pick<NoticesProps, "head" | "tabs" | "onForm" | "onGo">) {
  if (!head.returned) return null;
  const noted = tabs.filter((tab) => tab.notes > 0);
  return (
    <div className={`notice ${head.returned.how === "recall" ? "" : "notice-warn "}fill-notice`}>
      <p>
        <strong>{t(`returned.${head.returned.how}`, { by: head.returned.by })}</strong> {head.returned.text || t("returned.silent")}
      </p>
      {noted.length > 0 && (
        <p>
          {t("returned.cells")}{" "}
          {noted.map((tab) => (
            <button key={tab.id} type="button" className="btn btn-small" onClick={() => onForm(tab.id)}>
              {t("returned.form", { code: tab.code, n: tab.notes })}
            </button>
          ))}
        </p>
      )}
      <Reasons submission={head.id} turn={tabs} editable={head.editable} onGo={onGo} />
    </div>
  );
}

/** Who was to check or to sign gave it back. */
function GivenBack({ head }: { head: SubmissionHead }) {
  const told = head.people?.given_back;
  if (!told) return null;
  return <div className="notice notice-warn fill-notice"><p><strong>{inside("in.back.told", { by: told.by, at: moment(told.at) })}</strong> {told.text}</p></div>;
}

function Newer({ head, onMoved, flush }: Pick<NoticesProps, "head" | "onMoved" | "flush">) {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const no = head.newer_release;
  const may = head.editable || head.events.includes("uncheck");
  if (!no) return null;
  const move = async () => {
    setBusy(true);
    try {
      await flush();
      if (head.events.includes("uncheck")) await act(head.id, "uncheck");
      const answer = (await act(head.id, "release")) as { without_place?: number };
      onMoved(answer.without_place ? t("newer.lost", { no, n: answer.without_place }) : t("newer.done", { no }));
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      setFault(problemText(error));
      setBusy(false);
    }
  };
  return (
    <div className="notice notice-warn fill-notice">
      <p>
        <strong>{t("newer.title", { no })}</strong> {t("newer.why")}
      </p>
      {may && <button type="button" className="btn btn-small btn-primary" disabled={busy} onClick={() => void move()}>{t("newer.move", { no })}</button>}
      {fault && <p role="alert" className="fill-fault">{fault}</p>}
    </div>
  );
}

export function Notices(props: NoticesProps) {
  return (
    <>
      <Newer {...props} />
      <BehalfNotice submission={props.head.id} unit={props.head.unit} people={props.head.people} flush={props.flush} onDone={() => props.onMoved("")} />
      <Returned {...props} />
      <GivenBack head={props.head} />
    </>
  );
}
