/** One click that does what a finding proposes, as an ordinary change that can be taken back. */
import { t } from "../../words/designer";
import { accepting, proposed, type Proposing } from "../model/proposals";
import { announce, toast, useDesigner } from "../state/store";
import { act } from "../state/sync";
import { Icon } from "./Icon";

export function Accept({ finding }: { finding: Proposing }) {
  const documents = useDesigner((s) => s.documents);
  const editable = useDesigner((s) => s.draft.editable);
  const what = proposed(documents, finding);
  if (!editable || what === "" || accepting(documents, finding).length === 0) return null;
  const accept = (): void => {
    if (!act(accepting(documents, finding))) return;
    const said = t("proposal.accepted", { what });
    toast(said, { undo: true });
    announce(said);
  };
  return (
    <span className="ds-proposal">
      <code>{what}</code>
      <button type="button" className="btn btn-small" aria-label={t("proposal.acceptThis", { what })} onClick={accept}><Icon name="check" /> {t("proposal.accept")}</button>
    </span>
  );
}
