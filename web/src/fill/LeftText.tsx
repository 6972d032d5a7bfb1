/** What a person wrote before and did not hand over, while somebody else changed what the server has: offered under the box. */

import { t } from "../words/fill-saving";

export function LeftText({ left, onTake }: { left: string; onTake: () => void }) {
  if (!left) return null;
  return <p className="muted fill-left">{t("written.left", { text: left })} <button type="button" className="btn btn-quiet btn-small" onClick={onTake}>{t("written.take")}</button></p>;
}
