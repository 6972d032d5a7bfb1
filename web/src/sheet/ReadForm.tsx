/** A form that is only read: who had a part in it, its tabs, its tables with the period before, its answers, and a line at the bottom. */

import { useEffect, useId, useMemo, useState, type ReactNode } from "react";

import { Grid, GridControl, textOf, type CellJson, type ChangeMark, type FileDoor } from "../grid";
import { sameValue, type FileRef } from "../grid/cells";
import type { Desk } from "../fill/desk";
import { Head } from "../fill/Head";
import { figuresOf } from "../fill/help/beside";
import type { Help } from "../fill/help/useHelp";
import { BehalfNotice } from "../fill/inside/BehalfNotice";
import type { Differences } from "../fill/inside/types";
import type { SaveState } from "../fill/saver";
import { OneRow } from "../fill/sections/OneRow";
import { OneRowChoice } from "../fill/sections/OneRowChoice";
import { useFiles } from "../fill/sections/useFiles";
import { useNarrow, useOneRow } from "../fill/sections/useNarrow";
import { Strip } from "../fill/Strip";
import "../styles/rich.css";
import { t as inside } from "../words/fill-inside";
import { t as saving } from "../words/fill-saving";
import { t as sections } from "../words/fill-sections";
import { t as grid } from "../words/grid";
import { t } from "../words/sheet";
import { Answers } from "./Answers";
import { rowsWith } from "./changedRows";
import { isLeads } from "./leadPart";

export interface ReadFormProps {
  desk: Desk;
  hrefOf: (form: string) => string;
  onTab: (form: string) => void;
  onPick?: ((key: string) => void) | undefined;
  /** Comparison and exchanges. */
  help: Help;
  /** Opens the history of the cell in hand. */
  onHistory: () => void;
  message: string;
  /** How saving of the lead agency's cells stands. */
  save?: SaveState;
  /** Takes a file for a cell of the lead agency. */
  upload?: (file: File) => Promise<FileRef>;
  actions: ReactNode;
  panelOpen: boolean;
  onChecks: () => void;
  /** What changed since the report was returned; its cells are marked. */
  since?: Differences | null | undefined;
  /** Stands above the tables. */
  above?: ReactNode;
  /** Only rows with a cell that changed since then. */
  only?: boolean | undefined;
  children?: ReactNode;
}

/** Cells of this form that changed since the report was returned. */
function sinceMarks(desk: Desk, since: Differences | null | undefined): Record<string, ChangeMark> {
  const own = since?.changes.filter((change) => change.form === desk.payload.form.id && !change.gone) ?? [];
  return Object.fromEntries(own.map((change) => [change.key, { kind: "changed" as const, text: inside("in.diff.was", { value: change.before || inside("in.blank") }) }]));
}

/** The table as a whole, or its rows with changed cells alone; the desk goes to cells of what is shown. */
function useShown(desk: Desk, section: string, keys: readonly string[] | null): GridControl {
  const kept = useMemo(() => desk.controls.get(section)!, [desk, section]);
  const shown = useMemo(() => (keys ? new GridControl({ ...kept.table, rows: rowsWith(kept.table.rows, keys) }, desk.book, { readOnly: desk.readOnly, party: desk.party, form: desk.payload.form.id }) : kept), [desk, kept, keys]);
  useEffect(() => {
    desk.controls.set(section, shown);
    return () => {
      desk.controls.set(section, kept);
      if (shown !== kept) shown.dispose();
    };
  }, [desk, section, shown, kept]);
  return shown;
}

/** Where nothing is filled, no file is taken. */
const noUpload = (): Promise<FileRef> => Promise.reject(new Error("this page takes no files"));

/** Whether the lead agency's cells are open here, or will be once the report is received. */
function LeadNotice({ desk }: { desk: Desk }) {
  const may = desk.payload.submission.events;
  const has = desk.questions.some(isLeads) || desk.tables.some((table) => table.specs.some((spec) => spec.party === "lead"));
  if (!has || desk.party !== "lead" || (desk.readOnly && !may.includes("receive"))) return null;
  return <p className="notice sheet-lead" role="note">{sections(desk.readOnly ? "lead.first" : "lead.open")}</p>;
}

