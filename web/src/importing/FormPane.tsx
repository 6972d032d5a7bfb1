/** The right side: the form as it will be, lit where the original is pointed at, and the other way round. */
import { useEffect, useId, useMemo, useRef, type MouseEvent } from "react";
import { named } from "../fill/payload";
import { tableSpecs } from "../fill/specs";
import { Book, Grid, GridControl, type TableModel } from "../grid";
import { t, type Word } from "../words/importing";
import { findingsById, idsAt, isTable } from "./counterpart";
import { useLight } from "./light";
import type { FormView } from "./model";
import { pick, set, state, useImporting } from "./store";

export function FormPane() {
  const forms = useImporting((s) => s.state.forms);
  const wanted = useImporting((s) => s.form);
  const form = forms.find((each) => each.id === wanted) ?? forms[0];
  const chooser = useId();
  return (
    <section className="im-pane im-right" aria-label={t("right.title")} data-pane="form" tabIndex={-1}>
      <header className="im-pane-head">
        <h2>{t("right.title")}</h2>
        {forms.length > 1 && form ? (
          <>
            <label className="visually-hidden" htmlFor={chooser}>{t("forms.choose")}</label>
            <select id={chooser} className="im-choose" value={form.id} onChange={(event) => set({ form: event.target.value, chosen: null })}>
              {forms.map((each) => <option key={each.id} value={each.id}>{each.code} — {each.title}</option>)}
            </select>
          </>
        ) : null}
      </header>
      <Problems />
      {form ? <FormBody key={form.id} form={form} /> : <Nothing />}
    </section>
  );
}

function Problems() {
  const problems = useImporting((s) => s.state.problems);
  if (problems.length === 0) return null;
  return (
    <div className="notice notice-error im-notice" role="alert">
      <p>{t("forms.problems")}</p>
      <ul>{problems.slice(0, 10).map((problem, index) => <li key={index}>{problem.message} {problem.hint}</li>)}</ul>
    </div>
  );
}

function Nothing() {
  return (
    <div className="empty im-empty">
      <strong>{t("forms.none")}</strong>
      <p>{t("forms.none.help")}</p>
    </div>
  );
}

function FormBody({ form }: { form: FormView }) {
  const pane = useRef<HTMLDivElement>(null);
  const findings = useImporting((s) => s.state.findings);
  const byId = useMemo(() => findingsById(findings), [findings]);
  useLight(form, pane);
  const findingAt = (event: MouseEvent): number | null => {
    for (const id of idsAt(event.target as Element, form)) {
      const index = byId.get(`${form.id} ${id}`);
      if (index !== undefined) return index;
    }
    return partAt(event.target as Element, form.id);
  };
  const onOver = (event: MouseEvent): void => {
    const index = findingAt(event);
    if (index !== state().hovered) set({ hovered: index });
  };
  const onClick = (event: MouseEvent): void => {
    const index = findingAt(event);
    if (index !== null) pick(index);
  };
  return (
    <div ref={pane} className="im-form" onMouseOver={onOver} onMouseLeave={() => set({ hovered: null })} onClick={onClick}>
      <Title form={form} />
      {form.sections.map((section) => (isTable(section) ? <Table key={section.section} table={section} form={form} /> : <Lines key={section.section} title={section.title} lines={section.lines} />))}
      <Foot form={form} />
    </div>
  );
}

/** The first finding of a part that has no id of its own: title, unit line, notes, signers. */
function partAt(element: Element, form: string): number | null {
  const part = element.closest<HTMLElement>("[data-part]")?.dataset.part;
  if (!part) return null;
  const index = state().state.findings.findIndex((finding) => finding.role === part && (finding.form === form || finding.form === ""));
  return index >= 0 ? index : null;
}

function Title({ form }: { form: FormView }) {
  const { left, right, heading, sub } = form.layout;
  return (
    <div className="im-title">
      <div data-part="title" className="im-title-block">
        <div className="im-title-top"><Lined lines={left} /><Lined lines={right} /></div>
        <h3>{form.code} — {form.title}</h3>
        <Lined lines={heading.filter((line) => line !== form.title)} />
        <Lined lines={sub} />
      </div>
      {form.unit_line ? <p data-part="unit_line" className="im-unit">{form.unit_line}</p> : null}
    </div>
  );
}

const PLACES = new Set(["unit", "parent", "period", "year", "place", "date", "from", "to"]);

/** Places that are filled when the form is printed, in words. */
function filledIn(line: string): string {
  return line.replace(/\{(\w+)\}/g, (whole, name: string) => (PLACES.has(name) ? `‹${t(`place.${name}` as Word)}›` : whole));
}

function Lined({ lines }: { lines: readonly string[] }) {
  return <div>{lines.map((line, index) => <p key={index}>{filledIn(line)}</p>)}</div>;
}

function Table({ table, form }: { table: TableModel; form: FormView }) {
  const name = useId();
  const control = useMemo(() => {
    const drawn = shown(table);
    return new GridControl(drawn, new Book({ values: {}, specOf: tableSpecs([drawn]) }), { readOnly: true });
  }, [table]);
  useEffect(() => () => control.dispose(), [control]);
  const onPick = (key: string): void => {
    const [row = "", column = ""] = key.split(":");
    const ids = findingsById(state().state.findings);
    const index = [key, row, column].map((id) => ids.get(`${form.id} ${id}`)).find((found) => found !== undefined);
    if (index !== undefined) pick(index);
  };
  return (
    <section className="im-section" data-section={table.section} aria-labelledby={name}>
      <h4 id={name} className={table.title ? undefined : "visually-hidden"}>{table.title || t("form.table", { code: form.code })}</h4>
      <Grid control={control} labelledBy={name} structure onPick={onPick} />
    </section>
  );
}

/** Open rows are drawn once, as rows, so that rows of the drawing and of the form have the same numbers. */
function shown(table: TableModel): TableModel {
  const rows = table.rows.map((row) => (row.kind === "open" ? { ...row, kind: "data" as const, role: "row", open: null, label: t("form.open_row", { label: row.label }) } : row));
  return named({ ...table, rows }, t("form.unit_row"));
}

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <section className="im-section" data-part="text">
      {title ? <h4>{title}</h4> : null}
      <ul>{lines.map((line, index) => <li key={index}>{line}</li>)}</ul>
    </section>
  );
}

function Foot({ form }: { form: FormView }) {
  return (
    <div className="im-foot">
      {form.rules.length > 0 ? (
        <details>
          <summary>{t("form.rules", { n: form.rules.length })}</summary>
          <ul>{form.rules.map((rule, index) => <li key={index}>{rule}</li>)}</ul>
        </details>
      ) : null}
      {form.footnotes.length > 0 ? <div data-part="footnote"><h4>{t("form.notes")}</h4>{form.footnotes.map((note, index) => <p key={index}>{note}</p>)}</div> : null}
      {form.signers.length > 0 ? <div data-part="signer"><h4>{t("form.signers")}</h4><p>{form.signers.join(" · ")}</p></div> : null}
    </div>
  );
}
