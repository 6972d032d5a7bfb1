/** Editors of single values. What is typed is handed over once: on Enter or when the focus leaves. */
import type { WidgetProps } from "@rjsf/utils";
import { t } from "../../words/designer";
import { parseNumber } from "../model/numbers";
import { shownDate, writtenDate } from "./dates";
import { unitKinds } from "../parts/unitKinds";
import { useFollowed } from "../parts/useFollowed";
import { useDesigner } from "../state/store";
import type { PanelContext } from "./PropertyForm";
import { REFERENCES } from "./references";
import { type Schema, unsetWord, valueWord } from "./schemas";

function contextOf(props: WidgetProps): PanelContext {
  return props.registry.formContext as PanelContext;
}

function schemaOf(props: WidgetProps): Schema {
  return (props.schema as { from?: Schema }).from ?? {};
}

/** Keys of the property from the thing whose panel it is. */
function keysOf(props: WidgetProps): string[] {
  return (props.options as { keys?: string[] }).keys ?? [props.name];
}

/** Only properties of the thing itself are inherited or differ; those inside a group are read as they are. */
function layerOf(props: WidgetProps): { inherited: unknown; mixed: boolean } {
  const { place } = contextOf(props);
  if (keysOf(props).length > 1) return { inherited: undefined, mixed: false };
  return { inherited: place.inherited?.[props.name]?.value, mixed: place.mixed?.has(props.name) ?? false };
}

function isFixed(props: WidgetProps): boolean {
  return contextOf(props).place.fixed?.includes(props.name) ?? false;
}

interface TypedProps {
  widget: WidgetProps;
  /** As it is written for a person, and back; what cannot be read is handed on as typed. */
  write?: (value: unknown) => string;
  read?: (text: string) => unknown;
  multiline?: boolean;
  numeric?: boolean;
  hint?: string;
}

const asIs = (value: unknown): string => (value === undefined || value === null ? "" : String(value));

function Typed({ widget, write = asIs, read = (text) => text, multiline, numeric, hint }: TypedProps) {
  const { inherited, mixed } = layerOf(widget);
  const shown = write(widget.value);
  const [text, setText] = useFollowed(shown);
  const commit = (): void => {
    const cleaned = text.normalize("NFC").trim();
    if (cleaned !== shown) widget.onChange(cleaned === "" ? undefined : read(cleaned));
    else if (text !== shown) setText(shown);
  };
  const common = {
    id: widget.id,
    value: text,
    disabled: Boolean(widget.disabled),
    readOnly: isFixed(widget),
    placeholder: mixed ? t("spec.mixed") : write(inherited) || unsetWord(schemaOf(widget)) || hint,
    "aria-describedby": `${widget.id}-help${widget.rawErrors?.length ? ` ${widget.id}-fault` : ""}`,
    "aria-invalid": widget.rawErrors?.length ? true : undefined,
    onBlur: commit,
  };
  const onEscape = (): void => {
    setText(shown);
    contextOf(widget).back(keysOf(widget));
  };
  if (multiline)
    return <textarea {...common} rows={rowsFor(text)} onChange={(event) => setText(event.target.value)} onKeyDown={(event) => event.key === "Escape" && onEscape()} />;
  return (
    <input
      {...common}
      type="text"
      className={numeric ? "num" : undefined}
      inputMode={numeric ? "decimal" : undefined}
      autoComplete="off"
      onChange={(event) => setText(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter" && !event.nativeEvent.isComposing) commit();
        if (event.key === "Escape") onEscape();
      }}
    />
  );
}

/** For browsers that do not fit a field to its text themselves. Capitals, of which titles are made, are a third wider. */
function rowsFor(text: string): number {
  const wide = (line: string): number => line.length + (line.match(/\p{Lu}/gu)?.length ?? 0) / 3;
  const lines = text.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil(wide(line) / 40)), 0);
  return Math.min(6, lines);
}

