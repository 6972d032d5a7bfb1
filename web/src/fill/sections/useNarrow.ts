/** Whether the screen is a telephone's, and how the person wants tables there. */

import { useState } from "react";

import { useStore } from "../../useStore";

const NARROW = "(max-width: 640px)";
/** Kept for the visit. */
const CHOICE = "khuon.fill.one-row";

function listen(listener: () => void): () => void {
  const media = window.matchMedia(NARROW);
  media.addEventListener("change", listener);
  return () => media.removeEventListener("change", listener);
}

export function useNarrow(): boolean {
  return useStore(listen, () => window.matchMedia(NARROW).matches);
}

/** One row at a time, as long as nobody asked for the table. */
export function useOneRow(): [boolean, (on: boolean) => void] {
  const narrow = useNarrow();
  const [wanted, setWanted] = useState(() => sessionStorage.getItem(CHOICE) !== "table");
  const choose = (on: boolean) => {
    sessionStorage.setItem(CHOICE, on ? "row" : "table");
    setWanted(on);
  };
  return [narrow && wanted, choose];
}
