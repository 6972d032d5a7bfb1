/** Commands for the selection, the state of saving, and the way on: try it, hand it in. */
import { type KeyboardEvent, type ReactNode, useRef } from "react";
import { t } from "../../words/designer";
import { People } from "../history/People";
import { closeHistory, openHistory, useHistory } from "../history/state";
import { Icon, type IconName } from "../parts/Icon";
import { groupSelected, insert, insertChild, nestSelected, removeSelected, renumberColumns, shiftSelected, ungroupSelected } from "../state/commands";
import type { Selection } from "../state/selection";
import { currentForm, open, setState, setView, useDesigner } from "../state/store";
import { pump, step } from "../state/sync";

export function Toolbar() {
  const box = useRef<HTMLDivElement>(null);
  const editable = useDesigner((s) => s.draft.editable);
  const onForm = useDesigner((s) => s.page.kind === "form");
  return (
    <div ref={box} className="ds-toolbar" role="toolbar" aria-label={t("toolbar")} onKeyDown={(event) => rove(event, box.current)}>
      <Tool icon="panelLeft" label={t("panel.left")} pressed={useDesigner((s) => s.left)} run={() => setView({ left: !useDesigner.getState().left })} first />
      <Part>
        <Tool icon="undo" label={`${t("undo")} (Ctrl+Z)`} disabled={!editable} run={() => void step("undo")} />
        <Tool icon="redo" label={`${t("redo")} (Ctrl+Y)`} disabled={!editable} run={() => void step("redo")} />
        <Tool icon="history" label={t("history.open")} pressed={useHistory((s) => s.open)} run={() => (useHistory.getState().open ? closeHistory() : openHistory())} />
      </Part>
      {onForm && editable ? <Structure /> : null}
      <span className="ds-grow" />
      {onForm ? <View /> : null}
      <People />
      <SaveState />
      <Part>
        <Ways />
      </Part>
      <Tool icon="panelRight" label={t("panel.right")} pressed={useDesigner((s) => s.right)} run={() => setView({ right: !useDesigner.getState().right })} />
    </div>
  );
}

function Structure() {
  const selection = useDesigner((s) => s.selection);
  const rows = selection?.kind === "rows";
  const cells = selection?.kind === "cells";
  const none = selection === null || selection.kind === "section";
  const nodes = none || cells;
  return (
    <>
      <Part>
        <Tool icon={rows ? "rowAbove" : "columnLeft"} label={rows ? t("insert.above") : t("insert.left")} disabled={none} run={() => insert("before", axisOf(selection))} />
        <Tool icon={rows ? "rowBelow" : "columnRight"} label={rows ? t("insert.below") : t("insert.right")} disabled={none} run={() => insert("after", axisOf(selection))} />
        {cells ? <Tool icon="rowBelow" label={t("insert.below")} run={() => insert("after", "rows")} /> : <Tool icon="child" label={rows ? t("insert.childRow") : t("insert.childColumn")} disabled={nodes} run={insertChild} />}
        <Tool icon="group" label={rows ? t("group.rows") : t("group.columns")} disabled={nodes} run={groupSelected} />
        <Tool icon="ungroup" label={t("ungroup")} disabled={nodes} run={ungroupSelected} />
      </Part>
      <Part>
        <Tool icon={rows ? "up" : "left"} label={rows ? t("move.up") : t("move.left")} disabled={nodes} run={() => shiftSelected(-1)} />
        <Tool icon={rows ? "down" : "right"} label={rows ? t("move.down") : t("move.right")} disabled={nodes} run={() => shiftSelected(1)} />
        <Tool icon="shallower" label={t("nest.out")} disabled={nodes} run={() => nestSelected(false)} />
        <Tool icon="deeper" label={rows ? t("nest.in") : t("nest.in.column")} disabled={nodes} run={() => nestSelected(true)} />
        <Tool icon="trash" label={rows ? t("remove.rows") : t("remove.columns")} disabled={nodes} run={() => removeSelected()} />
      </Part>
      <Part>
        <Tool icon="number" label={t("number.columns")} disabled={none && selection === null} run={() => selection && renumberColumns(selection.section)} />
      </Part>
    </>
  );
}

function axisOf(selection: Selection | null): "columns" | "rows" {
  return selection?.kind === "rows" ? "rows" : "columns";
}

