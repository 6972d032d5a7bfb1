/** Lists of plain values: lines of text, kinds that are ticked, places that are named. */
import type { FieldProps } from "@rjsf/utils";
import { t } from "../../words/designer";
import { Icon } from "../parts/Icon";
import { useFollowed } from "../parts/useFollowed";
import { unitKinds } from "../parts/unitKinds";
import { useDesigner } from "../state/store";
import { shownDate, writtenDate } from "./dates";
import { standing } from "./entries";
import { placeWord, REFERENCES } from "./references";
import { type Schema, valueWord } from "./schemas";
import { DATE } from "./shapes";

type Change = (list: unknown[]) => void;

function listOf(props: FieldProps): { list: string[]; change: Change; schema: Schema; editable: boolean } {
  const { schema, context } = standing(props);
  const list = (Array.isArray(props.formData) ? props.formData : []).map(String);
  return { list, schema, editable: context.editable, change: (next) => props.onChange(next as never, props.fieldPathId.path) };
}

/** One a line; short words such as kinds of files stand in one line with commas. */
export function LinesField(props: FieldProps) {
  const { list, change, schema, editable } = listOf(props);
  const dates = schema.items?.pattern === DATE;
  const long = (schema.items?.maxLength ?? 0) > 100 || dates;
  const shown = (dates ? list.map(shownDate) : list).join(long ? "\n" : ", ");
  const [text, setText] = useFollowed(shown);
  const commit = (): void => {
    if (text === shown) return;
    const parts = text.normalize("NFC").split(long ? /\n/ : /[\s,;]+/).map((part) => part.trim());
    // Blank lines between printed lines are meant; those at the end are not.
    while (parts.at(-1) === "") parts.pop();
    change(dates ? parts.filter(Boolean).map(writtenDate) : long ? parts : parts.filter(Boolean).map((part) => part.replace(/^\./, "")));
  };
  const id = props.fieldPathId.$id;
  const common = { id, value: text, disabled: !editable, "aria-describedby": `${id}-help`, onBlur: commit };
  return long
    ? <textarea {...common} rows={Math.min(6, Math.max(2, text.split("\n").length))} onChange={(event) => setText(event.target.value)} />
    : <input {...common} autoComplete="off" onChange={(event) => setText(event.target.value)} onKeyDown={(event) => event.key === "Enter" && commit()} />;
}

function Ticks({ props, options }: { props: FieldProps; options: { value: string; label: string }[] }) {
  const { list, change, editable } = listOf(props);
  const id = props.fieldPathId.$id;
  return (
    <div className="ds-ticks">
      {options.map(({ value, label }) => (
        <span className="ds-tick" key={value}>
          <input id={`${id}-${value}`} type="checkbox" disabled={!editable} checked={list.includes(value)} onChange={(event) => change(options.map((each) => each.value).filter((each) => (each === value ? event.target.checked : list.includes(each))))} />
          <label htmlFor={`${id}-${value}`}>{label}</label>
        </span>
      ))}
    </div>
  );
}

export function ChecksField(props: FieldProps) {
  const { schema } = standing(props);
  return <Ticks props={props} options={(schema.items?.enum ?? []).map((value) => ({ value, label: valueWord(schema.items ?? {}, value) }))} />;
}

/** Kinds of units, by the names that officials use. */
export function KindsField(props: FieldProps) {
  const { list } = listOf(props);
  const known = unitKinds();
  return <Ticks props={props} options={[...known, ...list.filter((kind) => !known.some((each) => each.value === kind)).map((kind) => ({ value: kind, label: kind }))]} />;
}

/** Rows, columns, lists or members that stand elsewhere: each named, more from a list. */
export function LinksField(props: FieldProps) {
  const { list, change, editable } = listOf(props);
  const { context, path } = standing(props);
  const documents = useDesigner((s) => s.documents);
  const where = { documents, form: context.place.form, document: path[0] ?? "" };
  const options = REFERENCES[props.name]?.(where) ?? [];
  const id = props.fieldPathId.$id;
  const word = (value: string): string => options.find((each) => each.value === value)?.label ?? placeWord(where, value);
  return (
    <div className="ds-links">
      {list.length > 0 ? (
        <ul>
          {list.map((value) => (
            <li key={value}>
              <span>{word(value)}</span>
              {editable ? <button type="button" className="ds-tool" aria-label={`${t("remove")}: ${word(value)}`} title={t("remove")} onClick={() => change(list.filter((each) => each !== value))}><Icon name="close" /></button> : null}
            </li>
          ))}
        </ul>
      ) : null}
      {editable ? (
        <select id={id} value="" aria-describedby={`${id}-help`} onChange={(event) => event.target.value && change([...list, event.target.value])}>
          <option value="">{t("prop.choose")}</option>
          {options.filter((each) => !list.includes(each.value)).map((each) => <option key={each.value} value={each.value}>{each.label}</option>)}
        </select>
      ) : null}
    </div>
  );
}

/** Figures by the place where they stand, one a line: `r01:c1 = 12`. */
export function FiguresField(props: FieldProps) {
  const { schema: _schema, context } = standing(props);
  const map = (props.formData ?? {}) as Record<string, unknown>;
  const shown = Object.entries(map).map(([key, value]) => `${key} = ${typeof value === "string" ? value : JSON.stringify(value)}`).join("\n");
  const [text, setText] = useFollowed(shown);
  const id = props.fieldPathId.$id;
  const commit = (): void => {
    if (text === shown) return;
    const lines = text.split("\n").map((line) => line.trim()).filter(Boolean);
    props.onChange(Object.fromEntries(lines.map(figure)) as never, props.fieldPathId.path);
  };
  return <textarea id={id} value={text} rows={Math.min(8, Math.max(2, text.split("\n").length))} disabled={!context.editable} onChange={(event) => setText(event.target.value)} onBlur={commit} />;
}

function figure(line: string): [string, unknown] {
  const at = line.indexOf("=");
  const [key, text] = at < 0 ? [line, ""] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  if (!text.startsWith("{")) return [key, text === "" ? null : text];
  try {
    return [key, JSON.parse(text) as unknown];
  } catch {
    return [key, { raw: text }];
  }
}
