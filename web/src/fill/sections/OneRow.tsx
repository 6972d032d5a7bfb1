/**
 * A table one row at a time, for screens on which its columns have no room: captions with the groups above them, a field
 * for each cell, the row before and the next. It writes through the table's own control, so nothing is judged twice.
 */

import { Fragment, useCallback, useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent, type RefObject } from "react";

import { DateField } from "../../calendar/DateField";
import { dayTyped } from "../../calendar/days";
import type { FileDoor, GridControl } from "../../grid";
import { OverrideDialog } from "../../grid/dialogs";
import { editTextOf, isFile, sizeText } from "../../grid/cells";
import { isGiven, LABEL, type Column, type Spec } from "../../grid/model";
import { addedTo, nameOfRow, rowsAbove } from "../../grid/openRows";
import type { Position } from "../../grid/selection";
import { useStore } from "../../useStore";
import { unitOf } from "../help/place";
import { t as grid } from "../../words/grid";
import { t } from "../../words/fill-sections";

interface FieldProps {
  control: GridControl;
  at: Position;
  cellKey: string;
  spec: Spec;
  files: FileDoor;
  name: string;
  label: string;
  /** The words under the row that say why its cells take nothing. */
  lockedBy?: string | undefined;
  /** The row says that it is computed; the cell says only by which formula. */
  whole?: boolean;
}

const MODES: Partial<Record<Spec["kind"], "decimal" | "text">> = { number: "decimal", carried: "decimal", computed: "decimal" };

/** Why a cell takes nothing, in words; empty for one that is typed into, and where the whole form is only read. */
function lockWords(control: GridControl, at: Position): string {
  const [lock, spec] = [control.lockAt(at), control.specAt(at)];
  if (lock === "computed") return spec?.formula_words ? t("one.computed", { formula: spec.formula_words }) : grid("locked.computed");
  if (lock === "carried") return spec?.formula_words ? t("one.carried", { from: spec.formula_words }) : t("one.carriedPlain");
  if (lock === "party") return grid(control.party === "lead" ? "locked.unit" : "locked.party");
  return lock === "given" ? grid("locked.given") : "";
}

/** The next field of the row that takes something, or the button of the next row: at a computed figure the keys on the screen would go. */
function onward(from: HTMLElement): void {
  const all = [...(from.closest(".one-row")?.querySelectorAll<HTMLElement>("[data-field]:not(:disabled, [readonly])") ?? [])];
  (all[all.indexOf(from) + 1] ?? from.closest(".one-row")?.querySelector<HTMLElement>(".one-next"))?.focus();
}

/** Set before the reason for changing a carried figure is asked: once it is given, the field that it opened takes the keyboard, and the dialog is gone by then. */
function useOpened(field: RefObject<HTMLInputElement | null>, lock: string | null): { current: boolean } {
  const asked = useRef(false);
  useEffect(() => {
    if (!asked.current || lock !== null) return undefined;
    asked.current = false;
    const timer = setTimeout(() => field.current?.focus());
    return () => clearTimeout(timer);
  }, [field, lock]);
  return asked;
}

/** What a table says by a sign and on pointing at it: a telephone has no pointer. */
function Told({ control: { book }, cellKey, renewed }: { control: GridControl; cellKey: string; renewed: string | null }) {
  const reason = book.overrides[cellKey]?.reason;
  return (
    <>
      {reason !== undefined && <p className="one-lock">{t("one.overridden", { reason })}</p>}
      {renewed && <p className="one-lock">{capitalised(renewed)}.</p>}
    </>
  );
}

const capitalised = (text: string): string => text.charAt(0).toLocaleUpperCase("vi") + text.slice(1);

