/** The questions of a section with their answers, in the order of the form, a narrative under its headings and as deep as it prints. */

import { lazy, Suspense, type ReactNode } from "react";

import { fileUrl } from "../fill/api";
import type { Desk } from "../fill/desk";
import { inOrder } from "../fill/specs";
import type { ChangeMark } from "../grid";
import { isFile, sizeText, type FileRef } from "../grid/cells";
import { isRich } from "../rich/model";
import { RichView } from "../rich/View";
import { t as sections } from "../words/fill-sections";
import { t } from "../words/sheet";
import { isLeads } from "./leadPart";

/** The fields of the filling page are fetched where the lead agency has a question to answer. */
const LeadQuestions = lazy(() => import("./LeadQuestions"));

interface AnswersProps {
  desk: Desk;
  section: string;
  title: string;
  /** What changed since the report was returned. */
  marks: Readonly<Record<string, ChangeMark>>;
  onPick: ((key: string) => void) | undefined;
  upload: (file: File) => Promise<FileRef>;
}

function answerOf(desk: Desk, id: string): ReactNode {
  const { value, text } = desk.book.view(id);
  if (isFile(value)) return <span><a href={fileUrl(desk.payload.submission.id, value.file.sha256)} download>{text}</a> <span className="muted">{sizeText(value.file.size)}</span></span>;
  if (isRich(value)) return <div className="rich-text is-read"><RichView value={value} /></div>;
  return text ? <span className="sheet-answer">{text}</span> : <span className="muted">{t("note.blank")}</span>;
}

export function Answers({ desk, section, title, marks, onPick, upload }: AnswersProps) {
  const schema = desk.payload.schema.properties?.[section];
  const ui = desk.payload.uiSchema[section] ?? {};
  const questions = new Map(desk.questions.filter((question) => question.section === section).map((question) => [question.id, question]));
  const open = desk.party === "lead" && !desk.readOnly;
  const theirs = open && [...questions.values()].some(isLeads);
  return (
    <section className="panel">
      {title && <h2>{title}</h2>}
      <dl className="sheet-answers">
        {inOrder(typeof schema === "object" ? schema.properties : {}, ui).map(([id, sub]) => {
          const caption = typeof sub === "object" ? (sub.title ?? id) : id;
          const level = (ui[id]?.["ui:options"] as { level?: number } | undefined)?.level;
          const question = questions.get(id);
          if (!question) return <div key={id} className="sheet-heading" data-level={level}><dt>{caption}</dt><dd /></div>;
          if (open && isLeads(question)) return null;
          const mark = marks[id];
          const classes = [desk.book.view(id).note && "has-note", mark && "is-changed"].filter(Boolean).join(" ");
          return (
            <div key={id} className={classes || undefined} data-level={level}>
              <dt>{caption}</dt>
              <dd>
                {answerOf(desk, id)}
                {onPick && <button type="button" className="btn btn-quiet btn-small" aria-label={`${t("note.keep")}: ${caption}`} onClick={() => onPick(id)}>{t("note.keep")}</button>}
              </dd>
              {mark && <dd className="help sheet-was">{mark.text}</dd>}
            </div>
          );
        })}
      </dl>
      {theirs && <Suspense fallback={<p className="muted" role="status">{sections("lead.loading")}</p>}><LeadQuestions desk={desk} section={section} upload={upload} /></Suspense>}
    </section>
  );
}
