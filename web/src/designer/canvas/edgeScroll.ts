/** While something is dragged near an edge of the sheet, the sheet moves on under it. */

const ZONE = 36;
const FASTEST = 22;

/** Call with every place of the pointer; the way to stop is given back. */
export function edgeScroll(moved: () => void): { at: (x: number, y: number) => void; stop: () => void } {
  const scroller = document.querySelector<HTMLElement>(".ds-canvas");
  let [across, down, frame] = [0, 0, 0];
  const go = (): void => {
    frame = 0;
    if (!scroller || (across === 0 && down === 0)) return;
    const before = scroller.scrollLeft + scroller.scrollTop;
    scroller.scrollBy(across, down);
    if (scroller.scrollLeft + scroller.scrollTop !== before) moved();
    frame = window.requestAnimationFrame(go);
  };
  return {
    at: (x, y) => {
      const box = scroller?.getBoundingClientRect();
      if (!box) return;
      across = speed(x, box.left + frozenWidth(scroller), box.right);
      down = speed(y, box.top, box.bottom);
      if (frame === 0 && (across !== 0 || down !== 0)) frame = window.requestAnimationFrame(go);
    },
    stop: () => window.cancelAnimationFrame(frame),
  };
}

/** Faster the nearer to the edge, and beyond it. */
function speed(at: number, first: number, last: number): number {
  if (at < first + ZONE) return -Math.min(FASTEST, Math.round(((first + ZONE - at) / ZONE) * FASTEST * 0.6) + 2);
  if (at > last - ZONE) return Math.min(FASTEST, Math.round(((at - last + ZONE) / ZONE) * FASTEST * 0.6) + 2);
  return 0;
}

function frozenWidth(scroller: HTMLElement | null): number {
  const cells = scroller?.querySelectorAll<HTMLElement>("thead tr:first-child > .is-frozen") ?? [];
  return Array.from(cells).reduce((sum, cell) => sum + cell.offsetWidth, 0);
}
