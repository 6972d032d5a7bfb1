/** Kind of cell and everything that goes with it, and from which layer each value comes. */
import { t } from "../../words/designer";
import type { CellSpec, Choice } from "../model/documents";
import { formOf, isGrid } from "../model/documents";
import { leavesUnder } from "../model/tree";
import { type Layer, resolve, type Resolved } from "../model/resolve";
import { CheckField, ChoiceField, TextField } from "../parts/Field";
import { KINDS } from "../canvas/ContextMenu";
import { areaOf, type Selection } from "../state/selection";
import { setSpec, specPaths } from "../state/commands";
import { currentForm, state, useDesigner } from "../state/store";
import { parseNumber } from "../model/numbers";

const MANY = 400;

export function SpecFields({ selection }: { selection: Selection }) {
  const editable = useDesigner((s) => s.draft.editable);
  const measures = useDesigner((s) => s.measures);
  const all = resolvedFor(selection);
  const first = all[0];
  if (!first || specPaths(selection).length === 0) return null;
  const spec = first.spec;
  const mixed = (key: keyof CellSpec): boolean => all.some((each) => JSON.stringify(each.spec[key]) !== JSON.stringify(spec[key]));
  const kind = mixed("kind") ? "" : (spec.kind ?? "number");
  const numeric = kind === "" || kind === "number" || kind === "computed" || kind === "carried" || kind === "target";
  const filled = kind !== "computed" && kind !== "blocked";
  const from = (key: keyof CellSpec): string | undefined => originHint(selection, all, key, mixed(key));
  return (
    <fieldset className="ds-spec" disabled={!editable}>
      <legend>{t("spec")}</legend>
      <ChoiceField
        label={t("spec.kind")}
        value={kind}
        hint={from("kind") ?? (kind ? t(`kind.${kind}.hint`) : t("spec.mixed"))}
        options={[...(kind === "" ? [{ value: "", label: t("spec.mixed") }] : []), ...KINDS.map((each) => ({ value: each, label: t(`kind.${each}`) }))]}
        onChange={(value) => value && setSpec("kind", value as CellSpec["kind"])}
      />
      {numeric ? (
        <div className="ds-pair">
          <ChoiceField
            label={t("spec.unit")}
            value={mixed("unit") ? "" : (spec.unit ?? "")}
            hint={from("unit")}
            options={[{ value: "", label: mixed("unit") ? t("spec.mixed") : t("spec.noUnit") }, ...measures.map((each) => ({ value: each.id, label: each.label }))]}
            onChange={(value) => setSpec("unit", value || undefined)}
          />
          <ChoiceField
            label={t("spec.decimals")}
            value={mixed("decimals") ? "" : String(spec.decimals ?? 0)}
            hint={from("decimals")}
            options={[...(mixed("decimals") ? [{ value: "", label: t("spec.mixed") }] : []), ...[0, 1, 2, 3, 4, 5, 6].map((each) => ({ value: String(each), label: String(each) }))]}
            onChange={(value) => setSpec("decimals", Number(value))}
          />
        </div>
      ) : null}
      {kind === "choice" ? <TextField label={t("spec.choices")} multiline value={mixed("choices") ? "" : choicesText(spec.choices)} hint={t("spec.choices.hint")} onCommit={(value) => setSpec("choices", choicesFrom(value, spec.choices))} /> : null}
      {kind === "text" ? <TextField label={t("spec.maxLength")} value={spec.max_length ? String(spec.max_length) : ""} inputMode="numeric" onCommit={(value) => setSpec("max_length", Number(value) > 0 ? Math.round(Number(value)) : undefined)} /> : null}
      {kind === "file" ? <TextField label={t("files.accept")} value={(spec.accept ?? []).join(", ")} onCommit={(value) => setSpec("accept", value ? value.split(/[\s,;]+/).filter(Boolean) : undefined)} /> : null}
      {filled ? <CheckField label={t("spec.required")} checked={spec.required ?? false} mixed={mixed("required")} onChange={(value) => setSpec("required", value)} /> : null}
      {numeric && filled ? <CheckField label={t("spec.signed")} checked={spec.signed ?? Number(spec.min) < 0} mixed={mixed("signed")} onChange={(value) => setSpec("signed", value)} /> : null}
      {kind === "number" ? <CheckField label={t("spec.dash")} checked={spec.dash ?? true} mixed={mixed("dash")} onChange={(value) => setSpec("dash", value)} /> : null}
      {kind === "carried" ? <CheckField label={t("spec.override")} checked={spec.override ?? false} mixed={mixed("override")} onChange={(value) => setSpec("override", value)} /> : null}
      {filled ? (
        <TextField label={t("spec.guidance")} multiline value={mixed("guidance") ? "" : (spec.guidance ?? "")} placeholder={mixed("guidance") ? t("spec.mixed") : ""} hint={from("guidance")} onCommit={(value) => setSpec("guidance", value || undefined)} />
      ) : null}
      {filled ? <More spec={spec} numeric={numeric} mixed={mixed} /> : null}
    </fieldset>
  );
}

