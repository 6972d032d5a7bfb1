/** The button that copies the open form with its rules, consolidation, page and examples, and opens the copy. */
import { t } from "../../words/designer";
import { cloneForm } from "../model/cloneForm";
import type { Id } from "../model/documents";
import { Icon } from "../parts/Icon";
import { open, state, toast } from "../state/store";
import { act } from "../state/sync";

export function CloneForm({ form }: { form: Id }) {
  const copy = (): void => {
    const copied = cloneForm(state().documents, form);
    if (!copied || !act(copied.operations)) return;
    open({ kind: "form", form: copied.form.id });
    toast(t("form.cloned", { code: copied.form.code }), { undo: true });
  };
  return <button type="button" className="btn btn-small" onClick={copy}><Icon name="table" /> {t("form.clone")}</button>;
}
