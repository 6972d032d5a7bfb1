import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { RequestFailed } from "../../http";
import type { Heard, Person } from "../payload";
import { ALONE, IDLE, Listener, TOGETHER } from "./listening";
import { othersIn } from "./useListening";

const person = (more: Partial<Person> = {}): Person => ({ page: "p2", name: "Trần Văn Minh", mine: false, form: "f1", cell: "r1:c1", typing: false, ...more });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function bench(people: Person[] = []) {
  const heard: Heard = { version: 1, state: "filling", release: "x", people };
  const ask = vi.fn(async () => heard);
  const back = vi.fn();
  const listener = new Listener({ ask, hear: vi.fn(), back });
  listener.start();
  return { ask, back, listener };
}

describe("listening", () => {
  it("asks seldom when alone and often when somebody else is there", async () => {
    const alone = bench();
    const together = bench([person()]);
    await vi.advanceTimersByTimeAsync(ALONE + 100);
    expect(alone.ask).toHaveBeenCalledTimes(2);
    expect(together.ask).toHaveBeenCalledTimes(1 + Math.floor(ALONE / TOGETHER));
    alone.listener.stop();
    together.listener.stop();
  });

  it("falls silent when nobody works at the page, so that the session may end, and wakes with the next key", async () => {
    const { ask, listener } = bench();
    await vi.advanceTimersByTimeAsync(IDLE + 2 * ALONE);
    const before = ask.mock.calls.length;
    await vi.advanceTimersByTimeAsync(10 * ALONE);
    expect(ask).toHaveBeenCalledTimes(before);
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "a" }));
    await vi.advanceTimersByTimeAsync(1);
    expect(ask).toHaveBeenCalledTimes(before + 1);
    listener.stop();
  });

  it("goes on asking while nothing answers, and says when the line is back", async () => {
    const { ask, back, listener } = bench();
    await vi.advanceTimersByTimeAsync(1);
    ask.mockRejectedValueOnce(new RequestFailed(0, {}));
    await vi.advanceTimersByTimeAsync(ALONE);
    expect(back).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(ALONE);
    expect(back).toHaveBeenCalledTimes(1);
    listener.stop();
  });
});

describe("others in a form", () => {
  it("are named in the cells of this form only, together when they share one", () => {
    const people = [person(), person({ page: "p3", name: "Lê Thị Hoa", typing: true }), person({ page: "p4", form: "f2" }), person({ page: "p5", mine: true, cell: "r2:c1" }), person({ page: "p6", cell: "" })];
    expect([...othersIn(people, "f1")]).toEqual([
      ["r1:c1", { name: "Trần Văn Minh, Lê Thị Hoa", typing: true }],
      ["r2:c1", { name: "Bạn (trang khác)", typing: false }],
    ]);
  });
});
