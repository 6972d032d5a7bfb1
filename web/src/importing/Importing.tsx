/** The page on which an annex becomes forms: the original at the left, the form at the right, findings below. */
import { useLayoutEffect, useRef } from "react";
import { Icon } from "../designer/parts/Icon";
import { useRoom } from "../designer/parts/useRoom";
import { t } from "../words/importing";
import { AcceptDialog } from "./AcceptDialog";
import { FormPane } from "./FormPane";
import { focusLists, Lists, openLeft } from "./Lists";
import { SheetPane } from "./SheetPane";
import { choose, set, state, step, type Show, useImporting } from "./store";

export function Importing() {
  const root = useRef<HTMLDivElement>(null);
  const show = useImporting((s) => s.show);
  const dialog = useImporting((s) => s.dialog);
  const announcement = useImporting((s) => s.announcement);
  useRoom(root);
  useKeys();
  return (
    <div ref={root} className="ds im">
      <Toolbar />
      <Notices />
      <div className={`im-body show-${show}`}>
        {show === "right" ? null : <SheetPane />}
        {show === "left" ? null : <FormPane />}
      </div>
      <Lists />
      {dialog ? <AcceptDialog /> : null}
      <p className="visually-hidden" role="status">{announcement}</p>
    </div>
  );
}

function Toolbar() {
  const data = useImporting((s) => s.data);
  const shown = useImporting((s) => s.state);
  const show = useImporting((s) => s.show);
  const busy = useImporting((s) => s.busy);
  const open = openLeft(shown.left);
  return (
    <div className="ds-toolbar" role="group" aria-label={t("toolbar")} data-pane="toolbar">
      <strong className="im-file" title={data.name}>{data.name}</strong>
      <a className="ds-tool im-download" href={data.original} aria-label={t("original")} title={t("original")}><Icon name="file" /></a>
      {data.editable ? (
        <span className="ds-part">
          <button type="button" className="ds-tool" aria-label={t("undo")} title={t("undo")} disabled={shown.said.length === 0} onClick={() => void step("undo")}><Icon name="undo" /></button>
          <button type="button" className="ds-tool" aria-label={t("redo")} title={t("redo")} disabled={shown.redo === 0} onClick={() => void step("redo")}><Icon name="redo" /></button>
        </span>
      ) : null}
      <span className="ds-part">
        <Way show={show} way="left" />
        <Way show={show} way="both" />
        <Way show={show} way="right" />
      </span>
      <span className="ds-grow" />
      <span className={`ds-save${busy ? " is-saving" : ""}`} role="status">{t(busy ? "busy" : data.editable ? "saved" : "readonly")}</span>
      {data.editable ? <button type="button" className="btn btn-primary" disabled={shown.forms.length === 0} onClick={() => set({ dialog: true })}>{open > 0 ? t("accept.left", { n: open }) : t("accept")}</button> : null}
    </div>
  );
}

function Way({ show, way }: { show: Show; way: Show }) {
  return <button type="button" className="ds-tool is-text" title={t(`show.${way}`)} aria-pressed={show === way} onClick={() => set({ show: way })}>{t(`way.${way}`)}</button>;
}

function Notices() {
  const problem = useImporting((s) => s.problem);
  const { taken, lost } = useImporting((s) => s.data);
  return (
    <>
      {problem ? (
        <div className="notice notice-error im-notice" role="alert">
          <span>{problem}</span> <button type="button" className="ds-link" onClick={() => set({ problem: null })}>{t("close")}</button>
        </div>
      ) : null}
      {lost ? <div className="notice notice-warn im-notice">{t("lost")}</div> : null}
      {taken ? (
        <div className="notice notice-ok im-notice">
          <span>{taken.regime ? t("taken", { at: taken.at, name: taken.regime }) : t("taken.plain", { at: taken.at })}</span>{" "}
          {taken.address ? <a href={taken.address}>{t("taken.open")}</a> : null}
        </div>
      ) : null}
    </>
  );
}

/** F6 goes round the parts of the page; Ctrl+Z and Ctrl+Y take corrections back and do them again. */
function useKeys(): void {
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement;
      if (event.key === "F6") {
        event.preventDefault();
        nextPane(target, event.shiftKey ? -1 : 1);
        return;
      }
      const key = event.key.toLowerCase();
      if (!(event.ctrlKey || event.metaKey) || (key !== "z" && key !== "y") || target.closest("input, textarea, dialog")) return;
      event.preventDefault();
      void step(key === "y" || event.shiftKey ? "redo" : "undo");
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

function nextPane(from: HTMLElement, way: 1 | -1): void {
  const panes = Array.from(document.querySelectorAll<HTMLElement>("[data-pane]"));
  const here = panes.indexOf(from.closest<HTMLElement>("[data-pane]")!);
  const next = panes[(here + way + panes.length) % panes.length] ?? panes[0];
  switch (next?.dataset.pane) {
    case "sheet":
      if (!state().head) choose({ row: 0, column: 0 });
      next.querySelector<HTMLElement>("td.is-active")?.focus();
      break;
    case "lists":
      focusLists();
      break;
    case "toolbar":
      next.querySelector<HTMLElement>("button:not(:disabled), a")?.focus();
      break;
    default:
      (next?.querySelector<HTMLElement>(".k-editor, [tabindex='0']") ?? next)?.focus();
  }
}
