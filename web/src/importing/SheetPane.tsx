/** The left side: sheets of the file, colours by role, the original, and what the chosen area is. */
import { useEffect } from "react";
import { Icon } from "../designer/parts/Icon";
import { t } from "../words/importing";
import { meets, placeOf } from "./geometry";
import { GROUP_OF, GROUPS, type Area } from "./model";
import { RolesMenu } from "./RolesMenu";
import { SheetTable } from "./SheetTable";
import { chosenArea, openSheet, say, set, toSheet, useImporting } from "./store";

export function SheetPane() {
  const number = useImporting((s) => s.sheet);
  const sheets = useImporting((s) => s.data.book.sheets);
  const plan = useImporting((s) => s.plans.get(number));
  const zoom = useImporting((s) => s.zoom);
  useEffect(() => {
    void openSheet(number);
  }, [number]);
  const to = (next: number): void => set({ zoom: Math.min(1.4, Math.max(0.4, Math.round(next * 10) / 10)) });
  return (
    <section className="im-pane im-left" aria-label={t("left.title")}>
      <header className="im-pane-head">
        <h2>{t("left.title")}</h2>
        {sheets.length > 1 ? (
          <nav className="im-sheets" aria-label={t("sheets")}>
            {sheets.map((sheet, index) => (
              <button key={index} type="button" aria-current={index === number ? "page" : undefined} onClick={() => toSheet(index)}>
                {sheet.hidden ? t("sheet.hidden", { name: sheet.name }) : sheet.name}
              </button>
            ))}
          </nav>
        ) : <span className="im-sheet-name">{sheets[0]?.name}</span>}
        <span className="ds-grow" />
        <button type="button" className="ds-tool" aria-label={t("zoom.out")} title={t("zoom.out")} onClick={() => to(zoom - 0.1)}><Icon name="minus" /></button>
        <span className="im-zoom">{Math.round(zoom * 100)} %</span>
        <button type="button" className="ds-tool" aria-label={t("zoom.in")} title={t("zoom.in")} onClick={() => to(zoom + 0.1)}><Icon name="plus" /></button>
      </header>
      <Legend />
      {plan ? <Opened /> : null}
      {plan === undefined ? <p className="ds-hint im-wait" role="status">{t("sheet.loading")}</p> : null}
      {plan === null ? <p className="im-wait" role="alert">{t("sheet.failed")} <button type="button" className="ds-link" onClick={() => void openSheet(number)}>{t("sheet.again")}</button></p> : null}
      <ChosenBar />
      <RolesMenu />
    </section>
  );
}

function Opened() {
  const number = useImporting((s) => s.sheet);
  const plan = useImporting((s) => s.plans.get(number));
  if (!plan) return null;
  const { before, after, cells } = plan.sheet;
  if (cells.length === 0 && before.length === 0) return <p className="im-wait">{t("sheet.empty")}</p>;
  return (
    <>
      <Paragraphs lines={before} />
      {plan.sheet.columns > plan.columns ? <p className="im-chosen is-none">{t("sheet.wide", { all: plan.sheet.columns, shown: plan.columns })}</p> : null}
      <SheetTable key={number} plan={plan} number={number} />
      <Paragraphs lines={after} />
    </>
  );
}

/** Paragraphs around a table of a Word document. */
function Paragraphs({ lines }: { lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return <div className="im-paragraphs">{lines.map((line, index) => <p key={index}>{line}</p>)}</div>;
}

function Legend() {
  const used = useImporting((s) => s.state);
  const groups = new Set<string>(used.findings.map((finding) => GROUP_OF[finding.role]));
  for (const item of used.left) groups.add(item.passed ? "ignore" : "left");
  return (
    <ul className="im-legend" aria-label={t("legend")}>
      {GROUPS.filter((group) => groups.has(group)).map((group) => <li key={group}><span className={`im-key t-${group}`} aria-hidden="true" />{t(`group.${group}`)}</li>)}
      {used.findings.some((finding) => finding.level !== "sure") ? <li><span className="im-key is-look" aria-hidden="true" />{t("legend.doubt")}</li> : null}
    </ul>
  );
}

/** What the chosen area is, with the acts on it. */
function ChosenBar() {
  const editable = useImporting((s) => s.data.editable);
  const shown = useImporting((s) => s.state);
  const number = useImporting((s) => s.sheet);
  const chosen = useImporting((s) => s.chosen);
  useImporting((s) => s.anchor);
  useImporting((s) => s.head);
  const area = chosenArea();
  if (!area) return <p className="im-chosen is-none">{t("chosen.none")}</p>;
  const finding = chosen !== null && shown.findings[chosen]?.sheet === number && meets(shown.findings[chosen].area, area) ? shown.findings[chosen] : undefined;
  const all = shown.findings.filter((each) => each !== finding && each.sheet === number && meets(each.area, area));
  const left = shown.left.find((item) => item.sheet === number && meets(item.area, area));
  return (
    <div className="im-chosen" role="group" aria-label={t("chosen")}>
      <strong className="im-place">{placeOf(area)}</strong>
      <span className="im-chosen-text">
        {finding ? <><b>{t(`role.${finding.role}`)}</b> · {finding.confirmed ? t("level.confirmed") : t(`level.${finding.level}`)}{finding.detail ? ` · ${finding.detail}` : ""}{finding.reasons.length ? ` (${finding.reasons.join("; ")})` : ""}{all.length > 0 && all.length < 5 ? all.map((each) => ` · ${each.detail || t(`role.${each.role}`)}`) : ""}</> : left ? <><b>{t(left.passed ? "left.passed" : "group.left")}</b> · {left.reason}</> : t("not.read")}
      </span>
      {editable && finding && finding.level !== "sure" ? <button type="button" className="btn btn-small" onClick={() => void say([{ kind: "sure", sheet: finding.sheet, area: finding.area, role: finding.role }])}>{t("right.call")}</button> : null}
      {editable ? <button type="button" className="btn btn-small" onClick={(event) => openAt(event.currentTarget, area)}>{t("give.role")}</button> : null}
    </div>
  );
}

export function openAt(button: HTMLElement, area: Area): void {
  const box = button.getBoundingClientRect();
  set({ menu: { x: box.left, y: box.top, area } });
}

