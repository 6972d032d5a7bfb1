/** The page from this machine first: what is the same form, and whose page it is. */

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { FillPayload } from "../payload";
import { askPage, sameForm, sameFrame } from "./first";

const PAYLOAD = {
  submission: { state: "filling", release: "r", editable: true, events: ["check"], days_left: 3, returned: null },
  values: { a: "1", b: "2" },
  instances: {},
  overrides: {},
  version: 4,
} as unknown as FillPayload;

describe("the form as last seen", () => {
  it("is the server's, in whatever order its cells stand and however many days are left", () => {
    expect(sameForm(PAYLOAD, { ...PAYLOAD, values: { b: "2", a: "1" }, submission: { ...PAYLOAD.submission, days_left: 2 } })).toBe(true);
  });

  it.each([
    ["a figure", { values: { a: "1", b: "3" } }],
    ["a figure more", { values: { a: "1", b: "2", c: "3" } }],
    ["a version", { version: 5 }],
    ["a row", { instances: { r3: [{ id: "k1", label: "Hộ" }] } }],
    ["a reason", { overrides: { a: { reason: "sửa" } } }],
  ])("differs by %s, which is taken where it stands", (_, change) => {
    const given = { ...PAYLOAD, ...change } as FillPayload;
    expect([sameForm(PAYLOAD, given), sameFrame(PAYLOAD, given)]).toEqual([false, true]);
  });

  it.each([
    ["its release", { submission: { ...PAYLOAD.submission, release: "r2" } }],
    ["being closed", { submission: { ...PAYLOAD.submission, editable: false } }],
    ["having come back", { submission: { ...PAYLOAD.submission, returned: { how: "return", by: "Sở", text: "Sai dòng 2" } } }],
    ["other cells to enter", { elsewhere: "r1.e2" }],
  ])("is another one by %s", (_, change) => {
    const given = { ...PAYLOAD, ...change } as FillPayload;
    expect([sameForm(PAYLOAD, given), sameFrame(PAYLOAD, given)]).toEqual([false, false]);
  });

  it("takes figures of other reports that moved on where it stands", () => {
    expect(sameFrame({ ...PAYLOAD, elsewhere: "r1.e1" }, { ...PAYLOAD, elsewhere: "r2.e1" })).toBe(true);
  });
});

describe("the page around it", () => {
  beforeEach(() => {
    document.documentElement.lang = "vi";
    document.head.innerHTML = "";
    document.body.innerHTML = `<header class="site-header">Khuôn</header><main><div class="toolbar"></div><div data-island="fill">biểu</div></main>`;
  });
  afterEach(() => void vi.unstubAllGlobals());

  const answers = (text: string, more: Partial<Response> = {}) => vi.stubGlobal("fetch", () => Promise.resolve({ ok: true, status: 200, redirected: false, text: () => Promise.resolve(text), ...more }));
  const page = (user: string, lang = "vi") => `<html lang="${lang}"><head><meta name="csrf-token" content="t1"><title>01 · Khuôn</title></head><body><header class="site-header">Lò Thị Mai</header>
    <main><div class="toolbar">In</div><div data-island="fill"></div><script type="application/json" id="island-data">{"user":"${user}"}</script></main></body></html>`;

  it("is taken from the server, the form left as it stands", async () => {
    answers(page("u1"));
    expect(await askPage("u1")).toBe("own");
    expect(document.querySelector(".site-header")?.textContent).toBe("Lò Thị Mai");
    expect(document.querySelector("main")?.firstElementChild?.textContent).toBe("In");
    expect(document.querySelectorAll(".toolbar, .site-header")).toHaveLength(2);
    expect(document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content).toBe("t1");
    expect([document.title, document.querySelector("[data-island]")?.textContent]).toEqual(["01 · Khuôn", "biểu"]);
  });

  it.each([
    ["somebody else is signed in", page("u2"), {}],
    ["nobody is", "<html lang='vi'><form action='/login'></form></html>", { redirected: true }],
    ["the report is refused", page("u1"), { ok: false, status: 403 }],
    ["the language was changed", page("u1", "en"), {}],
  ])("is not the person's when %s", async (_, text, more) => {
    answers(text, more);
    expect(await askPage("u1")).toBe("other");
    expect(document.querySelector(".site-header")?.textContent).toBe("Khuôn");
  });

  it("is away without a network, or when a gateway says so", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no network")));
    expect(await askPage("u1")).toBe("away");
    answers("", { ok: false, status: 502 });
    expect(await askPage("u1")).toBe("away");
  });
});
