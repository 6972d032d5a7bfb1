/** Under a relation line: what it says in words as it is typed, or where it is not understood. */
import { type RefObject, useLayoutEffect, useRef } from "react";
import { t } from "../../words/designer";
import { useParsed } from "../formula/useParsed";
import { inWords } from "../formula/tokens";
import { rulesOf } from "../model/documents";
import type { Selection } from "../state/selection";
import { currentForm, useDesigner } from "../state/store";
import { elementOf } from "./places";
import { Faulty } from "../parts/Faulty";

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
  const column = selection.kind === "columns" ? (selection.ids[0] ?? null) : null;
  const parsed = useParsed(text === null || text.trim() === "" ? null : { form, section: selection.section, row: null, column, text, as: "relation" });
  useLayoutEffect(() => {
    const target = elementOf(scroller.current, selection);
    const element = box.current;
    if (!target || !element || !scroller.current) return;
    const at = target.getBoundingClientRect();
    const origin = scroller.current.getBoundingClientRect();
    const left = Math.min(at.left - origin.left, origin.width - element.offsetWidth - 12);
    const editor = scroller.current.querySelector<HTMLElement>(".ds-editor.is-open");
    const height = Math.max(at.height, editor?.offsetHeight ?? 0);
    element.style.transform = `translate(${Math.max(0, left) + scroller.current.scrollLeft}px, ${at.top - origin.top + scroller.current.scrollTop + height + 4}px)`;
  });
  const standing = Object.values(rulesOf(documents, form)?.items ?? {}).filter((rule) => rule.origin?.kind === "printed" && rule.origin.column === column);
  if (text === null && standing.length === 0) return null;
  const problems = parsed?.problems ?? [];
  const rules = text === null ? standing.map((rule) => inWords(documents, form, rule.expr, functions)) : (parsed?.rules ?? []).map((rule) => rule.words ?? inWords(documents, form, rule.expr, functions));
  return (
    <div ref={box} className="ds-help" role="status">
      {text !== null && text.trim() === "" ? <p className="ds-hint">{t("relation.hint")}</p> : null}
      {problems.length > 0 && text !== null ? <Faulty text={text} problems={problems} /> : null}
      {rules.length > 0 ? (
        <>
          <p className="ds-help-head">{t("relation.means", { n: rules.length })}</p>
          <ul>{rules.map((rule) => <li key={rule}>{rule}</li>)}</ul>
        </>
      ) : null}
    </div>
  );
}
