/** Below both sides: what is doubtful first, what was not understood, all that was recognised, letters, corrections. */
import { useState, type KeyboardEvent, type ReactNode } from "react";
import { Icon } from "../designer/parts/Icon";
import { t } from "../words/importing";
import type { Finding, Left, Saying } from "./model";
import { Letters } from "./Letters";
import { roleName } from "./RolesMenu";
import { openAt } from "./SheetPane";
import { goTo, pick, say, set, state, type Tab, useImporting } from "./store";

const TABS: readonly Tab[] = ["doubt", "left", "all", "letters", "said"];
/** Lines that are shown at once. */
const STEP = 100;

export function Lists() {
  const tab = useImporting((s) => s.tab);
  const counts = useCounts();
  const open = tab ?? "doubt";
  return (
    <section className={`ds-bottom im-lists${tab ? " is-open" : ""}`} aria-label={t("lists")} data-pane="lists">
      <div className="ds-bottom-tabs">
        <div role="tablist" aria-label={t("lists")} onKeyDown={(event) => turn(event, open)}>
          {TABS.map((each) => (
            <button key={each} type="button" role="tab" id={`im-tab-${each}`} aria-selected={tab === each} aria-controls="im-list" tabIndex={open === each ? 0 : -1} onClick={() => set({ tab: tab === each ? null : each })}>
              {t(`tab.${each}`)} <span className={`count${each === "left" && counts.left > 0 ? " count-error" : each === "doubt" && counts.doubt > 0 ? " count-warn" : ""}`}>{counts[each]}</span>
            </button>
          ))}
        </div>
        <span className="ds-grow" />
        <button type="button" className="ds-tool" aria-label={t(tab ? "lists.close" : "lists.open")} title={t(tab ? "lists.close" : "lists.open")} aria-expanded={tab !== null} onClick={() => set({ tab: tab ? null : "doubt" })}>
          <Icon name={tab ? "down" : "up"} />
        </button>
      </div>
      <div id="im-list" className="ds-bottom-body" role="tabpanel" aria-labelledby={`im-tab-${open}`} tabIndex={tab ? 0 : -1} hidden={!tab}>
        {tab === "doubt" ? <Doubtful /> : null}
        {tab === "left" ? <LeftList /> : null}
        {tab === "all" ? <All /> : null}
        {tab === "letters" ? <Letters /> : null}
        {tab === "said" ? <SaidList /> : null}
      </div>
    </section>
  );
}

export function openLeft(left: readonly Left[]): number {
  return left.filter((item) => !item.passed).length;
}

function useCounts(): Record<Tab, number> {
  const shown = useImporting((s) => s.state);
  const book = useImporting((s) => s.data.book);
  return {
    doubt: shown.findings.filter((finding) => finding.level !== "sure").length,
    left: openLeft(shown.left),
    all: shown.findings.length,
    letters: book.converted_count + book.unread.length,
    said: shown.said.length,
  };
}

function turn(event: KeyboardEvent, tab: Tab): void {
  if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
  const next = TABS[(TABS.indexOf(tab) + (event.key === "ArrowLeft" ? TABS.length - 1 : 1)) % TABS.length]!;
  set({ tab: next });
  document.getElementById(`im-tab-${next}`)?.focus();
  event.preventDefault();
}

/** A list that shows its first lines and more on demand. */
export function Long<T>({ items, line }: { items: readonly T[]; line: (item: T) => ReactNode }) {
  const [count, setCount] = useState(STEP);
  return (
    <>
      <ul className="im-lines">{items.slice(0, count).map(line)}</ul>
      {items.length > count ? <button type="button" className="ds-quiet" onClick={() => setCount(count + STEP)}>{t("all.more", { n: Math.min(STEP, items.length - count) })}</button> : null}
    </>
  );
}

type Numbered = Finding & { index: number };

function numbered(findings: readonly Finding[]): Numbered[] {
  return findings.map((finding, index) => ({ ...finding, index }));
}

function Doubtful() {
  const findings = useImporting((s) => s.state.findings);
  const editable = useImporting((s) => s.data.editable);
  const doubtful = numbered(findings).filter((finding) => finding.level !== "sure").sort((a, b) => a.confidence - b.confidence);
  if (doubtful.length === 0) return <p className="ds-empty">{t(findings.length > 0 ? "doubt.none" : "all.none")}</p>;
  const all = (): void => void say(doubtful.slice(0, 2000).map(({ sheet, area, role }) => ({ kind: "sure", sheet, area, role })));
  return (
    <>
      {editable && doubtful.length > 1 ? <p className="im-tools"><button type="button" className="btn btn-small" onClick={all}>{t("confirm.all", { n: doubtful.length })}</button></p> : null}
      <Long items={doubtful} line={(finding) => <FindingLine key={finding.index} finding={finding} />} />
    </>
  );
}

