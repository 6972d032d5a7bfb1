/** A change that was not taken: why in words and by code, what to do, the place to go to, and what was typed to be copied. */
import { t } from "../../words/designer";
import { goTo } from "../panels/Findings";
import { Dialog } from "../parts/Dialog";
import { seen, useRefused } from "../state/refused";
import { placeWords } from "./ConflictDialog";
import { GoneTable } from "./GoneTable";

export function RefusedDialog() {
  const refused = useRefused((s) => s.refused);
  if (!refused) return null;
  const first = refused.items[0];
  // Where something was typed the person goes to correct it; a problem elsewhere has a place of its own.
  const place = first ? first.path.join("/") : (refused.problems[0]?.place ?? "");
  const go = (): void => {
    seen();
    if (place) goTo(place);
  };
  return (
    <Dialog
      title={t("refused.title")}
      wide
      onClose={seen}
      onSubmit={go}
      foot={
        <>
          <button type="button" className="btn" onClick={seen}>{t("close")}</button>
          <button type="submit" className="btn btn-primary">{t("refused.go")}</button>
        </>
      }
    >
      <ul className="ds-history-told">
        {refused.problems.map((problem, index) => (
          <li key={index}>{problem.message} <span className="ds-muted">({problem.code})</span>{problem.hint ? <p className="ds-hint">{problem.hint}</p> : null}</li>
        ))}
      </ul>
      <GoneTable items={refused.items.map((item) => ({ ...item, place: placeWords(item.path), theirs: null, message: refused.problems[0]?.code ?? "" }))} />
      <p className="ds-hint">{t("refused.kept")}</p>
    </Dialog>
  );
}
