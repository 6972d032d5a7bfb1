/** What stands in a store outside of the view, drawn again whenever it changes. */

import { useLayoutEffect, useReducer, useRef } from "react";

/**
 * Listens from the moment on in which it is drawn. `useSyncExternalStore` begins after the next picture under Preact: what a key or a click changed
 * until then was drawn late, and the keys after it met the cell of before or none.
 */
export function useStore<T>(subscribe: (listener: () => void) => () => void, read: () => T): T {
  const [, redraw] = useReducer((turn: number) => turn + 1, 0);
  const value = read();
  const drawn = useRef({ value, read });
  drawn.current = { value, read };
  useLayoutEffect(() => {
    const look = () => {
      if (!Object.is(drawn.current.value, drawn.current.read())) redraw();
    };
    // Something changed between drawing and listening.
    look();
    return subscribe(look);
  }, [subscribe]);
  return value;
}
