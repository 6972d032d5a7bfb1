/** "Dùng thử": the form as a reporting unit gets it, computing while one types. Kept only as an example of the template. */
import { useEffect, useState } from "react";
import { RequestFailed } from "../../http";
import { ChecksPanel } from "../../fill/ChecksPanel";
import { Desk } from "../../fill/desk";
import { Frame } from "../../fill/Frame";
import type { FillPayload } from "../../fill/payload";
import { Strip } from "../../fill/Strip";
import "../../styles/grid.css";
import "../../styles/fill.css";
import type { CellJson } from "../../grid";
import { t } from "../../words/designer";
import { exampleOf } from "../examples/documents";
import { externalsOf, filledWith, outsideOf } from "../examples/figures";
import { Outside } from "../examples/Outside";
import { SaveExample } from "../examples/SaveExample";
import { Showing } from "../examples/Showing";
import { formOf, regimeOf, type Id } from "../model/documents";
import { ChoiceField } from "../parts/Field";
import { unitKinds } from "../parts/unitKinds";
import { draftApi } from "../state/api";
import { open, state, useDesigner } from "../state/store";
import { flushed } from "../state/sync";

type Payload = FillPayload & { audience: string | null };

export function TrialPage({ id, example: named }: { id: Id; example?: Id | undefined }) {
  const code = useDesigner((s) => formOf(s.documents, id)?.code ?? "");
  const example = useDesigner((s) => exampleOf(s.documents, named));
  const editable = useDesigner((s) => s.draft.editable);
  const [desk, setDesk] = useState<Desk | null>(null);
  const [outside, setOutside] = useState<Record<string, CellJson>>({});
  const [saving, setSaving] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  const [checks, setChecks] = useState(false);
  const [audience, setAudience] = useState(example?.audience ?? "");
  const kinds = useDesigner((s) => regimeOf(s.documents)?.reporters?.kinds ?? []);
  useEffect(() => {
    let alive = true;
    let made: Desk | null = null;
    setDesk(null);
    setFailure(null);
    load(id, audience)
      .then((payload) => {
        if (!alive) return;
        const filled = filledWith(payload, exampleOf(state().documents, named));
        setOutside(filled.externals);
        made = new Desk(filled, false);
        setDesk(made);
      })
      .catch((error: unknown) => {
        if (alive) setFailure(sentence(error));
      });
    return () => {
      alive = false;
      made?.dispose();
    };
  }, [id, named, turn, audience]);
  const give = (key: string, value: CellJson): void => {
    const { [key]: _former, ...rest } = outside;
    const now = desk ? outsideOf(desk.payload, value === null ? rest : { ...rest, [key]: value }) : outside;
    setOutside(now);
    desk?.setExternals(now);
  };
  const done = (kept?: Id): void => {
    setSaving(false);
    if (kept) open({ kind: "trial", form: id, example: kept });
  };
  return (
    <div className="ds-page is-trial" role="region" aria-label={t("trial.title", { code })} tabIndex={-1}>
      <h2 className="visually-hidden">{t("trial.title", { code })}</h2>
      <div className="ds-trial-head">
        <div className="notice">{t("trial.note")} <button type="button" className="ds-link" onClick={() => (named ? open({ kind: "trial", form: id }) : setTurn(turn + 1))}>{t("trial.again")}</button></div>
        {editable ? <button type="button" className="btn" disabled={!desk} onClick={() => setSaving(true)}>{t(example ? "samples.update" : "samples.save")}</button> : null}
      </div>
      {desk && example ? <Showing desk={desk} example={example} /> : null}
      {kinds.length > 1 ? (
        <div className="ds-trial-as">
          <ChoiceField label={t("trial.as")} value={audience || (kinds[0] ?? "")} options={unitKinds().filter((each) => kinds.includes(each.value))} onChange={setAudience} />
        </div>
      ) : null}
      {failure !== null ? <div className="notice notice-error" role="alert">{failure}</div> : null}
      {desk === null && failure === null ? <p className="ds-hint" role="status">{t("trial.loading")}</p> : null}
      {desk ? <Outside form={id} keys={externalsOf(desk.payload).map((each) => each.key)} values={outside} onChange={give} /> : null}
      {desk && saving ? <SaveExample form={id} desk={desk} audience={(desk.payload as Payload).audience} outside={outside} held={example} onClose={done} /> : null}
      {desk ? (
        <div className="fill">
          <Frame key={`${turn} ${audience}`} desk={desk} showPrevious="none" upload={() => Promise.reject(new Error(t("trial.noFiles")))} />
          {checks ? <ChecksPanel desk={desk} onClose={() => setChecks(false)} /> : null}
          <Strip desk={desk} save={{ kind: "saved", at: null }} loginUrl="" message="" panelOpen={checks} onPanel={() => setChecks(!checks)} />
        </div>
      ) : null}
    </div>
  );
}

async function load(id: Id, audience: string): Promise<Payload> {
  await flushed();
  return (await draftApi(state().draft.id).trial(id, audience)) as Payload;
}

function sentence(error: unknown): string {
  if (error instanceof RequestFailed) {
    const problems = (error.body.problems ?? []).map((each) => each.message).filter(Boolean);
    return problems.join(" ") || error.body.title || t("save.waiting");
  }
  return error instanceof Error ? error.message : t("save.waiting");
}
