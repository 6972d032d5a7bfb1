/** Find and the size of the table, for the page around it. */

import { useStore } from "../useStore";
import { t } from "../words/grid";
import type { GridControl } from "./control";
import { onZoom, setZoom, steppedZoom, STEPS, zoom } from "./zoom";

export function FindButton({ table }: { table: () => GridControl | null }) {
  return (
    <button type="button" className="btn btn-quiet btn-small k-find-open" title={`${t("find.title")} (Ctrl+F)`} onClick={() => table()?.setFinding(true)}>
      {t("find.button")}
    </button>
  );
}

export function ZoomTool() {
  const percent = useStore(onZoom, zoom);
  return (
    <span className="k-zoom" role="group" aria-label={t("zoom.group")}>
      <button type="button" className="k-zoom-step" aria-label={t("zoom.out")} title={t("zoom.out")} disabled={percent === STEPS[0]} onClick={() => setZoom(steppedZoom(-1))}>−</button>
      <button type="button" className="k-zoom-now" title={t("zoom.reset", { percent })} onClick={() => setZoom(100)}>{percent} %</button>
      <button type="button" className="k-zoom-step" aria-label={t("zoom.in")} title={t("zoom.in")} disabled={percent === STEPS.at(-1)} onClick={() => setZoom(steppedZoom(1))}>+</button>
    </span>
  );
}
