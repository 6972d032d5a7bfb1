/** The review desk: the list of changes, the tables in three views, old and new in words, remarks. */

import { useCallback, useLayoutEffect, useMemo, useState } from "react";

import { t } from "../words/review";
import { Bar } from "./Bar";
import { ChangeList, listed } from "./ChangeList";
import { Comments } from "./Comments";
import { changesAt, firstPlaced, isTable, shown, type Change, type Comment, type Filter, type Layer, type Place, type ReviewData, type Section, type View } from "./model";
import { Sections } from "./Sections";
import { SidesTable } from "./SidesTable";
import type { Listed } from "./talk";

const EVERYTHING: Filter = { layers: new Set<Layer>(["meaning", "structure", "look"]), classes: new Set([0, 1, 2, 3]) };
const KEPT = "khuon.review.view";

function viewAtStart(data: ReviewData): View {
  if (data.first) return "new";
  const kept = sessionStorage.getItem(KEPT);
  if (kept === "beside" || kept === "over" || kept === "new") return kept;
  // On a telephone two tables beside each other are two slits.
  return window.innerWidth < 900 ? "over" : "beside";
}

/** The change that the address names: a sentence about another form leads to that form's page. */
function changeNamed(data: ReviewData): Change | null {
  const found = /^#thay-doi-(\d+)$/.exec(window.location.hash);
  return found ? (data.changes.find((change) => change.n === Number(found[1])) ?? null) : null;
}

export function Desk({ data }: { data: ReviewData }) {
  const [view, setView] = useState<View>(() => viewAtStart(data));
  const [filter, setFilter] = useState(EVERYTHING);
  const [selected, setSelected] = useState<Change | null>(() => changeNamed(data));
  const [target, setTarget] = useState<readonly string[]>(() => Object.keys((selected ?? firstPlaced(listed(data.changes), data))?.marks ?? {}));
  const [place, setPlace] = useState<Place | null>(null);
  const [talk, setTalk] = useState<Listed>({ comments: data.comments ?? [], write: data.write ?? false, resolve: data.resolve ?? false });
  const visible = useMemo(() => listed(shown(data.changes, filter)), [data.changes, filter]);
  const at = selected ? visible.findIndex((change) => change.n === selected.n) : -1;

  const select = useCallback((change: Change | null) => {
    if (!change) return;
    if (change.form && change.form !== data.form && data.forms.some((form) => form.id === change.form)) {
      window.location.assign(`${addressOf(data, change.form)}#thay-doi-${change.n}`);
      return;
    }
    setSelected(change);
    setTarget(Object.keys(change.marks));
    if (change.at && change.form === data.form) setPlace({ key: change.at, row: "", column: "" });
    if (change.part) window.requestAnimationFrame(() => document.querySelector(`[data-side="${change.n}"]`)?.scrollIntoView({ block: "nearest" }));
    else toTables(change);
  }, [data]);

  const step = useCallback((by: 1 | -1) => {
    if (!visible.length) return;
    const next = at < 0 ? (by > 0 ? 0 : visible.length - 1) : (at + by + visible.length) % visible.length;
    select(visible[next]!);
  }, [at, select, visible]);

  // Before the paint: a key pressed as soon as the desk is in sight must find its listener, and never an old `step`.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const typing = (event.target as Element).closest("input:not([type=checkbox]), textarea:not(.k-editor), select, [contenteditable], dialog");
      if (typing && !(event.target as Element).matches(".k-editor")) return;
      const by = event.key === "F8" ? (event.shiftKey ? -1 : 1) : event.key.toLowerCase() === "n" ? 1 : event.key.toLowerCase() === "p" ? -1 : 0;
      if (!by) return;
      event.preventDefault();
      event.stopPropagation();
      step(by);
    };
    document.addEventListener("keydown", onKey, true);
    return () => document.removeEventListener("keydown", onKey, true);
  }, [step]);

  const onPlace = (clicked: Place) => {
    setPlace(clicked);
    const found = data.form ? changesAt(visible, data.form, clicked) : [];
    if (!found.length) return;
    // The same place again leads on to its next sentence.
    const known = found.findIndex((change) => change.n === selected?.n);
    setSelected(found[(known + 1) % found.length]!);
  };
  const onGo = (comment: Comment) => {
    if (comment.form && comment.form !== data.form) window.location.assign(`${addressOf(data, comment.form)}#comments`);
    else if (comment.place.includes("/")) select(visible.find((change) => change.at === comment.place) ?? null);
    else if (comment.place) setTarget([comment.place]);
  };
  const onView = (next: View) => {
    sessionStorage.setItem(KEPT, next);
    setView(next);
    if (selected) setTarget(Object.keys(selected.marks));
  };
  const form = data.forms.find((each) => each.id === data.form) ?? null;
  return (
    <div className="rv">
      <Bar changes={data.changes} view={view} views={!data.first && data.sections.length > 0} filter={filter} at={at} all={visible.length} onView={onView} onFilter={setFilter} onStep={step} />
      <div className="rv-body">
        <ChangeList changes={visible} all={data.changes.length} selected={selected?.n ?? null} onSelect={select} />
        <div className="rv-main">
          {data.forms.length > 1 && (
            <nav className="tabs" aria-label={t("rv.forms")}>
              {data.forms.map((each) => (
                <a key={each.id} href={addressOf(data, each.id)} title={each.title} aria-current={each.id === data.form ? "page" : undefined}>
                  {each.code} {each.changes > 0 && <span className="count">{each.changes}</span>}
                </a>
              ))}
            </nav>
          )}
          {form && <Sections sections={data.sections} form={form.id} view={view} changes={visible} selected={selected?.n ?? null} target={target} onPlace={onPlace} />}
          <SidesTable changes={visible} form={data.form} selected={selected?.n ?? null} onSelect={select} />
          {data.comments && <Comments draft={data.draft} form={form} comments={talk.comments} write={talk.write} resolve={talk.resolve} place={place} nameOf={(key) => nameOf(data.sections, key)} onListed={setTalk} onGo={onGo} />}
        </div>
      </div>
    </div>
  );
}

function addressOf(data: ReviewData, form: string): string {
  return data.address.replace("{form}", encodeURIComponent(form));
}

/** Bring the section of the first marked place near the top of the window when it is out of sight. */
function toTables(change: Change): void {
  window.requestAnimationFrame(() => {
    const looked = document.querySelector(".rv-section .is-looked-at");
    const section = looked?.closest(".rv-section") ?? (Object.keys(change.marks).length ? document.querySelector(".rv-section") : null);
    const box = section?.getBoundingClientRect();
    if (box && (box.top > window.innerHeight - 120 || box.bottom < 120)) section!.scrollIntoView({ block: "start" });
  });
}

/** A place by number and caption, as the form prints it. */
export function nameOf(sections: readonly Section[], place: string): string {
  const parts = place.split(":");
  return parts.map((id) => {
    for (const section of sections) {
      if (!isTable(section)) {
        const item = section.both.find((each) => each.id === id);
        if (item) return `“${item.text || id}”`;
        continue;
      }
      const column = section.both.columns.find((each) => each.id === id);
      if (column) return column.number || `“${column.label}”`;
      const row = section.both.rows.find((each) => each.id === id);
      if (row) return row.marker || `“${row.label}”`;
      const head = section.both.header.flat().find((each) => each.id === id);
      if (head) return `“${head.label}”`;
    }
    return id;
  }).join(" × ");
}
