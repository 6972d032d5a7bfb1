/** How saving stands, in the words of the line at the bottom. */

import { t } from "../words/fill-saving";
import type { SaveState } from "./saver";

function clock(date: Date): string {
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, "0")).join(":");
}

/** `nameOf` says a cell in words. */
export function saveText(save: SaveState, nameOf: (cell: string) => string): string {
  if (save.kind === "saved") return save.at ? t("save.saved", { time: clock(save.at) }) : t("save.clean");
  if (save.kind === "retry") return t("save.retry", { seconds: save.seconds });
  if (save.kind === "refused") return t("save.refused", { message: save.place?.includes(":") ? `${nameOf(save.place)}: ${save.message}` : save.message });
  if (save.kind === "offline") return save.cells ? t("save.offline", { n: save.cells }) : t("save.offline.rows");
  if (save.kind === "elsewhere") return t("save.elsewhere", { forms: save.forms });
  if (save.kind === "login" && save.other) return t("save.other", { name: save.other });
  return t(`save.${save.kind}` as "save.waiting");
}
