/** Under the table: checks in words, filled examples, consolidation, what is not right yet. Folded away until it is asked for. */
import type { KeyboardEvent } from "react";
import { t } from "../../words/designer";
import { ConsolidationPanel } from "../consolidation/ConsolidationPanel";
import { filledExamples } from "../examples/documents";
import { ExamplesPanel, redOf } from "../examples/ExamplesPanel";
import { useFormTries } from "../examples/tries";
import { openRepeats, useMeaning, useMeaningOf } from "../indicators/meaning";
import { MeaningPanel } from "../indicators/MeaningPanel";
import { newer, useLibrary } from "../library/library";
import { LibraryPanel, usePins } from "../library/LibraryPanel";
import { rulesOf, type Id } from "../model/documents";
import { Icon } from "../parts/Icon";
import { useAutoProof } from "../rules/useAutoProof";
import { type BottomTab, currentForm, setState, useDesigner } from "../state/store";
import { useProving } from "../state/proving";
import { Findings } from "./Findings";
import { ProofsPanel } from "./ProofsPanel";
import { RulesPanel } from "./RulesPanel";

const TABS = ["rules", "examples", "consolidation", "problems", "proofs", "meaning", "library"] as const;
type Tab = (typeof TABS)[number];

export function Bottom() {
  const here = useDesigner(() => currentForm());
  // A check that is being written keeps its form while the person points at cells of another one.
  const form = useDesigner((s) => s.rule?.form ?? here);
  return form ? <Tabs form={form} /> : null;
}

function Tabs({ form }: { form: Id }) {
  const tab = useDesigner((s) => s.bottom);
  useAutoProof(form);
  useMeaningOf(form);
  usePins();
  const tall = useDesigner((s) => s.bottom === "consolidation" || (s.bottom === "rules" && s.rule !== null));
  const toggle = (next: BottomTab): void => setState({ bottom: tab === next ? null : next });
  return (
    <section className={`ds-bottom${tab ? " is-open" : ""}${tall ? " is-tall" : ""}`} aria-label={t("bottom")}>
      <div className="ds-bottom-tabs">
        <div role="tablist" aria-label={t("bottom")} onKeyDown={(event) => turn(event, tab)}>
          {TABS.map((name) => (
            <button key={name} type="button" role="tab" id={`ds-tab-${name}`} aria-selected={tab === name} aria-controls="ds-bottom-body" tabIndex={(tab ?? "rules") === name ? 0 : -1} onClick={() => toggle(name)}>
              {t(TITLES[name])} <Count form={form} tab={name} />
            </button>
          ))}
        </div>
        <span className="ds-grow" />
        <button type="button" className="ds-tool" aria-label={tab ? t("bottom.close") : t("bottom.open")} title={tab ? t("bottom.close") : t("bottom.open")} aria-expanded={tab !== null} onClick={() => setState({ bottom: tab ? null : "rules" })}>
          <Icon name={tab ? "down" : "up"} />
        </button>
      </div>
      <div id="ds-bottom-body" className="ds-bottom-body" role="tabpanel" aria-labelledby={`ds-tab-${tab ?? "rules"}`} tabIndex={tab ? 0 : -1} hidden={!tab}>
        {tab === "rules" ? <RulesPanel form={form} /> : null}
        {tab === "examples" ? <ExamplesPanel form={form} /> : null}
        {tab === "consolidation" ? <ConsolidationPanel key={form} form={form} /> : null}
        {tab === "problems" ? <Findings /> : null}
        {tab === "proofs" ? <ProofsPanel form={form} /> : null}
        {tab === "meaning" ? <MeaningPanel form={form} /> : null}
        {tab === "library" ? <LibraryPanel form={form} /> : null}
      </div>
    </section>
  );
}

const TITLES = { rules: "rules", examples: "samples", consolidation: "consolidation", problems: "findings", proofs: "proofs", meaning: "meaning", library: "library" } as const;

/** How many there are, red or amber when some are wrong. */
function Count({ form, tab }: { form: Id; tab: Tab }) {
  const rules = useDesigner((s) => rulesOf(s.documents, form)?.order.length ?? 0);
  const findings = useDesigner((s) => s.findings);
  const run = useProving((s) => s.runs[form]);
  if (tab === "consolidation") return null;
  if (tab === "meaning") return <RepeatCount form={form} />;
  if (tab === "library") return <NewerCount />;
  if (tab === "examples") return <ExampleCount form={form} />;
  if (tab === "rules") return <span className="count">{rules}</span>;
  const list = tab === "problems" ? findings : run?.kind === "done" ? run.proof.findings : null;
  if (list === null) return null;
  const errors = list.some((each) => each.severity === "error");
  return <span className={`count ${errors ? "count-error" : list.length > 0 ? "count-warn" : ""}`}>{list.length}</span>;
}

function ExampleCount({ form }: { form: Id }) {
  const documents = useDesigner((s) => s.documents);
  const held = useFormTries(form);
  const all = filledExamples(documents, form).length;
  const red = redOf(documents, form, held?.tries.examples ?? []);
  if (all === 0) return null;
  return <span className={`count ${red > 0 ? "count-error" : ""}`}>{red > 0 ? `${red}/${all}` : all}</span>;
}

function RepeatCount({ form }: { form: Id }) {
  const open = useMeaning((s) => openRepeats(s, form).length);
  return open > 0 ? <span className="count count-warn">{open}</span> : null;
}

function NewerCount() {
  const waiting = useLibrary((s) => newer(s.pins).length);
  return waiting > 0 ? <span className="count count-warn">{waiting}</span> : null;
}

/** Left and right turn to the next tab, round and round, and open it. */
function turn(event: KeyboardEvent, tab: BottomTab): void {
  if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
  const at = TABS.indexOf(tab ?? "rules") + (event.key === "ArrowLeft" ? TABS.length - 1 : 1);
  const next = TABS[at % TABS.length] ?? "rules";
  setState({ bottom: next });
  document.getElementById(`ds-tab-${next}`)?.focus();
  event.preventDefault();
}
