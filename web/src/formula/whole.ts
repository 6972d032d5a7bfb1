/** Whole numbers: of doubles what is exact, and of any length. */

/** The largest whole number that a double keeps, like all below it. */
export const SAFE = Number.MAX_SAFE_INTEGER;

/** The highest power of ten that is exact as a double. */
export const WIDEST = 22;
export const TENS: readonly number[] = Array.from({ length: WIDEST + 1 }, (_, power) => Number(`1e${power}`));

const POWERS: bigint[] = [];

export function powerOfTen(power: number): bigint {
  if (power > 400) return 10n ** BigInt(power);
  for (let next = POWERS.length; next <= power; next += 1) POWERS.push(10n ** BigInt(next));
  return POWERS[power]!;
}

export function shifted(whole: bigint, places: number): bigint {
  return places === 0 ? whole : whole * powerOfTen(places);
}

/** How many digits it has; 0 has one. */
export function digitsOf(whole: bigint): number {
  const text = whole.toString();
  return text.startsWith("-") ? text.length - 1 : text.length;
}

/** Without its last digits, rounded half away from zero. */
export function rounded(whole: bigint, digits: number): bigint {
  if (digits > 400 && digits > digitsOf(whole)) return 0n;
  const unit = powerOfTen(digits);
  const half = unit / 2n;
  return (whole < 0n ? whole - half : whole + half) / unit;
}
