/**
 * Narrative text kept simple: paragraphs, three marks, lists of two levels; the server's `metadata/rich.py` in the browser.
 * A text without marks and lists is plain text, its paragraphs joined by line feeds: every text has one form.
 */

export type ListKind = "bullet" | "number";

export interface Run {
  text: string;
  /** Letters of "biu", in that order. */
  marks?: string;
}

export interface Paragraph {
  runs: Run[];
  list?: ListKind;
  level?: number;
}

export interface Rich {
  rich: Paragraph[];
}

export type TextValue = { t: string } | Rich;

/** A paragraph as it prints: its sign and its depth in lists (0 outside). */
export interface Line {
  sign: string;
  depth: number;
  runs: readonly Run[];
}

/** The server takes no more. */
export const MOST_PARAGRAPHS = 2000;
export const MOST_RUNS = 10_000;

const BULLETS = ["-", "+"];
/** Points of a clause are lettered by the Vietnamese alphabet. */
const LETTERS = "abcdđeghiklmnopqrstuvxy";

function signOf(kind: ListKind, level: number, count: number): string {
  if (kind === "bullet") return BULLETS[level - 1] ?? "-";
  if (level === 1) return `${count}.`;
  return `${LETTERS[(count - 1) % LETTERS.length]!.repeat(Math.floor((count - 1) / LETTERS.length) + 1)})`;
}

/** Signs of paragraphs in order; lists are numbered on until something else stands between. */
export function signsOf(paragraphs: readonly Pick<Paragraph, "list" | "level">[]): { sign: string; depth: number; count: number }[] {
  const counts = new Map<number, { kind: ListKind; count: number }>();
  return paragraphs.map(({ list, level = 1 }) => {
    if (!list) {
      counts.clear();
      return { sign: "", depth: 0, count: 0 };
    }
    if (level === 1) counts.delete(2);
    const before = counts.get(level);
    const count = before?.kind === list ? before.count + 1 : 1;
    counts.set(level, { kind: list, count });
    return { sign: signOf(list, level, count), depth: level, count };
  });
}

export function isRich(value: unknown): value is Rich {
  return typeof value === "object" && value !== null && Array.isArray((value as Partial<Rich>).rich);
}

/** The paragraphs of a text; a plain one has a paragraph a line. */
export function paragraphsOf(value: TextValue | { raw: string } | null | undefined): Paragraph[] {
  if (!value) return [];
  if ("rich" in value) return value.rich;
  const text = "t" in value ? value.t : value.raw;
  return text.replace(/\r\n/g, "\n").split("\n").map((line) => ({ runs: line ? [{ text: line }] : [] }));
}

export function linesOf(value: TextValue | { raw: string } | null | undefined): Line[] {
  const paragraphs = paragraphsOf(value);
  return signsOf(paragraphs).map(({ sign, depth }, index) => ({ sign, depth, runs: paragraphs[index]!.runs }));
}

function textOfRuns(runs: readonly Run[]): string {
  return runs.map((run) => run.text).join("");
}

/** The plain reading, as files without formats show it. */
export function plainOf(value: Rich): string {
  return linesOf(value).map(({ sign, depth, runs }) => `${"  ".repeat(Math.max(0, depth - 1))}${sign ? `${sign} ` : ""}${textOfRuns(runs)}`).join("\n");
}

/** Runs with the same marks are one; a combining sign belongs to the letter before it. */
function joined(runs: readonly Run[]): Run[] {
  const held: { text: string; marks: string }[] = [];
  for (const run of runs) {
    let { text } = run;
    const marks = [..."biu"].filter((mark) => run.marks?.includes(mark)).join("");
    const combining = /^\p{M}+/u.exec(text)?.[0];
    if (combining && held.length) {
      held.at(-1)!.text += combining;
      text = text.slice(combining.length);
    }
    if (!text) continue;
    if (held.at(-1)?.marks === marks) held.at(-1)!.text += text;
    else held.push({ text, marks });
  }
  return held.map(({ text, marks }) => ({ text: text.normalize("NFC"), ...(marks && { marks }) }));
}

/** The one form of a text: null without any characters, plain without marks and lists. */
export function valueOf(paragraphs: readonly Paragraph[]): TextValue | null {
  const made: Paragraph[] = [];
  for (const { runs, list, level } of paragraphs) {
    const below = list && level === 2 && made.at(-1)?.list;
    made.push({ runs: joined(runs), ...(list && { list }), ...(below && { level: 2 }) });
  }
  if (made.every(({ runs }) => runs.length === 0)) return null;
  const plain = made.every(({ runs, list }) => !list && runs.every(({ marks }) => !marks));
  return plain ? { t: made.map(({ runs }) => textOfRuns(runs)).join("\n") } : { rich: made };
}
