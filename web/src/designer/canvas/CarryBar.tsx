/** Asks for the source of figures that are carried over, shows what each chosen place would take, and takes it. */
import { useEffect, useRef } from "react";
import { t } from "../../words/designer";
import { formsOf, gridOf, type Id } from "../model/documents";
import { columnWords, inWords, rowWords } from "../formula/tokens";
import type { Period } from "../formula/period";
import { announce, open, toast, useDesigner } from "../state/store";
import { MOST_CELLS } from "../state/commands";
import { act } from "../state/sync";
import { beginSourceOf, carryOperations, endCarrying, pairs, type Pair, sourcesOf, useCarrying } from "./carrying";

const SHOWN = 4;

export function CarryBar({ form }: { form: Id }) {
  const target = useCarrying((s) => s.target);
  return target ? <Open form={form} /> : null;
}

function Open({ form }: { form: Id }) {
  const carrying = useCarrying();
  const documents = useDesigner((s) => s.documents);
  const functions = useDesigner((s) => s.functions);
  const field = useRef<HTMLSelectElement>(null);
  const { target, source, period } = carrying;
  useEffect(() => field.current?.focus(), [form]);
  if (!target) return null;
  const section = gridOf(documents, target.form, target.selection.section);
  const list = pairs(documents, carrying);
  const close = (): void => {
    endCarrying();
    if (form !== target.form) open({ kind: "form", form: target.form });
    document.querySelector<HTMLElement>(".ds-editor")?.focus({ preventScroll: true });
  };
  const take = (): void => {
    if (list.length === 0) return;
    const cells = list.filter(({ row, column }) => row !== null && column !== null).length;
    if (cells > MOST_CELLS) {
      toast(t("spec.tooMany", { n: cells }), { tone: "error" });
      return;
    }
    const said = t("carry.done", { n: list.length });
    if (act(carryOperations(documents, list))) {
      toast(said, { undo: true });
      announce(said);
    }
    close();
  };
  const name = ({ row, column }: Pair): string => (section ? [row && rowWords(section, row), column && columnWords(section, column)].filter(Boolean).join(" · ") : "");
  return (
    <form
      className="ds-carry ds-panel"
      aria-label={t("carry")}
      onSubmit={(event) => { event.preventDefault(); take(); }}
      onKeyDown={(event) => {
        // On a list of choices Enter would open it, and the choice is made with the arrows.
        if (event.key === "Enter" && event.target instanceof HTMLSelectElement) take();
        else if (event.key === "Escape") close();
        else return;
        event.preventDefault();
      }}
    >
      <label>
        <span>{t("carry.from")}</span>
        <select ref={field} value={source ? `${source.form}/${source.section}/${source.column ?? ""}` : ""} onChange={(event) => beginSourceOf(event.target.value)}>
          <option value="">{t("carry.point")}</option>
          {formsOf(documents).map((each) => (
            <optgroup key={each.id} label={each.code}>
              {sourcesOf(documents, each.id).map((one) => <option key={one.id} value={one.id}>{one.path}</option>)}
            </optgroup>
          ))}
        </select>
      </label>
      <label>
        <span>{t("carry.of")}</span>
        <select value={period} onChange={(event) => useCarrying.setState({ period: event.target.value as Period })}>
          {(["prev", "prev_year", "this"] as const).map((each) => <option key={each} value={each}>{t(`period.${each}`)}</option>)}
        </select>
      </label>
      <ul>
        {list.slice(0, SHOWN).map((pair) => <li key={pair.path.join()}>{name(pair)} ← {inWords(documents, target.form, pair.formula, functions)}</li>)}
        {list.length > SHOWN ? <li className="ds-muted">{t("carry.more", { n: list.length - SHOWN })}</li> : null}
        {list.length === 0 ? <li className="ds-muted">{t("carry.hint")}</li> : null}
      </ul>
      <span className="ds-carry-acts">
        <button type="button" className="btn" onClick={close}>{t("cancel")}</button>
        <button type="submit" className="btn btn-primary" disabled={list.length === 0}>{t("carry.take")}</button>
      </span>
    </form>
  );
}
