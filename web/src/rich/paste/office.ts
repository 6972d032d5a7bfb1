/** What office programs put on the clipboard beside the text: list signs, notes, comments. */

/** The properties of a style attribute; it was renamed so that no policy is asked about it. */
export function styleOf(element: Element): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const part of (element.getAttribute("data-style") ?? "").split(";")) {
    const colon = part.indexOf(":");
    if (colon > 0) found.set(part.slice(0, colon).trim().toLowerCase(), part.slice(colon + 1).trim().toLowerCase());
  }
  return found;
}

export type Aside = "footnotes" | "comments" | "hidden" | "quiet";

/** Whether an element is no text of the document: a note or its mark, a comment, something hidden. */
export function asideOf(element: Element, style: ReadonlyMap<string, string>): Aside | null {
  const kind = style.get("mso-element") ?? "";
  const names = element.getAttribute("class") ?? "";
  if (/^(?:comment|field)/.test(kind) || /msocomtxt|msocomoff/i.test(names)) return "quiet";
  if (/msocomanchor|MsoCommentReference/i.test(names)) return element.textContent?.trim() ? "comments" : "quiet";
  if (/^(?:footnote|endnote)/.test(kind) || /^sd(?:foot|end)note\d+$/.test(element.id) || /sd(?:foot|end)notesym/.test(names)) return "quiet";
  const target = element.tagName === "A" ? (element.getAttribute("href") ?? "") : "";
  if (/#(?:_ftn|_edn|ftnt|sdfootnote|sdendnote)\d/.test(target)) return /#(?:_ftnref|_ednref|ftnt_ref|sd(?:foot|end)note\d+anc)/.test(target) ? "quiet" : "footnotes";
  if (style.get("display") === "none" || style.get("mso-hide") === "all") return element.textContent?.trim() ? "hidden" : "quiet";
  return null;
}

/** A sign of a list as Word wrote it: a bullet, or the places in their order that it may stand for. */
export interface Sign {
  text: string;
  bullet: boolean;
  places: number[];
}

const ROMAN: Record<string, number> = { i: 1, v: 5, x: 10, l: 50, c: 100 };

function roman(text: string): number {
  return [...text].reduce((sum, letter, at, all) => {
    const value = ROMAN[letter] ?? 0;
    return sum + (value < (ROMAN[all[at + 1] ?? ""] ?? 0) ? -value : value);
  }, 0);
}

export function signOf(written: string): Sign {
  const text = written.replace(/[\s\u00a0]+/g, "");
  const number = /^\(?(\d{1,4})[.)]?$/.exec(text);
  if (number) return { text, bullet: false, places: [Number(number[1])] };
  const letters = /^\(?([a-zđ]{1,6})[.)]$/i.exec(text)?.[1]?.toLowerCase();
  if (!letters) return { text, bullet: !/[\p{L}\d]{2}|\d/u.test(text), places: [] };
  const places = letters.length === 1 ? [letters.charCodeAt(0) - 96, "abcdđeghiklmnopqrstuvxy".indexOf(letters) + 1] : [];
  if (/^[ivxlc]+$/.test(letters)) places.push(roman(letters));
  return { text, bullet: false, places: places.filter((place) => place > 0 && place < 100) };
}

/** The level in a list of Word or WPS, from 1; 0 outside of lists. */
export function wordLevel(style: ReadonlyMap<string, string>): number {
  const list = style.get("mso-list") ?? "";
  return /\blfo\d|^l\d/.test(list) ? Number(/level(\d)/.exec(list)?.[1] ?? 1) : 0;
}
