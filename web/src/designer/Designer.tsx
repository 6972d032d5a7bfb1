/** The designer: forms at the left, the table in the middle, properties at the right, checks below. */
import { lazy, Suspense, useEffect, useLayoutEffect, useRef } from "react";
import { AddFromFile } from "../importing/FromSource";
import { t } from "../words/designer";
import { Canvas } from "./canvas/Canvas";
import { nextPane } from "./canvas/panes";
import { CopyDialog } from "./copies/CopyDialog";
import { ConflictDialog } from "./dialogs/ConflictDialog";
import { KeysDialog } from "./dialogs/KeysDialog";
import { LaterWorkDialog } from "./dialogs/LaterWorkDialog";
import { RefusedDialog } from "./dialogs/RefusedDialog";
import { NewFormDialog } from "./dialogs/NewFormDialog";
import { SubmitDialog } from "./dialogs/SubmitDialog";
import { FormulaBar } from "./formula/FormulaBar";
import { HistoryPanel } from "./history/HistoryPanel";
import { PastNote } from "./history/PastNote";
import { useHistory } from "./history/state";
import { IndicatorsPage } from "./indicators/IndicatorsPage";
import { LayoutPage } from "./pages/LayoutPage";
import { ListsPage } from "./pages/ListsPage";
import { RegimePage } from "./pages/RegimePage";
import { Bottom } from "./panels/Bottom";
import { FormsPanel } from "./panels/FormsPanel";
import { Properties } from "./panels/Properties";
import { ReturnedNote } from "./panels/ReturnedNote";
import { Toolbar } from "./panels/Toolbar";
import { Icon } from "./parts/Icon";
import { OpeningGuard } from "./parts/OpeningGuard";
import { Toasts } from "./parts/Toasts";
import { useRoom } from "./parts/useRoom";
import { type Page, setState, state, useDesigner } from "./state/store";
import { step } from "./state/sync";

// The filling side is a program of its own; it is fetched when somebody tries the form.
const TrialPage = lazy(() => import("./pages/TrialPage").then((module) => ({ default: module.TrialPage })));
// Its two tables are those of the filling side.
const MappingPage = lazy(() => import("./mapping/MappingPage").then((module) => ({ default: module.MappingPage })));

export function Designer() {
  const root = useRef<HTMLDivElement>(null);
  const left = useDesigner((s) => s.left);
  const right = useDesigner((s) => s.right);
  const page = useDesigner((s) => s.page);
  const dialog = useDesigner((s) => s.dialog);
  const unsaved = useDesigner((s) => s.pending.length > 0);
  useRoom(root);
  useKeys();
  useEffect(() => {
    if (!unsaved) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [unsaved]);
  const onForm = page.kind === "form";
  const history = useHistory((s) => s.open);
  return (
    <div ref={root} className={`ds${left ? "" : " no-left"}${history || (right && onForm) ? "" : " no-right"}`}>
      <Toolbar />
      <PastNote />
      <ReturnedNote />
      {onForm ? <FormulaBar /> : null}
      <div className="ds-body">
        {left ? <FormsPanel /> : null}
        <div className="ds-centre">
          <OpeningGuard at={page}><Open page={page} /></OpeningGuard>
          {onForm ? <OpeningGuard at={page}><Bottom /></OpeningGuard> : null}
        </div>
        {history ? <HistoryPanel /> : right ? <OpeningGuard at={page}><Properties /></OpeningGuard> : null}
      </div>
      {dialog === "submit" ? <SubmitDialog /> : null}
      {dialog === "newForm" ? <NewFormDialog /> : null}
      {dialog === "keys" ? <KeysDialog /> : null}
      <CopyDialog />
      <ConflictDialog />
      <LaterWorkDialog />
      <RefusedDialog />
      <Toasts />
    </div>
  );
}

function Open({ page }: { page: Page }) {
  switch (page.kind) {
    case "form":
      return <Canvas key={page.form} id={page.form} />;
    case "layout":
      return <LayoutPage id={page.form} />;
    case "trial":
      return <Suspense fallback={<p className="ds-hint ds-page">{t("trial.loading")}</p>}><TrialPage key={`${page.form} ${page.example ?? ""}`} id={page.form} example={page.example} /></Suspense>;
    case "mapping":
      return <Suspense fallback={<p className="ds-hint ds-page">{t("mapping.loading")}</p>}><MappingPage form={page.of} /></Suspense>;
    case "regime":
      return <RegimePage />;
    case "indicators":
      return <IndicatorsPage indicator={page.indicator} />;
    case "lists":
      return <ListsPage list={page.list} />;
    case "empty":
      return (
        <div className="ds-page">
          <div className="empty">
            <strong>{t("empty.title")}</strong>
            <p>{t("empty.text")}</p>
            {state().draft.editable ? <AddFromFile draft={state().draft.id} /> : null}
            {state().draft.editable ? <button type="button" className="btn btn-primary" onClick={() => setState({ dialog: "newForm" })}><Icon name="plus" /> {t("forms.new")}</button> : null}
          </div>
        </div>
      );
  }
}

/** F6 anywhere, Ctrl+Z anywhere but in a field that has an undo of its own. */
function useKeys(): void {
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === "F6" && !event.defaultPrevented && nextPane(event.shiftKey ? -1 : 1)) event.preventDefault();
      const key = event.key.toLowerCase();
      const target = event.target as HTMLElement;
      if (!(event.ctrlKey || event.metaKey) || (key !== "z" && key !== "y") || event.defaultPrevented) return;
      if (target.closest("input:not([type=checkbox]):not([type=radio]), textarea, [contenteditable=true], dialog, .is-trial")) return;
      event.preventDefault();
      void step(key === "y" || event.shiftKey ? "redo" : "undo");
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
