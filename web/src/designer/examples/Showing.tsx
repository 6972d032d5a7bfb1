/** Above the form that an example has filled: whether it comes out as expected, and the way to each difference. */
import { useReducer, useEffect } from "react";
import { textOf } from "../../grid";
import type { Desk } from "../../fill/desk";
import { t } from "../../words/designer";
import { useDesigner } from "../state/store";
import type { FilledExample } from "./documents";
import { computedIn, sameFigure } from "./figures";
import { ruleName } from "./SaveExample";

const SHOWN = 8;

export function Showing({ desk, example }: { desk: Desk; example: FilledExample }) {
  const documents = useDesigner((s) => s.documents);
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => desk.onChecks(redraw), [desk]);
  const expected = example.expect.cells ?? {};
  const got = new Map(computedIn(desk, Object.keys(expected)).map((each) => [each.key, each.got]));
  const totals = Object.keys(expected).filter((key) => !sameFigure(expected[key], got.get(key) ?? null));
  const failed = new Set(desk.failures().map((each) => each.rule));
  const fails = new Set(example.expect.fails ?? []);
  const lines = [
    ...totals.map((key) => ({ key, cell: key, text: t("samples.diff", { cell: desk.nameOf(key), got: textOf(got.get(key) ?? null, null) || t("samples.blank"), expected: textOf(expected[key] ?? null, null) || t("samples.blank") }) })),
    ...[...failed].filter((rule) => !fails.has(rule)).map((rule) => ({ key: rule, cell: desk.failures().find((each) => each.rule === rule)?.cells[0], text: t("samples.diff.failed", { rule: ruleName(documents, rule) }) })),
    ...[...fails].filter((rule) => !failed.has(rule)).map((rule) => ({ key: rule, cell: undefined, text: t("samples.diff.silent", { rule: ruleName(documents, rule) }) })),
  ];
  return (
    <div className={`notice${lines.length > 0 ? " notice-error" : " notice-ok"}`} role="status">
      <strong>{t("samples.showing", { title: example.title })}</strong> {lines.length === 0 ? t("samples.showing.right") : t("samples.showing.wrong", { n: lines.length })}
      {lines.length > 0 ? (
        <ul className="ds-showing">
          {lines.slice(0, SHOWN).map((line) => <li key={line.key}>{line.cell ? <button type="button" className="ds-link" onClick={() => line.cell && desk.goTo(line.cell)}>{line.text}</button> : line.text}</li>)}
          {lines.length > SHOWN ? <li>…</li> : null}
        </ul>
      ) : null}
    </div>
  );
}
