/** Sections of plain questions and of files to hand in: one line each. */
import { t } from "../../words/designer";
import type { CellKind, FieldItem, FileItem, FormDocument, Id, Section } from "../model/documents";
import { idSource } from "../model/ids";
import { setting } from "../model/operations";
import { ChoiceField, CheckField, TextField } from "../parts/Field";
import { Icon } from "../parts/Icon";
import { state, useDesigner } from "../state/store";
import { act } from "../state/sync";
import { setAt } from "../state/commands";
import { useNewest } from "./useNewest";

interface Props {
  form: FormDocument;
  id: Id;
  section: Section;
}

const KINDS: CellKind[] = ["number", "text", "date", "choice", "target", "file"];

export function ItemsView({ form, id, section }: Props) {
  const editable = useDesigner((s) => s.draft.editable);
  const axis = section.kind === "files" ? "files" : "fields";
  const list = section[axis] ?? { order: [], items: {} };
  const path = [form.id, "sections", "items", id, axis];
  const [entries, begun] = useNewest();
  const add = (): void => {
    const item = idSource(state().documents)(axis === "files" ? "a" : "q");
    const made: FieldItem | FileItem = axis === "files" ? { label: "", required: false, accept: ["pdf"], max_mb: 10 } : { label: "", code: nextCode(list.items), cell: { kind: "text" } };
    if (act([{ op: "insert_item", path, id: item, item: made, after: list.order.at(-1) ?? null }])) begun(item);
  };
  const shift = (item: Id, step: -1 | 1): void => {
    const at = list.order.indexOf(item);
    const after = step < 0 ? list.order[at - 2] ?? null : (list.order[at + 1] ?? null);
    if (at + step >= 0 && at + step < list.order.length) act([{ op: "move_item", path, id: item, after }]);
  };
  return (
    <div className="ds-items">
      {list.order.length === 0 ? <p className="ds-hint">{t(`items.empty.${axis}`)}</p> : null}
      <ol ref={entries}>
        {list.order.map((item, index) => {
          const entry = list.items[item];
          if (!entry) return null;
          const at = [...path, "items", item];
          return (
            <li key={item} data-item={item}>
              <TextField label={t("items.label")} value={entry.label} disabled={!editable} onCommit={(value) => setAt([...at, "label"], value)} />
              {axis === "files" ? <FileParts at={at} item={entry as FileItem} /> : <FieldParts at={at} item={entry as FieldItem} />}
              {editable ? (
                <span className="ds-item-tools">
                  <button type="button" className="ds-tool" disabled={index === 0} aria-label={t("move.up")} title={t("move.up")} onClick={() => shift(item, -1)}><Icon name="up" /></button>
                  <button type="button" className="ds-tool" disabled={index === list.order.length - 1} aria-label={t("move.down")} title={t("move.down")} onClick={() => shift(item, 1)}><Icon name="down" /></button>
                  <button type="button" className="ds-tool" aria-label={t("remove")} title={t("remove")} onClick={() => act([{ op: "remove_item", path, id: item }])}><Icon name="trash" /></button>
                </span>
              ) : null}
            </li>
          );
        })}
      </ol>
      {editable ? <button type="button" className="ds-quiet" onClick={add}><Icon name="plus" /> {t(`items.add.${axis}`)}</button> : null}
    </div>
  );
}

function nextCode(items: Record<Id, FieldItem | FileItem>): string {
  const used = Object.values(items).map((item) => Number(/^q(\d+)$/.exec((item as FieldItem).code ?? "")?.[1] ?? 0));
  return `q${Math.max(0, ...used) + 1}`;
}

function FieldParts({ at, item }: { at: string[]; item: FieldItem }) {
  const editable = useDesigner((s) => s.draft.editable);
  const kind = item.cell?.kind ?? "number";
  return (
    <>
      <ChoiceField label={t("spec.kind")} value={kind} disabled={!editable} options={KINDS.map((each) => ({ value: each, label: t(`kind.${each}`) }))} onChange={(value) => setAt([...at, "cell", "kind"], value)} />
      <CheckField label={t("spec.required")} checked={item.cell?.required ?? false} disabled={!editable} onChange={(value) => setAt([...at, "cell", "required"], value || undefined)} />
    </>
  );
}

function FileParts({ at, item }: { at: string[]; item: FileItem }) {
  const editable = useDesigner((s) => s.draft.editable);
  const change = (key: string, value: unknown): void => void act([setting(state().documents, [...at, key], value)]);
  return (
    <>
      <TextField label={t("files.accept")} value={(item.accept ?? []).join(", ")} disabled={!editable} narrow onCommit={(value) => change("accept", value.split(/[\s,;]+/).filter(Boolean).map((each) => each.replace(/^\./, "").toLowerCase()))} />
      <TextField label={t("files.size")} value={String(item.max_mb ?? "")} disabled={!editable} narrow inputMode="numeric" onCommit={(value) => change("max_mb", Number(value) > 0 ? Math.round(Number(value)) : undefined)} />
      <CheckField label={t("spec.required")} checked={item.required ?? false} disabled={!editable} onChange={(value) => change("required", value)} />
    </>
  );
}
