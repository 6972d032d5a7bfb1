/** What the server found: a sentence each, what to do about it, and the way to the place. */
import { useState } from "react";
import { RequestFailed } from "../../http";
import { t } from "../../words/designer";
import { isConsolidation } from "../consolidation/ways";
import { exampleOf, isExample } from "../examples/documents";
import { formOf, isGrid, isRules, type Documents } from "../model/documents";
import { sentenceOf } from "../model/findings";
import { draftApi } from "../state/api";
import { open, select, setState, state, toast, useDesigner } from "../state/store";
import { Accept } from "../parts/Accept";
import { Icon } from "../parts/Icon";

export function Findings() {
  const findings = useDesigner((s) => s.findings);
  const documents = useDesigner((s) => s.documents);
  const [busy, setBusy] = useState(false);
  const check = async (): Promise<void> => {
    setBusy(true);
    try {
      const { problems } = await draftApi(state().draft.id).check();
      setState({ findings: problems });
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      toast(error.body.title || t("save.waiting"), { tone: "error" });
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="ds-findings">
      <div className="ds-rules-tools">
        <button type="button" className="btn btn-small" disabled={busy} onClick={() => void check()}><Icon name="check" /> {t("findings.check")}</button>
      </div>
      {findings.length === 0 ? <p className="ds-empty">{t("findings.empty")}</p> : null}
      <ul>
        {findings.map((finding, index) => (
          <li key={index} className="ds-finding">
            <span className={`ds-severity is-${finding.severity}`}>{t(finding.severity === "error" ? "severity.error" : "severity.warning")}</span>
            <button type="button" className="ds-finding-text" onClick={() => goTo(finding.place)}>
              <span>{sentenceOf(documents, finding)}</span>
              {finding.hint ? <span className="ds-rule-more">{finding.hint}</span> : null}
            </button>
            <Accept finding={finding} />
            <span className="ds-muted">{placeName(documents, finding.place)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Open the form that a place such as "f_a/sections/items/s1/columns/nodes/c9" or "k_a/items/k1" speaks of. */
export function goTo(place: string): void {
  const { documents } = state();
  const [head = "", ...path] = place.split("/");
  const example = exampleOf(documents, head);
  if (example) {
    open({ kind: "trial", form: example.form, example: example.id });
    return;
  }
  const rules = documents[head];
  const form = formOf(documents, formAt(documents, head));
  if (!form) {
    open({ kind: "regime" });
    return;
  }
  open({ kind: "form", form: form.id });
  if (isRules(rules)) {
    setState({ bottom: "rules" });
    return;
  }
  if (isConsolidation(rules)) setState({ bottom: "consolidation" });
  for (const id of form.sections.order) {
    const section = form.sections.items[id];
    if (!path.includes(id) && path.length > 1) continue;
    const node = path.find((key) => isGrid(section) && (section.columns.nodes[key] || section.rows.nodes[key]));
    const cell = path.find((key) => key.includes(":"));
    if (cell && isGrid(section)) {
      const [row = "", column = ""] = cell.split(":");
      select({ kind: "cells", section: id, from: { row, column }, to: { row, column } });
    } else if (node && isGrid(section)) {
      select(section.columns.nodes[node] ? { kind: "columns", section: id, ids: [node], part: "label" } : { kind: "rows", section: id, ids: [node], part: "label" });
    } else if (path.includes(id)) select({ kind: "section", section: id });
    else continue;
    return;
  }
}

function placeName(documents: Documents, place: string): string {
  return formOf(documents, formAt(documents, place.split("/")[0] ?? ""))?.code ?? "";
}

/** The form that a document is about: itself, or the one that its checks, example or consolidation belong to. */
function formAt(documents: Documents, head: string): string {
  const document = documents[head] as unknown;
  return isRules(document) || isConsolidation(document) || isExample(document) ? document.form : head;
}
