/** The regime: its forms, the sections of the open one, and what is found wrong in each. */
import { AddFromFile, SourceLink, useSources } from "../../importing/FromSource";
import { t } from "../../words/designer";
import { formsOf, regimeOf, rulesOf, type FormDocument } from "../model/documents";
import { Icon } from "../parts/Icon";
import { open, type Page, select, setState, useDesigner } from "../state/store";
import { indicatorsOf } from "../indicators/bindings";
import { listsOf } from "../pages/ListsPage";
import { SECTION_ICONS } from "../canvas/SectionView";

export function FormsPanel() {
  const documents = useDesigner((s) => s.documents);
  const page = useDesigner((s) => s.page);
  const draft = useDesigner((s) => s.draft);
  const forms = formsOf(documents);
  const regime = regimeOf(documents);
  return (
    <nav className="ds-panel ds-left" aria-label={t("panel.left")}>
      <button type="button" className="ds-nav is-regime" aria-current={page.kind === "regime" ? "page" : undefined} onClick={() => open({ kind: "regime" })}>
        <Icon name="regime" />
        <span className="ds-nav-text"><strong>{regime?.code ?? draft.regime.code}</strong><span>{regime?.name ?? draft.regime.name}</span></span>
      </button>
      <button type="button" className="ds-nav" aria-current={page.kind === "indicators" ? "page" : undefined} onClick={() => open({ kind: "indicators" })}>
        <Icon name="number" /> <span className="ds-nav-text">{t("indicators")}</span> <span className="count">{indicatorsOf(documents).length}</span>
      </button>
      <button type="button" className="ds-nav" aria-current={page.kind === "lists" ? "page" : undefined} onClick={() => open({ kind: "lists" })}>
        <Icon name="list" /> <span className="ds-nav-text">{t("lists")}</span> <span className="count">{listsOf(documents).length}</span>
      </button>
      <button type="button" className="ds-nav" aria-current={page.kind === "mapping" ? "page" : undefined} onClick={() => open({ kind: "mapping" })}>
        <Icon name="redo" /> <span className="ds-nav-text">{t("mapping")}</span>
      </button>
      <h2 className="ds-panel-title">{t("forms")} <span className="count">{forms.length}</span></h2>
      <ul className="ds-list">
        {forms.map((form) => <FormEntry key={form.id} form={form} page={page} />)}
      </ul>
      {draft.editable ? (
        <>
          <button type="button" className="ds-quiet" onClick={() => setState({ dialog: "newForm" })}><Icon name="plus" /> {t("forms.new")}</button>
          <AddFromFile draft={draft.id} />
        </>
      ) : null}
    </nav>
  );
}

function FormEntry({ form, page }: { form: FormDocument; page: Page }) {
  const findings = useDesigner((s) => s.findings);
  const documents = useDesigner((s) => s.documents);
  const here = "form" in page && page.form === form.id;
  const about = findings.filter((each) => concerns(each.place, form.id, documents));
  const errors = about.filter((each) => each.severity === "error").length;
  return (
    <li>
      <button type="button" className="ds-nav" aria-current={here && page.kind !== "layout" ? "page" : undefined} title={form.title} onClick={() => open({ kind: "form", form: form.id })}>
        <span className="ds-nav-text"><strong>{form.code}</strong><span>{form.title || t("form.untitled")}</span></span>
        {about.length > 0 ? <span className={`count ${errors > 0 ? "count-error" : "count-warn"}`} title={t("findings.count", { n: about.length })}>{about.length}</span> : null}
      </button>
      {here ? <Inside form={form} page={page} /> : null}
    </li>
  );
}

function concerns(place: string, form: string, documents: Parameters<typeof rulesOf>[0]): boolean {
  const head = place.split("/")[0];
  return head === form || head === rulesOf(documents, form)?.id;
}

function Inside({ form, page }: { form: FormDocument; page: Page }) {
  const selection = useDesigner((s) => s.selection);
  const rules = useDesigner((s) => rulesOf(s.documents, form.id)?.order.length ?? 0);
  const sources = useSources(useDesigner((s) => s.draft.id));
  const toSection = (id: string): void => {
    if (page.kind !== "form") open({ kind: "form", form: form.id });
    select({ kind: "section", section: id });
    document.querySelector(`[data-section="${CSS.escape(id)}"]`)?.scrollIntoView({ block: "start" });
  };
  return (
    <ul className="ds-list is-inner">
      {form.sections.order.map((id, index) => (
        <li key={id}>
          <button type="button" className="ds-nav" aria-pressed={selection?.kind === "section" && selection.section === id} onClick={() => toSection(id)}>
            <Icon name={SECTION_ICONS[form.sections.items[id]?.kind ?? "grid"] ?? "table"} />
            <span className="ds-nav-text">{form.sections.items[id]?.title || t("section.numbered", { n: index + 1 })}</span>
          </button>
        </li>
      ))}
      <li>
        <button type="button" className="ds-nav" aria-current={page.kind === "layout" ? "page" : undefined} onClick={() => open({ kind: "layout", form: form.id })}>
          <Icon name="page" /> <span className="ds-nav-text">{t("layout")}</span>
        </button>
      </li>
      <li>
        <button type="button" className="ds-nav" onClick={() => { if (page.kind !== "form") open({ kind: "form", form: form.id }); setState({ bottom: "rules" }); }}>
          <Icon name="check" /> <span className="ds-nav-text">{t("rules")}</span> <span className="count">{rules}</span>
        </button>
      </li>
      <SourceLink sources={sources} form={form.id} />
    </ul>
  );
}
