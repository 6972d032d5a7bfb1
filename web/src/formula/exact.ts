/**
 * Exact decimals that agree with the server digit for digit: + − × keep up to 100 significant digits, a quotient has
 * 100, rounding is half away from zero.
 *
 * A number is whole units of 10⁻ᵈ. Nearly all amounts fit the whole numbers that a double keeps exactly, and are
 * computed in those; a result beyond them is made again in whole numbers of any length.
 */
import { SAFE, TENS, WIDEST, digitsOf, powerOfTen, rounded, shifted } from "./whole";

/** n (or w, where n does not hold it) units of 10⁻ᵈ. Never −0. */
export class Exact {
  constructor(
    /** The units when `w` is null: safe, and `d` from 0 to 22. */
    readonly n: number,
    readonly d: number,
    readonly w: bigint | null,
  ) {}
}

export const ZERO = new Exact(0, 0, null);

/** Beyond so many places apart, what is smaller only says on which side of the larger the result lies. */
const FAR = 300;
const LIMIT = powerOfTen(100);
const CANONICAL = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d{1,4}))?$/;

export function isExact(value: unknown): value is Exact {
  return value instanceof Exact;
}

/** The same number in the shape that is quickest to compute with; no digit is dropped. */
function narrowed(w: bigint, d: number): Exact {
  if (w > SAFE || w < -SAFE) return new Exact(0, d, w);
  let [n, places] = [Number(w), d];
  if (n === 0) return ZERO;
  for (; places > WIDEST && n % 10 === 0; places -= 1) n /= 10;
  if (places < 0 && places >= -WIDEST && Math.abs(n * TENS[-places]!) <= SAFE) [n, places] = [n * TENS[-places]!, 0];
  return places < 0 || places > WIDEST ? new Exact(0, places, BigInt(n)) : new Exact(n, places, null);
}

/** A result: 100 significant digits of it. */
function made(w: bigint, d: number): Exact {
  if (w < LIMIT && w > -LIMIT) return narrowed(w, d);
  const over = digitsOf(w) - 100;
  return narrowed(rounded(w, over), d - over);
}

function units(a: Exact): bigint {
  return a.w ?? BigInt(a.n);
}

const [MINUS, POINT, NAUGHT, NINE] = [45, 46, 48, 57];

/** The number in a plain short text ("-1234.5"), read digit by digit; null for whatever takes a closer look. Forms of 60,000 figures are read when they open. */
export function shortNumber(text: string): Exact | null {
  const length = text.length;
  const negative = text.charCodeAt(0) === MINUS;
  let [n, point, at] = [0, -1, negative ? 1 : 0];
  // Fifteen digits at most, so that every step stays exact.
  if (length === at || length - at > 15) return null;
  for (const first = at; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= NAUGHT && code <= NINE) n = n * 10 + (code - NAUGHT);
    else if (code !== POINT || point >= 0 || at === first || at === length - 1) return null;
    else point = at;
  }
  return new Exact(negative ? 0 - n : n, point < 0 ? 0 : length - point - 1, null);
}

/** Canonical number text ("-1234.5") or a whole number. Throws on anything else. */
export function exact(text: string | number): Exact {
  const found = CANONICAL.exec(String(text));
  if (!found) throw new Error(`not a number: ${text}`);
  const [, sign, whole, fraction = "", exponent = "0"] = found;
  const [digits, d] = [sign! + whole! + fraction, fraction.length - Number(exponent)];
  if (digits.length < 16 && d >= 0 && d <= WIDEST) return new Exact(Number(digits) + 0, d, null);
  return narrowed(BigInt(digits), d);
}

export function isZero(a: Exact): boolean {
  return a.w === null ? a.n === 0 : a.w === 0n;
}

export function negated(a: Exact): Exact {
  return a.w === null ? new Exact(0 - a.n, a.d, null) : new Exact(0, a.d, -a.w);
}

export function absolute(a: Exact): Exact {
  return a.w === null ? (a.n < 0 ? negated(a) : a) : a.w < 0n ? negated(a) : a;
}

