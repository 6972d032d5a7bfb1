/** A grid or a list of the form with its title. */

import { useId } from "react";

import { Grid, type FileDoor } from "../grid";
import { useStore } from "../useStore";
import { t } from "../words/fill-sections";
import type { Desk } from "./desk";
import { figuresOf, type Beside } from "./help/beside";
import { ListBar, OneRow } from "./later";
import { useNarrow, useOneRow } from "./sections/useNarrow";

interface TableSectionProps {
  desk: Desk;
  section: string;
  showPrevious: Beside;
  files: FileDoor;
}

export function TableSection({ desk, section, showPrevious, files }: TableSectionProps) {
  const name = useId();
  const [oneRow, setOneRow] = useOneRow();
  const narrow = useNarrow();
  // Figures of other periods may come to stand beside the form while it is open.
  useStore(desk.onBeside, () => desk.payload.elsewhere);
  const control = desk.controls.get(section);
  if (!control) return null;
  const title = control.table.title;
  const isList = desk.payload.form.sections.some((one) => one.section === section && one.kind === "list");
  return (
    <section className="fill-table" aria-labelledby={name}>
      <h2 id={name} className={title ? undefined : "visually-hidden"}>{title || desk.payload.form.title}</h2>
      {narrow && (
        <div className="one-choice" role="group" aria-label={t("one.choice")}>
          <button type="button" className="btn btn-small" aria-pressed={oneRow} onClick={() => setOneRow(true)}>{t("one.rows")}</button>
          <button type="button" className="btn btn-small" aria-pressed={!oneRow} onClick={() => setOneRow(false)}>{t("one.table")}</button>
        </div>
      )}
      {isList && <ListBar control={control} />}
      {oneRow ? <OneRow control={control} labelledBy={name} files={files} /> : <Grid control={control} labelledBy={name} {...figuresOf(desk.payload, showPrevious)} files={files} />}
    </section>
  );
}
