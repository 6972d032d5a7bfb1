/** Something cannot be taken back because the place was changed since: by whom, to what, and what to do. */
import { t } from "../../words/designer";
import { openHistory } from "../history/state";
import { Dialog } from "../parts/Dialog";
import { setState, useDesigner } from "../state/store";
import { shown } from "./values";

export function LaterWorkDialog() {
  const refused = useDesigner((s) => s.laterWork);
  if (!refused) return null;
  const close = (): void => setState({ laterWork: null });
  const both = "yours" in refused || "theirs" in refused;
  return (
    <Dialog
      title={t("later.title")}
      onClose={close}
      onSubmit={() => { close(); openHistory(); }}
      foot={
        <>
          <button type="button" className="btn" onClick={close}>{t("close")}</button>
          <button type="submit" className="btn btn-primary">{t("later.open")}</button>
        </>
      }
    >
      <p>{t("later.why")}</p>
      <h3>{t("later.list")}</h3>
      <ul className="ds-history-told">{refused.later.map((each) => <li key={each.seq}>{each.label} <span className="ds-muted">({each.by})</span></li>)}</ul>
      {both ? (
        <table className="table">
          <tbody>
            <tr><th scope="row">{t("later.would")}</th><td>{shown(refused.yours)}</td></tr>
            <tr><th scope="row">{t("later.is")}</th><td>{shown(refused.theirs)}</td></tr>
          </tbody>
        </table>
      ) : null}
      <p className="ds-hint">{t("later.todo")}</p>
    </Dialog>
  );
}
