/** The designer's island. */
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { Designer } from "../designer/Designer";
import { draftApi, type IslandData } from "../designer/state/api";
import { checkAtOpening } from "../designer/state/checking";
import { type ProofData, useProving } from "../designer/state/proving";
import { begin, open } from "../designer/state/store";
import { startSync } from "../designer/state/sync";
import { islandData } from "../http";
import "../styles/designer.css";
import "../styles/designer-canvas.css";
import "../styles/designer-history.css";
import "../styles/designer-proofs.css";
import "../styles/designer-trying.css";
import "../styles/designer-indicators.css";
import "../styles/designer-properties.css";
import "../styles/designer-remarks.css";
import "../styles/designer-copies.css";

const place = document.querySelector('[data-island="designer"]');
if (place) {
  const data = islandData<IslandData & ProofData>();
  begin(data, new URLSearchParams(window.location.search).get("form"));
  const indicator = new URLSearchParams(window.location.search).get("indicator");
  if (indicator) open({ kind: "indicators", indicator });
  useProving.setState({ limit: data.proof_seconds });
  const api = draftApi(data.draft.id);
  startSync(api);
  const root = createRoot(place);
  // Drawn as a whole, ears and all: what is seen hears the very first press and the keys behind it.
  flushSync(() => root.render(<Designer />));
  void checkAtOpening(api);
}
