/** Which members of which list get a table of their own, copied from the one that the dialog was opened for. */
import { useId, useState } from "react";
import { t } from "../../words/designer";
import type { Id } from "../model/documents";
import { Dialog } from "../parts/Dialog";
import { ChoiceField } from "../parts/Field";
import { open, state } from "../state/store";
import { begun, copy, endCopying, type List, listsWithMembers, type Subject, useCopying } from "./copying";

export function CopyDialog() {
  const subject = useCopying((s) => s.subject);
  if (!subject) return null;
  const lists = listsWithMembers(state().documents);
  return lists.length > 0 ? <Choosing subject={subject} lists={lists} /> : <NoLists />;
}

function NoLists() {
  const toLists = (): void => {
    endCopying();
    open({ kind: "lists" });
  };
  const foot = (
    <>
      <button type="button" className="btn" onClick={endCopying}>{t("cancel")}</button>
      <button type="submit" className="btn btn-primary">{t("copies.toLists")}</button>
    </>
  );
  return <Dialog title={t("copies.title")} onClose={endCopying} onSubmit={toLists} foot={foot}><p>{t("copies.noLists")}</p></Dialog>;
}

function Choosing({ subject, lists }: { subject: Subject; lists: List[] }) {
  const [list, setList] = useState(lists[0]?.id ?? "");
  const shown = lists.find((each) => each.id === list);
  const [chosen, setChosen] = useState(begun(shown));
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const change = (members: ReadonlySet<Id>): void => {
    setChosen(members);
    setWrong(null);
  };
  const choose = (id: string): void => {
    setList(id);
    change(begun(lists.find((each) => each.id === id)));
  };
  const make = async (): Promise<void> => {
    if (busy) return;
    if (chosen.size === 0) return setWrong(t("copies.none"));
    setBusy(true);
    const problem = await copy(subject, list, shown?.members.filter(({ id }) => chosen.has(id)).map(({ id }) => id) ?? []);
    setBusy(false);
    if (problem === null) endCopying();
    else setWrong(problem);
  };
  const foot = (
    <>
      <button type="button" className="btn" onClick={endCopying}>{t("cancel")}</button>
      <button type="submit" className="btn btn-primary" aria-disabled={busy}>{t("copies.make", { n: chosen.size })}</button>
    </>
  );
  return (
    <Dialog title={t("copies.title")} wide onClose={endCopying} onSubmit={() => void make()} foot={foot}>
      <p>{t("copies.what", { table: subject.title })}</p>
      <ChoiceField begin label={t("copies.list")} value={list} options={lists.map((each) => ({ value: each.id, label: t("copies.listOf", { name: each.name, n: each.members.length }) }))} onChange={choose} />
      {shown ? <Members list={shown} chosen={chosen} onChange={change} /> : null}
      {wrong ? <p className="problem" role="alert">{wrong}</p> : null}
    </Dialog>
  );
}

function Members({ list, chosen, onChange }: { list: List; chosen: ReadonlySet<Id>; onChange: (next: ReadonlySet<Id>) => void }) {
  const name = useId();
  const all = chosen.size === list.members.length;
  const toggle = (id: Id): void => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChange(next);
  };
  return (
    <fieldset className="ds-copies">
      <legend>{t("copies.members")}</legend>
      <label className="ds-copies-all">
        <input type="checkbox" name={`${name}-all`} checked={all} ref={(box) => { if (box) box.indeterminate = !all && chosen.size > 0; }} onChange={() => onChange(all ? new Set() : new Set(list.members.map(({ id }) => id)))} />
        {t("copies.all")}
      </label>
      <div className="ds-copies-list">
        {list.members.map((each) => (
          <label key={each.id}>
            <input type="checkbox" name={`${name}-${each.id}`} checked={chosen.has(each.id)} onChange={() => toggle(each.id)} />
            <span>{each.name} {each.total ? <span className="ds-muted">({t("copies.total")})</span> : null}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
