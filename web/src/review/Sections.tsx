/** The sections of a form in one of the three views: side by side, laid on one another, the new one alone. */

import { useCallback, useMemo, useRef } from "react";

import type { ChangeMark } from "../grid";
import { t } from "../words/review";
import { isTable, marksOf, SIGNS, type Change, type Item, type ItemSection, type Place, type Section, type Side, type TableSection, type View } from "./model";
import { OneTable } from "./OneTable";

interface SectionsProps {
  sections: readonly Section[];
  form: string;
  view: View;
  changes: readonly Change[];
  selected: number | null;
  target: readonly string[];
  onPlace: (place: Place) => void;
}

type Marks = Readonly<Record<Side, Record<string, ChangeMark>>>;

export function Sections(props: SectionsProps) {
  const { sections, form, changes, selected } = props;
  const marks = useMemo<Marks>(
    () => ({ old: marksOf(changes, form, "old", selected), new: marksOf(changes, form, "new", selected), both: marksOf(changes, form, "both", selected) }),
    [changes, form, selected],
  );
  return (
    <>
      {sections.map((section, index) => {
        const own = marks.both[section.id];
        return (
          <section key={section.id} className="rv-section" data-section={section.id}>
            <h3 className={own ? `rv-head is-${own.kind}` : undefined}>
              {section.title || `${t(`rv.kind.${section.kind}`)}${sections.length > 1 ? ` ${index + 1}` : ""}`}
              {section.state !== "kept" && <span className={`k-change k-change-${section.state}`}>{t(section.state === "added" ? "rv.section_added" : "rv.section_removed")}</span>}
            </h3>
            {isTable(section) ? <Tables {...props} section={section} marks={marks} /> : <Lists {...props} section={section} marks={marks} />}
          </section>
        );
      })}
    </>
  );
}

function Tables({ section, view, marks, target, onPlace }: SectionsProps & { section: TableSection; marks: Marks }) {
  const boxes = useRef<(HTMLElement | null)[]>([null, null]);
  const first = useCallback((box: HTMLElement | null) => follow(boxes.current, 0, box), []);
  const second = useCallback((box: HTMLElement | null) => follow(boxes.current, 1, box), []);
  const shared = { target, onPlace };
  if (view === "over") return <div className="rv-single"><OneTable {...shared} table={section.both} caption={t("rv.over")} marks={marks.both} /></div>;
  const fresh = section.new ? <OneTable {...shared} table={section.new} caption={t("rv.new_side")} marks={marks.new} box={second} /> : <Missing text={t("rv.no_new")} />;
  if (view === "new") return <div className="rv-single">{fresh}</div>;
  return (
    <div className="rv-pair">
      {section.old ? <OneTable {...shared} table={section.old} caption={t("rv.old")} marks={marks.old} box={first} /> : <Missing text={t("rv.no_old")} />}
      {fresh}
    </div>
  );
}

function Missing({ text }: { text: string }) {
  return <p className="empty">{text}</p>;
}

/** Both sides scroll together. What one side was set to is not answered by the other. */
function follow(boxes: (HTMLElement | null)[], at: number, box: HTMLElement | null): void {
  boxes[at] = box;
  box?.addEventListener("scroll", () => {
    const other = boxes[1 - at];
    if (!other || (other.scrollTop === box.scrollTop && other.scrollLeft === box.scrollLeft)) return;
    if (box.dataset.led === `${box.scrollTop}/${box.scrollLeft}`) return;
    other.scrollTop = box.scrollTop;
    other.scrollLeft = box.scrollLeft;
    other.dataset.led = `${other.scrollTop}/${other.scrollLeft}`;
  }, { passive: true });
}

function Lists({ section, view, marks, onPlace }: SectionsProps & { section: ItemSection; marks: Marks }) {
  const one = (items: Item[] | null, side: Side, caption: string, missing: string) => (
    <div>
      <h4>{caption}</h4>
      {items ? <ItemList items={items} marks={marks[side]} onPlace={onPlace} /> : <Missing text={missing} />}
    </div>
  );
  const fresh = one(section.new, "new", t("rv.new_side"), t("rv.no_new"));
  if (view === "over") return <div className="rv-single">{one(section.both, "both", t("rv.over"), "")}</div>;
  if (view === "new") return <div className="rv-single">{fresh}</div>;
  return <div className="rv-pair">{one(section.old, "old", t("rv.old"), t("rv.no_old"))}{fresh}</div>;
}

function ItemList({ items, marks, onPlace }: { items: Item[]; marks: Record<string, ChangeMark>; onPlace: (place: Place) => void }) {
  return (
    <ul className="rv-items">
      {items.map(({ id, text, depth, detail }) => {
        const mark = marks[id];
        return (
          <li key={id} data-item={id} className={mark ? `is-${mark.kind}${mark.focus ? " is-looked-at" : ""}` : undefined}>
            <button type="button" className={`depth-${Math.min(depth, 3)}`} title={mark?.text} onClick={() => onPlace({ key: id, row: id, column: "" })}>
              <span>{mark && <span className={`rv-sign is-${mark.kind}`}>{SIGNS[mark.kind]} </span>}{text || id}</span>
              <span className="muted">{detail}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
