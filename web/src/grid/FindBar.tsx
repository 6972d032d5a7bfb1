/** The line for finding, above the table while it is open. */

import { useDeferredValue, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";

import { t } from "../words/grid";
import type { GridControl } from "./control";
import { findAll, stepMatch } from "./find";
import type { Position } from "./selection";

interface FindBarProps {
  control: GridControl;
  /** Brings a cell into sight. */
  show: (at: Position) => void;
}

export function FindBar({ control, show }: FindBarProps) {
  const field = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState("");
  const wanted = useDeferredValue(query);
  const matches = useMemo(() => findAll(control, wanted), [control, wanted]);
  const [at, setAt] = useState(0);
  const match = matches[at];

  useLayoutEffect(() => {
    // After the key that opened it is done: until then the table would take the keyboard back for its cell.
    queueMicrotask(() => {
      control.selection.setFocused(false);
      field.current?.focus();
      field.current?.select();
    });
  }, [control]);
  useLayoutEffect(() => {
    setAt(0);
    const first = matches[0];
    if (first) show(first.at);
  }, [matches, show]);

  const go = (by: 1 | -1) => {
    const next = stepMatch(matches, at, by);
    setAt(Math.max(0, next));
    if (matches[next]) show(matches[next].at);
  };
  const close = () => {
    control.setFinding(false);
    control.selection.setFocused(true);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    const findKey = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "f";
    if (event.key === "Escape") close();
    else if (findKey) field.current?.select();
    else if (event.key === "F3" || (event.key === "Enter" && event.target === field.current)) go(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const said = !wanted.trim() ? "" : !match ? t("find.none") : `${t("find.count", { at: at + 1, n: matches.length })}${match.what === "value" ? "" : ` · ${t(`find.${match.what}`, { name: match.name })}`}`;
  return (
    <div className="k-find" role="search" aria-label={t("find.title")} onKeyDown={onKeyDown}>
      <input ref={field} type="search" className="k-find-field" value={query} placeholder={t("find.label")} aria-label={t("find.label")} autoComplete="off" spellCheck={false} onChange={(event) => setQuery(event.target.value)} />
      <span role="status" className="k-find-count">{said}</span>
      <button type="button" className="btn btn-quiet btn-small" title="Shift+Enter" disabled={!match} onClick={() => go(-1)}>{t("find.previous")}</button>
      <button type="button" className="btn btn-quiet btn-small" title="Enter" disabled={!match} onClick={() => go(1)}>{t("find.next")}</button>
      <button type="button" className="btn btn-quiet btn-small" title="Esc" aria-label={t("find.close")} onClick={close}>×</button>
    </div>
  );
}
