/** A grid or a list of the form with its title. */

import { useId } from "react";

import { Grid, type FileDoor } from "../grid";
import type { Desk } from "./desk";
import { figuresOf, type Beside } from "./help/beside";

interface TableSectionProps {
  desk: Desk;
  section: string;
  showPrevious: Beside;
  files: FileDoor;
}

export function TableSection({ desk, section, showPrevious, files }: TableSectionProps) {
  const name = useId();
  const control = desk.controls.get(section);
  if (!control) return null;
  const title = control.table.title;
  return (
    <section className="fill-table" aria-labelledby={name}>
      <h2 id={name} className={title ? undefined : "visually-hidden"}>{title || desk.payload.form.title}</h2>
      <Grid control={control} labelledBy={name} {...figuresOf(desk.payload, showPrevious)} files={files} />
    </section>
  );
}
