/** The formula input that is being written in: the strip under the bar acts on it, and it says what stands at its cursor. */
import { create } from "zustand";
import type { Period } from "./period";

export interface Writing {
  /** The period of the reference at the cursor; null when there is none. */
  period: Period | null;
  /** Give the reference at the cursor another period. */
  setPeriod: (period: Period) => void;
  /** Write text at the cursor and go on writing behind it. */
  write: (text: string) => void;
}

export const useWriting = create<{ now: Writing | null }>()(() => ({ now: null }));
