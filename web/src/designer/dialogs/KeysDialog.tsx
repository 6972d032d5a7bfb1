/** The keys of the designer on one page. */
import { t } from "../../words/designer";
import { Dialog } from "../parts/Dialog";
import { setState } from "../state/store";

const KEYS = [
  ["↑ ↓ ← →", "keys.move"],
  ["Shift + ↑ ↓ ← →", "keys.extend"],
  ["Enter, F2", "keys.edit"],
  ["Alt + Enter", "keys.newLine"],
  ["Ctrl + Enter, Insert", "keys.after"],
  ["Shift + Insert", "keys.before"],
  ["Ctrl + Shift + Enter", "keys.child"],
  ["Alt + ↑ ↓ ← →", "keys.shift"],
  ["Alt + Shift + ↓ →", "keys.deeper"],
  ["Alt + Shift + ↑ ←", "keys.shallower"],
  ["Ctrl + G", "keys.group"],
  ["Ctrl + Shift + G", "keys.ungroup"],
  ["Delete", "keys.remove"],
  ["Ctrl + V", "keys.paste"],
  ["=", "keys.formula"],
  ["Ctrl + Z, Ctrl + Y", "keys.undo"],
  ["Shift + F10", "keys.menu"],
  ["Tab", "keys.leave"],
] as const;

export function KeysDialog() {
  const close = (): void => setState({ dialog: null });
  return (
    <Dialog title={t("keys")} onClose={close} onSubmit={close} foot={<button type="submit" className="btn btn-primary">{t("close")}</button>}>
      <dl className="ds-keys">
        {KEYS.map(([keys, what]) => (
          <div key={what}><dt><kbd>{keys}</kbd></dt><dd>{t(what)}</dd></div>
        ))}
      </dl>
    </Dialog>
  );
}
