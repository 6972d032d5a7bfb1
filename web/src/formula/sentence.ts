/** A failed check as one sentence in numbers, word for word as on the server: `Cột 9: 97 ≠ 11+12+13 = 98`. */
import { formatNumber } from "../numbers";
import { isExact, plainText, roundTo } from "./exact";
import type { Operand } from "./functions";
import type { CheckJson, Operator, Words } from "./wire";

const NEGATED: Readonly<Record<Operator, string>> = { "==": "≠", "!=": "=", "<=": ">", "<": "≥", ">=": "<", ">": "≤" };
const BLANK: Words = { vi: "trống", en: "blank" };
const SHOWN_DECIMALS = 6;

function shown(value: Operand, lang: "vi" | "en"): string {
  if (value === null) return BLANK[lang];
  if (!isExact(value)) return `“${String(value)}”`;
  return formatNumber(plainText(roundTo(value, SHOWN_DECIMALS)));
}

function say(check: CheckJson, operator: Operator | null, left: Operand, right: Operand, number: number, lang: "vi" | "en"): string {
  const head = check.head[lang].replaceAll("{n}", String(number));
  if (operator === null) return head;
  const result = check.constant ? "" : ` = ${shown(right, lang)}`;
  return `${head}: ${shown(left, lang)} ${NEGATED[operator]} ${check.tail[lang]}${result}`;
}

/** The sentence in both languages; `operator` null for a condition that is no comparison; `number` counts instances from 1. */
export function sentence(check: CheckJson, operator: Operator | null, left: Operand, right: Operand, number: number): Words {
  return { vi: say(check, operator, left, right, number, "vi"), en: say(check, operator, left, right, number, "en") };
}
