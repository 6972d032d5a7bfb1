/** The failed checks in sentences with their numbers; a click goes to the cell. */

import { useStore } from "../useStore";
import { t } from "../words/fill";
import { t as help } from "../words/fill-help";
import type { Check } from "./checks";
import { Correction } from "./Correction";
import type { AskCorrection } from "./proposal";
import type { Desk } from "./desk";
import type { Go } from "./inside/types";

const SHOWN = 200;

/** Cells of one check that are named. */
const NAMED = 8;

/** Cells of one row say its caption once. */
function underRow(names: readonly string[]): { row: string; names: readonly string[] } {
  const parts = names.map((name) => name.split(" · "));
  const row = parts[0]?.[0] ?? "";
  if (!parts.length || !parts.every((part) => part.length === 2 && part[0] === row)) return { row: "", names };
  return { row, names: parts.map((part) => part[1]!) };
}

/** What the sides differ by, and the cells that took part, those of other forms too: a click goes there. */
function Sides({ check, desk, onGo }: { check: Check; desk?: Desk | undefined; onGo?: Go | undefined }) {
  const several = check.cells.length > 1;
  const beyond = check.beyond ?? [];
  if (!check.gap && !several && !beyond.length) return null;
  const names = desk ? desk.namesOf(check.cells) : (check.names ?? []);
  const { row, names: shown } = underRow(several ? names.slice(0, NAMED) : []);
  const go = desk ? (_: string, key: string) => desk.goTo(key) : onGo;
  return (
    <div className="fill-check-cells">
      {check.gap && <b>{help("check.gap", { gap: check.gap })}</b>}
      {row && <span>{row}:</span>}
      {shown.map((name, index) => (go ? <button key={check.cells[index]} type="button" className="fill-link" onClick={() => go(check.form, check.cells[index]!)}>{name}</button> : <span key={check.cells[index]}>{name}</span>))}
      {shown.length > 0 && check.cells.length > shown.length && <span>{help("check.more", { n: check.cells.length - shown.length })}</span>}
      {beyond.map(({ form, form_code: code, key, name }) => {
        const words = help("check.beyond", { code, name });
        return onGo ? <button key={`${form} ${key}`} type="button" className="fill-link" onClick={() => onGo(form, key)}>{words}</button> : <span key={`${form} ${key}`}>{words}</span>;
      })}
    </div>
  );
}

interface CheckItemProps {
  check: Check;
  /** Goes to a cell, in whichever form it stands. */
  onGo?: Go | undefined;
  where?: string | undefined;
  /** The form on screen, when it is the check's. */
  desk?: Desk | undefined;
}

/** Where a click on the sentence leads: its first cell, or the first that it reads elsewhere. */
function firstOf(check: Check): { form: string; key: string } | undefined {
  const [key] = check.cells;
  return key === undefined ? check.beyond?.[0] : { form: check.form, key };
}

export function CheckItem({ check, onGo, where, desk }: CheckItemProps) {
  const first = firstOf(check);
  const body = (
    <>
      <span className={`fill-badge is-${check.severity}`}>{t(`checks.${check.severity}`)}</span>
      {where && <span className="fill-where">{where}</span>}
      <span>
        {check.sentence}
        {check.reason && <span className="muted"> — {t("checks.said", { reason: check.reason })}</span>}
      </span>
    </>
  );
  return (
    <li>
      {onGo && first ? <button type="button" onClick={() => onGo(first.form, first.key)}>{body}</button> : <div>{body}</div>}
      <Sides check={check} desk={desk} onGo={onGo} />
    </li>
  );
}

interface ChecksPanelProps {
  desk: Desk;
  /** Goes to a cell of another form; without it only cells of this form are gone to. */
  onGo?: Go | undefined;
  onClose: () => void;
  /** Asks for the smallest correction; without it none is offered. */
  correct?: AskCorrection | undefined;
}

export function ChecksPanel({ desk, onGo, onClose, correct }: ChecksPanelProps) {
  const checks = useStore(desk.onChecks, () => desk.checks);
  const notes = desk.payload.notes.filter((note) => !note.resolved);
  const go: Go = (form, key) => (form === desk.payload.form.id ? desk.goTo(key) : onGo?.(form, key));
  const where = (check: Check) => (check.cells.length === 1 ? desk.nameOf(check.cells[0]!) : undefined);
  return (
    <section id="fill-checks" className="fill-checks" aria-label={t("checks.title")}>
      <header>
        <h2>{t("checks.title")}</h2>
        <button type="button" className="btn btn-quiet btn-small" onClick={onClose}>{t("act.close")}</button>
      </header>
      {checks.length === 0 && notes.length === 0 && <p className="muted">{t("checks.noneLong")}</p>}
      <ul>
        {notes.map((note) => (
          <li key={`${note.key} ${note.at}`}>
            <button type="button" onClick={() => desk.goTo(note.key)}>
              <span className="fill-badge is-note">{t("checks.note")}</span>
              <span className="fill-where">{desk.nameOf(note.key)}</span>
              <span>{note.text}{note.by && <span className="muted"> — {note.by}</span>}</span>
            </button>
          </li>
        ))}
        {checks.slice(0, SHOWN).map((check) => (
          <CheckItem key={check.id} check={check} where={where(check)} desk={desk} onGo={go} />
        ))}
      </ul>
      {checks.length > SHOWN && <p className="muted">{t("checks.more", { n: checks.length - SHOWN })}</p>}
      {correct && <Correction desk={desk} ask={correct} />}
    </section>
  );
}
