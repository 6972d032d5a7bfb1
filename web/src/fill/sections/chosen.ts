/** Whether a chosen file may be attached, before it is sent. The server asks the same. */

import { sizeText } from "../../grid/cells";
import type { RequestFailed } from "../../http";
import { t } from "../../words/fill-sections";

export interface Limits {
  accept?: string[] | undefined;
  max_mb?: number | null | undefined;
}

/** No file is larger, whatever a cell says: the server takes no more in one request. */
const MOST = 10;

export const limitOf = (limits: Limits): number => Math.min(limits.max_mb ?? MOST, MOST);

/** Accepted types and size in words. */
export function limitText(limits: Limits): string {
  const types = limits.accept?.length ? t("file.types", { accept: limits.accept.join(", ") }) : t("file.anyType");
  return `${types}; ${t("file.most", { max: limitOf(limits) })}`;
}

/** For the browser's own dialog of files. */
export const acceptList = (limits: Limits): string | undefined => limits.accept?.map((one) => `.${one}`).join(",") || undefined;

/** Why a file is not taken, in words; null when it is. */
export function refusal(file: { name: string; size: number }, limits: Limits): string | null {
  const type = file.name.split(".").at(-1)!.toLowerCase();
  if (limits.accept?.length && !(file.name.includes(".") && limits.accept.includes(type))) return t("file.wrongType", { name: file.name, accept: limits.accept.join(", ") });
  const max = limitOf(limits);
  if (file.size > max * 1_048_576) return t("file.tooBig", { name: file.name, size: sizeText(file.size), max });
  return file.size === 0 ? t("file.empty", { name: file.name }) : null;
}

/** Why the server did not take a file, with what to do, and that the one before is still there. */
export function whyNot(error: RequestFailed, held: boolean): string {
  if (error.status === 0) return t("file.noNetwork");
  const [problem] = error.body.problems ?? [];
  const said = problem ? [problem.message, problem.hint].filter(Boolean).join(" ") : (error.body.title ?? error.message);
  return held ? `${said} ${t("file.kept")}` : said;
}
