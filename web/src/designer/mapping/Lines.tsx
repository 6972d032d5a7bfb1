/** The conversion as lines: every new place with its source, every old place that nothing takes. */
import { useEffect, useId, useRef } from "react";
import { t } from "../../words/designer";
import { TextField } from "../parts/Field";
import { Icon } from "../parts/Icon";
import { changedHow, derived, entryOf, type FormMapping, type How, type Problem, type Proposal, shownFormula, type Source, type Target, toggled, writtenFormula } from "./model";
import { say, unsay } from "./useMapping";

interface LinesProps {
  form: FormMapping;
  only: "open" | "all";
  active: string | null;
  choose: (key: string) => void;
  editable: boolean;
}

const faulty = (line: { problems: Problem[] }): boolean => line.problems.some((each) => each.severity === "error");

export function Lines({ form, only, active, choose, editable }: LinesProps) {
  const box = useRef<HTMLDivElement>(null);
  const shown = form.targets.filter((line) => only === "all" || line.open > 0 || faulty(line) || line.key === active);
  const sources = form.sources.filter((line) => only === "all" || line.open > 0 || faulty(line));
  useEffect(() => {
    if (active !== null) box.current?.querySelector(`[data-line="${CSS.escape(active)}"]`)?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return (
    <div ref={box} className="mp-lines">
      <h3>{t("mapping.targets")} <span className="count">{shown.length}</span></h3>
      {shown.length === 0 ? <p className="ds-hint">{t("mapping.nothingOpen")}</p> : null}
      <ul>
        {shown.map((line) => <TargetLine key={line.key} form={form} line={line} active={line.key === active} choose={choose} editable={editable} />)}
      </ul>
      {sources.length > 0 ? (
        <>
          <h3>{t("mapping.sources")} <span className="count">{sources.length}</span></h3>
          <ul>{sources.map((line) => <SourceLine key={line.key} form={form} line={line} editable={editable} />)}</ul>
        </>
      ) : null}
    </div>
  );
}

interface TargetProps {
  form: FormMapping;
  line: Target;
  active: boolean;
  choose: (key: string) => void;
  editable: boolean;
}

function TargetLine({ form, line, active, choose, editable }: TargetProps) {
  const name = useId();
  const set = (how: string): void => void say(form, { [line.key]: changedHow(line, how as How) });
  return (
    <li className={`mp-line${active ? " is-active" : ""}${line.open > 0 ? " is-open" : ""}`} data-line={line.key}>
      <button type="button" className="mp-place" id={name} aria-pressed={active} onClick={() => choose(line.key)}>{line.words}</button>
      <div className="mp-said">
        <select aria-label={t("mapping.how")} aria-describedby={name} value={line.how} disabled={!editable} onFocus={() => choose(line.key)} onChange={(event) => set(event.target.value)}>
          {line.how === "unsaid" ? <option value="unsaid">{t("mapping.how.unsaid")}</option> : null}
          {(["same", "sum", "derived", "new"] as const).map((how) => <option key={how} value={how}>{t(`mapping.how.${how}`)}</option>)}
        </select>
        {line.how === "derived" ? null : <Chips form={form} line={line} editable={editable} />}
        {line.axis === "cell" && editable ? <button type="button" className="ds-link" onClick={() => unsay(form, "entries", line.key)}>{t("mapping.cell.back")}</button> : null}
      </div>
      {line.how === "derived" ? (
        <TextField label={t("mapping.formula")} hint={active ? t("mapping.formula.hint", { example: t("mapping.formula.alike") }) : undefined} value={shownFormula(line.expr, form.places)} disabled={!editable} onCommit={(text) => say(form, { [line.key]: derived(writtenFormula(text, form.places), form.places) })} />
      ) : null}
      {active && editable && line.how !== "derived" && line.how !== "new" ? <More form={form} line={line} /> : null}
      {line.proposal && line.proposal.how !== "dropped" && (line.open > 0 || active) ? (
        <p className="mp-proposal">
          <span>{t("mapping.proposal", { text: spoken(line.proposal) })} <span className="ds-muted">({t(`mapping.why.${line.proposal.why}` as "mapping.why.same")}, {t("mapping.sure", { n: Math.round(line.proposal.confidence * 100) })})</span></span>
          {editable ? <button type="button" className="btn btn-small" onClick={() => say(form, { [line.key]: entryOf(line.proposal!) })}>{t("mapping.accept")}</button> : null}
        </p>
      ) : null}
      <Problems problems={line.problems} />
    </li>
  );
}

function spoken(proposal: Proposal): string {
  if (proposal.from.length === 0) return t(`mapping.how.${proposal.how}`);
  return proposal.from.length === 1 ? proposal.from[0]!.words : proposal.from.map((each) => each.short).join(" + ");
}

function Chips({ form, line, editable }: { form: FormMapping; line: Target; editable: boolean }) {
  if (line.from.length === 1 && line.how === "same" && line.from[0]!.key === line.key && !line.said) return <span className="ds-muted">{line.from[0]!.words}</span>;
  return (
    <span className="mp-chips">
      {line.from.map((place) => (
        <span key={place.key} className="mp-chip" title={place.words}>
          {line.from.length === 1 ? place.words : place.short}
          {editable && line.said ? <button type="button" aria-label={t("mapping.from.remove", { place: place.words })} onClick={() => say(form, { [line.key]: toggled(line, place.key) })}><Icon name="close" /></button> : null}
        </span>
      ))}
    </span>
  );
}

/** The way without a mouse: old places of the same kind by name. */
function More({ form, line }: { form: FormMapping; line: Target }) {
  const taken = new Set(line.said ? line.from.map((place) => place.key) : []);
  const axis = line.axis === "cell" ? null : line.axis;
  return (
    <select className="mp-more" aria-label={t("mapping.from.add")} value="" onChange={(event) => event.target.value && say(form, { [line.key]: toggled(line, event.target.value) })}>
      <option value="">{t("mapping.from.add")}</option>
      {form.places.filter((place) => (axis === null || place.axis === axis) && !taken.has(place.key)).map((place) => <option key={place.key} value={place.key}>{place.words}</option>)}
    </select>
  );
}

function SourceLine({ form, line, editable }: { form: FormMapping; line: Source; editable: boolean }) {
  const drop = (reason: string): void => void say(form, {}, { [line.key]: { reason } });
  return (
    <li className={`mp-line${line.open > 0 ? " is-open" : ""}`} data-source={line.key}>
      <span className="mp-place">{line.words}</span>
      {line.how === "dropped" ? (
        <div className="mp-said">
          <TextField label={t("mapping.reason")} value={line.reason} disabled={!editable} onCommit={(text) => text && drop(text)} />
          {editable ? <button type="button" className="ds-link" onClick={() => unsay(form, "dropped", line.key)}>{t("mapping.undrop")}</button> : null}
        </div>
      ) : (
        <p className="mp-proposal">
          <span className="mp-open">{t("mapping.code", { n: line.open })}</span>
          {editable ? <button type="button" className="btn btn-small" onClick={() => drop(line.proposal?.reason ?? t("mapping.how.dropped"))}>{t("mapping.drop")}</button> : null}
        </p>
      )}
      <Problems problems={line.problems} />
    </li>
  );
}

function Problems({ problems }: { problems: Problem[] }) {
  return <>{problems.map((each, index) => <p key={index} className={each.severity === "error" ? "ds-problem" : "ds-muted"}>{each.message} {each.hint}</p>)}</>;
}
