/** Remarks of the desks in the designer: each leads to its place, is answered or said to be mended. The desk resolves it. */
import { useId, useState } from "react";
import { RequestFailed } from "../../http";
import type { Comment } from "../../review/model";
import { answerComment } from "../../review/talk";
import { t } from "../../words/review";
import { goTo } from "./Findings";

interface Props {
  draft: string;
  comments: readonly Comment[];
  may: boolean;
  onListed: (comments: readonly Comment[]) => void;
}

export function DeskComments(props: Props) {
  const [all, setAll] = useState(false);
  const resolved = props.comments.filter((comment) => comment.resolved);
  return (
    <ul className="ds-remarks">
      {props.comments.filter((comment) => all || !comment.resolved).map((comment) => <Remark key={comment.id} {...props} comment={comment} />)}
      {resolved.length > 0 && !all ? <li><button type="button" className="ds-link" onClick={() => setAll(true)}>{t("rv.comments.show_resolved", { n: resolved.length })}</button></li> : null}
    </ul>
  );
}

function Remark({ draft, comment, may, onListed }: Props & { comment: Comment }) {
  const field = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const [fault, setFault] = useState("");
  const [busy, setBusy] = useState(false);
  const answer = async (text: string): Promise<void> => {
    setBusy(true);
    try {
      onListed((await answerComment(draft, comment.id, text)).comments);
      setTyped(null);
      setFault("");
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      setFault([error.body.title, error.body.detail].filter(Boolean).join(" ") || t("rv.comments.unsent"));
    } finally {
      setBusy(false);
    }
  };
  return (
    <li data-comment={comment.id} className={comment.resolved ? "is-resolved" : undefined}>
      <p>
        {comment.form && !comment.gone ? <button type="button" className="ds-link" title={t("rv.comments.to_place")} onClick={() => goTo(placeOf(comment))}>{comment.where}</button> : <strong>{comment.where || t("rv.comments.all")}</strong>}
        {": "}{comment.text} <span className="ds-muted">{comment.by}, {comment.at}{comment.gone ? ` · ${t("rv.comments.gone")}` : ""}</span>
      </p>
      {comment.answers.map((each) => <p key={each.id} className="ds-remark-answer">{each.text} <span className="ds-muted">{each.by}, {each.at}</span></p>)}
      {comment.resolved ? <p className="ds-muted">✓ {t("rv.comments.resolved", comment.resolved)}</p> : null}
      {fault ? <p role="alert" className="ds-remark-fault">{fault}</p> : null}
      {typed !== null ? (
        <form className="ds-remark-write" onSubmit={(event) => { event.preventDefault(); void answer(typed); }}>
          <label htmlFor={field} className="visually-hidden">{t("rv.comments.answer_text")}</label>
          <textarea id={field} rows={2} maxLength={4000} autoFocus value={typed} onChange={(event) => setTyped(event.target.value)} />
          <button className="btn btn-small" disabled={busy || !typed.trim()}>{t("rv.comments.send_answer")}</button>
          <button type="button" className="btn btn-quiet btn-small" onClick={() => setTyped(null)}>{t("rv.cancel")}</button>
        </form>
      ) : may && !comment.resolved ? (
        <p>
          <button type="button" className="btn btn-quiet btn-small" disabled={busy} onClick={() => void answer(t("rv.comments.fixed_text"))}>{t("rv.comments.fixed")}</button>
          <button type="button" className="btn btn-quiet btn-small" onClick={() => setTyped("")}>{t("rv.comments.answer")}</button>
        </p>
      ) : null}
    </li>
  );
}

/** The place as the designer's own findings write it: form, section, row, column or cell. */
export function placeOf(comment: Pick<Comment, "form" | "section" | "place">): string {
  // A check is found by its own document.
  if (comment.place.includes("/")) return comment.place;
  return [comment.form, comment.section, comment.place === comment.section ? "" : comment.place].filter(Boolean).join("/");
}
