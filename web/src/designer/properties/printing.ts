/** A drawn report on its paper: how many pages it takes, and what runs off the side. All in millimetres and CSS pixels at 96 dpi. */

export interface Paper {
  size: string;
  orientation: "landscape" | "portrait";
  width: number;
  height: number;
  /** Margins at top, right, bottom and left. */
  sides: [number, number, number, number];
  repeat: boolean;
  font: number;
}

export interface Drawn {
  rev: number;
  html: string;
  styles: string;
  css: string;
  page: Paper;
}

const PIXELS = 96 / 25.4;

export const pixels = (millimetres: number): number => millimetres * PIXELS;

/** Width and height between the margins, in pixels. */
export function room(paper: Paper): { width: number; height: number } {
  const [top, right, bottom, left] = paper.sides;
  return { width: pixels(paper.width - left - right), height: pixels(paper.height - top - bottom) };
}

/** What is kept together, from top to bottom: a row, a block of lines. */
export interface Piece {
  top: number;
  bottom: number;
  /** Begins a new page. */
  breaks?: boolean;
  /** Height of the header that is printed again above it on a new page. */
  header?: number;
}

/** Where new pages begin, as distances from the top of what was drawn. */
export function breaksOf(pieces: Piece[], height: number): number[] {
  const found: number[] = [];
  let from = 0;
  let used = 0;
  for (const piece of pieces) {
    const over = used + piece.bottom - from > height + 1;
    const holdsMore = piece.top > from;
    if (!holdsMore || !(over || piece.breaks)) continue;
    found.push(piece.top);
    from = piece.top;
    used = piece.header ?? 0;
  }
  return found;
}

/** Columns beyond the paper, each with how far it runs over, in millimetres. */
export function overflowing(columns: { name: string; right: number }[], width: number): { name: string; by: number } | null {
  const first = columns.find((column) => column.right > width + 1);
  const last = columns.at(-1);
  return first && last ? { name: first.name, by: Math.ceil((last.right - width) / PIXELS) } : null;
}

/** The pieces of a drawn report, read off the page. */
export function piecesOf(body: HTMLElement, repeat: boolean): Piece[] {
  const base = body.getBoundingClientRect().top;
  const box = (element: Element): { top: number; bottom: number } => {
    const { top, bottom } = element.getBoundingClientRect();
    return { top: top - base, bottom: bottom - base };
  };
  const blocks = [...body.querySelectorAll(".report-head, .section-title, .unit-line, thead tr, tbody tr, .outline, .answer, .notes, .signers")];
  return blocks.map((element) => {
    const header = repeat && element.closest("tbody") ? element.closest("table")?.querySelector("thead")?.getBoundingClientRect().height : undefined;
    return { ...box(element), ...(element.classList.contains("breaks") && { breaks: true }), ...(header !== undefined && { header }) };
  });
}

/** Printed columns with the right edge of each: by the row of numbers, or by the last row of the header. */
export function columnsOf(body: HTMLElement): { name: string; right: number }[] {
  const left = body.getBoundingClientRect().left;
  return [...body.querySelectorAll("table")].flatMap((table) => {
    const line = table.querySelector("tr.numbers") ?? table.querySelector("tbody tr") ?? table.querySelector("thead tr:last-child");
    return [...(line?.children ?? [])].map((cell, index) => ({ name: line?.classList.contains("numbers") ? (cell.textContent ?? "").split("=")[0]?.trim() || String(index + 1) : String(index + 1), right: cell.getBoundingClientRect().right - left }));
  });
}
