import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

beforeEach(() => {
  vi.resetModules();
  sessionStorage.clear();
  document.head.innerHTML = '<meta name="khuon-edition" content="one">';
});
afterEach(() => void (document.head.innerHTML = ""));

const page = () => import("./edition");

describe("the edition of a page", () => {
  it("is told from the server's, once an answer names another", async () => {
    const { heardEdition, isMine, onEdition, otherEdition, stopWords } = await page();
    const told = vi.fn();
    onEdition(told);
    heardEdition("one");
    heardEdition(undefined);
    expect([otherEdition(), told.mock.calls.length, stopWords().includes("cập nhật")]).toEqual(["", 0, false]);
    heardEdition("two");
    heardEdition("two");
    expect([otherEdition(), told.mock.calls.length, stopWords().includes("cập nhật")]).toEqual(["two", 1, true]);
    expect([isMine("one"), isMine("two"), isMine(undefined)]).toEqual([true, false, false]);
  });

  it("is loaded again once for each edition of the server, and not for a fault of its own", async () => {
    const { heardEdition, loadAgain } = await page();
    const later = vi.spyOn(globalThis, "setTimeout").mockReturnValue(0 as never);
    expect(loadAgain()).toBe(false);
    heardEdition("two");
    expect([loadAgain(), loadAgain()]).toEqual([true, false]);
    heardEdition("three");
    expect(loadAgain()).toBe(true);
    later.mockRestore();
  });

  it("says nothing where the page names none", async () => {
    document.head.innerHTML = "";
    const { heardEdition, isMine, otherEdition } = await page();
    heardEdition("two");
    expect([otherEdition(), isMine(undefined)]).toEqual(["", true]);
  });
});
