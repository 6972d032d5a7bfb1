/** Taking the forms: which of them, and for a new regime its code, name, kind and period. */
import { useId, useState } from "react";
import { Dialog } from "../designer/parts/Dialog";
import { post, RequestFailed } from "../http";
import { t } from "../words/importing";
import { openLeft } from "./Lists";
import { caughtUp, messageOf, set, state, useImporting } from "./store";

interface Regime {
  code: string;
  name: string;
  kind: string;
  frequency: string;
}

export function AcceptDialog() {
  const data = useImporting((s) => s.data);
  const shown = useImporting((s) => s.state);
  const [wanted, setWanted] = useState(() => new Set(shown.forms.map((form) => form.id)));
  const [regime, setRegime] = useState<Regime>({ code: data.suggestion?.code ?? "", name: data.suggestion?.name ?? "", kind: "periodic", frequency: "quarter" });
  const [failure, setFailure] = useState<{ place: string; text: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const close = (): void => set({ dialog: false });
  const accept = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    try {
      // Corrections may still be on their way to the server; without them the forms would be others than were seen.
      if (!(await caughtUp())) {
        setFailure({ place: "", text: state().problem ?? "" });
        setBusy(false);
        return;
      }
      const forms = state().state.forms.map((form) => form.id).filter((id) => wanted.has(id));
      const { address } = await post<{ address: string }>(`/api/imports/${data.id}/accept`, { forms, ...(data.into ? { draft: data.into.id } : { regime }) });
      window.location.assign(address);
    } catch (error) {
      setFailure({ place: error instanceof RequestFailed ? (error.body.problems?.[0]?.place ?? "") : "", text: messageOf(error) });
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={data.into ? t("dialog.title.add", { name: data.into.name }) : t("dialog.title.new")}
      wide
      onClose={close}
      onSubmit={() => void accept()}
      foot={
        <>
          <button type="button" className="btn" onClick={close}>{t("dialog.cancel")}</button>
          <button type="submit" className="btn btn-primary" disabled={busy || wanted.size === 0}>{t(data.into ? "dialog.add" : "dialog.new")}</button>
        </>
      }
    >
      {failure ? <div className="notice notice-error" role="alert">{failure.text}</div> : null}
      {data.into ? null : <Fields regime={regime} set={setRegime} wrong={failure?.place ?? ""} />}
      <Forms wanted={wanted} set={setWanted} />
      <Behind />
    </Dialog>
  );
}

function Fields({ regime, set: change, wrong }: { regime: Regime; set: (regime: Regime) => void; wrong: string }) {
  const data = useImporting((s) => s.data);
  const id = useId();
  const text = (name: "code" | "name", help?: string) => (
    <div className="field">
      <label htmlFor={`${id}-${name}`}>{t(`dialog.${name}`)}</label>
      <input id={`${id}-${name}`} type="text" autoComplete="off" value={regime[name]} aria-invalid={wrong === name} aria-describedby={help ? `${id}-${name}-help` : undefined} onChange={(event) => change({ ...regime, [name]: event.target.value })} />
      {help ? <p className="help" id={`${id}-${name}-help`}>{help}</p> : null}
    </div>
  );
  const pick = (name: "kind" | "frequency", options: { value: string; label: string }[]) => (
    <div className="field">
      <label htmlFor={`${id}-${name}`}>{t(`dialog.${name}`)}</label>
      <select id={`${id}-${name}`} value={regime[name]} onChange={(event) => change({ ...regime, [name]: event.target.value })}>
        {options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
      </select>
    </div>
  );
  return (
    <>
      {text("code", t("dialog.code.help"))}
      {text("name")}
      <div className="im-two">
        {pick("kind", data.kinds)}
        {pick("frequency", data.frequencies)}
      </div>
    </>
  );
}

function Forms({ wanted, set: change }: { wanted: Set<string>; set: (wanted: Set<string>) => void }) {
  const forms = useImporting((s) => s.state.forms);
  const toggle = (id: string, on: boolean): void => {
    const next = new Set(wanted);
    if (on) next.add(id);
    else next.delete(id);
    change(next);
  };
  return (
    <fieldset className="ds-checks">
      <legend>{t("dialog.forms")}</legend>
      {forms.map((form) => (
        <div key={form.id} className="ds-check">
          <input id={`take-${form.id}`} type="checkbox" checked={wanted.has(form.id)} onChange={(event) => toggle(form.id, event.target.checked)} />
          <label htmlFor={`take-${form.id}`}><strong>{form.code}</strong> {form.title}</label>
        </div>
      ))}
    </fieldset>
  );
}

/** What stays behind is said before it is left. */
function Behind() {
  const { findings, left } = useImporting((s) => s.state);
  const open = openLeft(left);
  const doubtful = findings.filter((finding) => finding.level !== "sure").length;
  return (
    <div className={`notice ${left.length > 0 || doubtful > 0 ? "notice-warn" : "notice-ok"} im-behind`}>
      {left.length > 0 ? <p>{t("dialog.left", { open, passed: left.length - open })}</p> : <p>{t("dialog.clean")}</p>}
      {doubtful > 0 ? <p>{t("dialog.doubt", { n: doubtful })}</p> : null}
    </div>
  );
}
