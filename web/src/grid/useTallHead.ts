/** A header that would take half of the window scrolls away with the rows; its last line stays. */

import { useLayoutEffect, type RefObject } from "react";

import type { Columns } from "./columns";

/** The part of the height of the region that a standing header may take. */
const MOST = 0.45;

export function useTallHead(scroller: RefObject<HTMLElement | null>, columns: Columns): void {
  useLayoutEffect(() => {
    const box = scroller.current;
    const head = box?.querySelector("thead");
    if (!box || !head) return;
    // The room of the region, not its height: a short table is as low as its rows. A region whose rows do not fit has its height only.
    const fit = () => {
      const full = box.scrollHeight > box.clientHeight + 1;
      const room = full ? box.clientHeight : Math.min(window.innerHeight, Math.max(box.clientHeight, window.innerHeight - box.getBoundingClientRect().top));
      head.toggleAttribute("data-tall", head.offsetHeight > room * MOST);
    };
    fit();
    const watch = new ResizeObserver(fit);
    watch.observe(box);
    watch.observe(head);
    return () => watch.disconnect();
  }, [scroller, columns]);
}
