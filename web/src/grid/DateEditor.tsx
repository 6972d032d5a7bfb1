/** The editor of a date cell: typed as always, or picked from the calendar that Alt+Down opens. */

import type { InputHTMLAttributes, RefObject } from "react";

import { Calendar, CalendarButton } from "../calendar/Calendar";
import { dayTyped } from "../calendar/days";
import { useCalendar } from "../calendar/useCalendar";
import type { CellView } from "./book";

interface DateEditorProps {
  field: RefObject<HTMLElement | null>;
  common: InputHTMLAttributes<HTMLInputElement>;
  locked: boolean;
  view: CellView;
  /** Enters a date as if it had been typed. */
  put: (typed: string) => void;
}

export function DateEditor({ field, common, locked, view, put }: DateEditorProps) {
  const { value } = view;
  const held = value && typeof value === "object" && "d" in value ? value.d : null;
  const door = useCalendar({ anchor: field, value: held, locked, onPick: (day) => put(dayTyped(day)) });
  return (
    <>
      <input type="text" inputMode="numeric" role="combobox" {...common} {...door.aria} onKeyDown={door.onKey} onBlur={(event) => { door.close(); common.onBlur?.(event); }} />
      {!locked && <CalendarButton door={door} quiet />}
      <Calendar door={door} />
    </>
  );
}
