/** Under the table: what the selection means at the left, bindings proposed and figures asked for elsewhere at the right. */
import { t } from "../../words/designer";
import { applyAll, type Operation, setting } from "../model/operations";
import { gridOf, type Documents, type Id } from "../model/documents";
import { Icon } from "../parts/Icon";
import { open, select, state, toast, useDesigner } from "../state/store";
import { act } from "../state/sync";
import { memberName, nodeAt } from "./bindings";
import { Chosen } from "./Chosen";
import { ask, type Proposal, type Repeat, useMeaning } from "./meaning";

export function MeaningPanel({ form }: { form: Id }) {
  const known = useMeaning((s) => s.forms[form]);
  const failed = useMeaning((s) => s.failed);
  const busy = useMeaning((s) => s.busy);
  const editable = useDesigner((s) => s.draft.editable);
  return (
    <div className="ds-meaning">
      <section className="ds-meaning-chosen" aria-label={t("meaning.chosen")}><Chosen form={form} /></section>
      <div className="ds-meaning-told">
        {known && editable ? <Proposals form={form} list={known.proposals} /> : null}
        {known ? <Repeats form={form} list={known.repeats} /> : null}
        {known ? null : <p className="ds-hint" role="status">{failed ? t("meaning.failed") : t("meaning.busy")} {failed ? <button type="button" className="ds-link" disabled={busy} onClick={() => void ask(form)}>{t("meaning.again")}</button> : null}</p>}
      </div>
    </div>
  );
}

