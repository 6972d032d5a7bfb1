/** Calm frames over the sheet: what a chosen change wrote, and where other people are. */
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Id } from "../model/documents";
import { useDesigner } from "../state/store";
import { colourOf, useTogether } from "../state/together";
import { placeOf, type Place } from "./places";
import { chosenPlaces, elementAt } from "./show";
import { useHistory } from "./state";

interface Frame {
  key: string;
  tone: string;
  name: string;
  place: Place;
}

/** Places that one change may outline; a pasted block has thousands. */
const MOST = 200;

export function Outlines({ form, scroller }: { form: Id; scroller: RefObject<HTMLDivElement | null> }) {
  const frames = useFrames(form);
  const layer = useRef<HTMLDivElement>(null);
  const [, again] = useState(0);
  useDesigner((s) => s.documents);
  useDesigner((s) => s.zoom);
  useDesigner((s) => s.left);
  useDesigner((s) => s.right);
  // Rows of long tables come and go while scrolling.
  useEffect(() => {
    const element = scroller.current;
    if (!element || frames.length === 0) return undefined;
    let waiting = 0;
    const later = (): void => {
      window.cancelAnimationFrame(waiting);
      waiting = window.requestAnimationFrame(() => again((n) => n + 1));
    };
    element.addEventListener("scroll", later, { passive: true });
    window.addEventListener("resize", later);
    later();
    return () => {
      window.cancelAnimationFrame(waiting);
      element.removeEventListener("scroll", later);
      window.removeEventListener("resize", later);
    };
  }, [scroller, frames]);
  useLayoutEffect(() => {
    if (!layer.current || !scroller.current) return;
    const origin = layer.current.getBoundingClientRect();
    frames.forEach((frame, index) => {
      const box = layer.current?.children[index] as HTMLElement | undefined;
      const element = scroller.current && elementAt(scroller.current, frame.place);
      if (!box) return;
      box.hidden = !element || !inSight(element);
      if (!element || box.hidden) return;
      const at = element.getBoundingClientRect();
      box.style.transform = `translate(${at.left - origin.left}px, ${at.top - origin.top}px)`;
      box.style.width = `${at.width}px`;
      box.style.height = `${at.height}px`;
    });
  });
  return (
    <div ref={layer} className="ds-outlines">
      {frames.map((frame) => <div key={frame.key} className={`ds-outline ${frame.tone}`} hidden>{frame.name ? <span className="ds-outline-name" title={frame.name}>{initials(frame.name)}</span> : null}</div>)}
    </div>
  );
}

/** Not under the frozen header or captions: a frame would float over them. */
function inSight(element: HTMLElement): boolean {
  const { left, top, width, height } = element.getBoundingClientRect();
  const seen = document.elementFromPoint(left + width / 2, top + height / 2);
  return seen !== null && (element.contains(seen) || seen.closest(".ds-dialog, .ds-toasts, .ds-menu") !== null);
}

function useFrames(form: Id): Frame[] {
  const people = useTogether((s) => s.people);
  useHistory((s) => s.told);
  useHistory((s) => s.open);
  const changed = chosenPlaces().filter((place) => place.form === form && place.address).slice(0, MOST);
  const here = people.flatMap((person) => {
    const place = placeOf(person.place);
    return place?.form === form && place.address ? [{ key: person.page, tone: `is-person-${colourOf(person.page)}`, name: person.name, place }] : [];
  });
  const frames = [...changed.map((place) => ({ key: `${place.section} ${place.address}`, tone: "is-change", name: "", place })), ...here];
  // The same frames keep their identity, so that listening is not begun anew with every drawing.
  const held = useRef<{ said: string; frames: Frame[] }>({ said: "", frames: [] });
  const said = JSON.stringify(frames);
  if (held.current.said !== said) held.current = { said, frames };
  return held.current.frames;
}

/** "Nguyễn Thị Hoa" → "NH": first and last, as people sign lists. */
export function initials(name: string): string {
  const parts = name.split(/\s+/).filter(Boolean);
  const letters = parts.length > 1 ? [parts[0], parts.at(-1)] : parts;
  return letters.map((part) => part?.charAt(0).toLocaleUpperCase("vi") ?? "").join("");
}
