/** The filled form kept as an example: its title, the totals confirmed against the paper, the faults that are expected. */
import { useState } from "react";
import { type CellJson, textOf } from "../../grid";
import type { Desk } from "../../fill/desk";
import { sentenceOf } from "../../fill/engine";
import { t } from "../../words/designer";
import { cellWords, ruleAt } from "../model/examples";
import type { Documents, Id } from "../model/documents";
import { idSource } from "../model/ids";
import { Dialog } from "../parts/Dialog";
import { TextField } from "../parts/Field";
import { state, toast } from "../state/store";
import { act } from "../state/sync";
import { Compared, expectedOf, isWrong, type Line } from "./Compared";
import { type FilledExample, keeping } from "./documents";
import { computedIn, enteredIn, faultsIn, sameFigure } from "./figures";

interface Props {
  form: Id;
  desk: Desk;
  audience: string | null;
  outside: Record<string, CellJson>;
  /** The example that is open, when there is one. */
  held: FilledExample | null;
  onClose: (kept?: Id) => void;
}

export function SaveExample({ form, desk, audience, outside, held, onClose }: Props) {
  const [title, setTitle] = useState(held?.title ?? "");
  const [lines, setLines] = useState(() => linesOf(form, desk, held));
  const faults = faultsIn(desk.failures(), sentenceOf);
  const [wanted, setWanted] = useState<ReadonlySet<string>>(() => new Set([...faults.map((each) => each.rule), ...(held?.expect.fails ?? [])]));
  const { cells, drafts, files } = enteredIn(desk);
  const silent = [...(held?.expect.fails ?? [])].filter((rule) => !faults.some((each) => each.rule === rule));
  const unread = lines.some((line) => line.kept && expectedOf(line) === undefined);
  const red = lines.filter(isWrong).length + faults.filter((each) => !wanted.has(each.rule)).length + silent.filter((rule) => wanted.has(rule)).length;
  const save = (): void => {
    const example = made({ form, held, audience, title: title.trim(), cells, outside, lines, fails: [...wanted].sort() });
    const operations = keeping(state().documents, example);
    if (operations.length > 0 && !act(operations)) return;
    toast(t("samples.saved", { title: example.title }), { undo: operations.length > 0 });
    onClose(example.id);
  };
  const mark = (rule: string, on: boolean): void => setWanted(new Set(on ? [...wanted, rule] : [...wanted].filter((each) => each !== rule)));
  const ready = title.trim() !== "" && drafts === 0 && !unread;
  return (
    <Dialog
      wide
      title={t(held ? "samples.update" : "samples.save")}
      onClose={() => onClose()}
      onSubmit={() => ready && save()}
      foot={
        <>
          {drafts > 0 ? <span className="ds-hint is-problem">{t("samples.drafts")}</span> : files > 0 ? <span className="ds-hint">{t("samples.files")}</span> : null}
          <button type="button" className="btn" onClick={() => onClose()}>{t("cancel")}</button>
          <button type="submit" className={`btn ${red > 0 ? "btn-danger" : "btn-primary"}`} disabled={!ready}>{red > 0 ? t("samples.saveRed", { n: red }) : t("samples.saveGreen")}</button>
        </>
      }
    >
      <TextField label={t("samples.title")} value={title} placeholder={t("samples.title.hint")} onCommit={setTitle} />
      <h3>{t("samples.totals")}</h3>
      <Compared lines={lines} onChange={(key, part) => setLines(lines.map((line) => (line.key === key ? { ...line, ...part } : line)))} />
      <h3>{t("samples.faults")}</h3>
      {faults.length + silent.length === 0 ? <p className="ds-hint">{t("samples.faults.none")}</p> : <p className="ds-hint">{t("samples.faults.hint")}</p>}
      <ul className="ds-example-faults">
        {faults.map(({ rule, sentence }) => <Fault key={rule} on={wanted.has(rule)} red={!wanted.has(rule)} text={sentence} onChange={(on) => mark(rule, on)} />)}
        {silent.map((rule) => <Fault key={rule} on={wanted.has(rule)} red={wanted.has(rule)} text={`${ruleName(state().documents, rule)} — ${t("samples.faults.silent")}`} onChange={(on) => mark(rule, on)} />)}
      </ul>
    </Dialog>
  );
}

function Fault({ on, red, text, onChange }: { on: boolean; red: boolean; text: string; onChange: (on: boolean) => void }) {
  return (
    <li className={red ? "is-wrong" : ""}>
      <label><input type="checkbox" checked={on} onChange={(event) => onChange(event.target.checked)} /> {text}</label>
    </li>
  );
}

export function ruleName(documents: Documents, name: string): string {
  const rule = ruleAt(documents, name)?.rule;
  return rule?.message || rule?.printed || rule?.expr || name;
}

/** Lines of the totals: what is expected by the open example stands as typed where it differs from what was computed. */
function linesOf(form: Id, desk: Desk, held: FilledExample | null): Line[] {
  const expected = held?.expect.cells ?? {};
  // The desk names cells of tables; figures of a narrative have only their heading.
  const nameOf = (key: string): string => (desk.nameOf(key) === key ? cellWords(state().documents, form, key) : desk.nameOf(key));
  return computedIn(desk, Object.keys(expected)).map(({ key, got }) => {
    const said = key in expected && !sameFigure(expected[key], got);
    return { key, got, name: nameOf(key), kept: held === null || key in expected, paper: said ? textOf(expected[key] ?? null, null) || t("samples.blank") : "" };
  });
}

interface Made {
  form: Id;
  held: FilledExample | null;
  audience: string | null;
  title: string;
  cells: Record<string, CellJson>;
  outside: Record<string, CellJson>;
  lines: Line[];
  fails: string[];
}

function made({ form, held, audience, title, cells, outside, lines, fails }: Made): FilledExample {
  const expected = lines.filter((line) => line.kept).map((line): [string, CellJson] => [line.key, expectedOf(line) ?? null]);
  return {
    spec: "example/1",
    id: held?.id ?? idSource(state().documents)("e"),
    form,
    title,
    ...(held?.note ? { note: held.note } : {}),
    ...(audience ? { audience } : {}),
    cells,
    ...(Object.keys(outside).length > 0 ? { outside } : {}),
    expect: { cells: Object.fromEntries(expected), fails },
  };
}
