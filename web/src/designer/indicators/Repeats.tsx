/** Figures of the form that are asked for elsewhere already, by the form that asks: share the indicator, read them from there, or note that it is meant. */
import { useState } from "react";
import { t } from "../../words/designer";
import { gridOf, type Documents, type Id } from "../model/documents";
import { type Operation, setting } from "../model/operations";
import { open, select, state, toast, useDesigner } from "../state/store";
import { act } from "../state/sync";
import { nodeAt } from "./bindings";
import { type Copied, copiedOf } from "./copied";
import { meaningOf, type Repeat } from "./meaning";
import { point } from "./pointing";

function held(documents: Documents, form: Id, { section, axis, node }: Repeat): { repeats?: string[] } | undefined {
  const grid = gridOf(documents, form, section);
  return grid && nodeAt(grid, axis, node);
}

/** Remarks by the form that asks for the figures too, in the order in which they came. */
function grouped(list: readonly Repeat[]): Repeat[][] {
  const found = new Map<string, Repeat[]>();
  for (const each of list) {
    const key = `${each.regime.code} ${each.form.id}`;
    found.set(key, [...(found.get(key) ?? []), each]);
  }
  return [...found.values()];
}

export function Repeats({ form, list }: { form: Id; list: Repeat[] }) {
  const documents = useDesigner((s) => s.documents);
  const here = list.filter((each) => held(documents, form, each) !== undefined);
  const meant = (each: Repeat): boolean => held(documents, form, each)?.repeats?.includes(each.place) ?? false;
  const unanswered = here.filter((each) => !meant(each));
  const answered = here.filter(meant);
  const copies = copiedOf(unanswered);
  const single = unanswered.filter((each) => !copies.some(({ list: own }) => own.includes(each)));
  if (here.length === 0) return <p className="ds-hint">{t("repeats.none")}</p>;
  return (
    <section className="ds-suggest" aria-label={t("repeats")}>
      <h3>{t("repeats")} <span className={`count${unanswered.length > 0 ? " count-warn" : ""}`}>{single.length + copies.length}</span></h3>
      {copies.map((copy) => <OneCopy key={copy.regime.code} form={form} copy={copy} />)}
      {grouped(single).map((group) => <Group key={`${group[0]?.place}`} form={form} group={group} />)}
      {answered.length > 0 ? <details className="ds-more"><summary>{t("repeats.meant", { n: answered.length })}</summary><ul>{answered.map((each) => <OneRepeat key={`${each.node} ${each.place}`} form={form} repeat={each} meant />)}</ul></details> : null}
    </section>
  );
}

function Group({ form, group }: { form: Id; group: Repeat[] }) {
  const editable = useDesigner((s) => s.draft.editable);
  const first = group[0];
  if (!first) return null;
  const { regime } = first;
  const head = first.own ? t("repeats.own", { form: first.form.code }) : t("repeats.at", { regime: regime.code, about: [regime.owner, regime.often].filter(Boolean).join(", "), form: first.form.code });
  return (
    <>
      <h4>{head}{" "}
        {first.href && !first.own ? <a href={first.href} target="_blank" rel="noreferrer">{t("repeats.release", { no: regime.no })}</a> : null}
        {editable && group.length > 1 ? <button type="button" className="btn btn-small" onClick={() => answer(form, group, true)}>{t("repeats.keepAll", { n: group.length })}</button> : null}
      </h4>
      {first.own ? null : <p className="ds-hint">{t("repeats.other")}</p>}
      <ul>{group.map((each) => <OneRepeat key={`${each.node} ${each.place}`} form={form} repeat={each} meant={false} />)}</ul>
    </>
  );
}

/** A form that was copied of another regime: one remark, answered once for all forms, with every place on demand. */
function OneCopy({ form, copy: { regime, list } }: { form: Id; copy: Copied }) {
  const editable = useDesigner((s) => s.draft.editable);
  const [busy, setBusy] = useState(false);
  const forms = [...new Set(list.map((each) => each.form.code))].join(", ");
  const keep = async (): Promise<void> => {
    setBusy(true);
    try {
      await answerRegime(regime.code);
    } catch {
      toast(t("repeats.copied.failed"), { tone: "error" });
    }
    setBusy(false);
  };
  return (
    <>
      <h4>{t("repeats.copied", { regime: regime.code, about: [regime.owner, regime.often].filter(Boolean).join(", "), form: forms, n: list.length })}{" "}
        {list[0]?.href ? <a href={list[0].href} target="_blank" rel="noreferrer">{t("repeats.release", { no: regime.no })}</a> : null}
        {editable ? <button type="button" className="btn btn-small" disabled={busy} onClick={() => void keep()}>{busy ? t("repeats.copied.busy") : t("repeats.copied.keep", { regime: regime.code })}</button> : null}
      </h4>
      <p className="ds-hint">{t("repeats.copied.hint")}</p>
      <details className="ds-more"><summary>{t("repeats.copied.list", { n: list.length })}</summary><ul>{list.map((each) => <OneRepeat key={`${each.node} ${each.place}`} form={form} repeat={each} meant={false} />)}</ul></details>
    </>
  );
}

