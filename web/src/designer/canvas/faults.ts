/** What the server found wrong in a table, by the place it stands in: the place shows it where it is mended. */
import { useMemo } from "react";
import type { Documents, Id } from "../model/documents";
import { sentenceOf } from "../model/findings";
import { language } from "../../words";
import { sameRules, useProving } from "../state/proving";
import { useDesigner } from "../state/store";

export interface Fault {
  /** All that is wrong here, a sentence a line. */
  text: string;
  /** Nothing here is an error. */
  mild: boolean;
}

/** By "row:column" for cells, by column for captions, by "q:column" for relation lines, by row. */
export type Faults = ReadonlyMap<string, Fault>;

export function useFaults(form: Id, section: Id): Faults {
  const start = `${form}/${section}/`;
  // As text: the same findings, found again, do not draw the table again.
  const found = useDesigner((s) =>
    s.findings
      .filter((each) => each.place.startsWith(start))
      .map((each) => `${each.code.startsWith("formula.relation") ? "q:" : ""}${each.place.slice(start.length).split("/")[0]}\t${each.severity}\t${sentenceOf(s.documents, each)}`)
      .join("\n"),
  );
  const proven = useProven(form);
  return useMemo(() => byPlace([...proven, ...found.split("\n").filter(Boolean).map((line) => line.split("\t") as Said)]), [found, proven]);
}

/** Place, severity, sentence. */
type Said = [string, string, string];

/** One error makes the place one of errors, whatever else is said of it. */
export function byPlace(said: readonly Said[]): Faults {
  const faults = new Map<string, Fault>();
  for (const [place, severity, text] of said) {
    const held = faults.get(place);
    faults.set(place, { text: held && held.text !== text ? `${held.text}\n${text}` : text, mild: (held?.mild ?? true) && severity !== "error" });
  }
  return faults;
}

/** The class of a place with something wrong. */
export function faultClass(fault: Fault | undefined): string | undefined {
  return fault && (fault.mild ? "is-warned" : "is-faulty");
}

const NONE: readonly Said[] = [];
/** Cells of one finding that are marked; a contradiction may name a whole table. */
const MOST = 60;

/** Cells that a proof of the form speaks of, as long as the form is still what was proven. */
function useProven(form: Id): readonly Said[] {
  const run = useProving((s) => s.runs[form]);
  const current = useDesigner((s) => run?.kind === "done" && stillSo(run.of, s.documents));
  return useMemo(() => {
    if (run?.kind !== "done" || !current) return NONE;
    const weighty = run.proof.findings.filter((each) => each.severity !== "info");
    return weighty.flatMap((each) => each.cells.slice(0, MOST).filter((cell) => !cell.includes("|")).map((cell): Said => [cell.replace(/#[^:]*:/, ":"), each.severity, each.message[language()]]));
  }, [run, current]);
}

let compared: { of: Documents; with: Documents; same: boolean } | null = null;

/** Asked with every change of the screen, so the last answer is kept: two large forms are compared once. */
function stillSo(of: Documents, documents: Documents): boolean {
  if (compared?.of !== of || compared.with !== documents) compared = { of, with: documents, same: sameRules(of, documents) };
  return compared.same;
}
