/** A template's table without values, marked with what changed since the release before: the approval page. */

import { useEffect, useId, useMemo } from "react";

import { Book, Grid, GridControl, type ChangeMark, type TableModel } from "../grid";
import { named } from "../fill/payload";
import { tableSpecs } from "../fill/specs";
import { t } from "../words/sheet";

export interface ReviewProps {
  /** Table model of the section, as `renderers.table.table_model` makes it. */
  table: TableModel;
  /** What changed, by cell key ("r1:c9"), row id, column id or header node id. */
  marks?: Readonly<Record<string, ChangeMark>>;
  /** Shown as the table's name when the section has no title. */
  title?: string;
}

/** The marks in the order of the table, as sentences under it: colour and badges are not the only sign. */
function Sentences({ marks }: { marks: Readonly<Record<string, ChangeMark>> }) {
  const all = Object.entries(marks).filter(([, mark]) => mark.text);
  if (!all.length) return null;
  return (
    <details className="sheet-sentences">
      <summary>{t("review.changes")} <span className="count">{all.length}</span></summary>
      <ul>{all.map(([id, mark]) => <li key={id} className={`k-change-${mark.kind}`}>{mark.text}</li>)}</ul>
    </details>
  );
}

export function Review({ table, marks = {}, title = "" }: ReviewProps) {
  const name = useId();
  const control = useMemo(() => {
    const drawn = named(table, t("review.unit"));
    return new GridControl(drawn, new Book({ values: {}, specOf: tableSpecs([drawn]) }), { readOnly: true });
  }, [table]);
  useEffect(() => () => control.dispose(), [control]);
  const shown = table.title || title;
  return (
    <section className="sheet-review" aria-labelledby={name}>
      <h2 id={name} className={shown ? undefined : "visually-hidden"}>{shown || table.section}</h2>
      <Grid control={control} labelledBy={name} marks={marks} structure />
      <Sentences marks={marks} />
    </section>
  );
}
