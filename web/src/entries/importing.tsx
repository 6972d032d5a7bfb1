/** The island on which an annex becomes forms, and the box to paste a table into. */
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { islandData } from "../http";
import { Importing } from "../importing/Importing";
import type { IslandData } from "../importing/model";
import { PasteBox } from "../importing/PasteBox";
import { begin } from "../importing/store";
import "../styles/designer.css";
import "../styles/grid.css";
import "../styles/importing.css";

const page = document.querySelector('[data-island="importing"]');
if (page) {
  begin(islandData<IslandData>());
  const root = createRoot(page);
  // Drawn as a whole, ears and all: what is seen hears the very first press and the keys behind it.
  flushSync(() => root.render(<Importing />));
}

const box = document.querySelector('[data-island="importing-paste"]');
if (box) createRoot(box).render(<PasteBox draft={islandData<{ draft: string }>().draft} />);
