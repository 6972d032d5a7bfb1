/** Remarks: written on the place that was clicked, answered, resolved one by one. */

import { useId, useLayoutEffect, useState, type FormEvent } from "react";

import { problemText } from "../fill/problem";
import { RequestFailed } from "../http";
import { t } from "../words/review";
import type { Comment, Place } from "./model";
import { addComment, answerComment, resolveComment, type Listed } from "./talk";
import { keepTyped, typedBefore } from "./typed";

export interface CommentsProps {
  draft: string;
  form: { id: string; code: string } | null;
  comments: readonly Comment[];
  write: boolean;
  resolve: boolean;
  place: Place | null;
  nameOf: (place: string) => string;
  onListed: (listed: Listed) => void;
  onGo: (comment: Comment) => void;
}

export function Comments(props: CommentsProps) {
  const { comments } = props;
  const [all, setAll] = useState(false);
  const resolved = comments.filter((comment) => comment.resolved);
  const drawn = all ? comments : comments.filter((comment) => !comment.resolved);
  return (
    <section className="rv-comments" id="comments" aria-label={t("rv.comments")}>
      <h3>{t("rv.comments")} <span className="count">{comments.length - resolved.length}</span></h3>
      {props.write && <Write {...props} />}
      {comments.length === 0 && <p className="muted">{t("rv.comments.none")}</p>}
      {drawn.map((comment) => <Thread key={comment.id} {...props} comment={comment} />)}
      {resolved.length > 0 && !all && <button type="button" className="btn btn-quiet btn-small" onClick={() => setAll(true)}>{t("rv.comments.show_resolved", { n: resolved.length })}</button>}
    </section>
  );
}

function useSending(onListed: (listed: Listed) => void) {
  const [fault, setFault] = useState("");
  const [busy, setBusy] = useState(false);
  const send = async (act: () => Promise<Listed>): Promise<boolean> => {
    setBusy(true);
    try {
      onListed(await act());
      setFault("");
      return true;
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      setFault(problemText(error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { fault, busy, send };
}

/** Where a new remark can go: the clicked cell, its row, its column, the form, or everything. */
function targets({ place, form, nameOf }: CommentsProps): { id: string; form: string; place: string; label: string }[] {
  const found: { id: string; form: string; place: string; label: string }[] = [];
  const add = (kind: "cell" | "row" | "column" | "item", key: string) =>
    found.push({ id: `${kind} ${key}`, form: form?.id ?? "", place: key, label: t(`rv.comments.${kind}`, { where: nameOf(key) }) });
  if (place && form && place.key.includes("/")) {
    found.push({ id: `rule ${place.key}`, form: form.id, place: place.key, label: t("rv.comments.rule") });
  } else if (place && form) {
    if (place.key.includes(":")) add("cell", place.key);
    if (place.row) add(place.key.includes(":") || place.column === "" ? "row" : "item", place.row);
    if (place.column) add("column", place.column);
  }
  if (form) found.push({ id: "form", form: form.id, place: "", label: t("rv.comments.form", { where: form.code }) });
  found.push({ id: "all", form: "", place: "", label: t("rv.comments.all") });
  return found;
}

function Write(props: CommentsProps) {
  const [about, text] = [useId(), useId()];
  const kept = `${props.draft}.comment`;
  const [typed, setTyped] = useState(() => typedBefore(kept));
  const [chosen, setChosen] = useState("");
  const { fault, busy, send } = useSending(props.onListed);
  const choices = targets(props);
  const target = choices.find((each) => each.id === chosen) ?? choices[0]!;
  // At once: what is chosen for the new place must not be taken back after it, nor a letter stand nowhere.
  useLayoutEffect(() => setChosen(""), [props.place]);
  useLayoutEffect(() => keepTyped(kept, typed), [kept, typed]);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await send(() => addComment(props.draft, target.form, target.place, typed))) setTyped("");
  };
  return (
    <form className="rv-write" onSubmit={(event) => void submit(event)}>
      {!props.place && <p className="muted small">{t("rv.comments.pick")}</p>}
      <div className="rv-acts">
        <label htmlFor={about}>{t("rv.comments.place")}</label>
        <select id={about} value={target.id} onChange={(event) => setChosen(event.target.value)}>
          {choices.map((each) => <option key={each.id} value={each.id}>{each.label}</option>)}
        </select>
      </div>
      <label htmlFor={text} className="visually-hidden">{t("rv.comments.text")}</label>
      <textarea id={text} rows={2} maxLength={4000} value={typed} onChange={(event) => setTyped(event.target.value)} />
      {fault && <p role="alert" className="rv-fault">{fault}</p>}
      <div className="rv-acts"><button className="btn" disabled={busy || !typed.trim()}>{t("rv.comments.send")}</button></div>
    </form>
  );
}

function Thread({ comment, ...props }: CommentsProps & { comment: Comment }) {
  const [answering, setAnswering] = useState(false);
  const [typed, setTyped] = useState("");
  const { fault, busy, send } = useSending(props.onListed);
  const field = useId();
  const answer = async () => {
    if (await send(() => answerComment(props.draft, comment.id, typed))) {
      setTyped("");
      setAnswering(false);
    }
  };
  return (
    <article className={`rv-thread${comment.resolved ? " is-resolved" : ""}`} data-comment={comment.id}>
      <p>
        <button type="button" className="rv-where" onClick={() => props.onGo(comment)}>{comment.where || t("rv.comments.all")}</button>{" "}
        <span className="rv-by">{comment.by} · {comment.at}{comment.gone && ` · ${t("rv.comments.gone")}`}</span>
      </p>
      <p>{comment.text}</p>
      {comment.answers.length > 0 && <ul>{comment.answers.map((each) => <li key={each.id}><p>{each.text}</p><span className="rv-by">{each.by} · {each.at}</span></li>)}</ul>}
      {comment.resolved && <p className="rv-by">✓ {t("rv.comments.resolved", comment.resolved)}</p>}
      {fault && <p role="alert" className="rv-fault">{fault}</p>}
      {answering && (
        <div className="rv-write">
          <label htmlFor={field} className="visually-hidden">{t("rv.comments.answer_text")}</label>
          <textarea id={field} rows={2} maxLength={4000} autoFocus value={typed} onChange={(event) => setTyped(event.target.value)} />
          <div className="rv-acts">
            <button type="button" className="btn btn-small" disabled={busy || !typed.trim()} onClick={() => void answer()}>{t("rv.comments.answer")}</button>
            <button type="button" className="btn btn-quiet btn-small" onClick={() => setAnswering(false)}>{t("rv.cancel")}</button>
          </div>
        </div>
      )}
      <div className="rv-acts">
        {props.write && !comment.resolved && !answering && <button type="button" className="btn btn-quiet btn-small" onClick={() => setAnswering(true)}>{t("rv.comments.answer")}</button>}
        {props.resolve && <button type="button" className="btn btn-quiet btn-small" disabled={busy} onClick={() => void send(() => resolveComment(props.draft, comment.id, !comment.resolved))}>{t(comment.resolved ? "rv.comments.reopen" : "rv.comments.resolve")}</button>}
      </div>
    </article>
  );
}
