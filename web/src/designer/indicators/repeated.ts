/** A quiet mark for captions whose figure is reported elsewhere already and not noted as meant. */
import { useMemo } from "react";
import { t } from "../../words/designer";
import type { Id } from "../model/documents";
import { currentForm } from "../state/store";
import { openRepeats, useMeaning } from "./meaning";

/** The same for one row of the open form; columns of captions alone carry it. */
export function useRepeatedRow(row: Id, wanted: boolean): string | undefined {
  const form = currentForm();
  const n = useMeaning((s) => (wanted && form ? openRepeats(s, form).filter((each) => each.node === row).length : 0));
  return n > 0 ? t("repeats.mark", { n }) : undefined;
}

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
