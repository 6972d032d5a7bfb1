/** The totals of the form beside those of the paper: each typed on its own, a difference red before anything is kept. */
import { type CellJson, textOf } from "../../grid";
import { difference } from "../../numbers";
import { t } from "../../words/designer";
import { parseNumber } from "../model/numbers";
import type { Figure } from "./figures";
import { sameFigure } from "./figures";

/** Rows drawn; a form of hundreds of rows computes thousands of cells. */
export const SHOWN = 200;

export interface Line extends Figure {
  name: string;
  /** As typed from the paper; blank takes what was computed. */
  paper: string;
  kept: boolean;
}

/** What the example will expect of a line; undefined while the typed text is no number. */
export function expectedOf(line: Line): CellJson | undefined {
  const text = line.paper.trim();
  if (text === "") return line.got;
  if (text === t("samples.blank")) return null;
  if (text === "-") return { s: "-" };
  return parseNumber(text);
}

export function isWrong(line: Line): boolean {
  return line.kept && !sameFigure(expectedOf(line), line.got);
}

export function Compared({ lines, onChange }: { lines: Line[]; onChange: (key: string, part: Partial<Line>) => void }) {
  if (lines.length === 0) return <p className="ds-hint">{t("samples.totals.none")}</p>;
  return (
    <>
      <p className="ds-hint">{t("samples.totals.hint")}</p>
      <div className="ds-compared">
        <table>
          <thead>
            <tr><th scope="col">{t("samples.cell")}</th><th scope="col" className="is-number">{t("samples.got")}</th><th scope="col" className="is-number">{t("samples.paper")}</th><th scope="col"><span className="visually-hidden">{t("samples.differs", { n: "" })}</span></th></tr>
          </thead>
          <tbody>{lines.slice(0, SHOWN).map((line) => <Row key={line.key} line={line} onChange={onChange} />)}</tbody>
        </table>
      </div>
      {lines.length > SHOWN ? <p className="ds-hint">{t("samples.more", { n: lines.length - SHOWN })}</p> : null}
    </>
  );
}

function Row({ line, onChange }: { line: Line; onChange: (key: string, part: Partial<Line>) => void }) {
  const wrong = isWrong(line);
  return (
    <tr className={wrong ? "is-wrong" : ""}>
      <th scope="row">
        <label className="ds-compared-keep"><input type="checkbox" checked={line.kept} title={t("samples.keep")} onChange={(event) => onChange(line.key, { kept: event.target.checked })} /> {line.name}</label>
      </th>
      <td className="is-number">{textOf(line.got, null) || t("samples.blank")}</td>
      <td className="is-number">
        <input aria-label={t("samples.paperOf", { cell: line.name })} value={line.paper} disabled={!line.kept} inputMode="decimal" autoComplete="off" onChange={(event) => onChange(line.key, { paper: event.target.value })} />
      </td>
      <td className="ds-compared-said">{wrong ? saidOf(line) : ""}</td>
    </tr>
  );
}

function saidOf(line: Line): string {
  const wanted = expectedOf(line);
  if (wanted === undefined) return t("samples.unread");
  if (typeof wanted !== "string" || typeof line.got !== "string") return t("samples.unlike");
  return t("samples.differs", { n: textOf(difference(line.got, wanted), null) });
}
