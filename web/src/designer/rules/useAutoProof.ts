/** Proofs by themselves: a pause after an edit, in the background, given up by the next edit, one at a time. */
import { useEffect, useRef } from "react";
import { rulesOf, type Documents, type Id } from "../model/documents";
import { prove, sameRules, useProving } from "../state/proving";
import { state, useDesigner } from "../state/store";

/** Seconds until another try when the person is in the middle of something. */
const AGAIN = 3;

export function useAutoProof(form: Id): void {
  const documents = useDesigner((s) => s.documents);
  const editable = useDesigner((s) => s.draft.editable);
  const pause = useProving((s) => s.pause);
  const opened = useRef<{ form: Id; documents: Documents }>({ form, documents });
  if (opened.current.form !== form) opened.current = { form, documents };
  useEffect(() => {
    if (!editable || pause === 0 || sameRules(opened.current.documents, documents) || proven(form, documents)) return undefined;
    let timer = 0;
    const wait = (seconds: number): void => {
      timer = window.setTimeout(() => (busy() ? wait(AGAIN) : void prove(form, true)), seconds * 1000);
    };
    wait(pause);
    return () => window.clearTimeout(timer);
  }, [form, documents, editable, pause]);
}

/** Whether there is nothing to prove, or it is proven or being proven already. */
function proven(form: Id, documents: Documents): boolean {
  if ((rulesOf(documents, form)?.order.length ?? 0) === 0) return true;
  const run = useProving.getState().runs[form];
  return run?.kind === "running" || (run?.kind === "done" && sameRules(run.of, documents));
}

/** A formula half written, a caption being typed, a page out of sight, edits that are still on their way. */
function busy(): boolean {
  const { pointing, editing, rule, pending, conflict } = state();
  return pointing !== null || editing || rule !== null || pending.length > 0 || conflict !== null || document.hidden;
}
