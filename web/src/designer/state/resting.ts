/** A value once it rests: someone who walks over the table with the arrows is not held up by what merely describes each place. */
import { startTransition, useEffect, useRef, useState } from "react";

const QUICK = 200;

/** The value, and whether it is behind because the newer ones come quickly one after another. */
export function useResting<T>(value: T): { value: T; behind: boolean } {
  const [rested, setRested] = useState(value);
  const [held, setHeld] = useState(false);
  const last = useRef(0);
  useEffect(() => {
    const now = performance.now();
    const quick = now - last.current < QUICK;
    last.current = now;
    const settle = (): void => startTransition(() => {
      setRested(value);
      setHeld(false);
    });
    if (!quick) {
      settle();
      return undefined;
    }
    setHeld(true);
    const timer = window.setTimeout(settle, QUICK);
    return () => window.clearTimeout(timer);
  }, [value]);
  return { value: rested, behind: held && !Object.is(value, rested) };
}
