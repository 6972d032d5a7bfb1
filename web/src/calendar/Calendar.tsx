/** The calendar that opens at a date: a month in weeks from Monday on. It takes no keyboard of its own, see `useCalendar`. */

import { useLayoutEffect, type MouseEvent } from "react";

import { place } from "../grid/popup";
import { t } from "../words/calendar";
import { addMonths, dayInWords, today, weeksOf } from "./days";
import type { CalendarDoor } from "./useCalendar";
import "../styles/calendar.css";

const WEEK = [0, 1, 2, 3, 4, 5, 6] as const;

/** The keyboard stays in the field; tables take no press on what lies over them. */
function keep(event: MouseEvent): void {
  event.preventDefault();
  event.stopPropagation();
}

function Turn({ label, sign, onTurn }: { label: string; sign: string; onTurn: () => void }) {
  return <button type="button" className="cal-turn" tabIndex={-1} aria-label={label} title={label} onClick={onTurn}>{sign}</button>;
}

function Month({ door, day }: { door: CalendarDoor; day: string }) {
  const now = today();
  return (
    <table id={door.id} role="grid" aria-label={t("cal.title")}>
      <thead>
        <tr>{WEEK.map((at) => <th key={at} scope="col" abbr={t(`cal.long.${at}`)}>{t(`cal.short.${at}`)}</th>)}</tr>
      </thead>
      <tbody>
        {weeksOf(day).map((week) => (
          <tr key={week[0]}>
            {week.map((one) => {
              const classes = ["cal-day", one.slice(0, 7) !== day.slice(0, 7) && "is-other", one === now && "is-today", one === day && "is-here"];
              return (
                <td key={one} id={`${door.id}-${one}`} role="gridcell" className={classes.filter(Boolean).join(" ")} aria-selected={one === door.value} aria-current={one === now ? "date" : undefined} aria-label={dayInWords(one)} onClick={() => door.pick(one)}>
                  {Number(one.slice(8))}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function Calendar({ door }: { door: CalendarDoor }) {
  const { day, box, anchor } = door;
  useLayoutEffect(() => {
    if (day !== null && box.current && anchor.current) place(box.current, anchor.current);
  });
  if (day === null) return null;
  const [year = "", month = ""] = day.split("-");
  return (
    <div ref={box} className="cal" popover="manual" role="dialog" aria-label={t("cal.title")} onMouseDown={keep} onClick={(event) => event.stopPropagation()} onDoubleClick={keep}>
      <div className="cal-head">
        <Turn label={t("cal.yearBefore")} sign="«" onTurn={() => door.go(addMonths(day, -12))} />
        <Turn label={t("cal.before")} sign="‹" onTurn={() => door.go(addMonths(day, -1))} />
        <span aria-live="polite">{t("cal.month", { month: Number(month), year })}</span>
        <Turn label={t("cal.after")} sign="›" onTurn={() => door.go(addMonths(day, 1))} />
        <Turn label={t("cal.yearAfter")} sign="»" onTurn={() => door.go(addMonths(day, 12))} />
      </div>
      <Month door={door} day={day} />
      <div className="cal-foot"><button type="button" className="btn btn-quiet btn-small" tabIndex={-1} onClick={() => door.pick(today())}>{t("cal.today")}</button></div>
    </div>
  );
}

/** The button that opens it, for the mouse and the finger; keys open it from the field. */
export function CalendarButton({ door, quiet = false }: { door: CalendarDoor; quiet?: boolean }) {
  return (
    <button type="button" className="cal-open" {...(quiet ? { tabIndex: -1 } : door.aria)} aria-label={t("cal.open")} title={t("cal.open")} onKeyDown={door.onKey} onMouseDown={quiet ? keep : undefined} onClick={(event) => { event.stopPropagation(); door.toggle(); }}>
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" focusable="false" fill="none" stroke="currentColor" strokeWidth="1.3">
        <rect x="1.7" y="3" width="12.6" height="11" rx="1" />
        <path d="M1.7 6.5h12.6M5 1.3V4.5M11 1.3V4.5" />
      </svg>
    </button>
  );
}
