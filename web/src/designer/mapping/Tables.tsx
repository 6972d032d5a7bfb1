/** Both tables to point at: the old one above, the new one below, what is open and what is being chosen marked on them. */
import { useEffect, useMemo, useState } from "react";
import type { ChangeMark, TableModel } from "../../grid";
import { OneTable } from "../../review/OneTable";
import type { Place } from "../../review/model";
import { t } from "../../words/designer";
import type { FormMapping, Target } from "./model";
import { say } from "./useMapping";

interface TablesProps {
  form: FormMapping;
  code: string;
  line: Target | null;
  choose: (key: string) => void;
  point: (at: Place) => void;
  editable: boolean;
}

const NOTHING: readonly string[] = [];

export function Tables({ form, code, line, choose, point, editable }: TablesProps) {
  const [cell, setCell] = useState<string | null>(null);
  useEffect(() => setCell(null), [form.id]);
  const marks = useMemo(() => marksOf(form, line), [form, line]);
  const sources = useMemo(() => line?.from.map((place) => place.key) ?? NOTHING, [line]);
  const target = useMemo(() => (line ? [line.key] : NOTHING), [line]);
  const known = new Set(form.targets.map((each) => each.key));
  const onNew = (at: Place): void => {
    setCell(at.row && at.column ? `${at.row}:${at.column}` : null);
    const wanted = [at.key, at.column, at.row].find((key) => key && known.has(key));
    if (wanted) choose(wanted);
  };
  return (
    <div className="mp-tables">
      <p className="mp-pointing" role="status">{line ? t("mapping.point", { place: line.words }) : t("mapping.point.none")}</p>
      <div className={line && editable ? "is-pointing" : undefined}>
        {form.tables.old.map((table, at) => <OneTable key={table.section} table={table} caption={captionOf(t("mapping.old", { code: form.source_code }), table, at, form.tables.old)} marks={marks.old} target={sources} onPlace={point} />)}
      </div>
      {form.tables.new.map((table, at) => <OneTable key={table.section} table={table} caption={captionOf(t("mapping.new", { code }), table, at, form.tables.new)} marks={marks.new} target={target} onPlace={onNew} />)}
      {cell !== null && editable && !known.has(cell) ? <button type="button" className="btn btn-small mp-cell" onClick={() => { say(form, { [cell]: { how: "new" } }); choose(cell); }}>{t("mapping.cell")}</button> : null}
    </div>
  );
}

function captionOf(words: string, table: TableModel, at: number, all: TableModel[]): string {
  return all.length > 1 ? `${words} – ${table.title || at + 1}` : words;
}

function marksOf(form: FormMapping, line: Target | null): { old: Record<string, ChangeMark>; new: Record<string, ChangeMark> } {
  const old: Record<string, ChangeMark> = {};
  const now: Record<string, ChangeMark> = {};
  for (const each of form.sources) old[each.key] = { kind: "removed", text: each.how === "dropped" ? t("mapping.marks.dropped") : t("mapping.marks.lost"), quiet: true };
  for (const each of form.targets) if (each.open > 0) now[each.key] = { kind: "changed", text: t("mapping.marks.open"), quiet: true };
  if (line) {
    for (const place of line.from) old[place.key] = { kind: "moved", text: t("mapping.marks.source"), focus: true, quiet: true };
    now[line.key] = { kind: "moved", text: t("mapping.marks.target"), focus: true, quiet: true };
  }
  return { old, new: now };
}
