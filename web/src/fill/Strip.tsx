/** The line under the table: the active cell in words, the sum of a range, the checks, and whether all is saved. */

import { useEffect, useLayoutEffect, useReducer, useState, type ReactNode } from "react";

import { cellName, ZoomTool } from "../grid";
import { formatNumber } from "../numbers";
import { useStore } from "../useStore";
import { t as grid } from "../words/grid";
import { t } from "../words/fill";
import { t as hands } from "../words/fill-hands";
import { t as saving } from "../words/fill-saving";
import type { Desk } from "./desk";
import { Against } from "./help/Against";
import { useNextFault } from "./hands/useNextFault";
import type { SaveState } from "./saver";
import { saveText } from "./saveWords";

interface StripProps {
  desk: Desk;
  save: SaveState;
  loginUrl: string;
  message: string;
  panelOpen: boolean;
  onPanel: () => void;
  progress?: ReactNode;
}

const MESSAGE_FOR = 8000;

/** Redraws when the active cell, its value or the selection changes. */
function useActive(desk: Desk): void {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useLayoutEffect(() => {
    const stops = [desk.onActive(redraw), desk.book.on("edit", redraw)];
    return () => stops.forEach((stop) => stop());
  }, [desk]);
}

function ActiveCell({ desk }: { desk: Desk }) {
  useActive(desk);
  const control = desk.active;
  const at = control?.selection.active;
  if (!control || !at) return <span />;
  const sum = control.selectionSum();
  if (sum) return <span className="fill-cell">{grid("selection.sum", { sum: formatNumber(sum.sum), n: sum.count })}</span>;
  const spec = control.specAt(at);
  const row = control.view[at.row];
  const column = control.table.columns[at.column];
  const key = control.keyAt(at);
  if (!spec || !row || !column || !key) return <span />;
  const view = control.book.view(key);
  const wrong = view.fault ?? view.mark?.text ?? view.note;
  const more = (spec.formula_words ? `= ${spec.formula_words}` : (spec.guidance ?? column.guidance ?? ""));
  return (
    <span className="fill-cell" aria-hidden="true">
      {cellName(row, column, spec)}
      {wrong && <span className={view.fault || view.mark?.severity === "error" ? "fill-fault" : "muted"}> — {wrong}</span>}
      <Against desk={desk} cell={key} />
      {!wrong && more && <span className="muted"> — {more}</span>}
    </span>
  );
}

/** What happened last, of the page or of its tables, for a while. */
function useMessage(desk: Desk, message: string): string {
  const said = useStore(desk.onMessage, () => desk.message);
  const [gone, setGone] = useState("");
  const shown = said || message;
  useEffect(() => {
    setGone("");
    const timer = setTimeout(() => {
      setGone(shown);
      desk.say("");
    }, MESSAGE_FOR);
    return () => clearTimeout(timer);
  }, [desk, shown]);
  return shown === gone ? "" : shown;
}

export function Strip({ desk, save, loginUrl, message, panelOpen, onPanel, progress }: StripProps) {
  const checks = useStore(desk.onChecks, () => desk.checks);
  const goFault = useNextFault(desk);
  const happened = useMessage(desk, message);
  const errors = checks.filter((check) => check.severity === "error").length;
  const warnings = checks.length - errors;
  return (
    <footer className="fill-strip">
      <ActiveCell desk={desk} />
      <span role="status" className="fill-message">{happened}</span>
      <button type="button" className="fill-checks-button" aria-expanded={panelOpen} aria-controls="fill-checks" title={t(panelOpen ? "checks.hide" : "checks.show")} onClick={onPanel}>
        {errors > 0 && <span className="fill-badge is-error">{t("checks.errors", { n: errors })}</span>}
        {warnings > 0 && <span className="fill-badge is-warning">{t("checks.warnings", { n: warnings })}</span>}
        {checks.length === 0 && <span className="fill-badge is-ok">{t("checks.none")}</span>}
      </button>
      {checks.length > 0 && <button type="button" className="fill-next-fault" title={hands("hands.nextTip")} onClick={() => goFault(1)}>{hands("hands.next")}</button>}
      {progress}
      {desk.tables.length > 0 && <ZoomTool />}
      <span role="status" className={`fill-save is-${desk.readOnly ? "readonly" : save.kind}`}>
        {desk.readOnly ? saving("save.readonly") : saveText(save, (cell) => desk.nameOf(cell))}
        {save.kind === "login" && <a href={loginUrl} target="_blank" rel="noopener"> {saving("save.loginLink")}</a>}
      </span>
    </footer>
  );
}
