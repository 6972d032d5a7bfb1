/** How the form is printed: its properties, and beside them the page as it will come out, drawn anew with each change. */
import { lazy, Suspense } from "react";
import { t } from "../../words/designer";
import { formOf, type Id } from "../model/documents";
import { PrintPreview } from "../properties/PrintPreview";
import { useDesigner } from "../state/store";

const LayoutPanel = lazy(() => import("../properties/DocumentPanels").then((module) => ({ default: module.LayoutPanel })));
const PLACEHOLDERS = ["unit", "parent", "period", "year", "place", "date", "from", "to"] as const;

export function LayoutPage({ id }: { id: Id }) {
  const form = useDesigner((s) => formOf(s.documents, id));
  if (!form) return null;
  return (
    <div className="ds-page is-print" role="region" aria-label={t("layout")} tabIndex={-1}>
      <h2 className="visually-hidden">{t("layout.of", { code: form.code })}</h2>
      <div className="ds-print">
        <div className="ds-print-panel">
          <Suspense fallback={<p className="ds-hint">{t("prop.loading")}</p>}><LayoutPanel key={id} form={id} /></Suspense>
          <p className="ds-hint">{t("layout.placeholders")} {PLACEHOLDERS.map((each) => <code key={each} className="ds-chip">{`{${each}}`}</code>)}</p>
        </div>
        <PrintPreview key={id} form={id} />
      </div>
    </div>
  );
}
