/** The conversion as the server sees it, asked again whenever the draft has moved on; edits go into the draft's log. */
import { useEffect, useState } from "react";
import { get, RequestFailed } from "../../http";
import { t } from "../../words/designer";
import type { Id } from "../model/documents";
import { setting } from "../model/operations";
import { valueAt } from "../model/path";
import { state, toast, useDesigner } from "../state/store";
import { act } from "../state/sync";
import { type Entry, type FormMapping, type MappingData, type MappingDocument, withSaid } from "./model";

export interface Asked {
  data: MappingData | null;
  /** What was asked is on its way; `data` is of before. */
  waiting: boolean;
  fault: string;
  again: () => void;
}

export function useMapping(form: Id | null): Asked {
  const draft = useDesigner((s) => s.draft.id);
  const rev = useDesigner((s) => s.rev);
  const [data, setData] = useState<MappingData | null>(null);
  const [waiting, setWaiting] = useState(true);
  const [fault, setFault] = useState("");
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    setWaiting(true);
    get<MappingData>(`/api/drafts/${encodeURIComponent(draft)}/mapping${form ? `?form=${encodeURIComponent(form)}` : ""}`, stop.signal)
      .then((found) => {
        if (stop.signal.aborted) return;
        setData(found);
        setFault("");
        setWaiting(false);
      })
      .catch((error: unknown) => {
        if (stop.signal.aborted) return;
        setFault((error instanceof RequestFailed && error.body.title) || t("mapping.failed"));
        setWaiting(false);
      });
    return () => stop.abort();
  }, [draft, form, rev, turn]);
  return { data, waiting, fault, again: () => setTurn((each) => each + 1) };
}

/** The mapping document of a form as the draft has it now; null when the server says that none counts. */
function now(form: FormMapping): MappingDocument | null {
  return form.mapping === null ? null : ((valueAt(state().documents, [form.mapping]) as MappingDocument | undefined) ?? null);
}

/** Say where places take their figures from, and which old ones are dropped: one gesture, taken back as one. */
export function say(form: FormMapping, entries: Record<string, Entry>, dropped: Record<string, { reason: string }> = {}): boolean {
  const held = now(form);
  if (held === null) return act([setting(state().documents, [form.mapping_id], withSaid(form, null, entries, dropped))]);
  const operations = Object.entries(entries).map(([key, entry]) => setting(state().documents, [held.id, "entries", key], entry));
  if (Object.keys(dropped).length > 0) {
    if (held.dropped === undefined) operations.push(setting(state().documents, [held.id, "dropped"], dropped));
    else for (const [key, reason] of Object.entries(dropped)) operations.push(setting(state().documents, [held.id, "dropped", key], reason));
  }
  return act(operations);
}

/** Nothing is said of a place any more. */
export function unsay(form: FormMapping, part: "entries" | "dropped", key: string): void {
  const held = now(form);
  if (held?.[part]?.[key] !== undefined) act([setting(state().documents, [held.id, part, key], undefined)]);
}

export function removeAll(form: FormMapping): void {
  if (form.mapping !== null && act([setting(state().documents, [form.mapping], undefined)])) toast(t("mapping.removed"), { undo: true });
}

export function rebase(form: FormMapping): void {
  if (form.mapping !== null && act([setting(state().documents, [form.mapping, "base"], form.base)])) toast(t("mapping.rebased"), { undo: true });
}

/** A new form takes the figures of an old one that is gone. */
export function follow(form: Id, mapping: Id, base: string, source: Id): void {
  const made: MappingDocument = { spec: "mapping/1", id: mapping, form, base, source, entries: {}, dropped: {} };
  act([setting(state().documents, [mapping], made)]);
}