/** Both in units of the finer one; where that is out of reach, the smaller becomes the least trace of itself. */
function aligned(a: Exact, b: Exact): [bigint, bigint, number] {
  let [x, y, d] = [units(a), units(b), Math.max(a.d, b.d)];
  if (x === 0n) return [0n, y, b.d];
  if (y === 0n) return [x, 0n, a.d];
  if (Math.abs(a.d - b.d) > FAR) {
    const [topX, topY] = [digitsOf(x) - a.d, digitsOf(y) - b.d];
    if (topX - topY > FAR) return [shifted(x, FAR), y < 0n ? -1n : 1n, a.d + FAR];
    if (topY - topX > FAR) return [x < 0n ? -1n : 1n, shifted(y, FAR), b.d + FAR];
  }
  if (a.d < d) x = shifted(x, d - a.d);
  if (b.d < d) y = shifted(y, d - b.d);
  return [x, y, d];
}

export function plus(a: Exact, b: Exact): Exact {
  if (a.w === null && b.w === null) {
    // A sum or product of doubles beyond 2⁵³ is never rounded back below it, so what passes the test is exact.
    if (a.d === b.d) {
      const n = a.n + b.n;
      if (n <= SAFE && n >= -SAFE) return new Exact(n, a.d, null);
    } else {
      const [fine, coarse] = a.d > b.d ? [a, b] : [b, a];
      const other = coarse.n * TENS[fine.d - coarse.d]!;
      const n = fine.n + other;
      if (other <= SAFE && other >= -SAFE && n <= SAFE && n >= -SAFE) return new Exact(n, fine.d, null);
    }
  }
  const [x, y, d] = aligned(a, b);
  return made(x + y, d);
}

export function minus(a: Exact, b: Exact): Exact {
  if (a.w === null && b.w === null && a.d === b.d) {
    const n = a.n - b.n;
    if (n <= SAFE && n >= -SAFE) return new Exact(n, a.d, null);
  }
  return plus(a, negated(b));
}

/** A sum that grows: units of the same size are added as they are, without a number made for every step. */
export class Sum {
  private n = 0;
  private d = -1;
  private rest: Exact | null = null;

  add(value: Exact): void {
    if (this.rest === null && value.w === null && (value.d === this.d || this.d < 0)) {
      const n = this.n + value.n;
      if (n <= SAFE && n >= -SAFE) {
        [this.n, this.d] = [n, value.d];
        return;
      }
    }
    const sum = this.value();
    this.rest = sum === null ? value : plus(sum, value);
  }

  /** Null when nothing was added. */
  value(): Exact | null {
    return this.rest ?? (this.d < 0 ? null : new Exact(this.n, this.d, null));
  }
}

export function times(a: Exact, b: Exact): Exact {
  if (a.w === null && b.w === null && a.d + b.d <= WIDEST) {
    const n = a.n * b.n + 0;
    if (n <= SAFE && n >= -SAFE) return new Exact(n, a.d + b.d, null);
  }
  return made(units(a) * units(b), a.d + b.d);
}

/** a / b to 100 significant digits, correctly rounded; b must not be 0. */
export function over(a: Exact, b: Exact): Exact {
  if (isZero(a)) return ZERO;
  const [x, y] = [units(a), units(b)];
  const shift = Math.max(0, 102 + digitsOf(y) - digitsOf(x));
  const above = shifted(x, shift);
  const [quotient, d] = [above / y, a.d - b.d + shift];
  if (quotient * y === above) return stripped(made(quotient, d));
  // What was cut off stands in one more digit, so that a tie is a tie only when it is exact.
  return made(quotient * 10n + (x < 0n === y < 0n ? 1n : -1n), d + 1);
}

