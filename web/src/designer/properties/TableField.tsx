/** A list of alike things as a small table; a block from Excel is pasted into it. */
import type { FieldProps } from "@rjsf/utils";
import { type ClipboardEvent, useState } from "react";
import { t } from "../../words/designer";
import { Icon } from "../parts/Icon";
import { useFollowed } from "../parts/useFollowed";
import { shownDate, writtenDate } from "./dates";
import { standing } from "./entries";
import { type Schema, titleOf, valueWord } from "./schemas";
import { shapeOf } from "./shapes";

type Row = Record<string, unknown>;

export function TableField(props: FieldProps) {
  const { schema, context } = standing(props);
  const item = schema.items ?? {};
  const names = Object.keys(item.properties ?? {});
  const held = (Array.isArray(props.formData) ? props.formData : []) as Row[];
  const [rows, setRows] = useState<Row[]>(held);
  const said = JSON.stringify(held);
  const [followed, follow] = useState(said);
  if (followed !== said) {
    follow(said);
    setRows(held);
  }
  const send = (next: Row[]): void => {
    setRows(next);
    // A row that says nothing yet waits here; what is half written is judged and told beside the table.
    const told = next.filter((row) => names.some((name) => row[name] !== undefined && row[name] !== ""));
    props.onChange(told.map((row, index) => completed(row, item, told, index)) as never, props.fieldPathId.path);
  };
  const change = (at: number, name: string, value: unknown): void => send(rows.map((row, index) => (index === at ? { ...row, [name]: value === "" ? undefined : value } : row)));
  const paste = (event: ClipboardEvent, at: number, name: string): void => {
    const lines = event.clipboardData.getData("text/plain").replace(/\r/g, "").split("\n").filter((line) => line.trim() !== "");
    if (lines.length < 2 && !lines[0]?.includes("\t")) return;
    event.preventDefault();
    send(pasted(rows, lines, names, at, name));
  };
  const editable = context.editable;
  return (
    <div className="ds-prop-table">
      <table>
        <thead><tr>{names.map((name) => <th key={name} scope="col">{titleOf(item.properties?.[name] ?? {}, name)}</th>)}{editable ? <th scope="col"><span className="visually-hidden">{t("remove")}</span></th> : null}</tr></thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {names.map((name) => (
                <td key={name} data-prop={[...context.place.at, ...props.fieldPathId.path, "[]", name].join("/")}>
                  <CellInput schema={item.properties?.[name] ?? {}} name={name} label={`${titleOf(item.properties?.[name] ?? {}, name)} ${at + 1}`} value={row[name]} disabled={!editable} onChange={(value) => change(at, name, value)} onPaste={(event) => paste(event, at, name)} />
                </td>
              ))}
              {editable ? <td className="is-tool"><button type="button" className="ds-tool" aria-label={`${t("remove")} ${at + 1}`} title={t("remove")} onClick={() => send(rows.filter((_, index) => index !== at))}><Icon name="trash" /></button></td> : null}
            </tr>
          ))}
        </tbody>
      </table>
      {editable ? <button type="button" className="ds-quiet" onClick={() => setRows([...rows, {}])}><Icon name="plus" /> {t("prop.addRow")}</button> : null}
    </div>
  );
}

interface CellProps {
  schema: Schema;
  name: string;
  label: string;
  value: unknown;
  disabled: boolean;
  onChange: (value: unknown) => void;
  onPaste: (event: ClipboardEvent) => void;
}

function CellInput({ schema, name, label, value, disabled, onChange, onPaste }: CellProps) {
  const shape = shapeOf(schema, name);
  const written = value === undefined || value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);
  const shown = shape === "date" ? shownDate(written) : written;
  const [text, setText] = useFollowed(shown);
  if (schema.enum)
    return (
      <select aria-label={label} value={shown} disabled={disabled} onChange={(event) => onChange(event.target.value)}>
        <option value="" />
        {schema.enum.map((each) => <option key={each} value={each}>{valueWord(schema, each)}</option>)}
      </select>
    );
  const commit = (): void => {
    if (text !== shown) onChange(shape === "figures" ? read(text) : shape === "date" ? writtenDate(text) : text.normalize("NFC").trim());
  };
  return <input aria-label={label} className={`is-${shape}`} value={text} disabled={disabled} autoComplete="off" onChange={(event) => setText(event.target.value)} onBlur={commit} onKeyDown={(event) => event.key === "Enter" && commit()} onPaste={onPaste} />;
}

function read(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** A code that nobody gave is made: people think in captions. */
function completed(row: Row, item: Schema, all: Row[], index: number): Row {
  const clean = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined && value !== ""));
  if (!item.required?.includes("value") || clean["value"] !== undefined || clean["label"] === undefined) return clean;
  const taken = new Set(all.map((each) => each["value"]));
  let number = index + 1;
  while (taken.has(`v${number}`)) number += 1;
  return { value: `v${number}`, ...clean };
}

/** Lines of a pasted block from one cell on; one column of captions alone goes under the captions. */
function pasted(rows: Row[], lines: string[], names: string[], at: number, name: string): Row[] {
  const next = rows.slice();
  const from = names.indexOf(name);
  lines.forEach((line, index) => {
    const cells = line.split("\t");
    const row = { ...next[at + index] };
    cells.forEach((text, offset) => {
      const key = names[from + offset];
      if (key) row[key] = writtenDate(text.normalize("NFC"));
    });
    next[at + index] = row;
  });
  return next;
}
