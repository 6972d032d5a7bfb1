/** The kept examples of one check: the figures of each, whether they pass, and the way to let them go. */
import { t } from "../../words/designer";
import { examplesOf, exampleWords, withExamples, type Example, type KnownRule } from "../model/examples";
import type { Id } from "../model/documents";
import { Icon } from "../parts/Icon";
import { toast, useDesigner } from "../state/store";
import { act } from "../state/sync";

export function RuleExamples({ form, rules, id, rule }: KnownRule & { form: Id }) {
  const documents = useDesigner((s) => s.documents);
  const editable = useDesigner((s) => s.draft.editable);
  const examples = examplesOf(rule);
  if (examples.length === 0) return null;
  const keepOnly = (rest: Example[]): void => {
    if (act([withExamples({ rules, id, rule }, rest)])) toast(t("examples.removed"), { undo: true });
  };
  return (
    <details className="ds-examples">
      <summary>{t("examples.of", { n: examples.length })}</summary>
      <ul>
        {examples.map((example, index) => (
          <li key={index}>
            <span className={`ds-expect is-${example.expect}`}>{t(`examples.${example.expect}`)}</span>
            <span className="ds-example-cells">{exampleWords(documents, form, example.cells)}</span>
            {editable ? (
              <button type="button" className="ds-tool" aria-label={t("examples.remove")} title={t("examples.remove")} onClick={() => keepOnly(examples.filter((_, at) => at !== index))}><Icon name="trash" /></button>
            ) : null}
          </li>
        ))}
      </ul>
      {editable && examples.length > 1 ? <button type="button" className="ds-link" onClick={() => keepOnly([])}>{t("examples.removeAll")}</button> : null}
    </details>
  );
}
