/** The regime: what it is called, by which law, how often, until when, who reports. Every property of its schema stands here. */
import { lazy, Suspense } from "react";
import { t } from "../../words/designer";
import { regimeOf } from "../model/documents";
import { useDesigner } from "../state/store";

const RegimePanel = lazy(() => import("../properties/DocumentPanels").then((module) => ({ default: module.RegimePanel })));

export function RegimePage() {
  const regime = useDesigner((s) => regimeOf(s.documents));
  if (!regime) return null;
  return (
    <div className="ds-page" role="region" aria-label={t("regime")} tabIndex={-1}>
      <div className="ds-page-body">
        <h2>{regime.name || t("regime")}</h2>
        <Suspense fallback={<p className="ds-hint">{t("prop.loading")}</p>}><RegimePanel id={regime.id} /></Suspense>
      </div>
    </div>
  );
}
