/** The bar over the table: which cell, column or row; its formula; and the formula in words. */
import { useEffect, useMemo, useState } from "react";
import { t } from "../../words/designer";
import { formOf, gridOf, isGrid, type Path } from "../model/documents";
import { leavesUnder } from "../model/tree";
import { resolve } from "../model/resolve";
import { type Operation, setting } from "../model/operations";
import { specPaths } from "../state/commands";
import type { Selection } from "../state/selection";
import { shownMarks } from "../state/proving";
import { currentForm, type FormulaTarget, open, setState, state, useDesigner } from "../state/store";
import { act } from "../state/sync";
import { Icon } from "../parts/Icon";
import { FormulaInput, marksFor } from "./FormulaInput";
import { columnsMeant, type Offer, offerFor } from "./offers";
import { Strip } from "./Strip";
import { columnWords, inWords, rowWords } from "./tokens";
import { useParsed } from "./useParsed";

interface Shown {
  target: FormulaTarget;
  paths: Path[];
  text: string;
  /** What the cell is, in words. */
  kind: string;
  from: string;
}

export function FormulaBar() {
  const selection = useDesigner((s) => s.selection);
  const documents = useDesigner((s) => s.documents);
  const editable = useDesigner((s) => s.draft.editable);
  const target = useDesigner((s) => s.formula);
  const functions = useDesigner((s) => s.functions);
  const page = useDesigner((s) => s.page);
  const shown = useMemo(() => shownFor(selection), [selection, documents, page]);
  const [opened, setOpen] = useState<Shown | null>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const live = target ? opened : shown;
  const text = typed ?? live?.text ?? "";
  const parsed = useParsed(live && text.trim() !== "" ? { ...live.target, text, as: "formula" } : null);

  // Reading a computed cell shows where its figures come from.
  useEffect(() => {
    if (target || state().pointing) return;
    setState({ marks: shownMarks() ?? (shown?.text ? marksFor(shown.target.form, shown.text) : []) });
  }, [shown, target]);

  // Looking at a formula without changing it does not hold on to the bar.
  useEffect(() => {
    if (typed === null && !state().pointing && target && opened && shown?.paths[0]?.join() !== opened.paths[0]?.join()) {
      setOpen(null);
      setState({ formula: null, pointing: null });
    }
  }, [shown, typed, target, opened]);

  const close = (): void => {
    const back = opened?.target.form;
    setTyped(null);
    setOpen(null);
    setState({ formula: null, pointing: null, marks: [] });
    if (back && back !== currentForm()) open({ kind: "form", form: back });
    document.querySelector<HTMLElement>(".ds-editor")?.focus({ preventScroll: true });
  };
  const commit = (): void => {
    if (typed !== null && parsed?.refused && parsed.of === typed) return;
    if (opened && typed !== null && typed.trim() !== opened.text) act(formulaOperations(opened.paths, typed.trim().replace(/^=\s*/, "")));
    close();
  };
  // Also while the bar is open and still empty: that is where a newcomer looks for it.
  const offer = editable && live && text.trim() === "" && live.text === "" ? offered(live.target, selection) : null;
  const take = (): void => {
    if (live && offer) act(formulaOperations(live.paths, offer.formula));
    if (target) close();
  };
  const words = !parsed ? (text && live ? inWords(documents, live.target.form, text, functions) : "") : parsed.ok ? (parsed.words ?? "") : "";
  // Also of a formula that was kept as it is: what is wrong with it is said whenever it is looked at.
  const problem = parsed && !parsed.ok ? parsed.problems?.[0]?.message : undefined;
  const away = target && page.kind === "form" && page.form !== target.form;

  const grid = live ? gridOf(documents, live.target.form, live.target.section) : undefined;
  const meant = editable && grid && live ? columnsMeant(grid, text) : null;
  const takeMeant = (): void => {
    if (live && meant) act(formulaOperations(live.paths, meant.replace(/^=\s*/, "")));
    if (target) close();
  };
  const offering = meant ? <button type="button" className="btn btn-small" title={`= ${meant}`} onMouseDown={(event) => event.preventDefault()} onClick={takeMeant}>{t("offer.columns", { text: meant.replace(/^=\s*/, "") })}</button> : offer ? <button type="button" className="btn btn-small" title={`= ${offer.formula}`} onMouseDown={(event) => event.preventDefault()} onClick={take}><Icon name="plus" /> {t(`offer.${offer.kind}`)}</button> : null;

  return (
    <div className={`ds-formula${target ? " is-open" : ""}`} role="group" aria-label={t("formula.bar")}>
      <span className="ds-formula-where" title={live ? nameOf(live.target) : ""}>{live ? nameOf(live.target) : captionOf(selection) || t("formula.none")}</span>
      <span className="ds-formula-sign" aria-hidden="true">=</span>
      <FormulaInput
        form={live?.target.form ?? currentForm() ?? ""}
        section={live?.target.section ?? null}
        label={t("formula.label")}
        hint={live ? t("formula.hint") : ""}
        value={text}
        disabled={!editable || !live}
        parsed={typed === null ? null : parsed}
        onOpen={() => {
          if (target || !shown) return;
          setOpen(shown);
          setState({ formula: shown.target, editing: false });
        }}
        onChange={setTyped}
        onCommit={commit}
        onCancel={close}
      />
      {target ? (
        <span className="ds-formula-acts">
          {offering}
          <button type="button" className="ds-tool" aria-label={t("cancel")} title={`${t("cancel")} (Esc)`} onClick={close}><Icon name="close" /></button>
          <button type="button" className="ds-tool is-main" aria-label={t("formula.accept")} title={`${t("formula.accept")} (Enter)`} onClick={commit}><Icon name="check" /></button>
        </span>
      ) : offering ? <span className="ds-formula-acts">{offering}</span> : null}
      <p className={`ds-formula-words${problem || meant ? " is-problem" : ""}`} role="status" title={words}>
        {problem ?? (meant ? t("offer.columns.why") : words)}
        {!problem && !words && target ? t(away ? "formula.pointAway" : "formula.point") : null}
        {!target && !words ? (live ? live.kind : t("formula.noneHint")) : null}
        {!target && live?.from ? <span className="ds-muted"> · {live.from}</span> : null}
      </p>
      {target ? <Strip /> : null}
    </div>
  );
}

