/** The designer's island. */
import { createRoot } from "react-dom/client";
import { Designer } from "../designer/Designer";
import { draftApi, type IslandData } from "../designer/state/api";
import { begin } from "../designer/state/store";
import { startSync } from "../designer/state/sync";
import { islandData } from "../http";
import "../styles/designer.css";

const place = document.querySelector('[data-island="designer"]');
if (place) {
  const data = islandData<IslandData>();
  begin(data, new URLSearchParams(window.location.search).get("form"));
  startSync(draftApi(data.draft.id));
  createRoot(place).render(<Designer />);
}
