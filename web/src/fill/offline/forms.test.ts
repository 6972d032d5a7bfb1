import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { FillPayload } from "../payload";
import { Following, forget, lastPerson, lastSeen, remember, seenAndSince, seenForms, sinceSeen, takeHanded } from "./forms";
import { shelfIn, smallIn } from "./testing";

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  sign(MARK);
});
afterEach(() => void vi.useRealTimers());

const me = (user: string) => ({ user, login: "/login", address: "/bao-cao/s1/{form}" });
const payload = (form: string, values: Record<string, string> = {}) => ({ submission: { id: "s1" }, form: { id: form, code: form, title: form }, values, instances: {}, overrides: {}, version: 1 }) as unknown as FillPayload;
const MARK = "a1b2c3";
const sign = (mark: string): void => void (document.cookie = mark ? `khuon_mark=${mark}; path=/` : "khuon_mark=; path=/; max-age=0");
const HOUR = 3600 * 1000;

describe("forms kept on this machine", () => {
  it("come back with what the server came to hold since", async () => {
    const shelf = shelfIn();
    await remember(shelf, me("u1"), payload("f1", { a: "1", b: "2" }));
    const following = new Following(shelf, "u1", "s1", "f1");
    following.changed({ values: { a: "5" }, instances: {}, overrides: {}, version: 2 });
    following.changed({ values: { b: null }, instances: { o1: [{ id: "k", label: "x" }] }, overrides: {}, version: 3 });
    // In the same instant, before the database has written, and after it has.
    expect((await lastSeen(shelf, "u1", "s1", "f1"))?.values).toEqual({ a: "5" });
    await vi.advanceTimersByTimeAsync(1100);
    expect(await lastSeen(shelf, "u1", "s1", "f1")).toMatchObject({ values: { a: "5" }, instances: { o1: [{ id: "k" }] }, version: 3 });
    await remember(shelf, me("u1"), payload("f1", { a: "9" }));
    expect((await lastSeen(shelf, "u1", "s1", "f1"))?.values).toEqual({ a: "9" });
  });

  it("come back with what other forms held last", async () => {
    const shelf = shelfIn();
    await remember(shelf, me("u1"), payload("f1"));
    const following = new Following(shelf, "u1", "s1", "f1");
    const rest = { instances: {}, overrides: {} };
    following.changed({ values: {}, ...rest, version: 1, externals: { "same|f2|r1:c1": "7" } });
    following.changed({ values: { a: "5" }, ...rest, version: 2 });
    for (const pause of [0, 1100]) {
      await vi.advanceTimersByTimeAsync(pause);
      expect(await lastSeen(shelf, "u1", "s1", "f1")).toMatchObject({ values: { a: "5" }, externals: { "same|f2|r1:c1": "7" }, version: 2 });
    }
  });

  it("keep what earlier pages without a network saved, when a later one goes on", async () => {
    const shelf = shelfIn();
    await remember(shelf, me("u1"), payload("f1", { a: "1" }));
    for (const [key, to] of [["a", "5"], ["b", "6"]] as const) {
      const following = new Following(shelf, "u1", "s1", "f1");
      following.goOn(await sinceSeen(shelf, "u1", "s1", "f1"));
      following.changed({ values: { [key]: to }, instances: {}, overrides: {}, version: 2 });
      await following.stop();
    }
    expect((await lastSeen(shelf, "u1", "s1", "f1"))?.values).toEqual({ a: "5", b: "6" });
  });

  it("are taken as the worker read them, unless they were written anew since", async () => {
    const [shelf, small] = [shelfIn(), smallIn()];
    const hand = async () => {
      const given = { at: Date.now(), me: me("u1"), seen: await shelf.get("seen:u1:s1:f1"), since: await shelf.get("since:u1:s1:f1") };
      document.body.innerHTML = `<script type="application/json" id="handed">${JSON.stringify(given)}</script>`;
    };
    await remember(shelf, me("u1"), payload("f1", { a: "1" }), Date.now(), small);
    vi.advanceTimersByTime(10);
    await hand();
    const handed = takeHanded(document, small);
    expect(document.getElementById("handed")).toBeNull();
    expect((await seenAndSince(shelfIn(), "u1", "s1", "f1", Date.now(), small, handed))?.payload.values).toEqual({ a: "1" });
    await hand();
    const following = new Following(shelf, "u1", "s1", "f1", small);
    following.changed({ values: { a: "5" }, instances: {}, overrides: {}, version: 2 });
    await following.stop();
    expect(takeHanded(document, small)).toBeNull();
    expect((await seenAndSince(shelf, "u1", "s1", "f1", Date.now(), small))?.payload.values).toEqual({ a: "5" });
  });

  it("are those of the last person only", async () => {
    const shelf = shelfIn();
    await remember(shelf, me("u1"), payload("f1", { a: "1" }));
    await remember(shelf, me("u2"), payload("f2"));
    expect(await lastSeen(shelf, "u1", "s1", "f1")).toBeNull();
    expect(await lastPerson(shelf)).toEqual({ ...me("u2"), at: Date.now(), lang: document.documentElement.lang, mark: MARK });
    expect((await seenForms(shelf, "u2")).map((one) => one.form)).toEqual(["f2"]);
  });

  it("are nobody's once the browser has another session, or none", async () => {
    const shelf = shelfIn();
    await remember(shelf, me("u1"), payload("f1"));
    sign("0e");
    expect(await lastPerson(shelf)).toBe("other");
    sign("");
    expect(await lastPerson(shelf)).toBe("other");
    sign(MARK);
    expect(await lastPerson(shelf)).toMatchObject(me("u1"));
    // What was kept before sessions had marks is nobody's either.
    await shelf.put("me", me("u1"));
    expect(await lastPerson(shelf)).toBe("other");
    expect(await lastPerson(shelfIn())).toBeNull();
  });

  it("are not shown after twelve hours, nor when the report was sent", async () => {
    const shelf = shelfIn();
    await remember(shelf, me("u1"), payload("f1"), Date.now());
    expect(await lastSeen(shelf, "u1", "s1", "f1", Date.now() + 13 * HOUR)).toBeNull();
    expect(await seenForms(shelf, "u1", Date.now() + 13 * HOUR)).toEqual([]);
    await forget(shelf, "u1", "s1", "f1");
    expect(await lastSeen(shelf, "u1", "s1", "f1")).toBeNull();
  });

  it("are a dozen at most, the newest", async () => {
    const shelf = shelfIn();
    for (let index = 0; index < 15; index += 1) await remember(shelf, me("u1"), payload(`f${index}`), 1000 + index);
    const kept = (await seenForms(shelf, "u1", 2000)).map((one) => one.form);
    expect(kept).toHaveLength(12);
    expect(kept).not.toContain("f0");
    expect(kept).toContain("f14");
  });
});
