/** Lists and calendars that open at a cell stand in the top layer, so that the edge of the table does not cut them off. */

/** Shows a popover below a field, above it where there is no room below, and within the window. */
export function place(box: HTMLElement, field: HTMLElement): void {
  const at = field.getBoundingClientRect();
  if (!box.matches(":popover-open")) box.showPopover();
  const height = box.getBoundingClientRect().height;
  const below = at.bottom + height < window.innerHeight;
  box.style.left = `${Math.max(8, Math.min(at.left, window.innerWidth - box.offsetWidth - 8))}px`;
  box.style.top = `${below ? at.bottom + 1 : Math.max(8, at.top - height - 1)}px`;
}
