/** The filling page of one report: head, form, checks and the line at the bottom. */

import { type CSSProperties, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

import { FindButton, zoomOf } from "../grid";
import { RequestFailed } from "../http";
import { t } from "../words/fill";
import { t as inside } from "../words/fill-inside";
import { t as saving } from "../words/fill-saving";
import { writesAs } from "../written";
import { act, uploadFile } from "./api";
import type { Check } from "./checks";
import { ChecksPanel } from "./ChecksPanel";
import { askCorrection } from "./proposal";
import { FormFrame } from "./FormFrame";
import { Head } from "./Head";
import { usePanes } from "./hands/usePanes";
import { useHelp } from "./help/useHelp";
import { useHistory } from "./history/useHistory";
import { BookMenu, BringBack, ConflictDialog, fetchLater, HistoryPanel, onceDrawn, TakeBackDialog, releaseStyles, SendDialog } from "./later";
import { Notices } from "./Notices";
import { NewerNotice, OfflineNotice, OtherForms } from "./offline/away";
import { unsavedElsewhere } from "./offline/leftover";
import type { Act, FillPayload } from "./payload";
import { People } from "./presence/People";
import { problemText } from "./problem";
import { saveText } from "./saveWords";
import { Strip } from "./Strip";
import { useFormLinks } from "./formLinks";
import { FillTools } from "./Tools";
import { useDesk } from "./useDesk";

export interface FillData {
  submission: string;
  form: string;
  /** Whose draft on this machine it is. */
  user?: string;
  /** Address of a form's page, with {form} in it. */
  address?: string;
  login?: string;
  /** Address of the worker that serves this page without a network. */
  worker?: string;
  /** The page came from this machine: the form stands as last seen while the server is asked. */
  first?: boolean;
}

/** Remembers for the visit that the person closed the list of findings. */
const CLOSED = "khuon.fill.findings-closed";
/** From this width on the list of findings leaves room for the table. */
const WIDE = 900;

const topOf = (element: Element | null): number => (element ? Math.round(element.getBoundingClientRect().top + window.scrollY) : 0);

/** The page gives the table all the room that the window leaves. Known before the form is drawn: changed afterwards, all of it is styled anew. */
function useRemainingHeight() {
  const root = useRef<HTMLDivElement>(null);
  const [start] = useState(() => topOf(document.querySelector('[data-island="fill"]')));
  const top = useRef(start);
  useLayoutEffect(() => {
    const fit = () => {
      const now = root.current ? topOf(root.current) : top.current;
      if (now === top.current) return;
      top.current = now;
      root.current?.style.setProperty("--fill-top", `${now}px`);
    };
    fit();
    window.addEventListener("resize", fit);
    return () => window.removeEventListener("resize", fit);
  });
  return { root, style: { "--fill-top": `${top.current}px` } as CSSProperties };
}

function isSingle(payload: FillPayload): boolean {
  const [only, ...more] = payload.form.sections;
  return more.length === 0 && only !== undefined && "columns" in only;
}

export function FillPage({ data }: { data: FillData }) {
  const [formId, setFormId] = useState(data.form);
  const state = useDesk({ submission: data.submission, formId, user: data.user ?? "", login: data.login ?? "/login", address: data.address ?? "", first: data.first ?? false });
  const { desk, saver, reload, say } = state;
  const past = useHistory(desk, say);
  useLayoutEffect(() => zoomOf(data.user ?? ""), [data.user]);
  useLayoutEffect(() => writesAs(data.user ?? "", data.submission), [data.user, data.submission]);
  const [panel, setPanel] = useState(false);
  const [acting, setActing] = useState<Act | null>(null);
  const [goAfter, setGoAfter] = useState<Pick<Check, "form" | "cells"> | null>(null);
  const room = useRemainingHeight();
  usePanes();
  const hrefOf = useCallback((form: string) => (data.address ?? "?form={form}").replace("{form}", form), [data.address]);
  const openForm = useCallback((form: string) => {
    history.replaceState(null, "", hrefOf(form));
    setFormId(form);
  }, [hrefOf]);
  const flush = useCallback(async () => { await saver?.flush(); }, [saver]);
  useFormLinks(formId, flush, state.around);
  const upload = useCallback((file: File) => uploadFile(data.submission, file), [data.submission]);

  // Before the next key: whoever is led to a cell types at once.
  useLayoutEffect(() => {
    // The desk of the form before stands until the next one is there.
    if (desk?.payload.form.id === formId && goAfter?.form === formId && goAfter.cells[0]) {
      desk.goTo(goAfter.cells[0]);
      setGoAfter(null);
    }
  }, [desk, formId, goAfter]);

  const stands = desk !== null || state.failure !== "";
  useEffect(() => {
    if (!stands) return;
    onceDrawn(() => {
      releaseStyles();
      void fetchLater();
    });
  }, [stands]);

  // What is wrong stands in sight from the start, the reasons of a returned report above all; who closed the list keeps it closed.
  // In the same picture as the table, which it would move under the mouse a moment later.
  useLayoutEffect(() => {
    const returned = desk?.payload.notes.some((note) => !note.resolved);
    const found = desk && desk.checks.length > 0 && window.innerWidth >= WIDE && sessionStorage.getItem(CLOSED) === null;
    if (returned || found) setPanel(true);
  }, [desk]);
  const showPanel = (open: boolean) => {
    if (open) sessionStorage.removeItem(CLOSED);
    else sessionStorage.setItem(CLOSED, "1");
    setPanel(open);
  };

  const go = (check: Pick<Check, "form" | "cells">) => {
    setActing(null);
    setGoAfter(check);
    if (check.form !== formId) openForm(check.form);
  };
  const goTo = (form: string, key: string) => go({ form, cells: [key] });
  const help = useHelp({ desk, submission: data.submission, say, onGo: goTo, start: "none" });
  const start = async (name: Act) => {
    await saver?.flush();
    const forms = await unsavedElsewhere(data.user ?? "", data.submission, formId, saver ? state.tabs : []);
    if (saver?.unsaved || forms) {
      say(saving("save.first", { state: saveText(saver?.unsaved ? saver.state : { kind: "elsewhere", forms }, (cell) => desk?.nameOf(cell) ?? cell) }));
      return;
    }
    if (name !== "uncheck") {
      setActing(name);
      return;
    }
    try {
      await act(data.submission, name);
      say(t("act.done.uncheck"));
      reload();
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      say(problemText(error));
    }
  };
  const verify = async () => {
    await saver?.flush();
    await state.refreshTabs();
    setPanel(true);
  };
  const done = () => {
    if (acting) say(acting === "hand" ? inside("in.handed") : acting === "back" ? inside("in.back.done") : t(`act.done.${acting}` as Parameters<typeof t>[0]));
    setActing(null);
    reload();
  };

  if (state.failure) {
    return (
      <div className="notice notice-error" role="alert">
        <p>{state.failure}</p>
        {state.failure === saving("offline.none") && <OtherForms />}
        {state.stopped
          ? <button type="button" className="btn btn-primary" onClick={() => location.reload()}>{saving("offline.reload")}</button>
          : <button type="button" className="btn" onClick={reload}>{t("load.retry")}</button>}
      </div>
    );
  }
  if (!desk) return <p className="muted" role="status">{t("load.waiting")}</p>;
  const { payload } = desk;
  // The first save opens the report: the state says so without loading it again.
  const begun = payload.submission.editable && saver?.state.kind === "saved" && saver.state.at !== null;
  const head = { ...payload.submission, ...state.standing, ...(begun && { state: "filling" }) };
  // Somebody else moved the report while a dialog stood open.
  const gone = acting && !head.events.includes(acting) ? t(`state.${head.state}` as Parameters<typeof t>[0]) : undefined;
  return (
    <div ref={room.root} style={room.style} className={`fill${isSingle(payload) ? " is-single" : ""}`}>
      <Head head={head} tabs={help.counted(state.tabs)} formId={formId} desk={desk} hrefOf={hrefOf} busy={acting !== null} onVerify={() => void verify()} onAct={(name) => void start(name)} onTab={openForm} />
      <Notices head={payload.submission} tabs={state.tabs} onForm={openForm} flush={async () => saver?.flush()} onMoved={(words) => { if (words) say(words); reload(); }} onGo={goTo} />
      <OfflineNotice state={state.offline} />
      <NewerNotice flush={flush} />
      <div className="fill-title">
        <h1>{payload.form.code} — {payload.form.title}</h1>
        <People people={state.people} desk={desk} formId={formId} tabs={state.tabs} />
        <FillTools>
          <button type="button" className="btn btn-quiet btn-small" title={saving("history.open")} onClick={past.open}>{saving("history.title")}</button>
          {desk.tables.length > 0 && <FindButton table={() => desk.active} />}
          {help.tools}
          {!desk.readOnly && <BookMenu page={hrefOf(formId)} flush={flush} />}
          {!desk.readOnly && <BringBack key={formId} desk={desk} saver={saver} />}
        </FillTools>
      </div>
      <div className="fill-body"><FormFrame key={`${payload.form.id} ${payload.version}`} desk={desk} showPrevious={help.beside} upload={upload} /></div>
      {panel && <ChecksPanel desk={desk} onGo={goTo} onClose={() => showPanel(false)} correct={desk.readOnly ? undefined : askCorrection(data.submission, formId)} />}
      <Strip desk={desk} save={state.save} loginUrl={data.login ?? "/login"} message={state.message} panelOpen={panel} onPanel={() => showPanel(!panel)} progress={help.progress(state.tabs)} />
      {help.panels}
      {(acting === "hand" || acting === "check" || acting === "send") && <SendDialog submission={data.submission} name={acting} people={head.people} gone={gone} seen={payload.submission.content_hash} onDone={done} onClose={() => setActing(null)} onGo={goTo} />}
      {(acting === "recall" || acting === "back") && <TakeBackDialog submission={data.submission} name={acting} gone={gone} onDone={done} onClose={() => setActing(null)} onGo={goTo} onRefused={() => void state.refreshTabs()} />}
      {past.cell && <HistoryPanel desk={desk} submission={data.submission} cell={past.cell} onClose={past.close} />}
      {state.conflicts.length > 0 && <ConflictDialog desk={desk} conflicts={state.conflicts} onSettle={state.settle} />}
    </div>
  );
}
