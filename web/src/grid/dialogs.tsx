/** The questions that a table may have to ask. */

import { useCallback, useLayoutEffect, useRef, useState } from "react";

import { formatNumber, parseNumber, type Style } from "../numbers";
import { useStore } from "../useStore";
import { t } from "../words/grid";
import { useWritten } from "../written";
import { editTextOf } from "./cells";
import type { GridControl } from "./control";
import { Dialog } from "./Dialog";
import type { LettersQuestion } from "./oldLetters";

const LONGEST = 60;
const shortened = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

function shown(sample: string, style: Style): string {
  const read = parseNumber(sample, style);
  return read.ok ? formatNumber(read.value) : sample;
}

/** "1.234": a thousand or one point two? Asked once for a block when nothing else in it tells. */
export function PasteDialog({ control }: { control: GridControl }) {
  const question = useStore(useCallback((listener) => control.on("question", listener), [control]), () => control.question);
  if (!question) return null;
  if ("pairs" in question) return <LettersDialog control={control} question={question} />;
  const mark = question.sample.includes(".") ? "." : ",";
  const [thousands, decimals]: [Style, Style] = mark === "." ? ["vi", "en"] : ["en", "vi"];
  return (
    <Dialog
      title={t("paste.title", { sample: question.sample })}
      onClose={() => control.answer(null)}
      actions={<button type="button" className="btn" onClick={() => control.answer(null)}>{t("paste.cancel")}</button>}
    >
      <p>{t("paste.why", { n: question.count })}</p>
      <div className="k-answers">
        <button type="button" className="btn" autoFocus onClick={() => control.answer(thousands)}>
          {t("paste.thousands", { value: shown(question.sample, thousands), mark })}
        </button>
        <button type="button" className="btn" onClick={() => control.answer(decimals)}>
          {t("paste.decimals", { value: shown(question.sample, decimals), mark })}
        </button>
      </div>
    </Dialog>
  );
}

/** Letters of an old font that came without the name of their font: only the person knows. */
function LettersDialog({ control, question }: { control: GridControl; question: LettersQuestion }) {
  return (
    <Dialog
      title={t("letters.title")}
      onClose={() => control.answer(null)}
      actions={<button type="button" className="btn" onClick={() => control.answer(null)}>{t("paste.cancel")}</button>}
    >
      <p>{t("letters.why", { n: question.count })}</p>
      <table className="k-readings">
        <thead><tr><th scope="col">{t("letters.written")}</th><th scope="col">{t("letters.read")}</th></tr></thead>
        <tbody>{question.pairs.map(([written, read]) => <tr key={written}><td>{shortened(written)}</td><td>{shortened(read)}</td></tr>)}</tbody>
      </table>
      <div className="k-answers">
        <button type="button" className="btn" autoFocus onClick={() => control.answer(true)}>{t("letters.convert")}</button>
        <button type="button" className="btn" onClick={() => control.answer(false)}>{t("letters.keep")}</button>
      </div>
    </Dialog>
  );
}

/** A carried figure is changed only with a reason; the figure is typed here, where the first key of it led. */
export function OverrideDialog({ control }: { control: GridControl }) {
  const asked = useStore(useCallback((listener) => control.on("override", listener), [control]), () => control.overriding);
  return asked && <Overriding key={asked.key} control={control} cell={asked.key} typed={asked.typed} />;
}

function Overriding({ control, cell, typed }: { control: GridControl; cell: string; typed: string }) {
  const { text: reason, write, handed } = useWritten(`override ${control.options.form ?? ""} ${cell}`);
  const begun = useWritten(`override figure ${control.options.form ?? ""} ${cell}`);
  const { value, text } = useStore(useCallback((listener) => control.book.onCell(cell, listener), [control, cell]), () => control.book.view(cell));
  const [figure, setFigure] = useState(() => typed || begun.text || editTextOf(value, control.book.specOf(cell)));
  const [field, why] = [useRef<HTMLInputElement>(null), useRef<HTMLTextAreaElement>(null)];
  // Typing goes on behind the first key; a figure that stands there is typed over.
  useLayoutEffect(() => field.current?.setSelectionRange(typed ? typed.length : 0, field.current.value.length), [field, typed]);
  const close = (given: string | null) => {
    // A colleague changed the figure while the reason was being written: theirs is not written over unseen.
    const theirs = given !== null && cell in control.book.overrides;
    if (theirs) control.say(t("override.theirs", { value: text || t("cell.blank") }));
    if (given === null || theirs) return control.override(null);
    handed(reason);
    begun.write("");
    control.override(given, figure);
  };
  return (
    <Dialog
      title={t("override.title")}
      onClose={() => close(null)}
      actions={
        <>
          <button type="button" className="btn" onClick={() => close(null)}>{t("override.cancel")}</button>
          <button type="button" className="btn btn-primary" disabled={reason.trim().length < 3 || !figure.trim()} onClick={() => close(reason.trim())}>{t("override.ok")}</button>
        </>
      }
    >
      <p>{t("override.why", { value: text || t("cell.blank") })}</p>
      <label className="field">
        <span>{t("override.figure")}</span>
        <input
          className="k-figure"
          inputMode="decimal"
          autoComplete="off"
          autoFocus
          ref={field}
          value={figure}
          onChange={(event) => {
            setFigure(event.target.value);
            begun.write(event.target.value);
          }}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            why.current?.focus();
          }}
        />
      </label>
      <label className="field">
        <span>{t("override.reason")}</span>
        <textarea ref={why} rows={3} value={reason} maxLength={1000} onChange={(event) => write(event.target.value)} />
      </label>
    </Dialog>
  );
}
