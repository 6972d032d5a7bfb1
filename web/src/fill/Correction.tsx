/** Under the failed checks: the fewest cells to correct. It proposes; every change is the person's own act. */

import { useLayoutEffect, useReducer, useState } from "react";

import { textOf } from "../grid/cells";
import { RequestFailed } from "../http";
import { language } from "../words";
import { t } from "../words/fill";
import { isDone, outdated, shownIn, type AskCorrection, type CellCorrection, type CorrectionAnswer, type Shown } from "./proposal";
import type { Desk } from "./desk";
import { problemText } from "./problem";

type State = { kind: "none" } | { kind: "running" } | { kind: "failed"; text: string } | { kind: "answer"; answer: CorrectionAnswer; of: Shown };

function useEdits(desk: Desk): void {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useLayoutEffect(() => desk.book.on("edit", redraw), [desk]);
}

export function Correction({ desk, ask }: { desk: Desk; ask: AskCorrection }) {
  const [state, setState] = useState<State>({ kind: "none" });
  useEdits(desk);
  const failing = desk.failing();
  if (!failing && state.kind !== "answer") return null;
  const run = async (): Promise<void> => {
    const of = shownIn(desk.book);
    setState({ kind: "running" });
    try {
      setState({ kind: "answer", answer: await ask(of), of });
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      setState({ kind: "failed", text: problemText(error) });
    }
  };
  const stale = state.kind === "answer" && outdated(state.of, shownIn(desk.book), state.answer.changes);
  return (
    <section className="fill-correction" aria-label={t("correction.title")}>
      <div className="fill-correction-head">
        {failing && <button type="button" className="btn btn-small" disabled={state.kind === "running"} onClick={() => void run()}>{t(state.kind === "answer" ? "correction.again" : "correction.ask")}</button>}
        <span role="status">{said(state, stale)}</span>
      </div>
      {state.kind === "answer" && state.answer.changes.length > 0 && (
        <ol className={stale ? "is-stale" : undefined}>
          {state.answer.changes.map((change) => <Row key={change.key} desk={desk} change={change} stale={stale} />)}
        </ol>
      )}
    </section>
  );
}

function said(state: State, stale: boolean): string {
  if (state.kind === "none") return t("correction.about");
  if (state.kind === "running") return t("correction.running");
  if (state.kind === "failed") return state.text;
  if (stale) return t("correction.stale");
  const { sentence, changes } = state.answer;
  return changes.length > 0 ? `${sentence[language()]} ${t("correction.yours")}` : sentence[language()];
}

function Row({ desk, change, stale }: { desk: Desk; change: CellCorrection; stale: boolean }) {
  const spec = desk.book.specOf(change.key);
  const shown = (value: CellCorrection["to"]): string => textOf(value, spec) || t("correction.blank");
  const done = isDone(desk.book, change);
  const put = (to: CellCorrection["to"]): void => {
    desk.book.edit({ cells: [{ key: change.key, to }] });
  };
  return (
    <li>
      <span className="fill-correction-cell">{change.determined ? change.cell : change.sentence[language()]}</span>
      {change.determined ? (
        <span className="fill-correction-values">
          <span>{shown(change.from)}</span> <span aria-hidden="true">→</span><span className="visually-hidden">{t("correction.becomes")}</span> <strong>{shown(change.to)}</strong>
        </span>
      ) : <span className="fill-correction-values">{t("correction.open")}</span>}
      <span className="fill-correction-acts">
        <button type="button" className="btn btn-quiet btn-small" onClick={() => desk.goTo(change.key)}>{t("correction.go")}</button>
        {change.determined && !done && <button type="button" className="btn btn-small" disabled={stale} onClick={() => put(change.to)}>{t("correction.put")}</button>}
        {change.determined && done && <button type="button" className="btn btn-quiet btn-small" onClick={() => put(change.from)}>{t("correction.back")}</button>}
        {done && <span className="fill-badge is-ok">{t("correction.done")}</span>}
      </span>
    </li>
  );
}
