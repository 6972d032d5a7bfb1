/** Keys on the canvas while no text is being edited. */
import type { KeyboardEvent } from "react";
import { nameOf, runKey } from "./commandKeys";

export function onCanvasKey(event: KeyboardEvent): void {
  if (!runKey(nameOf(event))) return;
  event.preventDefault();
  event.stopPropagation();
}
