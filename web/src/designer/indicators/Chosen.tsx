/** The binding of what is selected: its indicator, its members; for a cell what both sides say together. */
import { useState } from "react";
import { get } from "../../http";
import { t } from "../../words/designer";
import { columnWords, rowWords } from "../formula/tokens";
import { type Documents, gridOf, type GridSection, type Id } from "../model/documents";
import { type Operation, setting } from "../model/operations";
import { ChoiceField, TextField } from "../parts/Field";
import { Icon } from "../parts/Icon";
import { areaOf, type Selection } from "../state/selection";
import { open, state, toast, useDesigner } from "../state/store";
import { act } from "../state/sync";
import { type Axis, bindingAt, cellMeaning, indicatorName, type IndicatorDocument, indicatorsOf, memberName, nodeAt } from "./bindings";

export function Chosen({ form }: { form: Id }) {
  const documents = useDesigner((s) => s.documents);
  const selection = useDesigner((s) => s.selection);
  const section = selection ? gridOf(documents, form, selection.section) : undefined;
  if (!selection || !section || selection.kind === "section") return <p className="ds-hint">{t("meaning.point")}</p>;
  if (selection.kind === "cells") return <OfCells documents={documents} section={section} selection={selection} />;
  return <OfNodes key={selection.ids.join(" ")} documents={documents} form={form} section={section} selection={selection} />;
}

function OfCells({ documents, section, selection }: { documents: Documents; section: GridSection; selection: Extract<Selection, { kind: "cells" }> }) {
  const { rows, columns } = areaOf(section, selection.from, selection.to);
  const [row, column] = [rows[0], columns.find((id) => !section.columns.nodes[id]?.stub)];
  if (!row || !column) return <p className="ds-hint">{t("meaning.point")}</p>;
  const { indicators, members } = cellMeaning(section, row, column);
  return (
    <>
      <h3>{t("meaning.cell", { row: rowWords(section, row), column: columnWords(section, column) })}</h3>
      {indicators.length === 0 ? <p className="ds-hint">{t("meaning.cell.none")}</p> : null}
      {indicators.length > 1 ? <p className="ds-hint is-problem">{t("meaning.cell.two")}</p> : null}
      <ul className="ds-meaning-said">
        {indicators.map((id) => <li key={id}><IndicatorLink documents={documents} id={id} /></li>)}
        {members.map((member) => <li key={member}>{memberName(documents, member)}</li>)}
      </ul>
      <p className="ds-hint">{t("meaning.cell.hint")}</p>
    </>
  );
}

function IndicatorLink({ documents, id }: { documents: Documents; id: Id }) {
  return <button type="button" className="ds-link" onClick={() => open({ kind: "indicators", indicator: id })}>{indicatorName(documents, id)}</button>;
}

type Nodes = Extract<Selection, { kind: "columns" | "rows" }>;

function OfNodes({ documents, form, section, selection }: { documents: Documents; form: Id; section: GridSection; selection: Nodes }) {
  const editable = useDesigner((s) => s.draft.editable);
  const axis: Axis = selection.kind;
  const first = selection.ids[0] ?? "";
  const node = nodeAt(section, axis, first);
  if (!node) return null;
  const bound = bindingAt(section, axis, first);
  const own = node.members ?? [];
  const path = (id: Id, key: string): string[] => [form, "sections", "items", selection.section, axis, "nodes", id, key];
  const set = (key: "indicator" | "members", value: unknown): void => void act(selection.ids.map((id) => setting(documents, path(id, key), value)));
  const take = (data: IndicatorDocument): void => {
    const known: Operation[] = documents[data.id] ? [] : [{ op: "set", path: [data.id], value: data as never }];
    if (act([...known, ...selection.ids.map((id) => setting(documents, path(id, "indicator"), data.id))])) toast(t("meaning.taken", { name: `${data.code} ${data.name}` }), { undo: true });
  };
  const name = axis === "columns" ? columnWords(section, first) : rowWords(section, first);
  return (
    <>
      <h3>{selection.ids.length > 1 ? t(axis === "columns" ? "props.columns" : "props.rows", { n: selection.ids.length }) : t(axis === "columns" ? "props.column" : "props.row", { what: name })}</h3>
      <ChoiceField
        label={t("meaning.indicator")}
        value={node.indicator ?? ""}
        disabled={!editable}
        options={[{ value: "", label: bound.from && bound.indicator ? t("meaning.inherited", { name: indicatorName(documents, bound.indicator) }) : t("meaning.none") }, ...indicatorsOf(documents).map((each) => ({ value: each.id, label: `${each.code} ${each.name}` }))]}
        onChange={(value) => set("indicator", value || undefined)}
      />
      {editable ? <FromElsewhere take={take} /> : null}
      <Members documents={documents} own={own} editable={editable} set={(members) => set("members", members.length ? members : undefined)} />
    </>
  );
}

