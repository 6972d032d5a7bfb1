/** The period (or the units) that a reference of a formula speaks of, read from its text and written there. */
import { tokens, type Token } from "./tokens";

export const PERIODS = ["this", "prev", "prev_year", "ytd", "below"] as const;
export type Period = (typeof PERIODS)[number];

const CALLS: Record<string, Period> = {
  prev: "prev", "kỳ_trước": "prev", prev_year: "prev_year", "năm_trước": "prev_year", "cùng_kỳ_năm_trước": "prev_year",
  ytd: "ytd", "lũy_kế": "ytd", "luỹ_kế": "ytd", units_below: "below", "đơn_vị_cấp_dưới": "below", "cấp_dưới": "below",
};
const FORM = /^(form|biểu|bieu)$/i;
const SUM = /^(sum|tổng|cộng)$/i;

export function inPeriod(reference: string, period: Period): string {
  if (period === "this") return reference;
  return period === "below" ? `sum(units_below(${reference}))` : `${period}(${reference})`;
}

export interface Found {
  from: number;
  to: number;
  /** The reference itself, with the form that it stands in. */
  core: string;
  period: Period;
}

/** The reference at the cursor, or the last one before it, with what is put around it. */
export function referenceAt(text: string, cursor: number): Found | null {
  const words = tokens(text).filter((token) => token.kind !== "blank");
  const at = words.map((token, index) => token.kind === "name" && token.from <= cursor && words[index + 1]?.kind !== "open" && !isFormName(words, index)).lastIndexOf(true);
  const name = words[at];
  if (!name) return null;
  let [first, last] = [at, at];
  if (words[first - 1]?.kind === "comma" && words[first - 3]?.kind === "open" && FORM.test(words[first - 4]?.text ?? "") && words[last + 1]?.kind === "close") {
    first -= 4;
    last += 1;
  }
  const core = text.slice(words[first]?.from, words[last]?.to);
  const period = called(words, first, last);
  if (!period) return { from: words[first]?.from ?? 0, to: words[last]?.to ?? 0, core, period: "this" };
  first -= 2;
  last += 1;
  if (period === "below" && words[first - 1]?.kind === "open" && SUM.test(words[first - 2]?.text ?? "") && words[last + 1]?.kind === "close") {
    first -= 2;
    last += 1;
  }
  return { from: words[first]?.from ?? 0, to: words[last]?.to ?? 0, core, period };
}

function called(words: Token[], first: number, last: number): Period | undefined {
  if (words[first - 1]?.kind !== "open" || words[last + 1]?.kind !== "close") return undefined;
  return CALLS[words[first - 2]?.text.toLowerCase() ?? ""];
}

/** The "f_02xld" of form(f_02xld, c1). */
function isFormName(words: Token[], index: number): boolean {
  return words[index - 1]?.kind === "open" && FORM.test(words[index - 2]?.text ?? "");
}

export function nextPeriod(period: Period): Period {
  return PERIODS[(PERIODS.indexOf(period) + 1) % PERIODS.length] as Period;
}
