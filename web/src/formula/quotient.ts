/** Products with divisions that are taken to 15 digits. */
import { type Exact, exact, fifteenOf, over, settle, times } from "./exact";

/** More factors than this may nest roundings so deep that the short way could not vouch for the 15th digit. */
const FEW = 4;
const ONE = exact(1);

/** From left to right, every step with 100 digits, as on the server; then 15 of them. */
function stepByStep(values: readonly Exact[], divides: readonly boolean[]): Exact {
  let result: Exact = ONE;
  values.forEach((value, index) => {
    result = divides[index] ? over(result, value) : times(result, value);
  });
  return settle(result);
}

/** The product of `values`, those that divide not 0, to 15 significant digits. */
export function settledProduct(values: readonly Exact[], divides: readonly boolean[]): Exact {
  if (values.length > FEW || values.some((value) => value.w !== null)) return stepByStep(values, divides);
  let [above, below, d] = [1n, 1n, 0];
  values.forEach((value, index) => {
    if (divides[index]) [below, d] = [below * BigInt(value.n), d - value.d];
    else [above, d] = [above * BigInt(value.n), d + value.d];
  });
  return fifteenOf(above, below, d) ?? stepByStep(values, divides);
}
