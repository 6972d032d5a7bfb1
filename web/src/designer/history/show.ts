/** A change shown on the canvas: its form is opened, its places are outlined, the first is brought into view. */
import { elementOf, spotOf, toSelection } from "../canvas/places";
import { reveal } from "../canvas/reveal";
import { formOf, type Id } from "../model/documents";
import { currentForm, open, select, state } from "../state/store";
import { placeOf, placeOfPath, type Place } from "./places";
import { choose, type Gesture, type Told, useHistory } from "./state";

export async function showGesture(gesture: Gesture): Promise<void> {
  const told = await choose({ kind: "gesture", first: gesture.first, last: gesture.last });
  if (!told) return;
  const form = gesture.forms.find((each) => each === currentForm()) ?? gesture.forms.find((each) => formOf(state().documents, each));
  if (form && form !== currentForm()) open({ kind: "form", form });
  const place = placesOf(told).find((each) => each.address && each.form === form);
  if (place) goTo(place);
}

/** Places that a change wrote, as far as they are on a canvas. */
export function placesOf(told: Told | null): Place[] {
  const { documents } = state();
  const found = (told?.paths ?? []).map((path) => placeOfPath(documents, path)).filter((each) => each !== null);
  return [...new Map(found.map((each) => [JSON.stringify(each), each])).values()];
}

/** Select a place and bring it into view, as a click on it would. */
export function goTo(place: Place): void {
  if (!formOf(state().documents, place.form)) return;
  if (place.form !== currentForm() || state().page.kind !== "form") open({ kind: "form", form: place.form });
  if (!place.section || !place.address) return;
  const { section, address } = place;
  // The canvas of another form is there only after it was drawn.
  window.requestAnimationFrame(() => window.requestAnimationFrame(() => {
    const selection = selectionOf(section, address);
    if (!selection) return;
    select(selection);
    reveal(document.querySelector<HTMLElement>(".ds-canvas"));
  }));
}

function selectionOf(section: Id, address: string) {
  const element = document.querySelector(`[data-section="${CSS.escape(section)}"] [data-at="${CSS.escape(address)}"]`);
  const spot = spotOf(element);
  if (spot) return toSelection(spot);
  const [kind, first = "", second = ""] = address.split(":");
  if (kind === "d") return toSelection({ kind: "cell", section, row: first, column: second });
  return kind === "s" ? toSelection({ kind: "row", section, id: first, part: "label" }) : null;
}

/** The element that stands for a place on the canvas that is drawn now. */
export function elementAt(root: ParentNode, place: Place): HTMLElement | null {
  if (!place.section || !place.address) return null;
  const exact = root.querySelector<HTMLElement>(`[data-section="${CSS.escape(place.section)}"] [data-at="${CSS.escape(place.address)}"]`);
  const [kind, id = ""] = place.address.split(":");
  if (exact || kind !== "s") return exact;
  return elementOf(root, toSelection({ kind: "row", section: place.section, id, part: "label" }));
}

export function goToPerson(place: string): void {
  const found = placeOf(place);
  if (found) goTo(found);
}

/** What is chosen in the history, to be outlined; nothing while the panel is closed. */
export function chosenPlaces(): Place[] {
  const { open: shown, told, chosen } = useHistory.getState();
  return shown && chosen?.kind === "gesture" ? placesOf(told) : [];
}
