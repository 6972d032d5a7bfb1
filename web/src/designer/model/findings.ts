/** Findings as a person reads them: a cell by its row and column. */
import { columnWords, rowWords } from "../formula/tokens";
import type { Finding } from "../state/api";
import type { Documents } from "./documents";
import { gridOf } from "./documents";

/** "f_a/s1/r1:c2" by its row and column; undefined for a place that is no cell. */
function cellWords(documents: Documents, place: string): { key: string; words: string } | undefined {
  const [form = "", section = "", key = ""] = place.split("/");
  const [row = "", column = ""] = key.split(":");
  const grid = gridOf(documents, form, section);
  return grid?.rows.nodes[row] && grid.columns.nodes[column] ? { key, words: `${rowWords(grid, row)} · ${columnWords(grid, column)}` } : undefined;
}

export function sentenceOf(documents: Documents, { place, message }: Finding): string {
  const cell = cellWords(documents, place);
  return cell ? message.replaceAll(`“${cell.key}”`, cell.words) : message;
}
