/** How far the form and the report are filled, and the way to the next blank cell. */

import { useLayoutEffect, useState } from "react";

import { t } from "../../words/fill-help";
import type { Desk } from "../desk";
import type { FormTab } from "../payload";
import { progressOf, reportProgress, toldProgress, type Progress as Counts } from "./progress";

/** Counted again so long after the last key: a large form is not counted at every one. */
const AFTER = 400;

function useProgress(desk: Desk): Counts {
  const [counts, setCounts] = useState(() => toldProgress(desk));
  useLayoutEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const count = () => setCounts(progressOf(desk));
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(count, AFTER);
    };
    later();
    const stops = [desk.book.on("edit", later), desk.book.on("taken", later), desk.onChecks(later)];
    return () => {
      clearTimeout(timer);
      stops.forEach((stop) => stop());
    };
  }, [desk]);
  return counts;
}

export function Progress({ desk, tabs, onNext }: { desk: Desk; tabs: readonly FormTab[]; onNext: () => void }) {
  const own = useProgress(desk);
  const report = reportProgress(tabs, desk.payload.form.id, own);
  const all = own.filled + own.missing;
  if (all === 0) return null;
  const title = t("progress.title", { filled: own.filled, missing: own.missing, wrong: own.wrong, allFilled: report.filled, allMissing: report.missing, allErrors: report.wrong });
  return (
    <span className="fill-progress">
      <span title={title}>
        {t("progress.form", { filled: own.filled, all })}
        {tabs.length > 1 && <span className="muted"> · {t("progress.report", { filled: report.filled, all: report.filled + report.missing })}</span>}
      </span>
      {!desk.readOnly && own.missing > 0 && <button type="button" className="fill-next-fault" title={t("progress.nextTip")} onClick={onNext}>{t("progress.next")}</button>}
    </span>
  );
}