function Typed({ control, at, cellKey, spec, name, label, lockedBy, whole }: FieldProps) {
  const listen = useCallback((listener: () => void) => control.book.onCell(cellKey, listener), [control, cellKey]);
  const view = useStore(listen, () => control.book.view(cellKey));
  const [typed, setTyped] = useState<string | null>(null);
  const lock = control.lockAt(at);
  const field = useRef<HTMLInputElement>(null);
  const entered = useRef(false);
  // The field shows what is edited instead of what is printed, which takes the browser's selection away: without it "1,25" typed over "4,00" would be 41,25.
  useLayoutEffect(() => {
    if (entered.current && typed !== null && document.activeElement === field.current) field.current?.select();
    entered.current = false;
  }, [typed]);
  const begun = useRef("");
  const put = (text: string) => {
    control.commitTo(cellKey, at, text);
    setTyped(null);
  };
  // A field that was only looked at puts nothing: somebody else may have written there meanwhile.
  const commit = () => (typed === null || typed === begun.current ? setTyped(null) : put(typed));
  // A telephone that is turned shows the table instead: what stood in the field counts.
  const left = useRef(commit);
  left.current = commit;
  useLayoutEffect(() => () => left.current(), []);
  const asked = useOpened(field, lock);
  // A check names many cells of a row: its sentence stands at the one in hand only.
  const fault = view.fault ?? (typed !== null ? view.mark?.text : "") ?? "";
  const locked = lockedBy ? "" : whole && spec.formula_words ? `= ${spec.formula_words}` : lockWords(control, at);
  const said = [fault && `${name}-fault`, locked ? `${name}-lock` : lockedBy].filter(Boolean).join(" ");
  const common = {
    id: name,
    "data-field": true,
    className: `form-control${MODES[spec.kind] ? " num" : ""}${view.fault || view.mark?.severity === "error" ? " is-faulty" : view.mark ? " is-doubtful" : ""}`,
    value: typed ?? view.text,
    readOnly: lock !== null,
    "aria-invalid": Boolean(view.fault) || undefined,
    "aria-describedby": said || undefined,
    autoComplete: "off",
    onFocus: () => {
      control.selection.moveTo(at);
      if (lock !== null) return;
      entered.current = true;
      begun.current = editTextOf(view.value, spec);
      setTyped(begun.current);
    },
    onBlur: commit,
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.nativeEvent.isComposing || event.key !== "Enter") return;
    event.preventDefault();
    onward(event.currentTarget);
  };
  return (
    <>
      {spec.kind === "text" ? (
        <textarea rows={2} {...common} onChange={(event) => setTyped(event.target.value)} />
      ) : spec.kind === "date" ? (
        <DateField
          value={view.value}
          locked={lock !== null}
          onDay={(day) => put(dayTyped(day))}
          input={{ inputMode: "numeric", enterKeyHint: "next", placeholder: lock === null ? t("one.date") : undefined, ...common, onChange: (event) => setTyped(event.target.value), onKeyDown }}
        />
      ) : (
        <input ref={field} type="text" inputMode={MODES[spec.kind] ?? "text"} enterKeyHint="next" {...common} onChange={(event) => setTyped(event.target.value)} onKeyDown={onKeyDown} />
      )}
      {lock === "carried" && spec.override && <button type="button" className="btn btn-quiet btn-small" aria-label={`${t("one.override")}: ${label}`} onClick={() => { asked.current = true; control.refuse(at); }}>{t("one.override")}</button>}
      <Told control={control} cellKey={cellKey} renewed={view.renewed} />
      {locked && <p id={`${name}-lock`} className="one-lock">{locked}</p>}
      {fault && <p id={`${name}-fault`} className={view.fault || view.mark?.severity === "error" ? "problem" : "help"}>{fault}</p>}
    </>
  );
}

function Picked({ control, at, cellKey, spec, name }: FieldProps) {
  const listen = useCallback((listener: () => void) => control.book.onCell(cellKey, listener), [control, cellKey]);
  const view = useStore(listen, () => control.book.view(cellKey));
  const strange = view.text !== "" && !spec.choices?.some((choice) => choice.label === view.text);
  return (
    <>
      <select id={name} data-field className="form-select" value={view.text} disabled={control.locked(at)} onFocus={() => control.selection.moveTo(at)} onChange={(event) => control.commit(at, event.target.value)}>
        <option value="" />
        {strange && <option value={view.text}>{view.text}</option>}
        {spec.choices?.map((choice) => <option key={choice.value} value={choice.label}>{choice.label}</option>)}
      </select>
      {view.fault && <p className="problem">{view.fault}</p>}
    </>
  );
}