/** What the whole draft was copied of is meant, in every form of it. */
async function answerRegime(code: string): Promise<void> {
  const forms = Object.entries(state().documents).filter(([, body]) => body["spec"] === "form/1").map(([id]) => id);
  const found: [Id, Repeat[]][] = [];
  for (const form of forms) {
    const { repeats } = await meaningOf(form);
    found.push([form, copiedOf(repeats.filter((each) => !each.meant)).filter(({ regime }) => regime.code === code).flatMap(({ list }) => list)]);
  }
  const operations = found.flatMap(([form, list]) => noting(form, list.filter((each) => held(state().documents, form, each) !== undefined), true));
  if (act(operations)) toast(t("repeats.copied.noted", { regime: code, n: operations.length }), { undo: true });
}

function answer(form: Id, list: readonly Repeat[], meant: boolean): void {
  if (act(noting(form, list, meant))) toast(t(meant ? "repeats.noted" : "repeats.reopened"), { undo: true });
}

/** Operations that note remarks as meant, or take that back; the note stands at the column or row. */
function noting(form: Id, list: readonly Repeat[], meant: boolean): Operation[] {
  const { documents } = state();
  const places = new Map<Id, { repeat: Repeat; places: string[] }>();
  for (const each of list) {
    const known = places.get(each.node)?.places ?? held(documents, form, each)?.repeats ?? [];
    places.set(each.node, { repeat: each, places: meant ? [...new Set([...known, each.place])] : known.filter((place) => place !== each.place) });
  }
  return [...places.values()].map(({ repeat, places: next }): Operation => setting(documents, [form, "sections", "items", repeat.section, repeat.axis, "nodes", repeat.node, "repeats"], next.length ? next : undefined));
}

function OneRepeat({ form, repeat, meant }: { form: Id; repeat: Repeat; meant: boolean }) {
  const editable = useDesigner((s) => s.draft.editable);
  const place = t(repeat.axis === "columns" ? "repeats.column" : "repeats.row", { mark: repeat.mark, words: repeat.words });
  const run = (operations: Operation[], said: string): void => void (act(operations) && toast(said, { undo: true }));
  const show = (): void => {
    open({ kind: "form", form: repeat.form.id });
    select({ kind: repeat.node_there.axis, section: repeat.node_there.section, ids: [repeat.node_there.id], part: "label" });
  };
  return (
    <li>
      <span className="ds-score" title={t("repeats.score")}>{repeat.same ? "=" : `${repeat.score}%`}</span>
      <span className="ds-rule-text">
        <button type="button" className="ds-link" onClick={() => point(repeat)}>{repeat.label}</button>: {meant ? `${repeat.regime.code}, ${repeat.form.code}, ` : ""}{place} {repeat.own ? <button type="button" className="ds-link" onClick={show}>{t("repeats.show")}</button> : null}
        <span className="ds-rule-more">{repeat.same ? t("repeats.same") : t("repeats.alike", { percent: repeat.score })}</span>
      </span>
      {editable ? (
        <span className="ds-rule-acts">
          {!meant && repeat.take.length > 0 ? <button type="button" className="btn btn-small" onClick={() => run(repeat.take, t("repeats.took", { form: repeat.form.code }))}>{t("repeats.take")}</button> : null}
          {!meant && repeat.bind.length > 0 ? <button type="button" className="btn btn-small" onClick={() => run(repeat.bind, t("meaning.bound", { n: 1 }))}>{t("repeats.bind")}</button> : null}
          <button type="button" className="btn btn-small" aria-label={`${t(meant ? "repeats.reopen" : "repeats.keep")}: ${repeat.label}`} onClick={() => answer(form, [repeat], !meant)}>{t(meant ? "repeats.reopen" : "repeats.keep")}</button>
        </span>
      ) : null}
    </li>
  );
}
