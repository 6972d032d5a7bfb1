/** Members of a code list as a table to type in and to paste into from Excel. */
import { type ClipboardEvent, useState } from "react";
import { t } from "../../words/designer";
import type { Id } from "../model/documents";
import { Icon } from "../parts/Icon";
import { useFollowed } from "../parts/useFollowed";
import { useDesigner, state } from "../state/store";
import { act } from "../state/sync";
import { shownDate } from "./dates";
import { type Column, COLUMNS, membersOf, textOf, write } from "./members";
import { fragment, titleOf } from "./schemas";

const AT: Record<Column, string[]> = { code: ["code"], name: ["name"], parent: ["parent"], from: ["valid", "from"], to: ["valid", "to"] };

export function MembersTable({ list }: { list: Id }) {
  const editable = useDesigner((s) => s.draft.editable);
  const documents = useDesigner((s) => s.documents);
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const members = membersOf(documents, list);
  const head = (column: Column): string => titleOf(fragment("dimension", ["members", "items", "*", ...AT[column]]), column);
  const put = (line: number, column: Column, block: string[][]): void => {
    const found = write(state().documents, list, line, column, block);
    const told = Object.fromEntries(found.wrong.map((each) => [`${each.line}:${each.column}`, each.text]));
    const mended = Object.fromEntries(Object.entries(wrong).filter(([key]) => key !== `${line}:${column}`));
    setWrong({ ...mended, ...told });
    if (found.operations.length > 0) act(found.operations);
  };
  const shift = (id: Id, to: number): void => void act([{ op: "move_item", path: [list, "members"], id, after: members.order.filter((each) => each !== id)[to - 1] ?? null }]);
  const name = (id: Id): string => members.items[id]?.name || members.items[id]?.code || id;
  const shown = (id: Id | undefined, line: number, column: Column): string => {
    const held = wrong[`${line}:${column}`];
    if (held !== undefined) return held;
    if (!id) return "";
    const text = textOf(members, id, column);
    return column === "parent" && text !== "" ? name(text) : column === "from" || column === "to" ? shownDate(text) : text;
  };
  const lines: (Id | undefined)[] = editable ? [...members.order, undefined] : members.order;
  return (
    <div className="ds-members">
      <table>
        <thead><tr>{COLUMNS.map((column) => <th key={column} scope="col">{head(column)}</th>)}{editable ? <th scope="col"><span className="visually-hidden">{t("lists.tools")}</span></th> : null}</tr></thead>
        <tbody>
          {lines.map((id, line) => (
            <tr key={id ?? "new"}>
              {COLUMNS.map((column) => (
                <td key={column} className={`is-${column}`}>
                  <MemberInput
                    label={id ? `${head(column)}: ${name(id)}` : `${head(column)}: ${t("lists.add")}`}
                    value={shown(id, line, column)}
                    fault={wrong[`${line}:${column}`] === undefined ? undefined : column === "parent" ? t("lists.noParent") : t("prop.wrong.date")}
                    disabled={!editable}
                    onWrite={(block) => put(line, column, block)}
                  />
                </td>
              ))}
              {editable ? (
                <td className="is-tools">
                  {id ? (
                    <>
                      <button type="button" className="ds-tool" disabled={line === 0} aria-label={`${t("move.up")}: ${name(id)}`} title={t("move.up")} onClick={() => shift(id, line - 1)}><Icon name="up" /></button>
                      <button type="button" className="ds-tool" disabled={line === members.order.length - 1} aria-label={`${t("move.down")}: ${name(id)}`} title={t("move.down")} onClick={() => shift(id, line + 1)}><Icon name="down" /></button>
                      <button type="button" className="ds-tool" aria-label={`${t("remove")}: ${name(id)}`} title={t("remove")} onClick={() => act([{ op: "remove_item", path: [list, "members"], id }])}><Icon name="trash" /></button>
                    </>
                  ) : null}
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
      {editable ? <p className="ds-hint">{t("lists.paste")}</p> : null}
    </div>
  );
}

interface InputProps {
  label: string;
  value: string;
  fault: string | undefined;
  disabled: boolean;
  onWrite: (block: string[][]) => void;
}

function MemberInput({ label, value, fault, disabled, onWrite }: InputProps) {
  const [text, setText] = useFollowed(value);
  const commit = (): void => {
    const cleaned = text.normalize("NFC").trim();
    if (cleaned === value) return setText(value);
    onWrite([[cleaned]]);
    // The line of new members is empty again for the next one.
    if (value === "") setText("");
  };
  const onPaste = (event: ClipboardEvent): void => {
    const lines = event.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n+$/, "").split("\n");
    if (lines.length < 2 && !lines[0]?.includes("\t")) return;
    event.preventDefault();
    onWrite(lines.map((line) => line.split("\t").map((cell) => cell.normalize("NFC").trim())));
  };
  return (
    <>
      <input aria-label={label} value={text} disabled={disabled} autoComplete="off" aria-invalid={fault ? true : undefined} title={fault} onChange={(event) => setText(event.target.value)} onBlur={commit} onPaste={onPaste} onKeyDown={(event) => { if (event.key === "Enter") commit(); if (event.key === "Escape") setText(value); }} />
      {fault ? <span className="ds-prop-fault" role="alert">{fault} (template.schema)</span> : null}
    </>
  );
}
