/** The one field that gives a point its name, or another one. */
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { RequestFailed } from "../../http";
import { t } from "../../words/designer";
import { flushed } from "../state/sync";
import { savePoint, useHistory } from "./state";

type Naming = NonNullable<ReturnType<typeof useHistory.getState>["naming"]>;

export function NamePoint({ naming }: { naming: Naming }) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(naming.point?.name ?? "");
  const [fault, setFault] = useState("");
  useEffect(() => field.current?.focus(), []);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    try {
      // What was just done belongs before the point.
      if (naming.seq === null) await flushed();
      await savePoint(name.normalize("NFC").trim());
    } catch (error) {
      setFault(error instanceof RequestFailed ? (error.body.problems?.[0]?.message ?? error.body.title ?? "") : (error as Error).message);
    }
  };
  return (
    <form className="ds-naming" onSubmit={(event) => void save(event)} noValidate>
      <label htmlFor={id}>{t("point.name")}</label>
      <input ref={field} id={id} value={name} maxLength={120} autoComplete="off" placeholder={t("point.hint")} aria-describedby={fault ? `${id}-fault` : undefined} aria-invalid={fault !== ""} onChange={(event) => setName(event.target.value)} />
      {fault ? <p id={`${id}-fault`} className="ds-problem" role="alert">{fault}</p> : null}
      <div className="ds-history-acts">
        <button type="submit" className="btn btn-small btn-primary">{t("point.save")}</button>
        <button type="button" className="btn btn-small" onClick={() => useHistory.setState({ naming: null })}>{t("cancel")}</button>
      </div>
    </form>
  );
}
