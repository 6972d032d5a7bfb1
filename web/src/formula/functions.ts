/** Catalogued functions over operands, by the name that the tree calls them. Blanks are null. */
import { type Exact, Sum, ZERO, absolute, compared, exact, isExact, isZero, over, plus, roundTo, times, toNumber } from "./exact";

export type Operand = Exact | string | boolean | null;
type Compute = (values: readonly Operand[]) => Operand;

export function total(values: readonly Operand[]): Exact | null {
  const sum = new Sum();
  for (const value of values) if (isExact(value)) sum.add(value);
  return sum.value();
}

function average(values: readonly Operand[]): Operand {
  const sum = total(values);
  return sum === null ? null : over(sum, exact(values.filter(isExact).length));
}

/** The least (sign 1) or the greatest (sign −1) number. */
function pick(values: readonly Operand[], sign: 1 | -1): Operand {
  let best: Exact | null = null;
  for (const value of values) if (isExact(value) && (best === null || compared(value, best) * sign < 0)) best = value;
  return best;
}

function round([value, decimals]: readonly Operand[]): Operand {
  if (!isExact(value)) return null;
  return roundTo(value, isExact(decimals) ? toNumber(decimals) : 0);
}

/** Values, then as many weights; a pair with a blank is left out. */
function weightedMean(values: readonly Operand[]): Operand {
  const half = values.length / 2;
  let [above, weights]: [Exact, Exact] = [ZERO, ZERO];
  for (let index = 0; index < half; index += 1) {
    const [value, weight] = [values[index], values[half + index]];
    if (!isExact(value) || !isExact(weight)) continue;
    above = plus(above, times(value, weight));
    weights = plus(weights, weight);
  }
  return isZero(weights) ? null : over(above, weights);
}

export const FUNCTIONS: Readonly<Record<string, Compute>> = {
  sum: total,
  min: (values) => pick(values, 1),
  max: (values) => pick(values, -1),
  avg: average,
  count: (values) => exact(values.filter((value) => value !== null).length),
  coalesce: (values) => values.find((value) => value !== null) ?? null,
  abs: ([value]) => (isExact(value) ? absolute(value) : null),
  round,
  weightedMean,
};

export { ZERO };
