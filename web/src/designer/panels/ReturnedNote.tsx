/** Why the draft came back: above the table, where it is mended, until it is folded away. */
import { useState } from "react";
import { t } from "../../words/designer";
import { useDesigner } from "../state/store";

export function ReturnedNote() {
  const returned = useDesigner((s) => (s.draft.editable ? s.draft.returned : null));
  const [open, setOpen] = useState(true);
  if (!returned) return null;
  return (
    <section className="ds-returned" aria-label={t("returned.title")}>
      <p className="ds-returned-head">
        <strong>{t("returned.title")}</strong> {t("returned.by", { name: returned.by, role: returned.role, at: returned.at })}
        <button type="button" className="ds-link" aria-expanded={open} onClick={() => setOpen(!open)}>{open ? t("returned.fold") : t("returned.unfold")}</button>
      </p>
      {open ? (
        <div className="ds-returned-body">
          {returned.note ? <p>{returned.note}</p> : null}
          {returned.reasons.length > 0 ? <ul>{returned.reasons.map((reason, index) => <li key={index}>{reason.text}</li>)}</ul> : null}
        </div>
      ) : null}
    </section>
  );
}
