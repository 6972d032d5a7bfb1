/** Figures that the form's formulas take from other periods and forms, typed for a trial or an example. */
import type { CellJson } from "../../grid";
import { textOf } from "../../grid";
import { t } from "../../words/designer";
import { cellWords } from "../model/examples";
import type { Id } from "../model/documents";
import { parseNumber } from "../model/numbers";
import { TextField } from "../parts/Field";
import { useDesigner } from "../state/store";

interface Props {
  form: Id;
  /** Every figure from elsewhere that the form's formulas and checks read. */
  keys: readonly string[];
  values: Record<string, CellJson>;
  onChange: (key: string, value: CellJson) => void;
}

export function Outside({ form, keys, values, onChange }: Props) {
  const documents = useDesigner((s) => s.documents);
  if (keys.length === 0) return null;
  return (
    <details className="ds-outside">
      <summary>{t("samples.outside", { n: keys.length })}</summary>
      <p className="ds-hint">{t("samples.outside.hint")}</p>
      <div className="ds-outside-list">
        {keys.map((key) => {
          const name = cellWords(documents, form, key);
          if (key.includes("#:")) return <p key={key} className="ds-hint">{t("samples.outside.open", { cell: name })}</p>;
          return <TextField key={key} label={name} inputMode="numeric" value={textOf(values[key] ?? null, null)} onCommit={(text) => onChange(key, text === "" ? null : (parseNumber(text) ?? values[key] ?? null))} />;
        })}
      </div>
    </details>
  );
}