/** Without the zeros at the end. */
function stripped(a: Exact): Exact {
  if (a.w === null) return a;
  let [w, d] = [units(a), a.d];
  for (const step of [64, 32, 16, 8, 4, 2, 1]) {
    while (w !== 0n && w % powerOfTen(step) === 0n) [w, d] = [w / powerOfTen(step), d - step];
  }
  return narrowed(w, d);
}

/** Below 0 when a is less than b, 0 when they are the same. */
export function compared(a: Exact, b: Exact): number {
  if (a.w === null && b.w === null) {
    const x = a.d < b.d ? a.n * TENS[b.d - a.d]! : a.n;
    const y = b.d < a.d ? b.n * TENS[a.d - b.d]! : b.n;
    if (x <= SAFE && x >= -SAFE && y <= SAFE && y >= -SAFE) return x - y;
  }
  const [x, y] = aligned(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Fifteen significant digits: what came out of a division is taken so before it is compared, rounded or kept. */
export function settle(value: Exact): Exact {
  if (value.w === null && value.n < 1e15 && value.n > -1e15) return value;
  const over = digitsOf(units(value)) - 15;
  return over > 0 ? narrowed(rounded(units(value), over), value.d - over) : value;
}

/**
 * A quotient of whole numbers, in units of 10⁻ᵈ, to 15 significant digits; null for a tie. Anything else lies so far from
 * one that the roundings to 100 digits on the way could not have moved it across.
 */
export function fifteenOf(above: bigint, below: bigint, d: number): Exact | null {
  if (above === 0n) return ZERO;
  const negative = above < 0n !== below < 0n;
  const [x, y] = [above < 0n ? -above : above, below < 0n ? -below : below];
  let shift = 14 - Math.floor(Math.log10(Number(x) / Number(y)));
  for (;;) {
    const [top, bottom] = shift >= 0 ? [shifted(x, shift), y] : [x, shifted(y, -shift)];
    let quotient = top / bottom;
    if (quotient >= 1_000_000_000_000_000n) shift -= 1;
    else if (quotient < 100_000_000_000_000n) shift += 1;
    else {
      const rest = 2n * (top - quotient * bottom);
      if (rest === bottom) return null;
      if (rest > bottom) quotient += 1n;
      let [n, places] = [Number(quotient), d + shift];
      for (; n % 10 === 0; places -= 1) n /= 10;
      if (negative) n = -n;
      return places >= 0 && places <= WIDEST ? new Exact(n, places, null) : narrowed(BigInt(n), places);
    }
  }
}

/** Half away from zero to so many decimals (negative: tens, hundreds …). */
export function roundTo(value: Exact, decimals: number): Exact {
  const cut = value.d - decimals;
  if (cut <= 0) return value;
  if (value.w !== null || cut > WIDEST || decimals < 0) return narrowed(rounded(units(value), cut), decimals);
  const unit = TENS[cut]!;
  const rest = value.n % unit;
  let n = (value.n - rest) / unit;
  if (2 * rest >= unit) n += 1;
  else if (2 * rest <= -unit) n -= 1;
  return new Exact(n + 0, decimals, null);
}

/** Digits with the point put in; `decimals` at least `value.d` and 0. */
function written(value: Exact, decimals: number): string {
  const whole = String(value.w ?? value.n) + "0".repeat(decimals - value.d);
  if (decimals === 0) return whole;
  const negative = whole.startsWith("-");
  const digits = (negative ? whole.slice(1) : whole).padStart(decimals + 1, "0");
  return `${negative ? "-" : ""}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Canonical text with exactly so many decimals, never "-0". */
export function fixedText(value: Exact, decimals: number): string {
  return written(roundTo(value, decimals), decimals);
}

/** Canonical text with the digits that the number has. */
export function plainText(value: Exact): string {
  const text = written(value, Math.max(0, value.d));
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/** Whether it has more than so many digits before the point. */
export function isBeyond(value: Exact, digits: number): boolean {
  return value.w !== null && digitsOf(value.w) - value.d > digits;
}

/** As a number of JavaScript, for counts of decimals. */
export function toNumber(value: Exact): number {
  return Number(plainText(value));
}
