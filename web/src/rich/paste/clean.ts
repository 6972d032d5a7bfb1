/** The clipboard's HTML as paragraphs of the model; the page itself never sees a piece of that HTML. */

import { HIDDEN, withLines } from "../../letters/hidden";
import { fontsIn, isOldFont } from "../../letters/fonts";
import { readIn } from "../../letters/old";
import { signsOf, type ListKind, type Paragraph } from "../model";
import { Left } from "./left";
import { asideOf, signOf, styleOf, wordLevel, type Sign } from "./office";

export interface Cleaned {
  paragraphs: Paragraph[];
  left: Left;
}

interface Place {
  marks: ReadonlySet<string>;
  list: { kind: ListKind; level: number; sign: Sign; begun?: Paragraph } | null;
  depth: number;
  pre: boolean;
  /** Name of the font: letters of the old ones are read as Unicode. */
  font: string;
}

const SKIPPED = new Set(["HEAD", "STYLE", "SCRIPT", "META", "LINK", "TITLE", "XML", "NOSCRIPT", "TEMPLATE", "HR", "COL", "COLGROUP"]);
const BLOCKS = new Set("P DIV LI UL OL DL DT DD H1 H2 H3 H4 H5 H6 BLOCKQUOTE PRE SECTION ARTICLE HEADER FOOTER ADDRESS FIGURE FIGCAPTION CENTER MAIN NAV ASIDE FORM FIELDSET TABLE BODY".split(" "));
const IMAGES = new Set(["IMG", "SVG", "PICTURE", "V:IMAGEDATA", "CANVAS"]);
const OBJECTS = new Set(["IFRAME", "OBJECT", "EMBED", "VIDEO", "AUDIO", "INPUT", "SELECT", "TEXTAREA", "BUTTON", "MATH"]);
const SUP = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const SUB = "₀₁₂₃₄₅₆₇₈₉";
const DEEPEST = 400;
const CONTROLS = new RegExp(HIDDEN, "g");

function withoutControls(text: string, left: Left): string {
  return text.replace(CONTROLS, () => {
    left.add("controls");
    return "";
  });
}

/** Plain text of the clipboard: a line is a paragraph. */
export function cleanText(text: string): Cleaned {
  const left = new Left();
  const lines = withoutControls(withLines(text).replace(/\r\n?/g, "\n").replace(/\u00a0/g, " "), left).replace(/\n+$/, "").split("\n");
  return { paragraphs: lines.map((line) => ({ runs: line ? [{ text: line }] : [] })), left };
}