/** A formula makes the cell computed (a carried one stays carried); none gives the cell back to be filled in. */
function formulaOperations(paths: Path[], text: string): Operation[] {
  const { documents } = state();
  return paths.flatMap((path) => {
    const held = path.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], documents) as { kind?: string; formula?: string } | undefined;
    if (text === "") {
      const kind = held?.kind === "computed" ? [setting(documents, [...path, "kind"], undefined)] : [];
      return held?.formula === undefined ? kind : [setting(documents, [...path, "formula"], undefined), ...kind];
    }
    const kind = held?.kind === "carried" || held?.kind === "computed" ? [] : [setting(documents, [...path, "kind"], "computed")];
    return [...kind, setting(documents, [...path, "formula"], text)];
  });
}

function shownFor(selection: Selection | null): Shown | null {
  const { documents } = state();
  const form = formOf(documents, currentForm());
  const section = selection ? form?.sections.items[selection.section] : undefined;
  if (!form || !selection || selection.kind === "section" || !isGrid(section)) return null;
  const cells = selection.kind === "cells";
  const column = cells ? selection.from.column : selection.kind === "columns" ? (leavesUnder(section.columns, selection.ids[0] ?? "")[0] ?? null) : null;
  const row = cells ? selection.from.row : selection.kind === "rows" ? (selection.ids[0] ?? null) : null;
  const paths = specPaths(selection);
  if (paths.length === 0 || (row !== null && section.rows.nodes[row]?.kind === "heading")) return null;
  const { spec, origin } = resolve(form, selection.section, section, row, column);
  const layer = origin.kind?.layer;
  const own = cells ? "cell" : selection.kind === "columns" ? "column" : "row";
  const holds = spec.kind === "computed" || spec.kind === "carried";
  const from = layer && layer !== own && layer !== "default" ? t(`from.${layer}`) : "";
  return { target: { form: form.id, section: selection.section, row, column }, paths, text: holds ? (spec.formula ?? "") : "", kind: t(`kind.${spec.kind ?? "number"}`), from };
}

/** A whole row, or cells of one row. */
function offered({ form, section, row }: FormulaTarget, selection: Selection | null): Offer | null {
  const grid = gridOf(state().documents, form, section);
  const one = selection?.kind === "rows" ? selection.ids.length === 1 : selection?.kind === "cells" && selection.from.row === selection.to.row;
  return grid && row && one ? offerFor(grid, row) : null;
}

/** A column that captions the rows has no figures, but it is what is chosen. */
function captionOf(selection: Selection | null): string {
  const section = selection && gridOf(state().documents, currentForm(), selection.section);
  return section && selection.kind === "columns" && selection.ids.length === 1 ? columnWords(section, selection.ids[0] ?? "") : "";
}

function nameOf({ form, section, row, column }: FormulaTarget): string {
  const grid = gridOf(state().documents, form, section);
  if (!grid) return "";
  return [row && rowWords(grid, row), column && columnWords(grid, column)].filter(Boolean).join(" · ");
}
