/** Brings a cell into view clear of the sticky header and the frozen column, which `scrollIntoView` hides it behind. */

import { useCallback, type RefObject } from "react";

const EDGE = 4;

export function useReveal(scroller: RefObject<HTMLElement | null>): (cell: HTMLElement) => void {
  return useCallback((cell: HTMLElement) => {
    const box = scroller.current;
    if (!box) return;
    const head = box.querySelector("thead")?.getBoundingClientRect().height ?? 0;
    const frozen = box.querySelector<HTMLElement>("tbody .k-frozen")?.offsetWidth ?? 0;
    const outer = box.getBoundingClientRect();
    const inner = cell.getBoundingClientRect();
    const top = outer.top + head + EDGE;
    const bottom = outer.top + box.clientHeight - EDGE;
    if (inner.top < top) box.scrollTop -= top - inner.top;
    else if (inner.bottom > bottom) box.scrollTop += Math.min(inner.bottom - bottom, inner.top - top);
    if (!cell.classList.contains("k-frozen")) {
      const left = outer.left + frozen + EDGE;
      const right = outer.left + box.clientWidth - EDGE;
      if (inner.left < left) box.scrollLeft -= left - inner.left;
      else if (inner.right > right) box.scrollLeft += Math.min(inner.right - right, inner.left - left);
    }
    const after = cell.getBoundingClientRect();
    if (after.top < 0 || after.bottom > window.innerHeight) cell.scrollIntoView({ block: "center", inline: "nearest" });
  }, [scroller]);
}
