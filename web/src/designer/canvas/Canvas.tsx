/** The form as it is: its sections one under another, in one scrolling sheet. */
import { useEffect, useRef, useState } from "react";
import { t } from "../../words/designer";
import { formOf, type Id } from "../model/documents";
import { useDesigner, select, setState } from "../state/store";
import { Outlines } from "../history/Outlines";
import { AddSection } from "./AddSection";
import { CaptionEditor } from "./CaptionEditor";
import { ContextMenu } from "./ContextMenu";
import { CarryBar } from "./CarryBar";
import { useCarrying } from "./carrying";
import { FindBar } from "./FindBar";
import { onPointerDown } from "./pointer";
import { SectionView } from "./SectionView";
import { spotOf } from "./places";
import { startEditing } from "./editing";

export function Canvas({ id }: { id: Id }) {
  const form = useDesigner((s) => formOf(s.documents, id));
  const formula = useDesigner((s) => s.pointing !== null);
  const carrying = useCarrying((s) => s.target !== null);
  const pointing = formula || carrying;
  const editable = useDesigner((s) => s.draft.editable);
  const scroller = useRef<HTMLDivElement>(null);
  // Long tables measure the scroller, which is there only after the first commit.
  const [, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  if (!form) return null;
  return (
    <>
    <FindBar form={id} />
    <CarryBar form={id} />
    <div
      ref={scroller}
      className={`ds-canvas${pointing ? " is-pointing" : ""}`}
      role="region"
      aria-label={t("canvas.name")}
      tabIndex={-1}
      onPointerDown={onPointerDown}
      onDoubleClick={(event) => {
        if (spotOf(event.target) && !pointing) startEditing();
      }}
      onContextMenu={(event) => {
        if (!spotOf(event.target)) return;
        event.preventDefault();
        setState({ menu: { x: event.clientX, y: event.clientY } });
      }}
    >
      <div className="ds-sheet">
        <h2 className="ds-sheet-title">
          <button type="button" onClick={() => select(null)}>
            <span className="ds-sheet-code">{form.code}</span>
            <span>{form.title || t("form.untitled")}</span>
          </button>
        </h2>
        {form.sections.order.map((section, index) => (
          <SectionView key={section} form={form} id={section} index={index} scroller={scroller} />
        ))}
        {editable ? <AddSection form={form} /> : null}
        <Outlines form={id} scroller={scroller} />
      </div>
      <CaptionEditor scroller={scroller} />
      <ContextMenu />
    </div>
    </>
  );
}
