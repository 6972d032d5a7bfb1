/** A change that the server does not take: why, where, what was typed; kept until the person has seen it. */
import { create } from "zustand";

export interface Refused {
  problems: { code: string; place: string; message: string; hint: string }[];
  items: { path: string[]; yours: unknown }[];
}

export const useRefused = create<{ refused: Refused | null }>()(() => ({ refused: null }));

/** What came before and was not looked at yet stays in the list. */
export function refuse(next: Refused): void {
  const before = useRefused.getState().refused;
  useRefused.setState({ refused: before ? { problems: [...before.problems, ...next.problems], items: [...before.items, ...next.items] } : next });
}

export function seen(): void {
  useRefused.setState({ refused: null });
}