/** Cells that differ from the period before. */
function changedCells(desk: Desk): Record<string, ChangeMark> {
  const previous = desk.payload.previous ?? {};
  const keys = new Set([...Object.keys(previous), ...Object.keys(desk.payload.values)]);
  const marks: Record<string, ChangeMark> = {};
  for (const key of keys) {
    const before: CellJson = previous[key] ?? null;
    if (sameValue(before, desk.book.get(key)) || !desk.book.specOf(key)) continue;
    marks[key] = { kind: "changed", text: grid("cell.previous", { value: textOf(before, desk.book.specOf(key)) || t("note.blank") }) };
  }
  return marks;
}

function TableOf({ section, keys, desk, beside, marks, onPick, files }: { files: FileDoor; section: string; keys: readonly string[] | null; desk: Desk; beside: ReturnType<typeof figuresOf>; marks: Record<string, ChangeMark>; onPick: ((key: string) => void) | undefined }) {
  const name = useId();
  const control = useShown(desk, section, keys);
  const narrow = useNarrow();
  const [oneRow, setOneRow] = useOneRow();
  const title = control.table.title;
  if (keys && !control.rows) return null;
  return (
    <section className="fill-table" aria-labelledby={name}>
      <h2 id={name} className={title ? undefined : "visually-hidden"}>{title || desk.payload.form.title}</h2>
      {narrow && <OneRowChoice on={oneRow} onChoose={setOneRow} />}
      {oneRow ? <OneRow control={control} labelledBy={name} files={files} {...(onPick && { onPick })} /> : <Grid control={control} labelledBy={name} {...beside} marks={marks} files={files} {...(onPick && { onPick })} />}
    </section>
  );
}

export function ReadForm(props: ReadFormProps) {
  const { desk, onPick } = props;
  const { payload } = desk;
  const files = useFiles(desk, props.upload ?? noUpload);
  const [differences, setDifferences] = useState(false);
  const since = useMemo(() => sinceMarks(desk, props.since), [desk, props.since]);
  const marks = useMemo(() => (differences ? changedCells(desk) : since), [desk, differences, since]);
  const keys = useMemo(() => (props.only ? Object.keys(since) : null), [props.only, since]);
  const head = { ...payload.submission, events: [] };
  return (
    <div className="fill sheet">
      <Head head={head} tabs={props.help.counted(payload.submission.forms)} formId={payload.form.id} desk={desk} hrefOf={props.hrefOf} busy={false} onTab={props.onTab} onAct={() => undefined} onVerify={props.onChecks} />
      <BehalfNotice submission={payload.submission.id} unit={payload.submission.unit} people={payload.submission.people} />
      <LeadNotice desk={desk} />
      {props.above}
      <div className="fill-title">
        <h1>{payload.submission.unit} — {payload.form.code} — {payload.form.title}</h1>
        <button type="button" className="btn btn-quiet btn-small" title={saving("history.open")} onClick={props.onHistory}>{saving("history.title")}</button>
        {props.help.tools}
        {payload.previous && <label className="fill-toggle"><input type="checkbox" checked={differences} onChange={(event) => setDifferences(event.target.checked)} /> {t("differences")}</label>}
        <div className="fill-acts">{props.actions}</div>
      </div>
      <div className="fill-sections">
        {payload.form.sections.map((section) =>
          "columns" in section ? (
            <TableOf key={section.section} section={section.section} keys={keys} desk={desk} beside={figuresOf(payload, props.help.beside)} marks={marks} onPick={onPick} files={files.door} />
          ) : (
            <Answers key={section.section} desk={desk} section={section.section} title={section.title} marks={marks} onPick={onPick} upload={props.upload ?? noUpload} />
          ),
        )}
      </div>
      {props.children}
      {files.dialog}
      {props.help.panels}
      <Strip desk={desk} save={props.save ?? { kind: "saved", at: null }} loginUrl="" message={props.message} panelOpen={props.panelOpen} onPanel={props.onChecks} />
    </div>
  );
}
