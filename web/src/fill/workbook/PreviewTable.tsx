/** The preview as a table: what the form holds, what the file holds, what is done about it. */

import { useId, useState } from "react";

import { t } from "../../words/fill-workbook";
import { filtersOf, linesOf, shownBy, type Filter, type Line } from "./lines";
import { rowKey, type Choices, type Preview, type Proposal, type Refusal } from "./preview";

interface TableProps {
  preview: Preview;
  choices: Choices;
  onChoose: (choices: Choices) => void;
}

/** Lines drawn at once; more on demand, so that a file of thousands of cells opens at once. */
const PAGE = 200;

function without(choices: Choices, key: string, out: boolean): Choices {
  const next = new Set(choices.without);
  if (out) next.add(key);
  else next.delete(key);
  return { ...choices, without: next };
}

function removing(choices: Choices, key: string, remove: boolean): Choices {
  const next = new Set(choices.remove);
  if (remove) next.add(key);
  else next.delete(key);
  return { ...choices, remove: next };
}

function proposing(choices: Choices, at: number, number: number): Choices {
  const next = new Map(choices.proposals);
  if (number < 0) next.delete(at);
  else next.set(at, number);
  return { ...choices, proposals: next };
}

function Value({ text }: { text: string }) {
  return text ? <>{text}</> : <span className="muted">{t("wb.blank")}</span>;
}

function wordsOf(proposal: Proposal): string {
  const words = t(`wb.how.${proposal.how}`, { text: proposal.text || t("wb.blank") });
  return proposal.fits || proposal.how === "as_is" ? words : t("wb.unfit", { words });
}

function RefusedLine({ at, refusal, choices, onChoose }: { at: number; refusal: Refusal; choices: Choices; onChoose: (choices: Choices) => void }) {
  const name = refusal.name || refusal.place || "";
  return (
    <tr className={refusal.severity === "warning" ? "is-warning" : "is-refused"}>
      <td />
      <th scope="row">{name}</th>
      <td className="wb-place">{refusal.place}</td>
      <td className="wb-value"><Value text={refusal.now_text} /></td>
      <td className="wb-value is-new"><Value text={refusal.typed} /></td>
      <td className="wb-say">
        <span className="wb-why">{refusal.message}</span>
        <span className="wb-hint">{refusal.hint}</span>
        {refusal.proposals.length > 0 && (
          <select aria-label={t("wb.choose", { name })} value={choices.proposals.get(at) ?? -1} onChange={(event) => onChoose(proposing(choices, at, Number(event.target.value)))}>
            <option value={-1}>{t("wb.leave")}</option>
            {refusal.proposals.map((one, number) => <option key={one.how + String(number)} value={number}>{wordsOf(one)}</option>)}
          </select>
        )}
      </td>
    </tr>
  );
}

function LockedLine({ refusal }: { refusal: Refusal }) {
  return (
    <tr>
      <td />
      <th scope="row">{refusal.name}</th>
      <td className="wb-place">{refusal.place}</td>
      <td className="wb-value"><Value text={refusal.now_text} /></td>
      <td className="wb-value is-new"><Value text={refusal.typed} /></td>
      <td className="wb-say"><span className="wb-hint">{refusal.message}</span></td>
    </tr>
  );
}

function Tick({ on, name, onTick }: { on: boolean; name: string; onTick: (on: boolean) => void }) {
  return <td className="wb-tick"><input type="checkbox" aria-label={t("wb.takeOne", { name })} checked={on} onChange={(event) => onTick(event.target.checked)} /></td>;
}

function LineRow({ line, choices, onChoose }: { line: Line; choices: Choices; onChoose: (choices: Choices) => void }) {
  if (line.kind === "refused") return <RefusedLine at={line.at} refusal={line.refusal} choices={choices} onChoose={onChoose} />;
  if (line.kind === "locked") return <LockedLine refusal={line.refusal} />;
  if (line.kind === "changed") {
    const { key, name, place, from_text, to_text, marks } = line.change;
    return (
      <tr>
        <Tick on={!choices.without.has(key)} name={name} onTick={(on) => onChoose(without(choices, key, !on))} />
        <th scope="row">{name}</th>
        <td className="wb-place">{place}</td>
        <td className="wb-value"><Value text={from_text} /></td>
        <td className="wb-value is-new"><Value text={to_text} /></td>
        <td className="wb-say">
          {marks.map((mark) => <span key={mark.code} className="wb-hint">{mark.message}</span>)}
        </td>
      </tr>
    );
  }
  const label = line.row.label || t("wb.row.unnamed");
  const words = t(line.kind === "added" ? "wb.row.add" : "wb.row.absent", { label, name: line.row.name });
  const key = rowKey(line.row);
  const on = line.kind === "added" ? !choices.without.has(key) : choices.remove.has(key);
  return (
    <tr>
      <Tick on={on} name={words} onTick={(tick) => onChoose(line.kind === "added" ? without(choices, key, !tick) : removing(choices, key, tick))} />
      <th scope="row">{words}</th>
      <td className="wb-place">{line.kind === "added" ? line.row.place : ""}</td>
      <td colSpan={3} className="wb-say">{line.kind === "absent" && <span className="wb-hint">{t("wb.row.keeps", { n: line.row.cells })}</span>}</td>
    </tr>
  );
}

export function PreviewTable({ preview, choices, onChoose }: TableProps) {
  const [filter, setFilter] = useState<Filter>("all");
  const [most, setMost] = useState(PAGE);
  const name = useId();
  const lines = linesOf(preview);
  const filters = filtersOf(lines);
  const shown = shownBy(lines, filter);
  return (
    <>
      {filters.length > 1 && (
        <fieldset className="wb-filters">
          <legend className="visually-hidden">{t("wb.filter")}</legend>
          {filters.map((one) => (
            <label key={one.filter} className={filter === one.filter ? "is-on" : undefined}>
              <input type="radio" className="visually-hidden" name={name} checked={filter === one.filter} onChange={() => { setFilter(one.filter); setMost(PAGE); }} />
              {t(`wb.filter.${one.filter}`)} <span className="wb-n">{one.n}</span>
            </label>
          ))}
        </fieldset>
      )}
      <div className="wb-scroll" tabIndex={0} role="region" aria-label={t("wb.title")}>
        <table className="table wb-table">
          <thead>
            <tr>
              <th scope="col">{t("wb.col.take")}</th>
              <th scope="col">{t("wb.col.cell")}</th>
              <th scope="col">{t("wb.col.place")}</th>
              <th scope="col" className="num">{t("wb.col.now")}</th>
              <th scope="col" className="num">{t("wb.col.new")}</th>
              <th scope="col">{t("wb.col.say")}</th>
            </tr>
          </thead>
          <tbody>
            {shown.slice(0, most).map((line, index) => <LineRow key={`${line.kind} ${index}`} line={line} choices={choices} onChoose={onChoose} />)}
          </tbody>
        </table>
        {shown.length > most && <button type="button" className="btn btn-small wb-more" onClick={() => setMost(most + PAGE)}>{t("wb.more", { n: Math.min(PAGE, shown.length - most) })}</button>}
      </div>
    </>
  );
}
