/** Parts of the page that the first picture does without. They are fetched as soon as it stands, so that none is missing when the line is cut. */

import { type ComponentType, lazy, Suspense } from "react";

import { t } from "../words/fill-saving";

const loads: (() => Promise<unknown>)[] = [];

/** Stands for a part that could not be fetched: the rest of the page goes on. */
const Missing = () => <p className="muted small" role="alert">{t("offline.none")}</p>;

/** A part that is fetched when it is first opened: who never opens it does without. */
export function whenOpened<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const Part = lazy(async (): Promise<{ default: ComponentType<Props> }> => {
    try {
      return { default: await load() };
    } catch {
      return { default: Missing };
    }
  });
  return function Later(props: Props) {
    return (
      <Suspense fallback={null}>
        <Part {...(props as Props & React.JSX.IntrinsicAttributes)} />
      </Suspense>
    );
  };
}

function later<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  loads.push(load);
  return whenOpened(load);
}

/** Milliseconds after which a part that did not come is asked for again, and how often where there is a network. */
const AGAIN = 2_000;
const TRIES = 5;

/** Asks for a part until it has come: what stands in its place goes on standing meanwhile, where a failure would take the whole page away. */
export async function untilThere<Part>(load: () => Promise<Part>): Promise<Part> {
  for (let tries = 1; ; tries += navigator.onLine ? 1 : 0) {
    try {
      return await load();
    } catch (error) {
      if (tries >= TRIES && navigator.onLine) throw error;
      await new Promise((done) => void setTimeout(done, AGAIN));
    }
  }
}

export const BookMenu = later(async () => (await import("./BookMenu")).BookMenu);
export const BringBack = later(async () => (await import("./workbook/BringBack")).BringBack);
export const ConflictDialog = later(async () => (await import("./ConflictDialog")).ConflictDialog);
export const HistoryPanel = later(async () => (await import("./history/HistoryPanel")).HistoryPanel);
export const ListBar = later(async () => (await import("./sections/ListBar")).ListBar);
export const OneRow = later(async () => (await import("./sections/OneRow")).OneRow);
export const Reasons = later(async () => (await import("./inside/Reasons")).Reasons);
export const TakeBackDialog = later(async () => (await import("./dialogs")).TakeBackDialog);
export const SendDialog = later(async () => (await import("./dialogs")).SendDialog);

/** Fetches what is left, one after the other, so that nothing the person does waits behind it. */
export async function fetchLater(): Promise<void> {
  for (const load of loads) {
    try {
      await load();
    } catch {
      // Without a network it is asked for again when it is needed.
    }
  }
}

/** Asks for what the page holds back until it has been drawn: the typeface (`font`), and the styles that the first picture does without (`app`). */
export function releaseStyles(entry?: "font"): void {
  for (const link of document.querySelectorAll<HTMLLinkElement>(entry ? `link[data-later="${entry}"]` : "link[data-later]")) link.disabled = false;
}

/** Runs once the page has been drawn and nothing else waits. */
export function onceDrawn(act: () => void): void {
  requestAnimationFrame(() => setTimeout(act));
}
