/** Texts of a pasted block that seem to be written in an old font (TCVN3, VNI) whose name got lost: asked about once, never guessed. */

import { leaning, readAs, seemsOld } from "../letters/old";
import type { Block, Pasted } from "./clipboard";
import { landing, type Surface } from "./paste";
import type { Box } from "./selection";

export interface OldLetters {
  /** Some of the texts with what they would read. */
  pairs: [written: string, read: string][];
  count: number;
  /** The block with those texts read. */
  block: Block;
}

export interface LettersQuestion extends OldLetters {
  answer: (read: boolean) => void;
}

const SHOWN = 4;
const WORDS = new Set(["text", "choice", "target"]);

/** Null where nothing seems old, where the fonts were told, and where the block was copied from a table of ours. */
export function oldLettersIn(block: Block, box: Box, surface: Surface): OldLetters | null {
  const cells = landing(block, box, surface, (spec) => WORDS.has(spec.kind)).filter((cell) => cell.value === undefined && /[^\x00-\x7f]/.test(cell.text));
  if (!cells.length || cells.some((cell) => cell.old)) return null;
  const code = seemsOld(cells.map((cell) => cell.text).join("\n"));
  if (!code) return null;
  const leanings = new Map(cells.map((cell) => [cell, leaning(cell.text, code)]));
  // A text that could be either is what the others are; beside Unicode it stays as it is.
  const mixed = [...leanings.values()].some((one) => one < 0);
  const read = new Map<Pasted, Pasted>();
  for (const [cell, leans] of leanings) {
    const text = readAs(cell.text, code);
    if (text !== cell.text && (leans > 0 || (leans === 0 && !mixed))) read.set(cell, { ...cell, text, old: true });
  }
  if (!read.size) return null;
  const pairs = [...new Map([...read].map(([cell, { text }]) => [cell.text, text]))].slice(0, SHOWN);
  return { pairs, count: read.size, block: block.map((row) => row.map((cell) => read.get(cell) ?? cell)) };
}
