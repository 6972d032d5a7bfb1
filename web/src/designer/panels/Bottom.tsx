/** Under the table: checks in words, and what is not right yet. Folded away until it is asked for. */
import type { KeyboardEvent } from "react";
import { t } from "../../words/designer";
import { rulesOf } from "../model/documents";
import { Icon } from "../parts/Icon";
import { type BottomTab, currentForm, setState, useDesigner } from "../state/store";
import { useProving } from "../state/proving";
import { Findings } from "./Findings";
import { ProofsPanel } from "./ProofsPanel";
import { RulesPanel } from "./RulesPanel";

export function Bottom() {
  const tab = useDesigner((s) => s.bottom);
  const form = useDesigner(() => currentForm());
  const rules = useDesigner((s) => (form ? (rulesOf(s.documents, form)?.order.length ?? 0) : 0));
  const findings = useDesigner((s) => s.findings);
  const errors = findings.filter((each) => each.severity === "error").length;
  const run = useProving((s) => (form ? s.runs[form] : undefined));
  const wrong = run?.kind === "done" ? run.proof.findings : null;
  if (!form) return null;
  const toggle = (next: BottomTab): void => setState({ bottom: tab === next ? null : next });
  return (
    <section className={`ds-bottom${tab ? " is-open" : ""}`} aria-label={t("bottom")}>
      <div className="ds-bottom-tabs">
        <div role="tablist" aria-label={t("bottom")} onKeyDown={(event) => turn(event, tab)}>
          <button type="button" role="tab" id="ds-tab-rules" aria-selected={tab === "rules"} aria-controls="ds-bottom-body" tabIndex={tab === null || tab === "rules" ? 0 : -1} onClick={() => toggle("rules")}>
            {t("rules")} <span className="count">{rules}</span>
          </button>
          <button type="button" role="tab" id="ds-tab-problems" aria-selected={tab === "problems"} aria-controls="ds-bottom-body" tabIndex={tab === "problems" ? 0 : -1} onClick={() => toggle("problems")}>
            {t("findings")} <span className={`count ${errors > 0 ? "count-error" : findings.length > 0 ? "count-warn" : ""}`}>{findings.length}</span>
          </button>
          <button type="button" role="tab" id="ds-tab-proofs" aria-selected={tab === "proofs"} aria-controls="ds-bottom-body" tabIndex={tab === "proofs" ? 0 : -1} onClick={() => toggle("proofs")}>
            {t("proofs")} {wrong ? <span className={`count ${wrong.some((each) => each.severity === "error") ? "count-error" : wrong.length > 0 ? "count-warn" : ""}`}>{wrong.length}</span> : null}
          </button>
        </div>
        <span className="ds-grow" />
        <button type="button" className="ds-tool" aria-label={tab ? t("bottom.close") : t("bottom.open")} title={tab ? t("bottom.close") : t("bottom.open")} aria-expanded={tab !== null} onClick={() => setState({ bottom: tab ? null : "rules" })}>
          <Icon name={tab ? "down" : "up"} />
        </button>
      </div>
      <div id="ds-bottom-body" className="ds-bottom-body" role="tabpanel" aria-labelledby={`ds-tab-${tab ?? "rules"}`} tabIndex={tab ? 0 : -1} hidden={!tab}>
        {tab === "rules" ? <RulesPanel form={form} /> : null}
        {tab === "problems" ? <Findings /> : null}
        {tab === "proofs" ? <ProofsPanel form={form} /> : null}
      </div>
    </section>
  );
}

const TABS = ["rules", "problems", "proofs"] as const;

/** Left and right turn to the next tab, round and round, and open it. */
function turn(event: KeyboardEvent, tab: BottomTab): void {
  if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
  const at = TABS.indexOf(tab ?? "rules") + (event.key === "ArrowLeft" ? TABS.length - 1 : 1);
  const next = TABS[at % TABS.length] ?? "rules";
  setState({ bottom: next });
  document.getElementById(`ds-tab-${next}`)?.focus();
  event.preventDefault();
}
