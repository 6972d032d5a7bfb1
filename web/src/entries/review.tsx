/**
 * The review desk of a draft: `{draft, forms, form, first, changes, sections, address, comments?, write?, resolve?}`
 * as `designer.review.sheets.island` makes it. Without `comments` it is read only: the link that leaders get.
 */

import { createRoot } from "react-dom/client";

import { islandData } from "../http";
import { Desk } from "../review/Desk";
import type { ReviewData } from "../review/model";
import { keepFields } from "../review/typed";
import "../styles/grid.css";
import "../styles/review.css";

const place = document.querySelector('[data-island="review"]');
if (place) {
  const data = islandData<ReviewData>();
  keepFields(document, data.draft);
  createRoot(place).render(<Desk data={data} />);
}