function All() {
  const findings = useImporting((s) => s.state.findings);
  if (findings.length === 0) return <p className="ds-empty">{t("all.none")}</p>;
  const order = { guess: 0, look: 1, sure: 2 };
  const sorted = numbered(findings).sort((a, b) => order[a.level] - order[b.level] || a.sheet - b.sheet || a.area[0] - b.area[0] || a.area[1] - b.area[1]);
  return <Long items={sorted} line={(finding) => <FindingLine key={finding.index} finding={finding} />} />;
}

function FindingLine({ finding }: { finding: Numbered }) {
  const editable = useImporting((s) => s.data.editable);
  const chosen = useImporting((s) => s.chosen === finding.index);
  return (
    <li className={chosen ? "is-chosen" : undefined} onMouseEnter={() => set({ hovered: finding.index })} onMouseLeave={() => set({ hovered: null })}>
      <span className={`im-level is-${finding.level}`}>{t(finding.confirmed ? "level.confirmed" : `level.${finding.level}`)}</span>
      <button type="button" className="im-line" onClick={() => pick(finding.index)} onFocus={() => set({ hovered: finding.index })}>
        <span className="im-place">{finding.place}</span> <strong>{t(`role.${finding.role}`)}</strong>
        {finding.detail ? <span> · {finding.detail}</span> : null}
        {finding.reasons.length > 0 ? <span className="im-why"> ({finding.reasons.join("; ")})</span> : null}
      </button>
      {editable && finding.level !== "sure" ? <button type="button" className="btn btn-small" onClick={() => void say([{ kind: "sure", sheet: finding.sheet, area: finding.area, role: finding.role }])}>{t("right.call")}</button> : null}
      {editable && finding.joined ? <button type="button" className="btn btn-small" onClick={() => void say([{ kind: "role", sheet: finding.sheet, area: finding.area, role: "header", value: "apart" }])}>{t("keep.apart")}</button> : null}
      {editable ? <button type="button" className="btn btn-small" onClick={(event) => correct(event.currentTarget, finding)}>{t("left.role")}</button> : null}
    </li>
  );
}

function correct(button: HTMLElement, at: { sheet: number; area: Finding["area"] }): void {
  goTo(at.sheet, at.area);
  openAt(button, at.area);
}

function LeftList() {
  const current = useImporting((s) => s.state.left);
  const taken = useImporting((s) => s.data.taken);
  const editable = useImporting((s) => s.data.editable);
  const left = taken?.left ?? current;
  if (left.length === 0) return <p className="ds-empty">{t("left.none")}</p>;
  const open = left.filter((item) => !item.passed);
  const all = (): void => void say(open.slice(0, 2000).map(({ sheet, area }) => ({ kind: "pass", sheet, area })));
  return (
    <>
      <p className="im-tools">
        <span>{taken ? t("taken.left", { n: left.length }) : open.length > 0 ? t("left.open", { n: open.length }) : null}</span>
        {editable && open.length > 1 ? <button type="button" className="btn btn-small" onClick={all}>{t("left.pass.all", { n: open.length })}</button> : null}
      </p>
      <Long items={[...open, ...left.filter((item) => item.passed)]} line={(item) => <LeftLine key={item.place} item={item} />} />
    </>
  );
}

function LeftLine({ item }: { item: Left }) {
  const editable = useImporting((s) => s.data.editable);
  return (
    <li className={item.passed ? "is-passed" : undefined}>
      <span className={`im-level ${item.passed ? "" : "is-left"}`}>{t(item.passed ? "left.passed" : "tab.left")}</span>
      <button type="button" className="im-line" onClick={() => goTo(item.sheet, item.area)}>
        <span className="im-place">{item.place}</span> <q>{item.text}</q> <span className="im-why">{item.reason}</span>
      </button>
      {editable ? <button type="button" className="btn btn-small" onClick={(event) => correct(event.currentTarget, item)}>{t("left.role")}</button> : null}
      {editable && !item.passed ? <button type="button" className="btn btn-small" onClick={() => void say([{ kind: "pass", sheet: item.sheet, area: item.area }])}>{t("left.pass")}</button> : null}
    </li>
  );
}

function SaidList() {
  const said = useImporting((s) => s.state.said);
  if (said.length === 0) return <p className="ds-empty">{t("said.none")}</p>;
  return <Long items={said.map((gesture, index) => ({ gesture, index })).reverse()} line={({ gesture, index }) => <SaidLine key={index} gesture={gesture} />} />;
}

function SaidLine({ gesture }: { gesture: readonly Saying[] }) {
  const first = gesture[0];
  if (!first) return null;
  const what = first.kind === "role" ? roleName(first.role ?? "", first.value) : t(`said.${first.kind}`);
  return (
    <li>
      <button type="button" className="im-line" onClick={() => goTo(first.sheet, first.area)}>
        <span className="im-place">{first.place}</span> {what}{gesture.length > 1 ? ` (${t("said.many", { n: gesture.length })})` : ""}
      </button>
    </li>
  );
}

/** The list that has something to do, for keys. */
export function focusLists(): void {
  document.getElementById(`im-tab-${state().tab ?? "doubt"}`)?.focus();
}
