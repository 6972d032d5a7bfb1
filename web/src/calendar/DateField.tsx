/** A field for a date outside of tables: typed, or picked from the calendar beside it. */

import { cloneElement, useRef, type FocusEvent, type InputHTMLAttributes, type KeyboardEvent, type ReactElement } from "react";

import type { CellJson } from "../grid/cells";
import { Calendar, CalendarButton } from "./Calendar";
import { useCalendar } from "./useCalendar";

interface DateFieldProps {
  value: CellJson;
  locked: boolean;
  onDay: (day: string) => void;
  /** The input in which is typed. */
  children: ReactElement<InputHTMLAttributes<HTMLInputElement>>;
}

export function DateField({ value, locked, onDay, children }: DateFieldProps) {
  const anchor = useRef<HTMLDivElement>(null);
  const held = value && typeof value === "object" && "d" in value ? value.d : null;
  const door = useCalendar({ anchor, value: held, locked, onPick: onDay });
  const own = children.props;
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    door.onKey(event);
    if (!event.defaultPrevented) own.onKeyDown?.(event);
  };
  const onBlur = (event: FocusEvent<HTMLInputElement>) => {
    if (!anchor.current?.contains(event.relatedTarget)) door.close();
    own.onBlur?.(event);
  };
  return (
    <div ref={anchor} className="cal-field">
      {cloneElement(children, { role: "combobox", ...door.aria, onKeyDown, onBlur })}
      {!locked && <CalendarButton door={door} />}
      <Calendar door={door} />
    </div>
  );
}
