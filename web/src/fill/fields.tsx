/** The fields and widgets that rjsf draws a form with, beside those of its Bootstrap theme. */

import type { FieldProps, RegistryFieldsType, RegistryWidgetsType, WidgetProps } from "@rjsf/utils";
import { useLayoutEffect, useState, type ComponentProps } from "react";

import { parseText, textOf, type CellJson, type Target } from "../grid/cells";
import type { Spec } from "../grid/model";
import { t } from "../words/fill";
import { DateField } from "../calendar/DateField";
import { AttachmentField } from "./Attachment";
import { deskOf } from "./deskContext";
import { RichField } from "./sections/RichField";
import { TableSection } from "./TableSection";

function specOf(options: unknown): Spec {
  return ((options as { spec?: Spec } | undefined)?.spec ?? { kind: "number" }) as Spec;
}

/** A grid or a list: the own table, one opaque object to rjsf. */
function TableField(props: FieldProps) {
  const { desk, showPrevious, files } = deskOf(props);
  const section = String((props.uiSchema?.["ui:options"] as { section?: string } | undefined)?.section ?? props.name);
  return <TableSection desk={desk} section={section} showPrevious={showPrevious} files={files} />;
}

/** A typed text that becomes a value on leaving the field; while typing it stays as typed. */
function TypedInput({ id, value, spec, readonly, describedBy, onValue, onBlurOut, mode, required }: {
  id: string;
  value: CellJson;
  spec: Spec;
  readonly: boolean;
  describedBy?: string | undefined;
  onValue: (value: CellJson) => void;
  onBlurOut?: () => void;
  mode: "decimal" | "text" | "numeric";
  required?: boolean | undefined;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  useLayoutEffect(() => setTyped(null), [value]);
  const input: ComponentProps<"input"> = {
    id,
    className: `form-control${spec.kind === "date" ? " is-date" : spec.kind === "target" ? "" : " num"}`,
    inputMode: mode,
    value: typed ?? textOf(value, spec),
    readOnly: readonly,
    required,
    "aria-describedby": describedBy,
    placeholder: spec.kind === "date" && !readonly ? t("field.date") : undefined,
    autoComplete: "off",
    onChange: (event) => setTyped(event.target.value),
    onBlur: (event) => {
      setTyped(null);
      if (!readonly) onValue(parseText(event.target.value, spec));
      onBlurOut?.();
    },
  };
  if (spec.kind !== "date") return <input type="text" {...input} />;
  const onDay = (day: string) => {
    setTyped(null);
    onValue({ d: day });
  };
  return <DateField value={value} locked={readonly} onDay={onDay} input={input} />;
}

function fromData(data: unknown): CellJson {
  if (data === undefined || data === null || data === "") return null;
  if (data === "-") return { s: "-" };
  return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(String(data)) ? String(data) : { raw: String(data) };
}

function toData(value: CellJson): unknown {
  if (value === null) return undefined;
  if (typeof value === "string") return value;
  if ("s" in value) return value.s;
  if ("raw" in value) return value.raw;
  if ("d" in value) return value.d;
  return undefined;
}

function DecimalWidget(props: WidgetProps) {
  const unit = (props.options as { unit?: string }).unit;
  const spec = specOf(props.options);
  const help = `${props.id}-unit`;
  return (
    <div className="fill-decimal" data-question={props.name}>
      <TypedInput id={props.id} value={fromData(props.value)} spec={{ ...spec, kind: "number" }} readonly={Boolean(props.readonly || props.disabled)} describedBy={unit ? help : undefined} mode="decimal" onValue={(value) => props.onChange(toData(value))} onBlurOut={() => props.onBlur(props.id, props.value)} required={props.required} />
      {unit && <span id={help} className="muted">{unit}</span>}
    </div>
  );
}

const DATE: Spec = { kind: "date", dash: false };

function DateWidget(props: WidgetProps) {
  const value: CellJson = /^\d{4}-\d{2}-\d{2}$/.test(String(props.value ?? "")) ? { d: String(props.value) } : props.value ? { raw: String(props.value) } : null;
  return (
    <div data-question={props.name}>
      <TypedInput id={props.id} value={value} spec={DATE} readonly={Boolean(props.readonly || props.disabled)} mode="numeric" onValue={(next) => props.onChange(toData(next))} required={props.required} />
    </div>
  );
}

function TargetField(props: FieldProps) {
  const id = props.fieldPathId.$id;
  const value = (props.formData ?? null) as Target | null;
  return (
    <div className="field" data-question={props.name}>
      <label htmlFor={id}>{props.schema.title}</label>
      <TypedInput id={id} value={value} spec={{ ...specOf(props.uiSchema?.["ui:options"]), kind: "target" }} readonly={Boolean(props.readonly || props.disabled)} mode="text" onValue={(next) => props.onChange(next ?? undefined, props.fieldPathId.path)} />
    </div>
  );
}

function HeadingField(props: FieldProps) {
  return <h3 className="fill-heading">{props.schema.title}</h3>;
}

export const fields: RegistryFieldsType = { table: TableField, target: TargetField, attachment: AttachmentField, heading: HeadingField, rich: RichField };
export const widgets: RegistryWidgetsType = { decimal: DecimalWidget, date: DateWidget };