function View() {
  const zoom = useDesigner((s) => s.zoom);
  const codes = useDesigner((s) => s.codes);
  const to = (next: number): void => setView({ zoom: Math.min(1.5, Math.max(0.5, Math.round(next * 10) / 10)) });
  return (
    <Part>
      <Tool icon="code" label={t("codes")} pressed={codes} run={() => setView({ codes: !codes })} />
      <Tool icon="minus" label={t("zoom.out")} run={() => to(zoom - 0.1)} />
      <button type="button" className="ds-tool is-text" tabIndex={-1} data-tool title={t("zoom.fit")} aria-label={`${t("zoom.fit")}, ${Math.round(zoom * 100)} %`} onClick={() => to(fitting(zoom))}>
        {Math.round(zoom * 100)} %
      </button>
      <Tool icon="plus" label={t("zoom.in")} run={() => to(zoom + 0.1)} />
      <Tool icon="keys" label={t("keys")} run={() => setState({ dialog: "keys" })} />
    </Part>
  );
}

/** The zoom at which the widest table fits; from there a second press goes back to full size. */
function fitting(zoom: number): number {
  const room = document.querySelector(".ds-canvas")?.clientWidth ?? 0;
  const widths = Array.from(document.querySelectorAll(".ds-table"), (table) => table.getBoundingClientRect().width / zoom);
  const fit = Math.floor(((room - 80) / Math.max(1, ...widths)) * 20) / 20;
  return Math.abs(fit - zoom) < 0.06 || fit > 1 ? 1 : fit;
}

function SaveState() {
  const save = useDesigner((s) => s.save);
  const waiting = useDesigner((s) => s.pending.length);
  const editable = useDesigner((s) => s.draft.editable);
  if (!editable) return <span className="ds-save" role="status">{t("save.readOnly")}</span>;
  return (
    <span className={`ds-save is-${save}`} role="status">
      {t(`save.${save}`, { n: waiting })}
      {save === "waiting" || save === "signedOut" ? (
        <button type="button" className="ds-link" onClick={() => void pump()}>{t("save.again")}</button>
      ) : null}
    </span>
  );
}

function Ways() {
  const page = useDesigner((s) => s.page);
  const editable = useDesigner((s) => s.draft.editable);
  const form = currentForm();
  const desk = useDesigner((s) => s.draft.desk);
  return (
    <>
      {page.kind === "trial" ? (
        <button type="button" className="btn" tabIndex={-1} data-tool onClick={() => open({ kind: "form", form: page.form })}><Icon name="back" /> {t("trial.back")}</button>
      ) : (
        <button type="button" className="btn" tabIndex={-1} data-tool disabled={!form} onClick={() => form && open({ kind: "trial", form })}><Icon name="play" /> {t("trial")}</button>
      )}
      {editable ? <button type="button" className="btn btn-primary" tabIndex={-1} data-tool onClick={() => setState({ dialog: "submit" })}><Icon name="send" /> {t("submit")}</button> : null}
      {desk ? <a className="btn btn-primary" tabIndex={-1} data-tool href={desk}><Icon name="send" /> {t("desk.open")}</a> : null}
    </>
  );
}

function Part({ children }: { children: ReactNode }) {
  return <span className="ds-part">{children}</span>;
}

interface ToolProps {
  icon: IconName;
  label: string;
  pressed?: boolean;
  disabled?: boolean;
  first?: boolean;
  run: () => void;
}

function Tool({ icon, label, pressed, disabled, first, run }: ToolProps) {
  return (
    <button type="button" className="ds-tool" data-tool tabIndex={first ? 0 : -1} aria-label={label} title={label} aria-pressed={pressed} disabled={disabled} onClick={run} onMouseDown={(event) => event.preventDefault()}>
      <Icon name={icon} />
    </button>
  );
}

/** One tab stop for the whole bar; the arrow keys go from button to button. */
function rove(event: KeyboardEvent, box: HTMLElement | null): void {
  if (!box || !["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) return;
  const list = Array.from(box.querySelectorAll<HTMLElement>("[data-tool]:not(:disabled)"));
  const here = list.indexOf(document.activeElement as HTMLElement);
  if (here < 0) return;
  const at = event.key === "Home" ? 0 : event.key === "End" ? list.length - 1 : here + (event.key === "ArrowLeft" ? -1 : 1);
  const next = list[(at + list.length) % list.length];
  for (const each of list) each.tabIndex = each === next ? 0 : -1;
  next?.focus();
  event.preventDefault();
}
