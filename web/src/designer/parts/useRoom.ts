import { type RefObject, useLayoutEffect } from "react";

/** The screen below the page's header belongs to the element. */
export function useRoom(root: RefObject<HTMLDivElement | null>): void {
  useLayoutEffect(() => {
    const measure = (): void => {
      const top = root.current ? root.current.getBoundingClientRect().top + window.scrollY : 0;
      root.current?.style.setProperty("--ds-top", `${Math.round(top)}px`);
    };
    measure();
    window.addEventListener("resize", measure);
    return () => window.removeEventListener("resize", measure);
  }, [root]);
}
