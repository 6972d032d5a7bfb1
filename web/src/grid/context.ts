/** What the parts of one table share. All of it is stable while the table is open, so nothing redraws because of it. */

import { createContext, useContext } from "react";

import type { CellJson, FileRef } from "./cells";
import type { Columns } from "./columns";
import type { GridControl } from "./control";
import type { EditorDoor } from "./keys";
import type { Spec } from "./model";
import type { Position } from "./selection";

export type MarkKind = "added" | "removed" | "changed" | "moved";

export interface ChangeMark {
  kind: MarkKind;
  text: string;
  /** Outlined: what is being looked at now. */
  focus?: boolean;
  /** Coloured without a badge: a cell of a marked column. */
  quiet?: boolean;
}

/** Classes of a marked row, column or cell. */
export function markClass(mark: ChangeMark | undefined): string {
  return mark ? ` is-${mark.kind}${mark.focus ? " is-looked-at" : ""}` : "";
}

/** Where files of cells are looked at, chosen and taken away. */
export interface FileDoor {
  /** Opens the dialog of a file cell; `dropped` is a file that was let go over it. */
  open: (key: string, spec: Spec, locked: boolean, dropped?: File) => void;
  href: (file: FileRef) => string;
}

export interface GridShared {
  control: GridControl;
  columns: Columns;
  /** The editor of the active cell, when one is mounted. */
  door: { current: EditorDoor | null };
  /** Set while the active cell changes by an act in the table: the new cell takes the focus. */
  moving: { current: boolean };
  /** Values of the period before, shown under the present ones. */
  previous: Readonly<Record<string, CellJson>> | null;
  /** Values of one more period, under those. */
  further: Readonly<Record<string, CellJson>> | null;
  /** Marks of what changed: by cell key, row id, column id or header node id. */
  marks: Readonly<Record<string, ChangeMark>>;
  /** Show the structure instead of values: X, ƒ and the formula in words. */
  structure: boolean;
  reveal: (td: HTMLElement) => void;
  pick: ((at: Position) => void) | undefined;
  files: FileDoor | undefined;
}

const Shared = createContext<GridShared | null>(null);

export const GridProvider = Shared.Provider;

export function useGrid(): GridShared {
  const shared = useContext(Shared);
  if (!shared) throw new Error("a part of a table was drawn outside a table");
  return shared;
}
