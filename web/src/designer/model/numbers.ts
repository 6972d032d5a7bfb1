/** A number as people write it here, "1.234,5", as canonical text "1234.5"; undefined when it is not one. */
export function parseNumber(text: string): string | undefined {
  const cleaned = text.replace(/\s/g, "").replace(/^−/, "-");
  if (!/^-?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?$/.test(cleaned)) return undefined;
  return cleaned.replace(/\./g, "").replace(",", ".");
}