export function TextWidget(props: WidgetProps) {
  return <Typed widget={props} />;
}

export function LongWidget(props: WidgetProps) {
  return <Typed widget={props} multiline />;
}

/** A whole number; a decimal comma or a word stays as typed and is told. */
export function WholeWidget(props: WidgetProps) {
  return <Typed widget={props} numeric read={(text) => (/^-?\d{1,9}$/.test(text) ? Number(text) : text)} />;
}

export function DecimalWidget(props: WidgetProps) {
  return <Typed widget={props} numeric write={(value) => asIs(value).replace(".", ",")} read={(text) => parseNumber(text) ?? text} />;
}

/** As people here write it, 01/07/2025. */
export function DateWidget(props: WidgetProps) {
  return <Typed widget={props} write={(value) => shownDate(asIs(value))} read={writtenDate} hint={t("prop.dateHint")} />;
}

/** The formula as text; with the help of the formula bar where the thing is a column, a row or a cell. */
export function FormulaWidget(props: WidgetProps) {
  return <Typed widget={props} multiline />;
}

interface Option {
  value: string;
  label: string;
}

function Choice({ widget, options, read }: { widget: WidgetProps; options: Option[]; read: (value: string) => unknown }) {
  const { inherited, mixed } = layerOf(widget);
  const value = asIs(widget.value);
  const given = asIs(inherited);
  const weaker = options.find((option) => option.value === given)?.label ?? given;
  const all = value === "" || options.some((option) => option.value === value) ? options : [...options, { value, label: value }];
  return (
    <select
      id={widget.id}
      className={value === "" ? "is-weaker" : undefined}
      value={value}
      disabled={Boolean(widget.disabled) || isFixed(widget)}
      aria-describedby={`${widget.id}-help${widget.rawErrors?.length ? ` ${widget.id}-fault` : ""}`}
      onChange={(event) => widget.onChange(event.target.value === "" ? undefined : read(event.target.value))}
    >
      <option value="">{mixed ? t("spec.mixed") : weaker !== "" ? weaker : unsetWord(schemaOf(widget)) ?? t("prop.unset")}</option>
      {all.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
    </select>
  );
}

export function ChoiceWidget(props: WidgetProps) {
  const schema = schemaOf(props);
  if (schema.enum) return <Choice widget={props} read={(value) => value} options={schema.enum.map((value) => ({ value, label: valueWord(schema, value) }))} />;
  const [from, to] = [schema.minimum ?? 0, schema.maximum ?? 0];
  const numbers = Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
  return <Choice widget={props} read={Number} options={numbers.map((value) => ({ value, label: value }))} />;
}

/** Yes, no, or not said: then the weaker layer holds. */
export function TruthWidget(props: WidgetProps) {
  return <Choice widget={props} read={(value) => value === "true"} options={[{ value: "true", label: t("yes") }, { value: "false", label: t("no") }]} />;
}

/** Something that stands elsewhere, by its name. */
export function LinkWidget(props: WidgetProps) {
  const documents = useDesigner((s) => s.documents);
  const { place } = contextOf(props);
  const options = REFERENCES[props.name]?.({ documents, form: place.form, document: place.paths[0]?.[0] ?? "" }) ?? [];
  return <Choice widget={props} options={options} read={(value) => value} />;
}

export function MeasureWidget(props: WidgetProps) {
  const measures = useDesigner((s) => s.measures);
  return <Choice widget={props} options={measures.map((each) => ({ value: each.id, label: each.label }))} read={(value) => value} />;
}

/** One kind of units, by the name that officials use. */
export function UnitKindWidget(props: WidgetProps) {
  return <Choice widget={props} options={unitKinds(asIs(props.value))} read={(value) => value} />;
}

/** A month counted from the period's own. */
export function MonthWidget(props: WidgetProps) {
  return <Choice widget={props} options={(["-1", "0", "1"] as const).map((value) => ({ value, label: t(`cutoff.month.${value}`) }))} read={Number} />;
}
