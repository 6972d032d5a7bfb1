/** Short news at the edge of the screen, with the way back where there is one. */
import { t } from "../../words/designer";
import { dismiss, useDesigner } from "../state/store";
import { step } from "../state/sync";
import { Icon } from "./Icon";

export function Toasts() {
  const toasts = useDesigner((s) => s.toasts);
  const said = useDesigner((s) => s.announcement);
  return (
    <>
      <div className="visually-hidden" role="status" aria-live="polite">{said}</div>
      <div className="ds-toasts" role="region" aria-label={t("toasts")}>
        {toasts.map((toast) => (
          <div key={toast.id} className={`ds-toast is-${toast.tone}`} role={toast.tone === "error" ? "alert" : "status"}>
            <span>{toast.text}</span>
            {toast.undo ? <button type="button" className="ds-link" onClick={() => { dismiss(toast.id); void step("undo"); }}>{t("undo")}</button> : null}
            <button type="button" className="ds-tool" aria-label={t("close")} onClick={() => dismiss(toast.id)}><Icon name="close" /></button>
          </div>
        ))}
      </div>
    </>
  );
}
