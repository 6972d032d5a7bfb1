/** Formulas that follow what they point at when a part of a table is copied to another place. */
import { tokens } from "../formula/tokens";
import type { Id } from "./documents";

/** What became of the codes of a copied part, and where the copy stands. */
export interface Following {
  /** Old code of the part → new code. */
  renamed: ReadonlyMap<string, string>;
  /** The form that the text was written in, and the one that it is for now. */
  from: Id;
  to: Id;
  /** Codes of the old form outside of the part. */
  outside: ReadonlySet<string>;
}

const CALLS_FORM = /^(form|biểu|bieu)$/i;

/**
 * The text with the codes of the part renamed. In another form, what it names outside of the part is asked for by the old form.
 * `form(other, …)` stays as it is, but for the old form naming itself.
 */
export function followed(text: string, { renamed, from, to, outside }: Following): string {
  const list = tokens(text);
  const words = list.filter((token) => token.kind !== "blank");
  const elsewhere = insideOtherForms(words, from);
  return list
    .map((token) => {
      const at = words.indexOf(token);
      if (token.kind !== "name" || words[at + 1]?.kind === "open" || elsewhere.has(at)) return token.text;
      const parts = token.text.split(".");
      if (parts.some((part) => renamed.has(part))) return parts.map((part) => renamed.get(part) ?? part).join(".");
      if (from !== to && parts.every((part) => outside.has(part))) return `form(${from}, ${token.text})`;
      return token.text;
    })
    .join("");
}

/** Indexes of the names that stand inside a call of another form. */
function insideOtherForms(words: { kind: string; text: string }[], own: Id): Set<number> {
  const found = new Set<number>();
  const calls: boolean[] = [];
  words.forEach((word, index) => {
    if (word.kind === "open") calls.push(CALLS_FORM.test(words[index - 1]?.text ?? "") && words[index + 1]?.text !== own);
    else if (word.kind === "close") calls.pop();
    else if (calls.some(Boolean)) found.add(index);
  });
  return found;
}
