/** The filling island: a form of a submission, generated from its release. */

import { createRoot } from "react-dom/client";

import { FillPage, type FillData } from "../fill/FillPage";
import { islandData } from "../http";
import "../styles/grid.css";
import "../styles/fill.css";
import "../styles/fill-inside.css";
import "../styles/correction.css";

const place = document.querySelector('[data-island="fill"]');
if (place) createRoot(place).render(<FillPage data={islandData<FillData>()} />);
