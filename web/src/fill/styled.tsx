/** A page without its style sheets is no page to fill in: the window of a long table would be the whole table. They are asked for once more, and else it is said. */

import { t } from "../words/fill-saving";
import { reloadPage } from "./edition";

/** What the last rules of the page's two sheets set (`styles/first.css`, `styles/forced.css`): a sheet that did not come, or broke off, has not got so far. */
const LAST = ["--khuon-first", "--khuon-styled"];
/** Milliseconds that sheets asked for again may take. */
const PATIENCE = 20_000;

function stands(): boolean {
  const found = getComputedStyle(document.documentElement);
  return LAST.every((name) => found.getPropertyValue(name).trim() !== "");
}

function again(link: HTMLLinkElement): Promise<void> {
  return new Promise((done) => {
    const fresh = link.cloneNode() as HTMLLinkElement;
    fresh.onload = fresh.onerror = () => done();
    link.replaceWith(fresh);
  });
}

/** Whether the page has its styles; those that did not come are waited for once more. */
export async function styled(): Promise<boolean> {
  if (stands()) return true;
  const links = [...document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]:not([data-later])')];
  await Promise.race([Promise.all(links.map(again)), new Promise((done) => void setTimeout(done, PATIENCE))]);
  return stands();
}

/** In place of the form: drawn without styles it could not be worked with. */
export function Unstyled() {
  return (
    <div className="notice notice-error" role="alert">
      <p>{t("page.unstyled")}</p>
      <button type="button" className="btn btn-primary" onClick={reloadPage}>{t("offline.reload")}</button>
    </div>
  );
}
