/** A quiet mark for captions whose figure is reported elsewhere already and not noted as meant. */
import { useMemo } from "react";
import { t } from "../../words/designer";
import type { Id } from "../model/documents";
import { openRepeats, useMeaning } from "./meaning";

const NONE: ReadonlyMap<Id, string> = new Map();

export function useRepeated(form: Id): ReadonlyMap<Id, string> {
  // As text: the same remarks, found again, do not draw the table again.
  const text = useMeaning((s) => openRepeats(s, form).map((each) => each.node).join(" "));
  return useMemo(() => {
    if (text === "") return NONE;
    const counts = new Map<Id, number>();
    for (const id of text.split(" ")) counts.set(id, (counts.get(id) ?? 0) + 1);
    return new Map([...counts].map(([id, n]): [Id, string] => [id, t("repeats.mark", { n })]));
  }, [text]);
}
