/** After documents changed: nothing selected or open that is no longer there. */
import { formOf, formsOf, gridOf } from "../model/documents";
import { pruned } from "./selection";
import { setState, state } from "./store";

export function pruneSelection(): void {
  const { documents, page, selection, rule, formula } = state();
  const form = "form" in page ? page.form : null;
  if (form !== null && !formOf(documents, form)) {
    const first = formsOf(documents)[0];
    setState({ page: first ? { kind: "form", form: first.id } : { kind: "empty" }, selection: null, editing: false });
  } else if (selection) {
    const section = selection.kind === "section" ? undefined : gridOf(documents, form, selection.section);
    const left = pruned(section, selection);
    if (left !== selection) setState({ selection: left, editing: false });
  }
  if (rule && !rule.fresh && !(documents[rule.rules] as { items?: Record<string, unknown> } | undefined)?.items?.[rule.id])
    setState({ rule: null });
  if (formula && !gridOf(documents, formula.form, formula.section)) setState({ formula: null, pointing: null, marks: [] });
}
