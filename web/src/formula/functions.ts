/** Catalogued functions over operands, by the name that the tree calls them. Blanks are null. */
import { type Exact, ZERO, exact, isExact, over, plus, roundTo, times } from "./exact";

export type Operand = Exact | string | boolean | null;
type Compute = (values: readonly Operand[]) => Operand;

function numbers(values: readonly Operand[]): Exact[] {
  return values.filter(isExact);
}

export function total(values: readonly Operand[]): Exact | null {
  const found = numbers(values);
  return found.length ? found.reduce((sum, value) => plus(sum, value)) : null;
}

function average(values: readonly Operand[]): Operand {
  const sum = total(values);
  return sum === null ? null : over(sum, exact(numbers(values).length));
}

function pick(values: readonly Operand[], better: (a: Exact, b: Exact) => boolean): Operand {
  const found = numbers(values);
  return found.length ? found.reduce((best, value) => (better(value, best) ? value : best)) : null;
}

function round([value, decimals]: readonly Operand[]): Operand {
  if (!isExact(value)) return null;
  return roundTo(value, isExact(decimals) ? decimals.toNumber() : 0);
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
  return weights.eq(ZERO) ? null : over(above, weights);
}

export const FUNCTIONS: Readonly<Record<string, Compute>> = {
  sum: total,
  min: (values) => pick(values, (a, b) => a.lt(b)),
  max: (values) => pick(values, (a, b) => a.gt(b)),
  avg: average,
  count: (values) => exact(values.filter((value) => value !== null).length),
  coalesce: (values) => values.find((value) => value !== null) ?? null,
  abs: ([value]) => (isExact(value) ? value.abs() : null),
  round,
  weightedMean,
};

export { ZERO };
