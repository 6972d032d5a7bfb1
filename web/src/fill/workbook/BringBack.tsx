/** Brings the form's own workbook back: a button, a file dropped on the page, the preview, and one edit of the open form. */

import { useCallback, useLayoutEffect, useRef, useState } from "react";

import { RequestFailed } from "../../http";
import { t } from "../../words/fill-workbook";
import type { Desk } from "../desk";
import { MOST_MB, previewOf } from "./api";
import { applied, asOpen, chosenCells, count, overtaken, type Choices, type Preview } from "./preview";
import { whyNot, WorkbookDialog, type Step } from "./WorkbookDialog";

interface BringBackProps {
  desk: Desk;
  /** Saves what was typed last: the preview compares the file with what the server holds. */
  saver: { flush: () => Promise<void> } | null;
}

const XLSX = ".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** Files dropped anywhere on the page but on a field that takes files itself. */
function useDrop(take: (file: File) => void): boolean {
  const [over, setOver] = useState(false);
  useLayoutEffect(() => {
    const carries = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const foreign = (event: DragEvent) => event.target instanceof Element && event.target.closest("input[type=file], .fill-file, dialog") !== null;
    const hover = (event: DragEvent) => {
      if (!carries(event) || foreign(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      setOver(false);
      if (!carries(event) || foreign(event)) return;
      // The browser would open the file in place of the page.
      event.preventDefault();
      const file = event.dataTransfer?.files[0];
      if (file) take(file);
    };
    document.addEventListener("dragover", hover);
    document.addEventListener("dragleave", leave);
    document.addEventListener("drop", drop);
    return () => {
      document.removeEventListener("dragover", hover);
      document.removeEventListener("dragleave", leave);
      document.removeEventListener("drop", drop);
    };
  }, [take]);
  return over;
}

export function BringBack({ desk, saver }: BringBackProps) {
  const [step, setStep] = useState<Step | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const running = useRef<AbortController | null>(null);
  const file = useRef<File | null>(null);
  const landing = useRef<string | null>(null);
  const { submission, form } = desk.payload;

  const read = useCallback(async (chosen: File, stale = 0) => {
    file.current = chosen;
    running.current?.abort();
    const mine = new AbortController();
    running.current = mine;
    const { name } = chosen;
    if (chosen.size > MOST_MB * 2 ** 20) {
      setStep({ kind: "failed", name, why: t("wb.big", { max: MOST_MB }), hint: "" });
      return;
    }
    setStep({ kind: "reading", name });
    try {
      await saver?.flush();
      const preview = await previewOf(submission.id, form.id, chosen, mine.signal);
      if (!mine.signal.aborted) setStep({ kind: "shown", name, preview: asOpen(preview, desk.book), stale });
    } catch (error) {
      if (mine.signal.aborted) return;
      if (!(error instanceof RequestFailed)) throw error;
      setStep({ kind: "failed", name, ...whyNot(error) });
    }
  }, [desk.book, saver, submission.id, form.id]);
  const taken = useCallback((chosen: File) => void read(chosen), [read]);
  const over = useDrop(taken);

  const close = () => {
    running.current?.abort();
    setStep(null);
  };
  const take = (preview: Preview, choices: Choices) => {
    const passed = overtaken(desk.book, preview, choices);
    if (passed.length && file.current) {
      void read(file.current, passed.length);
      return;
    }
    const { cells, rows } = count(preview, choices);
    landing.current = chosenCells(preview, choices)[0]?.key ?? null;
    applied(desk.book, preview, choices);
    close();
    desk.say(t(rows ? "wb.doneRows" : "wb.done", { n: cells, rows }));
  };
  // Once the dialog has given the keyboard back: on the first cell that was taken, where Ctrl+Z undoes it as was said.
  useLayoutEffect(() => {
    if (step !== null || landing.current === null) return;
    desk.goTo(landing.current);
    landing.current = null;
  }, [desk, step]);
  const pick = () => input.current?.click();

  return (
    <>
      <button type="button" className="btn btn-small" title={t("wb.buttonTitle")} onClick={pick}>{t("wb.button")}</button>
      <input
        ref={input} type="file" accept={XLSX} hidden aria-label={t("wb.title")}
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          // The same file may be chosen again after it was mended.
          event.target.value = "";
          if (chosen) taken(chosen);
        }}
      />
      {over && <div className="wb-drop" aria-hidden="true"><span>{t("wb.drop")}</span></div>}
      {step && <WorkbookDialog step={step} onAgain={pick} onTake={take} onClose={close} />}
    </>
  );
}
