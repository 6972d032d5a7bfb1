/** Kinds of units to choose from, by the names that officials use. */
import { t } from "../../words/designer";

const KINDS = ["commune", "department", "division", "province"] as const;

/** Options of a choice; what a document says and nobody knows stays as it is. */
export function unitKinds(held = ""): { value: string; label: string }[] {
  const known = KINDS.map((kind) => ({ value: kind as string, label: t(`unitKind.${kind}`) }));
  return held && !KINDS.some((kind) => kind === held) ? [...known, { value: held, label: held }] : known;
}