const AGGREGATES = ["sum", "wmean", "last", "recompute", "count", "collate", "none"];

function More({ spec, numeric, mixed }: { spec: CellSpec; numeric: boolean; mixed: (key: keyof CellSpec) => boolean }) {
  return (
    <details className="ds-more">
      <summary>{t("spec.more")}</summary>
      {numeric ? (
        <div className="ds-pair">
          <Bound label={t("spec.min")} value={mixed("min") ? undefined : spec.min} onCommit={(value) => setSpec("min", value)} />
          <Bound label={t("spec.max")} value={mixed("max") ? undefined : spec.max} onCommit={(value) => setSpec("max", value)} />
        </div>
      ) : null}
      <ChoiceField label={t("spec.party")} value={spec.party ?? "unit"} options={[{ value: "unit", label: t("party.unit") }, { value: "lead", label: t("party.lead") }]} onChange={(value) => setSpec("party", value === "lead" ? "lead" : undefined)} />
      <ChoiceField label={t("spec.aggregate")} value={spec.aggregate ?? ""} options={[{ value: "", label: t("aggregate.default") }, ...AGGREGATES.map((each) => ({ value: each, label: t(`aggregate.${each}` as "aggregate.sum") }))]} onChange={(value) => setSpec("aggregate", value || undefined)} />
    </details>
  );
}

function Bound({ label, value, onCommit }: { label: string; value: string | number | undefined; onCommit: (value: string | undefined) => void }) {
  const shown = value === undefined ? "" : String(value).replace(".", ",");
  return (
    <TextField
      label={label}
      value={shown}
      inputMode="numeric"
      onCommit={(text) => {
        const number = text === "" ? undefined : parseNumber(text);
        if (text === "" || number !== undefined) onCommit(number);
      }}
    />
  );
}

/** What holds at each place of the selection. A long choice is judged by its first few hundred cells. */
function resolvedFor(selection: Selection): Resolved[] {
  const form = formOf(state().documents, currentForm());
  const section = form?.sections.items[selection.section];
  if (!form || !section) return [];
  const at = (row: string | null, column: string | null): Resolved => resolve(form, selection.section, section, row, column);
  if (selection.kind === "section" || !isGrid(section)) return [at(null, null)];
  if (selection.kind === "columns") {
    const leaves = [...new Set(selection.ids.flatMap((id) => leavesUnder(section.columns, id)))];
    return leaves.filter((id) => !section.columns.nodes[id]?.stub).map((id) => at(null, id));
  }
  if (selection.kind === "rows") return selection.ids.filter((id) => section.rows.nodes[id]?.kind !== "heading").map((id) => at(id, null));
  const { rows, columns } = areaOf(section, selection.from, selection.to);
  const data = columns.filter((id) => !section.columns.nodes[id]?.stub);
  return rows.filter((id) => section.rows.nodes[id]?.kind !== "heading").flatMap((row) => data.map((column) => at(row, column))).slice(0, MANY);
}

const OWN: Record<Selection["kind"], Layer> = { cells: "cell", columns: "column", rows: "row", section: "section" };

/** "theo cột": said only when the value does not stand at the selected level itself. */
function originHint(selection: Selection, all: Resolved[], key: keyof CellSpec, mixed: boolean): string | undefined {
  if (mixed) return undefined;
  const layers = new Set(all.map((each) => each.origin[key]?.layer).filter(Boolean));
  const [layer] = layers;
  if (layers.size !== 1 || !layer || layer === OWN[selection.kind] || layer === "default") return undefined;
  return t(`from.${layer}`);
}

function choicesText(choices: Choice[] | undefined): string {
  return (choices ?? []).map((each) => each.label).join("\n");
}

/** One choice a line. A choice that keeps its wording or its place keeps its stored value. */
function choicesFrom(text: string, held: Choice[] | undefined): Choice[] | undefined {
  const lines = text.split("\n").map((line) => line.trim()).filter(Boolean);
  const old = held ?? [];
  const used = new Set<string>();
  const values = lines.map((label, index) => old.find((each) => each.label === label)?.value ?? (lines.length === old.length ? old[index]?.value : undefined));
  values.forEach((value) => value !== undefined && used.add(value));
  let number = old.length;
  const made = lines.map((label, index) => {
    let value = values[index];
    while (value === undefined || (values[index] === undefined && used.has(value))) value = `v${++number}`;
    used.add(value);
    return { value, label };
  });
  return made.length > 0 ? made : undefined;
}
