/** All that is known about the cell in hand: what it takes, guidance, formula, earlier figures. It follows the keyboard. */

import { useLayoutEffect, useReducer } from "react";

import { textOf, type Spec } from "../../grid";
import { formatNumber } from "../../numbers";
import { t as fill } from "../../words/fill";
import { t } from "../../words/fill-help";
import type { Desk } from "../desk";
import { againstOf, changeText } from "./Against";
import { usualText } from "./magnitude";
import { placeOf } from "./place";

function takes(spec: Spec, reason: string | undefined): string[] {
  const said: string[] = [];
  if (reason !== undefined) said.push(t("cell.kind.overridden", { reason }));
  else said.push(t(spec.kind === "carried" && spec.override ? "cell.kind.carriedFree" : `cell.kind.${spec.kind}`));
  if (spec.kind === "number") said.push(spec.decimals ? t("cell.decimals", { n: spec.decimals }) : t("cell.whole"));
  const [min, max] = [spec.min, spec.max].map((one) => (one == null ? null : formatNumber(one)));
  if (min != null && max != null) said.push(t("cell.range", { min, max }));
  else if (min != null) said.push(t("cell.min", { min }));
  else if (max != null) said.push(t("cell.max", { max }));
  if (spec.required) said.push(t("cell.required"));
  if (spec.dash && spec.kind === "number") said.push(t("cell.dash"));
  if (spec.party === "lead") said.push(t("cell.lead"));
  return said;
}

/** Draws again when the keyboard goes to another cell or the figures change. */
function useHand(desk: Desk): void {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useLayoutEffect(() => {
    const stops = [desk.onActive(redraw), desk.book.on("edit", redraw), desk.onChecks(redraw)];
    document.addEventListener("focusin", redraw);
    return () => {
      stops.forEach((stop) => stop());
      document.removeEventListener("focusin", redraw);
    };
  }, [desk]);
}

/** Drops the reason and the figure given with it: the cell holds again what is carried over. One undo brings both back. */
function carryAgain(desk: Desk, cell: string): void {
  const { [cell]: _, ...kept } = desk.book.overrides;
  desk.book.edit({ overrides: kept, cells: [{ key: cell, to: null }] });
}

function Line({ caption, children }: { caption: string; children: React.ReactNode }) {
  return <><dt>{caption}</dt><dd>{children}</dd></>;
}

function Details({ desk, cell }: { desk: Desk; cell: string }) {
  const place = placeOf(desk, cell);
  const spec = desk.book.specOf(cell);
  if (!spec) return <p className="muted">{t("cell.pick")}</p>;
  const view = desk.book.view(cell);
  const usual = desk.payload.magnitude?.usual[cell];
  const wrong = [view.fault, view.mark?.text, view.note, view.renewed].filter(Boolean);
  const before = againstOf(desk, cell);
  return (
    <dl>
      {wrong.length > 0 && <Line caption={t("cell.wrong")}>{wrong.map((one) => <p key={one} className={view.fault === one || view.mark?.severity === "error" ? "fill-fault" : undefined}>{one}</p>)}</Line>}
      <Line caption={t("cell.guidance")}>{place.guidance.length ? place.guidance.map((one) => <p key={one}>{one}</p>) : <span className="muted">{t("cell.noGuidance")}</span>}</Line>
      <Line caption={t("cell.kind")}>{takes(spec, desk.book.overrides[cell]?.reason).join("; ")}</Line>
      {cell in desk.book.overrides && <Line caption={t("cell.carriedNow")}>{textOf(desk.carried(cell), spec) || <span className="muted">{t("cell.carriedNone")}</span>}</Line>}
      {cell in desk.book.overrides && !desk.readOnly && <Line caption=""><button type="button" className="btn btn-small" onClick={() => carryAgain(desk, cell)}>{t("cell.carryAgain")}</button></Line>}
      {place.unit && <Line caption={t("cell.unit")}>{place.unit}</Line>}
      {spec.formula_words && <Line caption={t("cell.formula")}>= {spec.formula_words}</Line>}
      {before.length > 0 && (
        <Line caption={t("cell.before")}>
          <ul className="fill-cellhelp-before">
            {before.map(({ of, label, change }) => <li key={of}><span>{label}</span> <b>{change.before}</b><span>{changeText(change)}</span></li>)}
          </ul>
          {usual && <p className="muted">{usual[0] === usual[1] ? t("cell.usual", { low: usualText(usual), high: usualText(usual) }) : t("cell.usual", { low: usualText([usual[0], usual[0]]), high: usualText([usual[1], usual[1]]) })}</p>}
        </Line>
      )}
    </dl>
  );
}

export function CellHelp({ desk, cellOf, onClose }: { desk: Desk; cellOf: () => string; onClose: () => void }) {
  useHand(desk);
  const cell = cellOf();
  return (
    <aside className="fill-aside fill-cellhelp" aria-label={t("cell.help")}>
      <header>
        <h2>{cell ? placeOf(desk, cell).name : t("cell.help")}</h2>
        <button type="button" className="btn btn-quiet btn-small" onClick={onClose}>{fill("act.close")}</button>
      </header>
      <div className="fill-aside-body" role="status">{cell ? <Details desk={desk} cell={cell} /> : <p className="muted">{t("cell.pick")}</p>}</div>
    </aside>
  );
}
