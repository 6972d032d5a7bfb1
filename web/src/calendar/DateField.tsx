/** A field for a date outside of tables: typed, or picked from the calendar beside it. */

import { useRef, type ComponentProps, type FocusEvent, type KeyboardEvent } from "react";

import type { CellJson } from "../grid/cells";
import { Calendar, CalendarButton } from "./Calendar";
import { useCalendar } from "./useCalendar";

interface DateFieldProps {
  value: CellJson;
  locked: boolean;
  onDay: (day: string) => void;
  /** The input in which is typed. */
  input: ComponentProps<"input">;
}

export function DateField({ value, locked, onDay, input }: DateFieldProps) {
  const anchor = useRef<HTMLDivElement>(null);
  const held = value && typeof value === "object" && "d" in value ? value.d : null;
  const door = useCalendar({ anchor, value: held, locked, onPick: onDay });
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    door.onKey(event);
    if (!event.defaultPrevented) input.onKeyDown?.(event);
  };
  const onBlur = (event: FocusEvent<HTMLInputElement>) => {
    if (!anchor.current?.contains(event.relatedTarget)) door.close();
    input.onBlur?.(event);
  };
  return (
    <div ref={anchor} className="cal-field">
      <input type="text" {...input} role="combobox" {...door.aria} onKeyDown={onKeyDown} onBlur={onBlur} />
      {!locked && <CalendarButton door={door} />}
      <Calendar door={door} />
    </div>
  );
}
