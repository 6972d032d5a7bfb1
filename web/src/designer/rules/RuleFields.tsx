/** How strictly a check is meant: severity, tolerance, blanks, message. The same for every way of writing one. */
import type { ReactNode } from "react";
import { t } from "../../words/designer";
import type { Rule } from "../model/documents";
import { parseNumber } from "../model/numbers";
import { ChoiceField, TextField } from "../parts/Field";

export function RuleFields({ rule, onChange, children }: { rule: Rule; onChange: (part: Partial<Rule>) => void; children: ReactNode }) {
  return (
    <div className="ds-rule-fields">
      <ChoiceField label={t("rules.severity")} value={rule.severity ?? "error"} options={(["error", "warning"] as const).map((value) => ({ value, label: t(`severity.${value}`) }))} onChange={(value) => onChange({ severity: value as "error" | "warning" })} />
      <TextField label={t("rules.toleranceLabel")} narrow inputMode="numeric" value={(rule.tolerance ?? "0").replace(".", ",")} onCommit={(value) => onChange({ tolerance: parseNumber(value) ?? "0" })} />
      <ChoiceField label={t("rules.blanks")} value={rule.blanks ?? "nothing"} options={(["nothing", "skip"] as const).map((value) => ({ value, label: t(`blanks.${value}`) }))} onChange={(value) => onChange({ blanks: value as "nothing" | "skip" })} />
      <TextField label={t("rules.message")} value={rule.message ?? ""} placeholder={t("rules.message.hint")} onCommit={(message) => onChange({ message })} />
      <span className="ds-rule-acts">{children}</span>
    </div>
  );
}

/** A rule as it is kept: nothing empty in it. */
export function tidy(rule: Rule): Rule {
  const { message, ...rest } = rule;
  return { ...rest, expr: rule.expr.trim(), ...(message ? { message } : {}) };
}
