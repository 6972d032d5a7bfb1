/** What two people changed differently, both sides beside each other; nothing is overwritten unasked. */

import { useLayoutEffect, useReducer, useState } from "react";

import { Dialog, textOf, type CellJson } from "../grid";
import { t } from "../words/fill-saving";
import { isLabelKey } from "../grid/model";
import type { Desk } from "./desk";
import type { Conflict } from "./draft";
import { resting } from "./offline/typing";

interface Shown {
  name: string;
  yours: string;
  theirs: string;
}

function plain(value: CellJson): string {
  return textOf(value, null) || t("conflict.blank");
}

/** A conflict in words: what it is about and what each choice means. */
function words(desk: Desk, { key, yours, theirs, kind }: Conflict): Shown {
  if (kind === "removed-there") return { name: t("conflict.row", { label: plain(yours) }), yours: t("conflict.keepRow"), theirs: t("conflict.goneThere") };
  if (kind === "removed-here") return { name: t("conflict.row", { label: plain(theirs) }), yours: t("conflict.goneHere"), theirs: t("conflict.keepTheirs") };
  if (kind === "caption") return { name: t("conflict.caption"), yours: plain(yours), theirs: plain(theirs) };
  if (kind === "reason") return { name: t("conflict.reason", { cell: desk.nameOf(key.replace(/!reason$/, "")) }), yours: plain(yours), theirs: plain(theirs) };
  const shown = (value: CellJson) => textOf(value, desk.book.specOf(key)) || t("conflict.blank");
  return { name: isLabelKey(key) ? t("conflict.caption") : desk.nameOf(key), yours: shown(yours), theirs: kind === "tab" ? t("conflict.tab", { value: shown(theirs) }) : shown(theirs) };
}

interface ConflictProps {
  desk: Desk;
  conflicts: readonly Conflict[];
  onSettle: (choices: ReadonlyMap<Conflict, boolean>) => void;
}

/** Comes when the hands rest, also in an open cell: the keys of a figure would go into the dialog, where an arrow changes the answer and Esc gives it. */
export function ConflictDialog(props: ConflictProps) {
  const [rested, setRested] = useState(false);
  useLayoutEffect(() => {
    let alive = true;
    void resting(undefined, () => true).then(() => alive && setRested(true));
    return () => { alive = false; };
  }, []);
  return rested && <Question {...props} />;
}

/** What is asked, with what stands here by now: the hands may have gone on in the cell before they rested, and an open editor is closed by the question. */
function asked(desk: Desk, conflict: Conflict): Conflict {
  if (conflict.kind !== undefined && conflict.kind !== "tab") return conflict;
  const { book } = desk;
  return { ...conflict, yours: isLabelKey(conflict.key) ? book.get(conflict.key) : book.entry(conflict.key) };
}

function Question({ desk, conflicts, onSettle }: ConflictProps) {
  const [, redraw] = useReducer((turn: number) => turn + 1, 0);
  useLayoutEffect(redraw, []);
  const [others, setOthers] = useState<ReadonlySet<string>>(new Set());
  // A cell may be asked about twice: what the person's other page holds, then what somebody else entered.
  const idOf = ({ key, kind }: Conflict) => `${kind ?? ""} ${key}`;
  const choose = (key: string, keep: boolean) => {
    const next = new Set(others);
    if (keep) next.delete(key);
    else next.add(key);
    setOthers(next);
  };
  const settle = () => onSettle(new Map(conflicts.map((conflict) => [asked(desk, conflict), !others.has(idOf(conflict))])));
  return (
    <Dialog wide title={t("conflict.title")} onClose={settle} actions={<button type="button" className="btn btn-primary" onClick={settle}>{t("conflict.ok")}</button>}>
      <p>{t("conflict.why")}</p>
      <table className="table">
        <thead><tr><th scope="col">{t("conflict.cell")}</th><th scope="col">{t("conflict.yours")}</th><th scope="col">{t("conflict.theirs")}</th></tr></thead>
        <tbody>
          {conflicts.map((conflict) => {
            const said = words(desk, asked(desk, conflict));
            return (
              <tr key={idOf(conflict)}>
                <th scope="row">{said.name}</th>
                {([true, false] as const).map((own) => (
                  <td key={String(own)}>
                    <label><input type="radio" name={`conflict-${conflict.key}`} checked={others.has(idOf(conflict)) !== own} onChange={() => choose(idOf(conflict), own)} /> {own ? said.yours : said.theirs}</label>
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </Dialog>
  );
}
