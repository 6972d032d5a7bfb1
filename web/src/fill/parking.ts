/** Forms that were left with unsaved figures: their savers go on in the background until all has arrived. */

import type { Saver } from "./saver";

interface Parked {
  code: string;
  saver: Saver;
  dispose: () => void;
}

const parked = new Map<string, Parked>();
const listeners = new Set<() => void>();

function tell(): void {
  listeners.forEach((listener) => listener());
}

/** Called whenever the list changes; gives the way to stop. */
export function onParked(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Codes of the forms that are still being saved. */
export function parkedForms(): string {
  return [...parked.values()].map((one) => one.code).join(", ");
}

export function anyParked(): boolean {
  return parked.size > 0;
}

/** Whether all of them stand in this browser. */
export const parkedKept = (): boolean => [...parked.values()].every((one) => one.saver.kept);

/** Leaves a form: what is unsaved goes on being sent, then its book is given up. */
export async function park(name: string, one: Parked): Promise<void> {
  if (!one.saver.unsaved) {
    one.dispose();
    return;
  }
  // At once: who opens the form again meanwhile takes it over, and two savers never send the same.
  parked.set(name, one);
  tell();
  await one.saver.flush();
  if (parked.get(name) === one) checkParked(name);
}

/** A parked saver said how it stands. */
export function checkParked(name: string): void {
  const one = parked.get(name);
  if (!one || one.saver.unsaved) return;
  unpark(name);
}

/** Gives a form up to the page that opens it again: the draft holds all that was not saved. */
export function unpark(name: string): void {
  const one = parked.get(name);
  if (!one) return;
  parked.delete(name);
  one.dispose();
  tell();
}

/** Tries again now: the network is back, or the person signed in again. */
export function flushParked(): void {
  parked.forEach((one) => void one.saver.flush());
}
