/** The size of tables, 80 to 150 %: one for all tables, kept for each person in this browser. */

import { Signal, type Stop } from "./signal";

export const STEPS = [80, 90, 100, 110, 125, 150] as const;
const PLAIN = 100;
const signal = new Signal<"zoom">();
let percent = PLAIN;
let owner = "";

const place = () => `khuon.grid.zoom:${owner}`;

function known(value: unknown): number {
  return STEPS.find((step) => step === Number(value)) ?? PLAIN;
}

/** Takes up the size that a person chose before. */
export function zoomOf(person: string): void {
  owner = person;
  try {
    percent = known(localStorage.getItem(place()));
  } catch {
    percent = PLAIN;
  }
  signal.fire("zoom");
}

export const zoom = (): number => percent;
export const onZoom = (listener: () => void): Stop => signal.on("zoom", listener);

export function setZoom(next: number): void {
  percent = known(next);
  try {
    localStorage.setItem(place(), String(percent));
  } catch {
    // A browser that keeps nothing shows the size for this visit.
  }
  signal.fire("zoom");
}

/** The next size up or down; the same at the end. */
export function steppedZoom(by: 1 | -1): number {
  const at = STEPS.findIndex((step) => step === percent);
  return STEPS[Math.max(0, Math.min(STEPS.length - 1, at + by))]!;
}
