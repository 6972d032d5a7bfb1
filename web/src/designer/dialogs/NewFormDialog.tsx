/** A new form from nothing: its number, its title, and which of the two usual shapes it begins with. */
import { useId, useState } from "react";
import { t } from "../../words/designer";
import { type FormDocument, formsOf, isGrid } from "../model/documents";
import { blankForm, type Start } from "../model/blank";
import { columnsOf } from "../model/geometry";
import { idSource } from "../model/ids";
import { Dialog } from "../parts/Dialog";
import { open, select, setState, state } from "../state/store";
import { act } from "../state/sync";

const STARTS: Start[] = ["units", "rows"];

/** The first column of figures is chosen, so that its caption is typed, or a whole header pasted, at once. */
function chooseFirst(form: FormDocument): void {
  const id = form.sections.order[0];
  const section = id === undefined ? undefined : form.sections.items[id];
  if (id === undefined || !isGrid(section)) return;
  const first = columnsOf(section.columns).leaves.find((leaf) => !leaf.node.stub);
  if (first) select({ kind: "columns", section: id, ids: [first.id], part: "label" });
}

export function NewFormDialog() {
  const ids = useId();
  const [code, setCode] = useState("");
  const [title, setTitle] = useState("");
  const [start, setStart] = useState<Start>("units");
  const [problem, setProblem] = useState<string | null>(null);
  const close = (): void => setState({ dialog: null });
  const make = (): void => {
    const { documents } = state();
    const wanted = code.normalize("NFC").trim();
    if (wanted === "") {
      setProblem(t("newForm.codeMissing"));
      return;
    }
    if (formsOf(documents).some((form) => form.code === wanted)) {
      setProblem(t("newForm.codeTaken", { code: wanted }));
      return;
    }
    const form = blankForm(idSource(documents), wanted, title.normalize("NFC").trim(), start);
    if (!act([{ op: "add_form", id: form.id, form, after: formsOf(documents).at(-1)?.id ?? null }])) return;
    setState({ dialog: null });
    open({ kind: "form", form: form.id });
    chooseFirst(form);
  };
  return (
    <Dialog
      title={t("forms.new")}
      onClose={close}
      onSubmit={make}
      foot={
        <>
          <button type="button" className="btn" onClick={close}>{t("cancel")}</button>
          <button type="submit" className="btn btn-primary">{t("newForm.make")}</button>
        </>
      }
    >
      <div className="field">
        <label htmlFor={`${ids}-code`}>{t("form.code")}</label>
        <input id={`${ids}-code`} data-begin type="text" autoComplete="off" value={code} placeholder="05/XLD" aria-invalid={problem !== null} aria-describedby={problem ? `${ids}-problem` : undefined} onChange={(event) => { setCode(event.target.value); setProblem(null); }} />
        {problem ? <p className="problem" id={`${ids}-problem`} role="alert">{problem}</p> : null}
      </div>
      <div className="field">
        <label htmlFor={`${ids}-title`}>{t("form.title")}</label>
        <textarea id={`${ids}-title`} rows={2} value={title} onChange={(event) => setTitle(event.target.value)} />
      </div>
      <fieldset className="ds-starts">
        <legend>{t("newForm.start")}</legend>
        {STARTS.map((each) => (
          <label key={each} className={`ds-start-choice${start === each ? " is-chosen" : ""}`}>
            <input type="radio" name={`${ids}-start`} checked={start === each} onChange={() => setStart(each)} />
            <span><strong>{t(`newForm.${each}` as "newForm.units")}</strong><span className="ds-muted">{t(`newForm.${each}.hint` as "newForm.units.hint")}</span></span>
          </label>
        ))}
      </fieldset>
    </Dialog>
  );
}
