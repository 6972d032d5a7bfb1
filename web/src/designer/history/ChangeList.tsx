/** Changes by gesture, newest first; only the lines in view are drawn, older pages are read as one comes to them. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { t } from "../../words/designer";
import { showGesture } from "./show";
import { type Gesture, readMore, refresh, useHistory } from "./state";

const LINE = 46;

export function ChangeList() {
  const { gestures, more, loading, failed, chosen, by, form } = useHistory();
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: gestures.length, getScrollElement: () => box.current, estimateSize: () => LINE, overscan: 8 });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && last >= gestures.length - 20) void readMore();
  }, [more, last, gestures.length]);
  if (failed) return <p className="ds-empty">{t("history.failed")} <button type="button" className="ds-link" onClick={() => void refresh()}>{t("history.again")}</button></p>;
  if (gestures.length === 0) return <p className="ds-empty" role="status">{t(loading ? "history.loading" : by || form ? "history.emptyFiltered" : "history.empty")}</p>;
  const at = chosen?.kind === "gesture" ? gestures.findIndex((each) => each.first === chosen.first) : -1;
  const go = (index: number): void => {
    const next = gestures[Math.max(0, Math.min(gestures.length - 1, index))];
    if (!next) return;
    virtual.scrollToIndex(gestures.indexOf(next));
    void showGesture(next);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8, Home: -gestures.length, End: gestures.length }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    go(at < 0 ? 0 : at + step);
  };
  return (
    <div ref={box} className="ds-history-list" role="listbox" tabIndex={0} aria-label={t("history.list")} aria-activedescendant={at >= 0 ? `ds-change-${gestures[at]?.first}` : undefined} onKeyDown={onKeyDown}>
      <div className="ds-history-room" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const gesture = gestures[item.index];
          return gesture ? <Line key={gesture.first} gesture={gesture} index={item.index} top={item.start} total={gestures.length} chosen={item.index === at} /> : null;
        })}
      </div>
    </div>
  );
}

function Line({ gesture, index, top, total, chosen }: { gesture: Gesture; index: number; top: number; total: number; chosen: boolean }) {
  return (
    <div id={`ds-change-${gesture.first}`} className={`ds-change is-${gesture.kind}`} role="option" aria-selected={chosen} aria-posinset={index + 1} aria-setsize={total} style={{ transform: `translateY(${top}px)` }} title={gesture.label} onClick={() => void showGesture(gesture)}>
      <span className="ds-change-label">{gesture.label}</span>
      <span className="ds-change-who">{gesture.mine ? t("history.me") : gesture.by} · {gesture.at_text}{gesture.count > 1 ? ` · ${t("history.ops", { n: gesture.count })}` : ""}</span>
    </div>
  );
}