function Attached({ control, at, cellKey, spec, files, name, label }: FieldProps) {
  const listen = useCallback((listener: () => void) => control.book.onCell(cellKey, listener), [control, cellKey]);
  const { value } = useStore(listen, () => control.book.view(cellKey));
  const locked = control.lockAt(at) !== "file";
  return (
    <p className="one-file">
      {isFile(value) ? <><a href={files.href(value.file)} download>{value.file.name}</a> <span className="muted">{sizeText(value.file.size)}</span></> : <span className="muted">{t("file.none")}</span>}
      {!locked && <button id={name} data-field type="button" className="btn btn-small" aria-label={`${grid(isFile(value) ? "file.open" : "file.pick")}: ${label}`} onClick={() => files.open(cellKey, spec, false)}>{grid(isFile(value) ? "file.open" : "file.pick")}</button>}
    </p>
  );
}

function captionOf(column: Column, spec: Spec): string {
  const unit = unitOf(spec, column);
  return [column.label, column.number && `(${column.number.replace(/[()]/g, "")})`, unit && `– ${unit}`].filter(Boolean).join(" ");
}

/** Rows that have something to show: their places in the control's view. */
function rowsOf(control: GridControl): number[] {
  return control.view.flatMap((view, index) => (!view.adder && control.table.columns.some((_, column) => control.specAt({ row: index, column })) ? [index] : []));
}

function nameOf(control: GridControl, row: number): string {
  const name = nameOfRow(control, row);
  const view = control.view[row];
  return [name, view?.inst && name === view.marker ? grid("row.unnamed") : ""].filter(Boolean).join(" ") || t("one.only");
}

/** A row in the list of rows, as far in as it prints. */
function optionOf(control: GridControl, row: number): string {
  return "\u2003".repeat(Math.min(control.view[row]?.row.indent ?? 0, 6)) + nameOf(control, row);
}

function useRow(control: GridControl): [number, (row: number) => void] {
  const [, redraw] = useState(0);
  useLayoutEffect(() => {
    const again = () => redraw((count) => count + 1);
    const stops = [control.selection.on(again), control.on("rows", again)];
    return () => stops.forEach((stop) => stop());
  }, [control]);
  const rows = rowsOf(control);
  const active = control.selection.active?.row ?? -1;
  const row = rows.includes(active) ? active : (rows[0] ?? -1);
  const go = (to: number) => {
    const column = control.table.columns.findIndex((_, index) => control.specAt({ row: to, column: index }));
    control.selection.moveTo({ row: to, column: Math.max(0, column) });
  };
  return [row, go];
}

/** What is said about the cell, and, where it is read, the way to say something. */
function Said({ control, cellKey, label, onPick }: { control: GridControl; cellKey: string; label: string; onPick: ((key: string) => void) | undefined }) {
  const listen = useCallback((listener: () => void) => control.book.onCell(cellKey, listener), [control, cellKey]);
  const { note } = useStore(listen, () => control.book.view(cellKey));
  return (
    <>
      {note && <p className="one-note">{note}</p>}
      {onPick && !cellKey.endsWith(LABEL) && <p className="one-say"><button type="button" className="btn btn-quiet btn-small" aria-label={`${t("one.note")}: ${label}`} onClick={() => onPick(cellKey)}>{t("one.note")}</button></p>}
    </>
  );
}

