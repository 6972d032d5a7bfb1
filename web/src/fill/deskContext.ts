/** What the frame of a form hands down to the fields inside it. */

import type { FileDoor } from "../grid";
import type { Desk } from "./desk";
import type { Beside } from "./help/beside";

/** What the whole form hands to its fields. */
export interface DeskContext {
  desk: Desk;
  showPrevious: Beside;
  /** Adds a file to the report and gives its reference. */
  upload: (file: File) => Promise<{ name: string; sha256: string; size: number }>;
  /** Opens the dialog of a file cell in a table. */
  files: FileDoor;
}

export function deskOf(props: { registry: { formContext: unknown } }): DeskContext {
  return props.registry.formContext as DeskContext;
}
