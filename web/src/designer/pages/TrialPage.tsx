/** "Dùng thử": the form as a reporting unit gets it, computing while one types. Nothing is kept. */
import { useEffect, useState } from "react";
import { RequestFailed } from "../../http";
import { ChecksPanel } from "../../fill/ChecksPanel";
import { Desk } from "../../fill/desk";
import { Frame } from "../../fill/Frame";
import type { FillPayload } from "../../fill/payload";
import { Strip } from "../../fill/Strip";
import "../../styles/grid.css";
import "../../styles/fill.css";
import { t } from "../../words/designer";
import { formOf, regimeOf, type Id } from "../model/documents";
import { ChoiceField } from "../parts/Field";
import { unitKinds } from "../parts/UnitKinds";
import { draftApi } from "../state/api";
import { state, useDesigner } from "../state/store";
import { flushed } from "../state/sync";

export function TrialPage({ id }: { id: Id }) {
  const code = useDesigner((s) => formOf(s.documents, id)?.code ?? "");
  const [desk, setDesk] = useState<Desk | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  const [checks, setChecks] = useState(false);
  const [audience, setAudience] = useState("");
  const kinds = useDesigner((s) => regimeOf(s.documents)?.reporters?.kinds ?? []);
  useEffect(() => {
    let alive = true;
    let made: Desk | null = null;
    setDesk(null);
    setFailure(null);
    load(id, audience)
      .then((payload) => {
        if (!alive) return;
        made = new Desk(payload, false);
        setDesk(made);
      })
      .catch((error: unknown) => {
        if (alive) setFailure(sentence(error));
      });
    return () => {
      alive = false;
      made?.dispose();
    };
  }, [id, turn, audience]);
  return (
    <div className="ds-page is-trial" role="region" aria-label={t("trial.title", { code })} tabIndex={-1}>
      <h2 className="visually-hidden">{t("trial.title", { code })}</h2>
      <div className="notice">{t("trial.note")} <button type="button" className="ds-link" onClick={() => setTurn(turn + 1)}>{t("trial.again")}</button></div>
      {kinds.length > 1 ? (
        <div className="ds-trial-as">
          <ChoiceField label={t("trial.as")} value={audience || (kinds[0] ?? "")} options={unitKinds().filter((each) => kinds.includes(each.value))} onChange={setAudience} />
        </div>
      ) : null}
      {failure !== null ? <div className="notice notice-error" role="alert">{failure}</div> : null}
      {desk === null && failure === null ? <p className="ds-hint" role="status">{t("trial.loading")}</p> : null}
      {desk ? (
        <div className="fill">
          <Frame key={`${turn} ${audience}`} desk={desk} showPrevious={false} upload={() => Promise.reject(new Error(t("trial.noFiles")))} />
          {checks ? <ChecksPanel desk={desk} onClose={() => setChecks(false)} /> : null}
          <Strip desk={desk} save={{ kind: "saved", at: null }} loginUrl="" message="" panelOpen={checks} onPanel={() => setChecks(!checks)} />
        </div>
      ) : null}
    </div>
  );
}

async function load(id: Id, audience: string): Promise<FillPayload> {
  await flushed();
  return (await draftApi(state().draft.id).trial(id, audience)) as FillPayload;
}

function sentence(error: unknown): string {
  if (error instanceof RequestFailed) {
    const problems = (error.body.problems ?? []).map((each) => each.message).filter(Boolean);
    return problems.join(" ") || error.body.title || t("save.waiting");
  }
  return error instanceof Error ? error.message : t("save.waiting");
}