/** Styles are read, never applied: under another name, and without sheets and scripts, no policy stumbles over them. */
function inertOf(html: string): string {
  const bare = html.replace(/<(style|script)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, "");
  return bare.replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/([\s"'/])(style|on[a-z]+)\s*=/gi, "$1data-$2="));
}

/** HTML of the clipboard, whoever wrote it. */
export function cleanHtml(html: string): Cleaned {
  const walk = new Walk(fontsIn(html));
  walk.inside(new DOMParser().parseFromString(inertOf(html), "text/html").body, { marks: new Set(), list: null, depth: 0, pre: false, font: "" });
  return walk.done();
}

class Walk {
  private readonly made: Paragraph[] = [];
  private readonly left = new Left();
  private open: Paragraph | null = null;

  constructor(private readonly fonts: ReturnType<typeof fontsIn>) {}

  done(): Cleaned {
    this.close();
    return { paragraphs: this.made, left: this.left };
  }

  inside(node: Node, place: Place): void {
    for (const child of [...node.childNodes]) {
      if (child.nodeType === Node.TEXT_NODE) this.text(child.textContent ?? "", place);
      else if (child.nodeType === Node.ELEMENT_NODE) this.element(child as Element, place);
    }
  }

  private text(raw: string, place: Place): void {
    const read = readIn(raw, place.font);
    if (read !== raw && isOldFont(place.font)) this.left.add("oldFont");
    const text = withoutControls(read, this.left).replace(/\u00a0/g, " ");
    if (place.pre) {
      text.split("\n").forEach((line, index) => {
        if (index) this.close();
        this.add(line, place);
      });
    } else this.add(text.replace(/[ \t\n\r\f]+/g, " "), place);
  }

  private add(text: string, place: Place): void {
    const before = this.open?.runs.at(-1)?.text;
    const shown = !place.pre && (before === undefined || before.endsWith(" ")) ? text.trimStart() : text;
    if (!shown) return;
    this.open ??= this.begin(place);
    this.open.runs.push({ text: shown, marks: [...place.marks].join("") });
  }

  /** A new paragraph; a sign that our own numbering would not give stays in the text. */
  private begin({ list }: Place): Paragraph {
    if (!list) return { runs: [] };
    // An item is one paragraph: what follows in it goes on there, and stands by itself after a list inside of it.
    if (list.begun) return list.begun === this.made.at(-1) ? this.reopened() : { runs: [] };
    return (list.begun = this.item(list));
  }

  private reopened(): Paragraph {
    const last = this.made.pop()!;
    last.runs.push({ text: " " });
    return last;
  }

  private item(list: NonNullable<Place["list"]>): Paragraph {
    if (list.level > 2) this.left.add("levels");
    const level = Math.min(list.level, 2);
    const item: Paragraph = { runs: [], list: list.kind, ...(level === 2 && this.made.at(-1)?.list && { level }) };
    if (list.kind === "bullet") return item;
    const { sign, count } = signsOf([...this.tail(), item]).at(-1)!;
    if (!list.sign.places.includes(count)) return { runs: [{ text: `${list.sign.text} ` }] };
    if (sign.replace(/[.)]/g, "") !== list.sign.text.replace(/[().]/g, "")) this.left.add("renumbered");
    return item;
  }

  /** The list that stands open at the end. */
  private tail(): Paragraph[] {
    let from = this.made.length;
    while (from > 0 && this.made[from - 1]!.list) from -= 1;
    return this.made.slice(from);
  }

  private close(): void {
    const runs = this.open?.runs ?? [];
    while (runs.length && !runs.at(-1)!.text.trimEnd()) runs.pop();
    const last = runs.at(-1);
    if (last) last.text = last.text.trimEnd();
    if (this.open && runs.length) this.made.push(this.open);
    this.open = null;
  }

  private element(element: Element, around: Place): void {
    const tag = element.tagName.toUpperCase();
    if (SKIPPED.has(tag)) return;
    const place = { ...around, font: this.fonts(element, around.font) };
    const style = styleOf(element);
    const aside = asideOf(element, style);
    if (aside) this.left.add(aside === "quiet" ? "hidden" : aside, aside === "quiet" ? 0 : 1);
    else if (IMAGES.has(tag)) this.left.add("images");
    else if (OBJECTS.has(tag)) this.left.add("objects");
    else if (tag === "DEL") this.left.add("deleted");
    else if (tag === "BR") this.lineBreak(element, place);
    else if (place.depth > DEEPEST) this.text(element.textContent ?? "", place);
    else if (tag === "TABLE") this.table(element, place);
    else if (BLOCKS.has(tag)) this.block(element, tag, style, place);
    else this.inline(element, tag, style, place);
  }

  private lineBreak(element: Element, place: Place): void {
    if (element.classList.contains("Apple-interchange-newline")) return;
    // An item is one paragraph: a new one would end its list.
    if (this.open?.list) this.add(" ", place);
    else this.close();
  }

  private inline(element: Element, tag: string, style: ReadonlyMap<string, string>, place: Place): void {
    // The sign of an item in a list of Word was read with its paragraph.
    if (style.get("mso-list") === "ignore") return;
    if (tag === "A" && /^(?:https?|mailto|ftp|file|javascript|data):/i.test((element.getAttribute("href") ?? "").trim())) this.left.add("links");
    const digits = tag === "SUP" ? SUP : tag === "SUB" ? SUB : "";
    const inside = element.textContent ?? "";
    if (digits && /^\s*\d+\s*$/.test(inside)) this.text([...inside.trim()].map((digit) => digits[Number(digit)]).join(""), place);
    else this.inside(element, { ...place, marks: marksOf(tag, style, place.marks), depth: place.depth + 1 });
  }

  private block(element: Element, tag: string, style: ReadonlyMap<string, string>, place: Place): void {
    this.close();
    const marks = new Set(marksOf(tag, style, place.marks));
    if (/^H[1-6]$/.test(tag)) marks.add("b");
    const inner: Place = { ...place, marks, depth: place.depth + 1, pre: place.pre || tag === "PRE" || /^pre/.test(style.get("white-space") ?? "") };
    if (tag === "LI") inner.list = itemOf(element);
    else if (wordLevel(style)) inner.list = wordItem(element, style);
    else if (/^H[1-6]$/.test(tag) || tag === "UL" || tag === "OL") inner.list = null;
    this.inside(element, inner);
    this.close();
  }

  /** A row is a line, its cells one after the other. */
  private table(element: Element, place: Place): void {
    this.close();
    this.left.add("tables");
    for (const row of element.querySelectorAll("tr")) {
      const cells = [...row.querySelectorAll(":scope > td, :scope > th")].map((cell) => {
        const inside = new Walk(this.fonts);
        inside.inside(cell, { ...place, list: null, depth: place.depth + 1 });
        for (const [kind, count] of inside.left.all()) this.left.add(kind, count);
        return inside.done().paragraphs.map((one) => one.runs.map((run) => run.text).join("")).join(" ");
      });
      if (cells.some(Boolean)) this.made.push({ runs: [{ text: cells.filter(Boolean).join("; ") }] });
    }
  }
}

function marksOf(tag: string, style: ReadonlyMap<string, string>, before: ReadonlySet<string>): Set<string> {
  const marks = new Set(before);
  const set = (mark: string, on: boolean) => (on ? marks.add(mark) : marks.delete(mark));
  if (tag === "B" || tag === "STRONG") marks.add("b");
  if (tag === "I" || tag === "EM") marks.add("i");
  if (tag === "U") marks.add("u");
  const weight = style.get("font-weight");
  if (weight) set("b", /^bold/.test(weight) || Number(weight) >= 600);
  const slant = style.get("font-style");
  if (slant) set("i", /^(?:italic|oblique)/.test(slant));
  const line = style.get("text-decoration-line") ?? style.get("text-decoration");
  if (line?.includes("underline")) marks.add("u");
  return marks;
}

function wordItem(element: Element, style: ReadonlyMap<string, string>): Place["list"] {
  const written = [...element.querySelectorAll("[data-style]")].find((one) => styleOf(one).get("mso-list") === "ignore");
  const sign = signOf(written?.textContent ?? "·");
  return { kind: sign.bullet ? "bullet" : "number", level: wordLevel(style), sign };
}

/** An item of HTML: its level counts the lists around it, its number goes on from where its list begins. */
function itemOf(element: Element): Place["list"] {
  let level = 0;
  for (let up = element.parentElement; up; up = up.parentElement) if (up.tagName === "UL" || up.tagName === "OL") level += 1;
  const list = element.parentElement;
  const ordered = list?.tagName === "OL";
  const before = [...(list?.children ?? [])].filter((one) => one.tagName === "LI");
  const place = Number(element.getAttribute("value") ?? 0) || Number(list?.getAttribute("start") ?? 1) + before.indexOf(element);
  const letters = /alpha|latin/.test(styleOf(element).get("list-style-type") ?? styleOf(list ?? element).get("list-style-type") ?? "") || /^a$/i.test(list?.getAttribute("type") ?? "");
  const alphabet = list?.hasAttribute("data-signs") ? "abcdđeghiklmnopqrstuvxy" : "abcdefghijklmnopqrstuvwxyz";
  const text = letters ? `${alphabet[place - 1] ?? place})` : `${place}.`;
  return { kind: ordered ? "number" : "bullet", level: Math.max(1, level), sign: { text, bullet: !ordered, places: [place] } };
}
