/** Why the draft came back and what the desks said of its places: above the table, where it is mended, until folded away. */
import { useState } from "react";
import type { Comment } from "../../review/model";
import { t as said } from "../../words/review";
import { t } from "../../words/designer";
import { useDesigner } from "../state/store";
import { DeskComments } from "./DeskComments";
import { goTo } from "./Findings";

export function ReturnedNote() {
  const draft = useDesigner((s) => s.draft);
  const [comments, setComments] = useState<readonly Comment[]>(draft.comments ?? []);
  const [open, setOpen] = useState(true);
  const returned = draft.editable ? draft.returned : null;
  const waiting = comments.filter((comment) => !comment.resolved).length;
  if (!returned && comments.length === 0) return null;
  return (
    <section className="ds-returned" aria-label={returned ? t("returned.title") : said("rv.comments")}>
      <p className="ds-returned-head">
        {returned ? <><strong>{t("returned.title")}</strong> {t("returned.by", { name: returned.by, role: returned.role, at: returned.at })}</> : <strong>{said("rv.comments")}</strong>}
        {comments.length > 0 ? <span className="ds-muted"> · {said("rv.comments.waiting", { n: waiting, all: comments.length })}</span> : null}
        <button type="button" className="ds-link" aria-expanded={open} onClick={() => setOpen(!open)}>{open ? t("returned.fold") : t("returned.unfold")}</button>
      </p>
      {open ? (
        <div className="ds-returned-body">
          {returned?.note ? <p>{returned.note}</p> : null}
          {returned && returned.reasons.length > 0 ? (
            <ul>
              {returned.reasons.map((reason, index) => (
                <li key={index}>{reason.place ? <button type="button" className="ds-link" onClick={() => goTo(reason.place)}>{said("rv.comments.to_place")}</button> : null} {reason.text}</li>
              ))}
            </ul>
          ) : null}
          {comments.length > 0 ? <DeskComments draft={draft.id} comments={comments} may={draft.may_comment ?? false} onListed={setComments} /> : null}
        </div>
      ) : null}
    </section>
  );
}
