import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { Book, type Instances } from "../../grid";
import { Saver } from "../saver";
import { followClosed } from "./closed";
import { BrowserDraft, draftKey } from "./drafts";
import { shelfIn, smallIn } from "./testing";
import { typingKey } from "./typing";

vi.mock("./page", () => ({ livingPages: async () => new Set(["other"]), onceClosed: async (_page: string, _signal: AbortSignal, act: () => Promise<void>) => act(), pageName: async () => "here" }));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const NAME = "u1:s1:f1";

/** This page stands open; `kept` is what the other one left. */
async function closed(kept: Record<string, unknown>, instances: Instances = {}) {
  const near = new Map(Object.entries(kept).map(([key, value]) => [key, JSON.stringify(value)]));
  const [small, shelf] = [smallIn(near), shelfIn()];
  const book = new Book({ values: {}, instances, overrides: {}, specOf: (key) => ({ kind: key === "carried" ? "carried" : "number" }) });
  const saver = new Saver(book, { values: {}, instances, overrides: {} }, 1, {
    // The line is cut: what is here stands in this browser alone.
    send: () => new Promise(() => undefined),
    load: () => new Promise(() => undefined),
    draft: new BrowserDraft(NAME, "here", small, shelf),
    onConflicts: () => undefined,
    onState: () => undefined,
  });
  const stop = followClosed({ name: NAME, page: "here", book, saver, small, shelf, old: () => false, onTaken: () => undefined });
  await vi.advanceTimersByTimeAsync(5_000);
  stop();
  return { book, saver, left: [...near.keys()].filter((key) => key.endsWith(":other")) };
}

it("leaves nothing behind of a large draft once it stands here", async () => {
  const cells = Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`r${index}:c1`, { to: "1", was: null }]));
  const { book, left } = await closed({ [draftKey(NAME, "other")]: { at: "", cells } });
  expect([book.entry("r599:c1"), left]).toEqual(["1", []]);
});

it("keeps a text in a row that this page has not heard of for the next opening", async () => {
  const typed = { [typingKey(NAME, "other")]: { key: "o#x:c1", text: "7" } };
  const { saver, left } = await closed(typed);
  expect([saver.unsaved, left]).toEqual([false, [typingKey(NAME, "other")]]);
  const known = await closed(typed, { o: [{ id: "x", label: "" }] });
  expect([known.book.entry("o#x:c1"), known.left]).toEqual(["7", []]);
});

it("takes a text in a carried cell that was opened to entry on the page that is closed", async () => {
  const overrides = { to: { carried: { reason: "sai" } }, was: {} };
  const { book, left } = await closed({ [draftKey(NAME, "other")]: { at: "", cells: {}, overrides }, [typingKey(NAME, "other")]: { key: "carried", text: "7" } });
  expect([book.entry("carried"), book.overrides["carried"]?.reason, left]).toEqual(["7", "sai", []]);
});
