/** The sentences by what they are about and by layer; a click shows their places. */

import { Fragment, useEffect, useRef } from "react";

import type { MarkKind } from "../grid";
import { t } from "../words/review";
import { kindOf, SIGNS, type Change } from "./model";

const KINDS: readonly MarkKind[] = ["added", "removed", "changed", "moved"];

interface ListProps {
  changes: readonly Change[];
  all: number;
  selected: number | null;
  onSelect: (change: Change) => void;
}

export function ChangeList({ changes, all, selected, onSelect }: ListProps) {
  const list = useRef<HTMLElement>(null);
  useEffect(() => {
    const box = list.current;
    const row = box?.querySelector<HTMLElement>('[aria-current="true"]');
    if (!box || !row) return;
    // Inside its own box only: the page stays where the table is.
    const [top, bottom] = [row.offsetTop - box.offsetTop, row.offsetTop - box.offsetTop + row.offsetHeight];
    if (top < box.scrollTop) box.scrollTop = top;
    else if (bottom > box.scrollTop + box.clientHeight) box.scrollTop = bottom - box.clientHeight;
  }, [selected]);
  return (
    <nav ref={list} className="rv-list" aria-label={t("rv.list")} tabIndex={0}>
      <ul className="rv-legend" aria-hidden="true">
        {KINDS.map((kind) => <li key={kind}><span className={`rv-sign is-${kind}`}>{SIGNS[kind]}</span> {t(`rv.legend.${kind}`)}</li>)}
      </ul>
      {changes.length === 0 && <p className="muted">{t(all ? "rv.filtered" : "rv.none")}</p>}
      {grouped(changes).map(({ subject, layers }) => (
        <Fragment key={subject}>
          <h3>{subject}</h3>
          {layers.map(({ layer, own }) => (
            <Fragment key={layer}>
              <h4>{t(`rv.layer.${layer}`)}</h4>
              <ol>
                {own.map((change) => (
                  <li key={change.n}>
                    <button type="button" className="rv-change" aria-current={change.n === selected} data-change={change.n} onClick={() => onSelect(change)}>
                      <span className={`rv-sign is-${kindOf(change)}`} title={t(`rv.legend.${kindOf(change)}`)}>{SIGNS[kindOf(change)]}</span>
                      <span className={`badge-class badge-class-${change.class}`} title={t(`rv.class.${change.class}` as Parameters<typeof t>[0])}>{change.class}</span>
                      <span>{change.text}</span>
                    </button>
                  </li>
                ))}
              </ol>
            </Fragment>
          ))}
        </Fragment>
      ))}
    </nav>
  );
}

function grouped(changes: readonly Change[]) {
  const subjects = new Map<string, Map<Change["layer"], Change[]>>();
  for (const change of changes) {
    const layers = subjects.get(change.subject) ?? new Map<Change["layer"], Change[]>();
    layers.set(change.layer, [...(layers.get(change.layer) ?? []), change]);
    subjects.set(change.subject, layers);
  }
  return [...subjects].map(([subject, layers]) => ({
    subject,
    layers: (["meaning", "structure", "look"] as const).flatMap((layer) => (layers.has(layer) ? [{ layer, own: layers.get(layer)! }] : [])),
  }));
}

/** The order in which the list shows the changes: what next and previous go by. */
export function listed(changes: readonly Change[]): Change[] {
  return grouped(changes).flatMap(({ layers }) => layers.flatMap(({ own }) => own));
}
