/** Under a relation line: what it says in words as it is typed, or where it is not understood; and the line that the rules would print. */
import { type RefObject, useLayoutEffect, useRef } from "react";
import { t } from "../../words/designer";
import { useParsed } from "../formula/useParsed";
import { inWords } from "../formula/tokens";
import { wholeLine } from "../model/codes";
import { gridOf, rulesOf } from "../model/documents";
import type { Comparison } from "../state/api";
import type { Selection } from "../state/selection";
import { currentForm, useDesigner } from "../state/store";
import { act } from "../state/sync";
import { elementOf } from "./places";
import { Accept } from "../parts/Accept";
import { Faulty } from "../parts/Faulty";
import { RelationCompared } from "./RelationCompared";

interface Props {
  scroller: RefObject<HTMLDivElement | null>;
  selection: Selection;
  /** What is typed, or null while the line is only selected. */
  text: string | null;
}

export function RelationHelp({ scroller, selection, text }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const form = currentForm() ?? "";
  const documents = useDesigner((s) => s.documents);
  const functions = useDesigner((s) => s.functions);
  const findings = useDesigner((s) => s.findings);
  const column = selection.kind === "columns" ? (selection.ids[0] ?? null) : null;
  const node = gridOf(documents, form, selection.section)?.columns.nodes[column ?? ""];
  const held = node?.relation ?? "";
  const asked = wholeLine(text ?? held, node?.number);
  const numbered = node?.number !== undefined && node.stub === undefined;
  const parsed = useParsed(!numbered || (text !== null && text.trim() === "") ? null : { form, section: selection.section, row: null, column, text: asked, as: "relation" });
  useLayoutEffect(() => stand(box.current, scroller.current, selection));
  const standing = Object.values(rulesOf(documents, form)?.items ?? {}).filter((rule) => rule.origin?.kind === "printed" && rule.origin.column === column);
  const comparison = parsed?.of === asked && parsed.ok ? parsed.comparison : undefined;
  const proposing = findings.filter((each) => text === null && each.place === `${form}/${selection.section}/${column}` && each.args?.proposal_line !== undefined);
  if (text === null && standing.length === 0 && !has(comparison) && proposing.length === 0) return null;
  const problems = parsed?.problems ?? [];
  const rules = text === null ? standing.map((rule) => inWords(documents, form, rule.expr, functions)) : (parsed?.rules ?? []).map((rule) => rule.words ?? inWords(documents, form, rule.expr, functions));
  return (
    <div ref={box} className="ds-help">
      <div role="status">
        {text !== null && text.trim() === "" ? <p className="ds-hint">{t("relation.hint")}</p> : null}
        {problems.length > 0 && text !== null ? <Faulty text={asked} problems={problems} /> : null}
        {comparison && has(comparison) ? <RelationCompared comparison={comparison} /> : null}
      </div>
      {text === null && comparison && column && differs(comparison) && !proposing.some((each) => each.args?.proposal_line === comparison.line) ? (
        <UseRules line={comparison.line} held={held} form={form} section={selection.section} column={column} />
      ) : null}
      {proposing.map((finding) => (
        <div key={finding.code} className="ds-help-tools">
          <p className="ds-problem">{finding.message}</p>
          <Accept finding={finding} />
        </div>
      ))}
      {rules.length > 0 ? (
        <div role="status">
          <p className="ds-help-head">{t("relation.means", { n: rules.length })}</p>
          <ul>{rules.map((rule) => <li key={rule}>{rule}</li>)}</ul>
        </div>
      ) : null}
    </div>
  );
}

function UseRules({ line, held, form, section, column }: { line: string; held: string; form: string; section: string; column: string }) {
  const editable = useDesigner((s) => s.draft.editable);
  if (!editable || line === "" || line === held) return null;
  return (
    <div className="ds-help-tools">
      <button type="button" className="btn btn-small" onClick={() => act([{ op: "set_relation", doc: form, section, column, text: line }])}>{t("relation.useRules")}: {line}</button>
    </div>
  );
}

function has(comparison: Comparison | undefined): boolean {
  return comparison !== undefined && comparison.printed.length + comparison.rules.length > 0;
}

function differs(comparison: Comparison): boolean {
  return [...comparison.printed, ...comparison.rules].some((each) => !each.agrees);
}

/** Under the place, or under the editor when it has grown. */
function stand(element: HTMLElement | null, scroller: HTMLElement | null, selection: Selection): void {
  const target = elementOf(scroller, selection);
  if (!target || !element || !scroller) return;
  const at = target.getBoundingClientRect();
  const origin = scroller.getBoundingClientRect();
  const left = Math.min(at.left - origin.left, scroller.clientWidth - element.offsetWidth - 12);
  const editor = scroller.querySelector<HTMLElement>(".ds-editor.is-open");
  const height = Math.max(at.height, editor?.offsetHeight ?? 0);
  element.style.transform = `translate(${Math.max(0, left) + scroller.scrollLeft}px, ${at.top - origin.top + scroller.scrollTop + height + 4}px)`;
}
