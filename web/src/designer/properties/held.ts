/** What was typed but is no value yet: kept by its place until it is right or taken back, never sent. */
import { create } from "zustand";

export interface Held {
  value: unknown;
  fault: string;
}

type Kept = Record<string, Record<string, Held>>;

const useKept = create<{ kept: Kept }>()(() => ({ kept: {} }));
const NOTHING: Record<string, Held> = {};

export function useHeld(place: string): Record<string, Held> {
  return useKept((s) => s.kept[place] ?? NOTHING);
}

export function hold(place: string, keys: string[], value: unknown, fault: string): void {
  const { kept } = useKept.getState();
  useKept.setState({ kept: { ...kept, [place]: { ...kept[place], [keys.join("/")]: { value, fault } } } });
}

export function release(place: string, keys: string[]): void {
  const { kept } = useKept.getState();
  if (!kept[place]?.[keys.join("/")]) return;
  const { [keys.join("/")]: _gone, ...rest } = kept[place];
  useKept.setState({ kept: { ...kept, [place]: rest } });
}
