/** The head of the filling page: one line with the forms, the period, the time left and the acts. */

import { useStore } from "../useStore";
import { t } from "../words/fill";
import { t as help } from "../words/fill-help";
import type { Desk } from "./desk";
import { actWords, Steps } from "./inside/Steps";
import type { Act, FormTab, SubmissionHead } from "./payload";

interface HeadProps {
  head: SubmissionHead;
  tabs: readonly FormTab[];
  formId: string;
  /** The form that stands: its tab counts what the line under the table counts. */
  desk?: Desk;
  hrefOf: (form: string) => string;
  busy: boolean;
  onVerify: () => void;
  onAct: (act: Act) => void;
  onTab: (form: string) => void;
}

/** Acts of the reporting unit, in the order of their buttons. */
const ACTS: readonly Act[] = ["recall", "uncheck", "back", "hand", "check", "send"];
const BACK: ReadonlySet<Act> = new Set(["recall", "uncheck", "back"]);

function dayOf(iso: string): string {
  const [year, month, day] = iso.slice(0, 10).split("-");
  return `${day}/${month}/${year}`;
}

function Due({ head }: { head: SubmissionHead }) {
  if (!head.due) return null;
  const days = head.days_left;
  const open = !["sent", "received", "accepted", "consolidated"].includes(head.state);
  const late = open && days !== undefined && days < 0;
  const words = days === undefined || !open ? "" : days < 0 ? t("head.late", { days: -days }) : days === 0 ? t("head.today") : t("head.left", { days });
  return (
    <span className={late ? "fill-late" : undefined}>
      {t("head.due", { date: dayOf(head.due) })}
      {words && ` (${words})`}
    </span>
  );
}

/** By which circular the forms are: late reports of a period stay on the forms that held for it. */
function Release({ head, basis }: { head: SubmissionHead; basis: string }) {
  if (!head.release_no) return null;
  const from = head.release_from ?? "";
  return (
    <span className="fill-release" title={t("head.release.from", { no: head.release_no, from: from.charAt(0).toLowerCase() + from.slice(1) })}>
      {basis ? t("head.release", { basis }) : t("head.release.no", { no: head.release_no })}
    </span>
  );
}

function Counts({ tab }: { tab: FormTab }) {
  const title = tab.errors || tab.warnings ? t("head.faults", { errors: tab.errors, warnings: tab.warnings }) : t("head.clean");
  return (
    <>
      {tab.errors > 0 && <span className="fill-count is-error" aria-hidden="true">{tab.errors}</span>}
      {tab.errors === 0 && tab.warnings > 0 && <span className="fill-count is-warning" aria-hidden="true">{tab.warnings}</span>}
      {tab.notes > 0 && <span className="fill-count is-note" aria-hidden="true">{tab.notes}</span>}
      {Boolean(tab.comments) && <span className="fill-count is-talk" title={help("talk.count", { n: tab.comments! })} aria-hidden="true">{tab.comments}</span>}
      <span className="visually-hidden">, {title}{tab.notes > 0 && `, ${t("head.notes", { n: tab.notes })}`}{Boolean(tab.comments) && `, ${help("talk.count", { n: tab.comments! })}`}</span>
    </>
  );
}

/** The form that stands counts what is wrong as it is typed; the others as the server counted them last. */
function CountsHere({ tab, desk }: { tab: FormTab; desk: Desk }) {
  const checks = useStore(desk.onChecks, () => desk.checks);
  const errors = checks.filter((one) => one.severity === "error").length;
  return <Counts tab={{ ...tab, errors, warnings: checks.length - errors }} />;
}

export function Head({ head, tabs, formId, desk, hrefOf, busy, onVerify, onAct, onTab }: HeadProps) {
  const acts = ACTS.filter((one) => head.events.includes(one));
  // The way on stands out, never the way back.
  const primary = acts.filter((one) => !BACK.has(one)).at(-1);
  return (
    <>
    <header className="fill-head">
      <nav className="fill-tabs" aria-label={t("head.forms")}>
        {tabs.map((tab) => (
          <a
            key={tab.id}
            href={hrefOf(tab.id)}
            title={tab.title}
            aria-current={tab.id === formId ? "page" : undefined}
            onClick={(event) => {
              if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
              event.preventDefault();
              onTab(tab.id);
            }}
          >
            {tab.code}
            {desk && tab.id === formId && desk.payload.form.id === formId ? <CountsHere tab={tab} desk={desk} /> : <Counts tab={tab} />}
          </a>
        ))}
      </nav>
      <div className="fill-facts">
        <span className={`state state-${head.state}`}>{t(`state.${head.state}` as Parameters<typeof t>[0])}</span>
        <span>{head.period_label}{head.round_label && ` – ${head.round_label}`}</span>
        <Release head={head} basis={tabs.find((tab) => tab.id === formId)?.basis ?? ""} />
        <Due head={head} />
      </div>
      <div className="fill-acts">
        <button type="button" className="btn" disabled={busy} onClick={onVerify}>{t("act.verify")}</button>
        {acts.map((one) => (
          <button key={one} type="button" className={`btn${one === primary ? " btn-primary" : ""}`} disabled={busy} onClick={() => onAct(one)}>
            {actWords(one, head.people) ?? t(`act.${one}` as Parameters<typeof t>[0])}
          </button>
        ))}
      </div>
    </header>
    <Steps people={head.people} />
    </>
  );
}
