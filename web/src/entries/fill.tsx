/** The filling island: a form of a submission, generated from its release. */

import { createRoot } from "react-dom/client";

import { FillPage, type FillData } from "../fill/FillPage";
import { Guard } from "../fill/Guard";
import { releaseStyles } from "../fill/later";
import { awayData, NothingHere } from "../fill/offline/away";
import { takeHanded } from "../fill/offline/forms";
import { registerWorker } from "../fill/offline/worker";
import { lookAhead, lookAheadFor } from "../fill/opening";
import { styled, Unstyled } from "../fill/styled";
import { islandData } from "../http";
import "../styles/grid.css";
import "../styles/fill.css";
import "../styles/fill-inside.css";
import "../styles/fill-together.css";
import "../styles/fill-sections.css";
import "../styles/fill-workbook.css";
import "../styles/correction.css";
import "../styles/fill-help.css";
import "../styles/fill-narrow.css";
import "../styles/forced.css";

/** Milliseconds after which the rest of the styles comes even if the form has not. */
const LONGEST_WITHOUT = 8_000;

async function start(place: Element): Promise<void> {
  // What this machine keeps is looked up while the page is put together.
  const handed = takeHanded(document);
  lookAhead(handed);
  const given = islandData<Partial<FillData>>();
  registerWorker(given.worker);
  const data = given.submission ? (given as FillData) : await awayData(handed);
  // A page without its form is not worth drawing: it is there in the time of a frame.
  if (data?.first) await lookAheadFor(data, handed);
  // Where the files stand on this machine the typeface does not wait; where no table is awaited, nothing does.
  if (navigator.serviceWorker?.controller) releaseStyles("font");
  setTimeout(releaseStyles, data ? LONGEST_WITHOUT : 0);
  if (!(await styled())) {
    createRoot(place).render(<Unstyled />);
    return;
  }
  createRoot(place).render(<Guard>{data ? <FillPage data={data} /> : <NothingHere />}</Guard>);
}

const place = document.querySelector('[data-island="fill"]');
if (place) void start(place);