function Members({ documents, own, editable, set }: { documents: Documents; own: string[]; editable: boolean; set: (members: string[]) => void }) {
  const lists = Object.values(documents).filter((each) => each.spec.startsWith("dimension/"));
  const options = lists.flatMap((list) => {
    const members = list["members"] as { order: Id[] };
    return members.order.slice(0, 300).map((id) => `${list.id}.${id}`).filter((each) => !own.includes(each)).map((value) => ({ value, label: memberName(documents, value) }));
  });
  return (
    <>
      {own.length > 0 ? (
        <ul className="ds-meaning-said" aria-label={t("meaning.members")}>
          {own.map((member) => (
            <li key={member}>{memberName(documents, member)}{editable ? <button type="button" className="ds-tool" aria-label={t("meaning.member.drop", { name: memberName(documents, member) })} title={t("remove")} onClick={() => set(own.filter((each) => each !== member))}><Icon name="close" /></button> : null}</li>
          ))}
        </ul>
      ) : null}
      {editable && options.length > 0 ? <ChoiceField label={t("meaning.member.add")} value="" options={[{ value: "", label: t("meaning.member.choose") }, ...options]} onChange={(value) => value && set([...own, value])} /> : null}
      {editable && lists.length === 0 ? <p className="ds-hint">{t("meaning.noLists")} <button type="button" className="ds-link" onClick={() => open({ kind: "lists" })}>{t("meaning.toLists")}</button></p> : null}
    </>
  );
}

/** Indicators of other regimes, found by words; taking one brings its document into the draft. */
export function FromElsewhere({ take }: { take: (data: IndicatorDocument) => void }) {
  const [found, setFound] = useState<{ words: string; list: { regime: string; data: IndicatorDocument }[]; more: number } | null>(null);
  const find = async (words: string): Promise<void> => {
    if (!words) return setFound(null);
    const url = `/api/drafts/${encodeURIComponent(state().draft.id)}/indicators?q=${encodeURIComponent(words)}`;
    try {
      const { indicators, more } = await get<{ indicators: { regime: string; data: IndicatorDocument }[]; more: number }>(url);
      setFound({ words, list: indicators, more });
    } catch {
      toast(t("meaning.failed"), { tone: "error" });
    }
  };
  return (
    <div className="ds-meaning-find">
      <TextField label={t("meaning.find")} value={found?.words ?? ""} placeholder={t("meaning.find.hint")} onCommit={(value) => void find(value)} />
      {found ? (
        <ul aria-label={t("meaning.find")}>
          {found.list.map(({ regime, data }) => (
            <li key={data.id}><span className="ds-rule-text">{data.code} {data.name} <span className="ds-muted">{regime}{data.owner ? `, ${data.owner}` : ""}</span></span><button type="button" className="btn btn-small" onClick={() => { take(data); setFound(null); }}>{t("meaning.take")}</button></li>
          ))}
          {found.list.length === 0 ? <li className="ds-hint">{t("meaning.find.none")}</li> : null}
          {found.more > 0 ? <li className="ds-hint">{t("meaning.find.more", { n: found.more })}</li> : null}
        </ul>
      ) : null}
    </div>
  );
}
