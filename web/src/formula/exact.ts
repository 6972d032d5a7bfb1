/**
 * Exact decimals that agree with the server digit for digit: + − × keep up to 100 significant digits, a quotient has
 * 100, rounding is half away from zero.
 */
import Big from "big.js";

/** A constructor of our own: its DP and RM are set for division and nobody else sees them. */
const Exact = Big();

export type Exact = InstanceType<typeof Exact>;

const PRECISION = 100;
const TRUNCATE = 0;
const HALF_AWAY = 1;
Exact.RM = TRUNCATE;

export const ZERO = new Exact(0);

/** Canonical number text ("-1234.5") to a number. Throws on anything else. */
export function exact(text: string | number): Exact {
  return new Exact(text);
}

export function isExact(value: unknown): value is Exact {
  return value instanceof Exact;
}

function within(value: Exact): Exact {
  return value.c.length > PRECISION ? value.prec(PRECISION, HALF_AWAY) : value;
}

export function plus(a: Exact, b: Exact): Exact {
  return within(a.plus(b));
}

export function minus(a: Exact, b: Exact): Exact {
  return within(a.minus(b));
}

export function times(a: Exact, b: Exact): Exact {
  return within(a.times(b));
}

/**
 * a / b to 100 significant digits, correctly rounded; b must not be 0. The quotient is cut beyond them first; when
 * something was cut off, one more digit stands for it, so that a tie is a tie only when it is exact.
 */
export function over(a: Exact, b: Exact): Exact {
  if (a.eq(ZERO)) return ZERO;
  const places = Math.max(0, PRECISION + 2 - (a.e - b.e));
  Exact.DP = places;
  const cut = a.div(b);
  if (cut.times(b).eq(a)) return within(cut);
  const rest = new Exact(`${a.s * b.s < 0 ? "-" : ""}1e-${places + 2}`);
  return cut.plus(rest).prec(PRECISION, HALF_AWAY);
}

/** Fifteen significant digits: what came out of a division is taken so before it is compared, rounded or kept. */
export function settle(value: Exact): Exact {
  return value.c.length > 15 ? value.prec(15, HALF_AWAY) : value;
}

/** Half away from zero to so many decimals (negative: tens, hundreds …). */
export function roundTo(value: Exact, decimals: number): Exact {
  return value.round(decimals, HALF_AWAY);
}

/** Canonical text with exactly so many decimals, never "-0". */
export function fixedText(value: Exact, decimals: number): string {
  const rounded = roundTo(value, decimals);
  return (rounded.eq(ZERO) ? ZERO : rounded).toFixed(decimals);
}

/** Canonical text with the digits that the number has. */
export function plainText(value: Exact): string {
  return (value.eq(ZERO) ? ZERO : value).toFixed();
}
