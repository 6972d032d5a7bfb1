/** Words of the browser side in Vietnamese and English. The language is that of the page (`<html lang>`). */

export interface Wording {
  vi: string;
  en: string;
}

export type Language = "vi" | "en";
export type Arguments = Record<string, string | number>;

const known = new Map<string, Wording>();

export function language(): Language {
  return document.documentElement.lang.startsWith("en") ? "en" : "vi";
}

function filled(text: string, args: Arguments): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in args ? String(args[name]) : whole));
}

/** The sentence for a key of any registered area; an unknown key shows itself, so that a slip is seen. */
export function t(key: string, args: Arguments = {}): string {
  const wording = known.get(key);
  return wording ? filled(wording[language()], args) : key;
}

/** Registers one area's words and gives a `t` that knows its keys. */
export function dictionary<W extends Record<string, Wording>>(words: W): (key: keyof W & string, args?: Arguments) => string {
  for (const [key, wording] of Object.entries(words)) known.set(key, wording);
  return t;
}
