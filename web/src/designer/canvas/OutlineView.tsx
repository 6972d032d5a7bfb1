/** A narrative section: headings, texts to write and figures taken from cells, as an outline. */
import { t } from "../../words/designer";
import type { FormDocument, Id, OutlineNode, Section } from "../model/documents";
import { idSource } from "../model/ids";
import { before, siblings, standingOf, walk } from "../model/tree";
import { useParsed } from "../formula/useParsed";
import { CheckField, ChoiceField, TextField } from "../parts/Field";
import { Icon } from "../parts/Icon";
import { setAt } from "../state/commands";
import { state, useDesigner } from "../state/store";
import { act } from "../state/sync";
import { useNewest } from "./useNewest";

interface Props {
  form: FormDocument;
  id: Id;
  section: Section;
}

export function OutlineView({ form, id, section }: Props) {
  const editable = useDesigner((s) => s.draft.editable);
  const tree = section.headings ?? { root: [], nodes: {} };
  const [entries, begun] = useNewest();
  const place = { doc: form.id, section: id, axis: "headings" as const };
  const add = (parent: Id | null, kind: OutlineNode["kind"]): void => {
    const node: OutlineNode = { label: "", kind };
    const after = siblings(tree, parent).at(-1) ?? null;
    const made = idSource(state().documents)("h");
    if (act([{ op: "insert_node", ...place, parent, after, id: made, node }])) begun(made);
  };
  const shift = (node: Id, step: -1 | 1): void => {
    const standing = standingOf(tree, node);
    if (!standing) return;
    const list = siblings(tree, standing.parent);
    const neighbour = list[standing.index + step];
    if (neighbour !== undefined) act([{ op: "move_node", ...place, id: node, parent: standing.parent, after: step > 0 ? neighbour : before(list, neighbour) }]);
  };
  return (
    <div className="ds-items is-outline">
      {tree.root.length === 0 ? <p className="ds-hint">{t("outline.empty")}</p> : null}
      <ol ref={entries}>
        {walk(tree).map(([node, depth]) => {
          const entry = tree.nodes[node];
          if (!entry) return null;
          const at = [form.id, "sections", "items", id, "headings", "nodes", node];
          return (
            <li key={node} data-item={node} style={{ marginInlineStart: `${depth * 20}px` }}>
              <ChoiceField label={t("outline.kind")} value={entry.kind} disabled={!editable} options={(["heading", "text", "figure"] as const).map((kind) => ({ value: kind, label: t(`outline.${kind}`) }))} onChange={(value) => setAt([...at, "kind"], value)} />
              <TextField label={t("items.label")} value={entry.label} disabled={!editable} onCommit={(value) => setAt([...at, "label"], value)} />
              {entry.kind === "figure" ? (
                <Figure form={form.id} value={entry.figure ?? ""} disabled={!editable} onCommit={(value) => setAt([...at, "figure"], value || undefined)} />
              ) : entry.kind === "text" ? (
                <div>
                  <TextField label={t("spec.guidance")} value={entry.guidance ?? ""} disabled={!editable} onCommit={(value) => setAt([...at, "guidance"], value || undefined)} />
                  <CheckField label={t("outline.rich")} disabled={!editable} checked={Boolean(entry.rich)} onChange={(on) => setAt([...at, "rich"], on || undefined)} />
                </div>
              ) : null}
              {editable ? (
                <span className="ds-item-tools">
                  <button type="button" className="ds-tool" aria-label={t("move.up")} title={t("move.up")} onClick={() => shift(node, -1)}><Icon name="up" /></button>
                  <button type="button" className="ds-tool" aria-label={t("move.down")} title={t("move.down")} onClick={() => shift(node, 1)}><Icon name="down" /></button>
                  {entry.kind === "heading" ? <button type="button" className="ds-tool" aria-label={t("outline.addBelow")} title={t("outline.addBelow")} onClick={() => add(node, "text")}><Icon name="child" /></button> : null}
                  <button type="button" className="ds-tool" aria-label={t("remove")} title={t("remove")} onClick={() => act([{ op: "remove_node", ...place, id: node }])}><Icon name="trash" /></button>
                </span>
              ) : null}
            </li>
          );
        })}
      </ol>
      {editable ? (
        <>
          <button type="button" className="ds-quiet" onClick={() => add(null, "heading")}><Icon name="plus" /> {t("outline.addHeading")}</button>
          <button type="button" className="ds-quiet" onClick={() => add(null, "text")}><Icon name="plus" /> {t("outline.addText")}</button>
          <button type="button" className="ds-quiet" onClick={() => add(null, "figure")}><Icon name="plus" /> {t("outline.addFigure")}</button>
        </>
      ) : null}
    </div>
  );
}

/** A figure's formula, with what it says in words: the codes of the table are nobody's language. */
function Figure({ form, ...field }: { form: Id; value: string; disabled: boolean; onCommit: (value: string) => void }) {
  const parsed = useParsed(field.value ? { form, section: "", row: null, column: null, text: field.value, as: "formula" } : null);
  return <TextField label={t("outline.formula")} hint={parsed?.problems?.[0]?.message ?? parsed?.words ?? t("outline.formula.hint")} {...field} />;
}
