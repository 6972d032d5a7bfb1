/** What is shown: the view, the layers, the classes, and the way from change to change. */

import { t } from "../words/review";
import type { Change, Filter, Layer, View } from "./model";

const VIEWS: readonly View[] = ["beside", "over", "new"];
const LAYERS: readonly Layer[] = ["meaning", "structure", "look"];
const CLASSES: readonly number[] = [0, 1, 2, 3];

interface BarProps {
  changes: readonly Change[];
  view: View;
  views: boolean;
  filter: Filter;
  at: number;
  all: number;
  onView: (view: View) => void;
  onFilter: (filter: Filter) => void;
  onStep: (by: 1 | -1) => void;
}

function toggled<T>(set: ReadonlySet<T>, value: T): Set<T> {
  const next = new Set(set);
  if (!next.delete(value)) next.add(value);
  return next;
}

export function Bar({ changes, view, views, filter, at, all, onView, onFilter, onStep }: BarProps) {
  const count = (fits: (change: Change) => boolean) => changes.filter(fits).length;
  return (
    <div className="rv-bar">
      {views && (
        <div className="rv-switch" role="group" aria-label={t("rv.view")}>
          {VIEWS.map((each) => <button key={each} type="button" aria-pressed={view === each} onClick={() => onView(each)}>{t(`rv.${each}`)}</button>)}
        </div>
      )}
      <fieldset className="rv-filter">
        <legend>{t("rv.layers")}</legend>
        {LAYERS.map((layer) => {
          const n = count((change) => change.layer === layer);
          return <label key={layer}><input type="checkbox" disabled={!n} checked={filter.layers.has(layer)} onChange={() => onFilter({ ...filter, layers: toggled(filter.layers, layer) })} /> {t(`rv.layer.${layer}`)} <span className="muted">{n}</span></label>;
        })}
      </fieldset>
      <fieldset className="rv-filter">
        <legend>{t("rv.classes")}</legend>
        {CLASSES.map((level) => {
          const n = count((change) => change.class === level);
          return <label key={level} title={t(`rv.class.${level}` as Parameters<typeof t>[0])}><input type="checkbox" disabled={!n} checked={filter.classes.has(level)} onChange={() => onFilter({ ...filter, classes: toggled(filter.classes, level) })} /> {level} <span className="muted">({n})</span></label>;
        })}
      </fieldset>
      <div className="rv-steps">
        <button type="button" className="btn btn-small" disabled={!all} aria-label={t("rv.previous")} title={t("rv.previous")} onClick={() => onStep(-1)}>↑</button>
        <span aria-live="polite">{t("rv.step", { at: at + 1, all })}</span>
        <button type="button" className="btn btn-small" disabled={!all} aria-label={t("rv.next")} title={t("rv.next")} onClick={() => onStep(1)}>↓</button>
      </div>
    </div>
  );
}
