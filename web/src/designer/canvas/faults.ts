/** What the server found wrong in a table, by the place it stands in: the place shows it where it is mended. */
import { useMemo } from "react";
import type { Id } from "../model/documents";
import { useDesigner } from "../state/store";

/** Sentences by "row:column" for cells, by column for captions, by "q:column" for relation lines, by row. */
export type Faults = ReadonlyMap<string, string>;

export function useFaults(form: Id, section: Id): Faults {
  const start = `${form}/${section}/`;
  // As text: the same findings, found again, do not draw the table again.
  const found = useDesigner((s) =>
    s.findings
      .filter((each) => each.place.startsWith(start))
      .map((each) => `${each.code.startsWith("formula.relation") ? "q:" : ""}${each.place.slice(start.length).split("/")[0]}\t${each.message}`)
      .join("\n"),
  );
  return useMemo(() => new Map(found.split("\n").filter(Boolean).map((line) => line.split("\t") as [string, string])), [found]);
}
