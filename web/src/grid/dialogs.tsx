/** The questions that a table may have to ask. */

import { useCallback } from "react";

import { formatNumber, parseNumber, type Style } from "../numbers";
import { useStore } from "../useStore";
import { t } from "../words/grid";
import { useWritten } from "../written";
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

/** A carried figure is changed only with a reason. */
export function OverrideDialog({ control }: { control: GridControl }) {
  const key = useStore(useCallback((listener) => control.on("override", listener), [control]), () => control.overriding);
  return key && <Overriding key={key} control={control} cell={key} />;
}

function Overriding({ control, cell }: { control: GridControl; cell: string }) {
  const { text: reason, write, handed } = useWritten(`override ${control.options.form ?? ""} ${cell}`);
  const close = (given: string | null) => {
    if (given) handed(reason);
    control.override(given);
  };
  return (
    <Dialog
      title={t("override.title")}
      onClose={() => close(null)}
      actions={
        <>
          <button type="button" className="btn" onClick={() => close(null)}>{t("override.cancel")}</button>
          <button type="button" className="btn btn-primary" disabled={reason.trim().length < 3} onClick={() => close(reason.trim())}>{t("override.ok")}</button>
        </>
      }
    >
      <p>{t("override.why", { value: control.book.view(cell).text || t("cell.blank") })}</p>
      <label className="field">
        <span>{t("override.reason")}</span>
        <textarea rows={3} autoFocus value={reason} maxLength={1000} onChange={(event) => write(event.target.value)} />
      </label>
    </Dialog>
  );
}
