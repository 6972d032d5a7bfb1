/** The printed line beside the line that the rules would print; what only one of them says is marked. */
import { t } from "../../words/designer";
import type { Compared, Comparison } from "../state/api";

export function RelationCompared({ comparison }: { comparison: Comparison }) {
  const { left, printed, rules } = comparison;
  const same = [...printed, ...rules].every((each) => each.agrees);
  return (
    <>
      <dl className="ds-compare">
        <dt>{t("relation.printed")}</dt>
        <Side left={left} pieces={printed} none={t("relation.none")} />
        <dt>{t("relation.ofRules")}</dt>
        <Side left={left} pieces={rules} none={t("relation.noRules")} />
      </dl>
      <p className="ds-help-head">{t(same ? "relation.agree" : "relation.differ")}</p>
    </>
  );
}

function Side({ left, pieces, none }: { left: string; pieces: Compared[]; none: string }) {
  if (pieces.length === 0) return <dd className="is-none">{none}</dd>;
  return (
    <dd>
      {left}
      {pieces.map(({ operator, text, agrees }, index) => (agrees ? <span key={index}> {operator} {text}</span> : <span key={index}> {operator} <mark>{text}</mark></span>))}
    </dd>
  );
}
