/** Code lists of the draft: which there are, what each is, its members, and where it serves. */
import { lazy, Suspense, useEffect, useRef } from "react";
import { t } from "../../words/designer";
import type { Document, Documents, Id } from "../model/documents";
import { SaveDocument } from "../library/SaveDialog";
import { idSource } from "../model/ids";
import { Icon } from "../parts/Icon";
import { indicatorsOf, membersOf, usesOf } from "../properties/members";
import { open, select, state, toast, useDesigner } from "../state/store";
import { act } from "../state/sync";

const ListPanel = lazy(() => import("../properties/DocumentPanels").then((module) => ({ default: module.ListPanel })));
const MembersTable = lazy(() => import("../properties/MembersTable").then((module) => ({ default: module.MembersTable })));

export function listsOf(documents: Documents): Document[] {
  return Object.values(documents).filter((each) => each.spec.startsWith("dimension/"));
}

/** A new list, opened to be written. */
function begin(): void {
  const id = idSource(state().documents)("d");
  const value = { spec: "dimension/1", id, name: t("lists.untitled"), kind: "closed", members: { order: [], items: {} } };
  if (!act([{ op: "set", path: [id], value }])) return;
  begun = id;
  open({ kind: "lists", list: id });
}

/** The list that was just begun: its name is what is typed first. */
let begun: Id | null = null;

/** Goes to the name, chosen as a whole, as soon as the panel has it. */
function useNaming(id: Id) {
  const block = useRef<HTMLElement>(null);
  useEffect(() => {
    if (begun !== id || !block.current) return;
    const go = (): boolean => {
      const name = block.current?.querySelector<HTMLTextAreaElement | HTMLInputElement>("textarea, input");
      if (name) {
        begun = null;
        name.focus();
        name.select();
      }
      return Boolean(name);
    };
    if (go()) return;
    const watch = new MutationObserver(() => void (go() && watch.disconnect()));
    watch.observe(block.current, { childList: true, subtree: true });
    return () => watch.disconnect();
  }, [id]);
  return block;
}

export function ListsPage({ list }: { list: Id | undefined }) {
  const documents = useDesigner((s) => s.documents);
  const editable = useDesigner((s) => s.draft.editable);
  const all = listsOf(documents);
  const shown = all.find((each) => each.id === list) ?? all[0];
  return (
    <div className="ds-page" role="region" aria-label={t("lists")} tabIndex={-1}>
      <div className="ds-page-body is-lists">
        <nav aria-label={t("lists")}>
          <h2>{t("lists")}</h2>
          <ul className="ds-list">
            {all.map((each) => (
              <li key={each.id}>
                <button type="button" className="ds-nav" aria-current={each.id === shown?.id ? "page" : undefined} onClick={() => open({ kind: "lists", list: each.id })}>
                  <span className="ds-nav-text">{String(each["name"] || t("lists.untitled"))}</span> <span className="count">{membersOf(documents, each.id).order.length}</span>
                </button>
              </li>
            ))}
          </ul>
          {all.length === 0 ? <p className="ds-hint">{t("lists.none")}</p> : null}
          {editable ? <button type="button" className="ds-quiet" onClick={begin}><Icon name="plus" /> {t("lists.new")}</button> : null}
        </nav>
        {shown ? <OneList key={shown.id} id={shown.id} /> : null}
      </div>
    </div>
  );
}

function OneList({ id }: { id: Id }) {
  const documents = useDesigner((s) => s.documents);
  const editable = useDesigner((s) => s.draft.editable);
  const naming = useNaming(id);
  const uses = usesOf(documents, id);
  const indicators = indicatorsOf(documents, id);
  const used = uses.length + indicators.length > 0;
  const remove = (): void => {
    if (used) toast(t("lists.inUse"), { tone: "error" });
    else if (act([{ op: "set", path: [id], value: null, was: documents[id] }])) {
      open({ kind: "lists" });
      toast(t("lists.removed"), { undo: true });
    }
  };
  return (
    <div>
      <section ref={naming} className="ds-block" aria-label={String(documents[id]?.["name"] ?? "")}>
        <Suspense fallback={<p className="ds-hint">{t("prop.loading")}</p>}><ListPanel id={id} /></Suspense>
      </section>
      <Suspense fallback={null}>
        <section className="ds-block" aria-label={t("lists.members", { n: membersOf(documents, id).order.length })}>
          <h3 className="ds-block-title">{t("lists.members", { n: membersOf(documents, id).order.length })}</h3>
          <MembersTable list={id} />
        </section>
      </Suspense>
      <section className="ds-block" aria-label={t("lists.usedBy")}>
        <h3 className="ds-block-title">{t("lists.usedBy")}</h3>
        {used ? (
          <ul className="ds-uses">
            {uses.map(({ form, section, place }, index) => (
              <li key={index}><button type="button" className="ds-link" onClick={() => { open({ kind: "form", form: form.id }); select({ kind: "section", section }); }}>{form.code}: {place}</button></li>
            ))}
            {indicators.map((name) => <li key={name}>{name}</li>)}
          </ul>
        ) : <p className="ds-hint">{t("lists.unused")}</p>}
        {editable ? <div className="ds-acts"><SaveDocument kind="dimension" id={id} /> <button type="button" className="btn btn-small btn-danger" onClick={remove}><Icon name="trash" /> {t("lists.remove")}</button></div> : null}
      </section>
    </div>
  );
}
