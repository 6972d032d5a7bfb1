/** A pasted block of captions as a tree: a header with merged cells. What becomes of it in a table is said in pasteHeader.ts. */
export interface Caption {
  label: string;
  number?: string;
  relation?: string;
  children: Caption[];
}

const NUMBER = /^\(?\s*([A-ZĐ]|\d{1,3})\s*\)?\s*(=.*)?$/s;

/** Header rows to a tree: a blank to the right belongs to the caption before it, a blank below to the one above. */
export function headerTree(block: string[][]): Caption[] {
  const rows = block.map((row) => row.map((text) => text.trim())).filter((row) => row.some((text) => text !== ""));
  const last = rows.at(-1);
  const filled = last?.filter((text) => text !== "") ?? [];
  const numbered = rows.length > 1 && filled.length > 1 && filled.every((text) => NUMBER.test(text));
  const numbers = numbered ? rows.pop() : undefined;
  const width = Math.max(0, ...rows.map((row) => row.length), numbers?.length ?? 0);
  return captionsIn(rows, numbers, 0, 0, width);
}

/** A cell of a pasted table, with the places that it covers. */
export interface Spanned {
  top: number;
  left: number;
  down: number;
  right: number;
  text: string;
}

/** Header cells with their spans to a tree: what stands under a cell, within its width, belongs to it. */
export function headerOfSpans(cells: Spanned[]): Caption[] {
  const bottom = Math.max(0, ...cells.map((cell) => cell.top + cell.down));
  const last = cells.filter((cell) => cell.top + cell.down === bottom && cell.top === bottom - 1);
  const filled = last.filter((cell) => cell.text !== "");
  const numbered = bottom > 1 && filled.length > 1 && filled.every((cell) => NUMBER.test(cell.text)) && last.length === last.reduce((sum, cell) => sum + cell.right, 0);
  const numbers = new Map(numbered ? last.map((cell) => [cell.left, cell.text]) : []);
  const captions = numbered ? cells.filter((cell) => !last.includes(cell)) : cells;
  const under = (top: number, from: number, to: number): Caption[] =>
    captions
      .filter((cell) => cell.top === top && cell.left >= from && cell.left < to)
      .sort((a, b) => a.left - b.left)
      .map((cell) => {
        const children = under(cell.top + cell.down, cell.left, cell.left + cell.right);
        if (children.length > 0) return { label: cell.text, children };
        if (cell.right === 1) return { label: cell.text, children, ...numberOf(numbers.get(cell.left)) };
        return { label: cell.text, children: Array.from({ length: cell.right }, (_, at) => ({ label: "", children: [], ...numberOf(numbers.get(cell.left + at)) })) };
      });
  return under(0, 0, Math.max(0, ...captions.map((cell) => cell.left + cell.right)));
}

/** A line of column numbers, "A", "(1)", "2=3+4", "(5)=(6)+(7)"; null when it is something else. */
export function numberLine(texts: string[]): { number: string; relation?: string }[] | null {
  const found = texts.map((text) => numberOf(text.trim()));
  return found.length > 0 && found.every((each) => each.number !== undefined) ? (found as { number: string; relation?: string }[]) : null;
}

function captionsIn(rows: string[][], numbers: string[] | undefined, level: number, from: number, to: number): Caption[] {
  const row = rows[level] ?? [];
  const starts: number[] = [];
  for (let at = from; at < to; at += 1) if (at === from || row[at]) starts.push(at);
  return starts.map((start, index) => {
    const end = starts[index + 1] ?? to;
    const below = rows.slice(level + 1).some((each) => each.slice(start, end).some(Boolean));
    const caption: Caption = { label: row[start] ?? "", children: below ? captionsIn(rows, numbers, level + 1, start, end) : [] };
    if (caption.children.length > 0 || end - start === 1) return below ? caption : { ...caption, ...numberOf(numbers?.[start]) };
    const leaves = Array.from({ length: end - start }, (_, at) => ({ label: "", children: [], ...numberOf(numbers?.[start + at]) }));
    return { ...caption, children: leaves };
  });
}

function numberOf(text: string | undefined): Pick<Caption, "number" | "relation"> {
  const match = text?.match(NUMBER);
  if (!match) return {};
  const relation = match[2]?.replace(/\((\d+)\)/g, "$1").replace(/\s+/g, " ");
  return relation ? { number: match[1] as string, relation: `${match[1]}${relation}` } : { number: match[1] as string };
}
