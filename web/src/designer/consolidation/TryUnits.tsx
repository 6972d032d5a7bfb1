/** The consolidation on sample units: a line a cell, a column a unit, the report beside them, made by the code of real reports. */
import { useEffect } from "react";
import { type CellJson, textOf } from "../../grid";
import { t } from "../../words/designer";
import { columnWords, rowWords } from "../formula/tokens";
import { formOf, gridOf, isGrid, type Id } from "../model/documents";
import { parseNumber } from "../model/numbers";
import { specAt } from "../model/resolve";
import { filledExamples } from "../examples/documents";
import { Icon } from "../parts/Icon";
import { useFollowed } from "../parts/useFollowed";
import { useDesigner } from "../state/store";
import { report, type SampleUnit, setUnits, typed, unitsOf, useUnits } from "./units";
import { cellsOf, type Chosen, type Way, wayAt } from "./ways";

const SHOWN = 40;
/** Lines of an open row that sample units have, as the server names them. */
const LINES = ["#m1", "#m2"];
const MOST_UNITS = 6;
const PAUSE = 400;

interface Line {
  key: string;
  name: string;
  way: Way;
  kind: string;
  /** A line of an open row. */
  open: boolean;
}

export function TryUnits({ form, chosen }: { form: Id; chosen: Chosen | null }) {
  const documents = useDesigner((s) => s.documents);
  const held = useUnits((s) => unitsOf(s.forms, form));
  const { units } = held;
  const lines = useLines(form, chosen);
  const figures = JSON.stringify(units);
  useEffect(() => {
    if (units.length === 0) return undefined;
    const timer = setTimeout(() => void report(form), PAUSE);
    return () => clearTimeout(timer);
    // The figures as text: the same figures, put again, make no new report.
  }, [form, figures, documents]);
  const names = Array.from({ length: 3 }, (_, at) => t("units.named", { n: units.length + at + 1 }));
  const examples = filledExamples(documents, form);
  const add = (unit: SampleUnit): void => setUnits(form, [...units, unit]);
  return (
    <section className="ds-units" aria-label={t("units.try")}>
      <div className="ds-rules-tools">
        <h3>{t("units.try")}</h3>
        {units.length === 0 ? <button type="button" className="btn btn-small" disabled={held.busy} onClick={() => void report(form, names)}>{t("units.fill")}</button> : null}
        {units.length < MOST_UNITS ? <button type="button" className="btn btn-small" onClick={() => add({ name: names[0]!, forms: {} })}><Icon name="plus" /> {t("units.add")}</button> : null}
        {examples.length > 0 && units.length < MOST_UNITS ? (
          <select aria-label={t("units.fromExample")} value="" onChange={(event) => {
            const example = examples.find((each) => each.id === event.target.value);
            if (example) add({ name: example.title, forms: { [form]: { ...example.cells } } });
          }}>
            <option value="">{t("units.fromExample")}</option>
            {examples.map((each) => <option key={each.id} value={each.id}>{each.title}</option>)}
          </select>
        ) : null}
        <span className={`ds-hint${held.why ? " is-problem" : ""}`} role="status">{held.why || (held.busy ? t("units.busy") : chosen ? t("units.selected") : t("units.all", { n: lines.length }))}</span>
      </div>
      {units.length === 0 ? <p className="ds-empty">{t("units.none")}</p> : <Table form={form} lines={lines} units={units} />}
      <Checks form={form} />
    </section>
  );
}

