/** Who else has this draft open, and where each is. Told and heard with every question for news. */
import { create } from "zustand";
import { addressOf } from "../canvas/places";
import { state } from "./store";

export interface Person {
  page: string;
  name: string;
  mine: boolean;
  /** "form/section/data-at" as far as it goes; empty when the person looks at no form. */
  place: string;
}

interface Together {
  page: string;
  people: Person[];
}

export const useTogether = create<Together>()(() => ({ page: newPage(), people: [] }));

function newPage(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (each) => (each % 36).toString(36)).join("");
}

/** What is selected here, for the others. */
export function ownPlace(): string {
  const { page, selection } = state();
  if (!("form" in page)) return "";
  if (!selection) return page.form;
  return [page.form, selection.section, addressOf(selection)].filter(Boolean).join("/").slice(0, 300);
}

export function heard(people: Person[] | undefined): void {
  const before = useTogether.getState().people;
  // The same news again draws nothing again.
  if (people && JSON.stringify(people) !== JSON.stringify(before)) useTogether.setState({ people });
}

/** A colour that a page keeps as long as it is open: one of four, by its name. */
export function colourOf(page: string): number {
  return ([...page].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % 4) + 1;
}