function point(each: { section: Id; axis: "columns" | "rows"; node: Id }): void {
  select({ kind: each.axis, section: each.section, ids: [each.node], part: "label" });
  document.querySelector(`[data-at="${each.axis === "columns" ? "h" : "s"}:${CSS.escape(each.node)}${each.axis === "columns" ? "" : ":label"}"]`)?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** Each worked out on what those before it leave: an indicator that two of them bring comes once. */
function together(documents: Documents, list: readonly Proposal[]): Operation[] {
  let now = documents;
  return list.flatMap(({ operations }) => {
    const fresh = operations.filter((each) => !(each.op === "set" && each.path.length === 1 && now[each.path[0] ?? ""] !== undefined));
    now = applyAll(now, fresh);
    return fresh;
  });
}

function stillOpen(documents: Documents, form: Id, { section, axis, node, indicator, members }: Proposal): boolean {
  const grid = gridOf(documents, form, section);
  const held = grid && nodeAt(grid, axis, node);
  return held !== undefined && (indicator ? !held.indicator : true) && (members.length > 0 ? !held.members?.length : true);
}

function Proposals({ form, list }: { form: Id; list: Proposal[] }) {
  const documents = useDesigner((s) => s.documents);
  const left = list.filter((each) => stillOpen(documents, form, each));
  if (left.length === 0) return null;
  const accept = (some: readonly Proposal[]): void => {
    if (act(together(state().documents, some))) toast(t("meaning.bound", { n: some.length }), { undo: true });
  };
  return (
    <section className="ds-suggest" aria-label={t("meaning.proposals")}>
      <h3>{t("meaning.proposals")} <span className="count">{left.length}</span>{left.length > 1 ? <button type="button" className="btn btn-small" onClick={() => accept(left)}>{t("meaning.acceptAll", { n: left.length })}</button> : null}</h3>
      <ul>
        {left.map((each) => {
          const what = each.indicator ? `${each.indicator.code} ${each.indicator.name}${each.indicator.origin ? ` (${t("meaning.of", { regime: each.indicator.origin })})` : ""}` : each.members.map((member) => memberName(documents, member)).join("; ");
          return (
            <li key={`${each.section} ${each.node} ${what}`}>
              <span className="ds-score" title={t("meaning.score")}>{each.score}%</span>
              <span className="ds-rule-text"><button type="button" className="ds-link" onClick={() => point(each)}>{each.label}</button> → {what}<span className="ds-rule-more">{each.reasons.join("; ")}</span></span>
              <button type="button" className="btn btn-small" aria-label={t("meaning.acceptOne", { label: each.label, what })} onClick={() => accept([each])}>{t("meaning.accept")}</button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Repeats({ form, list }: { form: Id; list: Repeat[] }) {
  const documents = useDesigner((s) => s.documents);
  const here = list.filter(({ section, axis, node }) => { const grid = gridOf(documents, form, section); return grid !== undefined && nodeAt(grid, axis, node) !== undefined; });
  const meant = (each: Repeat): boolean => { const grid = gridOf(documents, form, each.section); return grid !== undefined && (nodeAt(grid, each.axis, each.node)?.repeats?.includes(each.place) ?? false); };
  const unanswered = here.filter((each) => !meant(each));
  const answered = here.filter(meant);
  if (here.length === 0) return <p className="ds-hint">{t("repeats.none")}</p>;
  return (
    <section className="ds-suggest" aria-label={t("repeats")}>
      <h3>{t("repeats")} <span className={`count${unanswered.length > 0 ? " count-warn" : ""}`}>{unanswered.length}</span></h3>
      <ul>{unanswered.map((each) => <OneRepeat key={`${each.node} ${each.place}`} form={form} repeat={each} meant={false} />)}</ul>
      {answered.length > 0 ? <details className="ds-more"><summary>{t("repeats.meant", { n: answered.length })}</summary><ul>{answered.map((each) => <OneRepeat key={`${each.node} ${each.place}`} form={form} repeat={each} meant />)}</ul></details> : null}
    </section>
  );
}

function OneRepeat({ form, repeat, meant }: { form: Id; repeat: Repeat; meant: boolean }) {
  const editable = useDesigner((s) => s.draft.editable);
  const { regime, mark } = repeat;
  const answer = (): void => {
    const { documents } = state();
    const path = [form, "sections", "items", repeat.section, repeat.axis, "nodes", repeat.node, "repeats"];
    const grid = gridOf(documents, form, repeat.section);
    const now = (grid && nodeAt(grid, repeat.axis, repeat.node)?.repeats) ?? [];
    const next = meant ? now.filter((each) => each !== repeat.place) : [...now, repeat.place];
    if (act([setting(documents, path, next.length ? next : undefined)])) toast(t(meant ? "repeats.reopened" : "repeats.noted"), { undo: true });
  };
  const place = t(repeat.axis === "columns" ? "repeats.column" : "repeats.row", { mark, words: repeat.words });
  const where = repeat.own ? t("repeats.own", { form: repeat.form.code, place }) : t("repeats.at", { regime: regime.code, about: [regime.owner, regime.often].filter(Boolean).join(", "), form: repeat.form.code, place });
  const run = (operations: Operation[], said: string): void => void (act(operations) && toast(said, { undo: true }));
  return (
    <li>
      <span className="ds-score" title={t("repeats.score")}>{repeat.same ? "=" : `${repeat.score}%`}</span>
      <span className="ds-rule-text">
        <button type="button" className="ds-link" onClick={() => point(repeat)}>{repeat.label}</button>: {where}{" "}
        {repeat.own ? <button type="button" className="ds-link" onClick={() => { open({ kind: "form", form: repeat.form.id }); select({ kind: repeat.node_there.axis, section: repeat.node_there.section, ids: [repeat.node_there.id], part: "label" }); }}>{t("repeats.show")}</button> : repeat.href ? <a href={repeat.href} target="_blank" rel="noreferrer">{t("repeats.release", { no: regime.no })}</a> : null}
        <span className="ds-rule-more">{repeat.same ? t("repeats.same") : t("repeats.alike", { percent: repeat.score })}{repeat.own || meant ? "" : ` ${t("repeats.other")}`}</span>
      </span>
      {editable ? (
        <span className="ds-rule-acts">
          {!meant && repeat.take.length > 0 ? <button type="button" className="btn btn-small" onClick={() => run(repeat.take, t("repeats.took", { form: repeat.form.code }))}>{t("repeats.take")}</button> : null}
          {!meant && repeat.bind.length > 0 ? <button type="button" className="btn btn-small" onClick={() => run(repeat.bind, t("meaning.bound", { n: 1 }))}>{t("repeats.bind")}</button> : null}
          <button type="button" className="btn btn-small" onClick={answer}>{meant ? <><Icon name="back" /> {t("repeats.reopen")}</> : t("repeats.keep")}</button>
        </span>
      ) : null}
    </li>
  );
}