function Table({ form, lines, units }: { form: Id; lines: Line[]; units: SampleUnit[] }) {
  const made = useUnits((s) => unitsOf(s.forms, form).report);
  const rename = (at: number, name: string): void => setUnits(form, units.map((each, index) => (index === at ? { ...each, name } : each)));
  return (
    <div className="ds-compared ds-units-table">
      <table>
        <thead>
          <tr>
            <th scope="col">{t("units.cell")}</th>
            <th scope="col">{t("units.way")}</th>
            {units.map((unit, at) => (
              <th scope="col" key={at} className="is-number">
                <span className="ds-units-name">
                  <Typed label={t("units.name", { n: at + 1 })} value={unit.name} onCommit={(name) => name && rename(at, name)} />
                  <button type="button" className="ds-tool" aria-label={t("units.drop", { name: unit.name })} title={t("units.drop", { name: unit.name })} onClick={() => setUnits(form, units.filter((_, index) => index !== at))}><Icon name="close" /></button>
                </span>
              </th>
            ))}
            <th scope="col" className="is-number is-result">{t("units.result")}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ key, name, way, kind, open }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              <td className="ds-units-way">{t(`how.${way.how}`)}{way.weight ? ` ${way.weight}` : way.expr ? ` ${way.expr}` : ""} <span className="ds-muted">{t(`said.${way.said}`)}</span></td>
              {units.map((unit, at) => (
                <td key={at} className="is-number">
                  {kind === "computed" ? textOf(made?.units[at]?.values[key] ?? null, null) : <Typed label={t("units.figure", { unit: unit.name, cell: name })} value={textOf(unit.forms[form]?.[key] ?? null, null)} onCommit={(text) => typed(form, at, key, valueOf(text, kind))} />}
                </td>
              ))}
              <td className="is-number is-result">{!made ? "…" : (open ? inLines(made.values, key) : textOf(made.values[key] ?? null, null)) || t("samples.blank")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What the report has in the lines of an open row: lines of one name are one, and have ids of the report's own. */
function inLines(values: Record<string, CellJson>, key: string): string {
  const [row = "", column = ""] = [key.slice(0, key.indexOf("#") + 1), key.slice(key.indexOf(":"))];
  return Object.entries(values).filter(([each]) => each.startsWith(row) && each.endsWith(column)).map(([, value]) => textOf(value, null)).join("; ");
}

/** A small field that hands over what was typed when it is left. */
function Typed({ label, value, onCommit }: { label: string; value: string; onCommit: (text: string) => void }) {
  const [text, setText] = useFollowed(value);
  const commit = (): void => {
    if (text.trim() !== value) onCommit(text.trim());
  };
  return <input aria-label={label} value={text} autoComplete="off" onChange={(event) => setText(event.target.value)} onBlur={commit} onKeyDown={(event) => event.key === "Enter" && commit()} />;
}

function valueOf(text: string, kind: string): CellJson {
  if (text === "") return null;
  if (text === "-") return { s: "-" };
  if (kind === "text") return { t: text };
  // What is no number goes to the server as it was typed, which names the cell that does not take it.
  return parseNumber(text) ?? { raw: text };
}

function Checks({ form }: { form: Id }) {
  const failures = useUnits((s) => unitsOf(s.forms, form).report?.failures ?? NONE);
  if (failures.length === 0) return null;
  return (
    <details className="ds-units-checks">
      <summary>{t("units.checks", { n: failures.length })}</summary>
      <ul>{failures.slice(0, SHOWN).map((each, index) => <li key={index}>{each.sentence}</li>)}</ul>
    </details>
  );
}

const NONE: { cells: string[]; severity: string; sentence: string }[] = [];

/** The cells of the selection, else the first of the form. */
function useLines(form: Id, chosen: Chosen | null): Line[] {
  const documents = useDesigner((s) => s.documents);
  const document_ = formOf(documents, form);
  if (!document_) return [];
  const sections = chosen ? [chosen.section] : document_.sections.order;
  const found: Line[] = [];
  for (const id of sections) {
    const grid = gridOf(documents, form, id);
    if (!isGrid(grid)) continue;
    for (const { row, column } of chosen?.cells ?? cellsOf(grid)) {
      if (found.length >= SHOWN) return found;
      const way = wayAt(documents, document_, id, grid, row, column);
      const kind = specAt(document_, id, grid, row, column).kind ?? "number";
      const open = grid.rows.nodes[row]?.kind === "open";
      // Of an open row, the lines that a sample unit has.
      for (const [at, line] of (open ? LINES : [""]).entries())
        if (way && found.length < SHOWN) found.push({ key: `${row}${line}:${column}`, name: `${rowWords(grid, row)}${open ? ` ${at + 1}` : ""} · ${columnWords(grid, column)}`, way, kind, open });
    }
  }
  return found;
}
