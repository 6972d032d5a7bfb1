/**
 * The page from this machine first: the form stands as last seen while the server is asked, and is the server's own a moment later.
 *
 * The worker gives the page so only while the session that saw the form can still be alive (`worker.js`), and never for a reload.
 */

import type { FillData } from "../FillPage";
import type { FillPayload } from "../payload";

/** What became of asking for the page: it is the person's, somebody else's or nobody's, or there is no network. */
export type Asked = "own" | "other" | "away";

/** Puts what the server says around the form into the page that stands: who is signed in, where one is, what may be done. */
function grafted(page: Document): void {
  const put = (selector: string, place: (found: Element) => void) => {
    const found = page.querySelector(selector);
    document.querySelector(selector)?.remove();
    if (found) place(document.adoptNode(found));
  };
  const main = document.querySelector("main");
  put('meta[name="csrf-token"]', (found) => document.head.append(found));
  put(".site-header", (found) => main?.before(found));
  put(".site-footer", (found) => main?.after(found));
  put("main > .toolbar", (found) => main?.prepend(found));
  document.title = page.title;
}

/** Asks for the page as the server gives it to whoever is signed in now. */
export async function askPage(user: string): Promise<Asked> {
  let response: Response;
  try {
    response = await fetch(location.href, { credentials: "same-origin", headers: { Accept: "text/html" } });
  } catch {
    return "away";
  }
  if (response.status >= 500) return "away";
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const given = JSON.parse(page.getElementById("island-data")?.textContent ?? "{}") as Partial<FillData>;
  if (!response.ok || response.redirected || given.user !== user || page.documentElement.lang !== document.documentElement.lang) return "other";
  grafted(page);
  return "own";
}

type Frame = Pick<FillPayload, "submission" | "elsewhere">;

/** The part of a sign that tells which carried cells wait for entry: the form is another one by them. */
const entryOf = ({ elsewhere }: Frame): string => elsewhere?.split(".")[1] ?? "";

function frame(payload: Frame): string {
  const { release, editable, returned } = payload.submission;
  return JSON.stringify([release, editable, returned ?? null, entryOf(payload)]);
}

/**
 * Whether the server's answer can be taken into the form where it stands: figures, rows and reasons may differ. Another release, a report
 * that was closed or came back, and other cells to enter make it another form, which is opened anew.
 */
export function sameFrame(shown: Frame, given: Frame): boolean {
  return frame(shown) === frame(given);
}

type Substance = Pick<FillPayload, "values" | "instances" | "overrides" | "version">;

function substance({ values, instances, overrides, version }: Substance): string {
  const cells = Object.entries(values).filter(([, value]) => value !== null).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([cells, instances, overrides, version]);
}

/** Whether the server holds what stands here: entered cells, rows and reasons. The rest is taken over from it as it comes. */
export function sameForm(shown: Frame & Substance, given: Frame & Substance): boolean {
  return sameFrame(shown, given) && substance(shown) === substance(given);
}