function Cells({ control, row, files, onPick }: { control: GridControl; row: number; files: FileDoor; onPick: ((key: string) => void) | undefined }) {
  const base = useId();
  let above: string[] = [];
  // A row none of whose cells is typed into says so once.
  const places = control.table.columns.map((_, column) => ({ row, column })).filter((at) => ![undefined, "blocked"].includes(control.specAt(at)?.kind));
  const locks = places.map((at) => lockWords(control, at));
  const alike = locks.length > 1 && locks.every((one) => one === locks[0]);
  const computed = places.length > 1 && places.every((at) => control.lockAt(at) === "computed");
  const once = alike ? locks[0] : computed ? t("one.computedRow") : "";
  const cells = control.table.columns.map((column, index) => {
    const at = { row, column: index };
    const [spec, key] = [control.specAt(at), control.keyAt(at)];
    if (!spec || !key || spec.kind === "blocked") return null;
    const groups = column.stub ? [] : column.path.slice(0, -1);
    const fresh = groups.filter((group, depth) => above[depth] !== group || groups.slice(0, depth).some((one, i) => above[i] !== one));
    above = groups;
    const name = `${base}-${index}`;
    const label = key.endsWith(LABEL) ? column.label || t("one.caption") : captionOf(column, spec);
    const shared = { control, at, cellKey: key, spec, files, name, label, ...(alike && once && { lockedBy: `${base}-lock` }), whole: computed };
    const Field = spec.kind === "choice" ? Picked : spec.kind === "file" ? Attached : Typed;
    return (
      <Fragment key={key}>
        {fresh.map((group) => <h3 key={group} className="one-group">{group}</h3>)}
        <div className={`one-cell is-${spec.kind}${control.lockAt(at) === null || spec.kind === "file" ? "" : " is-locked"}`} data-one={key}>
          <label htmlFor={name}>{label}{spec.required && <span aria-hidden="true"> *</span>}</label>
          <div><Field {...shared} /><Said control={control} cellKey={key} label={label} onPick={onPick} /></div>
        </div>
      </Fragment>
    );
  });
  return <>{once && <p id={`${base}-lock`} className="one-lock">{once}</p>}{cells}</>;
}

interface OneRowProps {
  control: GridControl;
  files: FileDoor;
  labelledBy: string;
  /** Says something about a cell: a reason for return. */
  onPick?: (key: string) => void;
}

export function OneRow({ control, files, labelledBy, onPick }: OneRowProps) {
  const [row, go] = useRow(control);
  const top = useRef<HTMLDivElement>(null);
  const rows = rowsOf(control);
  const place = rows.indexOf(row);
  const adders = control.view.flatMap((view, index) => (view.adder && view.openId ? [{ view, label: addedTo(control, index) }] : []));
  const view = control.view[row];
  const above = rowsAbove(control.view, row);
  const step = (by: number) => {
    const to = rows[place + by];
    if (to === undefined) return;
    go(to);
    top.current?.scrollIntoView({ block: "start" });
  };
  // A row that was just added is named first: its caption stands at the top.
  const added = useRef(false);
  useLayoutEffect(() => {
    if (!added.current) return;
    added.current = false;
    top.current?.scrollIntoView({ block: "start" });
    top.current?.querySelector<HTMLElement>("[data-field]")?.focus({ preventScroll: true });
  }, [row]);
  const add = (openId: string) => {
    added.current = true;
    control.addRow(openId);
  };
  return (
    <div ref={top} className="one-row" role="group" aria-labelledby={labelledBy}>
      {rows.length > 0 && (
        <>
          <div className="one-steps">
            <button type="button" className="btn btn-small" disabled={place <= 0} onClick={() => step(-1)} aria-label={t("one.before")}>‹</button>
            <select className="form-select" aria-label={t("one.row")} value={row} onChange={(event) => go(Number(event.target.value))}>
              {rows.map((one) => <option key={control.view[one]!.key} value={one}>{optionOf(control, one)}</option>)}
            </select>
            <span className="muted">{place + 1}/{rows.length}</span>
            <button type="button" className="btn btn-small" disabled={place >= rows.length - 1} onClick={() => step(1)} aria-label={t("one.next")}>›</button>
          </div>
          {above.length > 0 && <p className="one-under">{above.map((one) => nameOf(control, one)).join(" › ")}</p>}
          <Cells control={control} row={row} files={files} onPick={onPick} />
        </>
      )}
      <OverrideDialog control={control} />
      <div className="one-foot">
        {adders.map(({ view: adder, label }) => <button key={adder.key} type="button" className="btn btn-small" onClick={() => add(adder.openId!)}>+ {label ? grid("row.addTo", { label }) : grid("row.add")}</button>)}
        {view?.openId && !view.adder && control.adds && !isGiven(view) && <button type="button" className="btn btn-quiet btn-small" onClick={() => control.removeRow(row)}>{grid("row.remove", { label: nameOf(control, row) })}</button>}
        {place < rows.length - 1 && <button type="button" className="btn btn-primary btn-small one-next" data-field onClick={() => step(1)}>{t("one.next")}</button>}
      </div>
    </div>
  );
}
