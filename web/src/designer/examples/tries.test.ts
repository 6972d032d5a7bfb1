import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { post } from "../../http";
import { sample } from "../testing/sample";
import { setState } from "../state/store";
import { tryForm } from "./tries";

vi.mock("../../http", async (original) => ({ ...(await original<typeof import("../../http")>()), post: vi.fn(() => Promise.resolve({ examples: [], tried: [] })) }));

beforeEach(() => {
  vi.useFakeTimers();
  vi.mocked(post).mockClear();
});
afterEach(() => vi.useRealTimers());

test("the examples of a form are run after a change", async () => {
  setState({ documents: sample() });
  tryForm("f_a");
  await vi.runAllTimersAsync();
  expect(vi.mocked(post).mock.calls.map(([, body]) => body)).toEqual([{ form: "f_a" }]);
});

test("nothing is asked about a form that was undone meanwhile", async () => {
  setState({ documents: sample() });
  tryForm("f_b");
  const { f_b: _undone, ...rest } = sample();
  setState({ documents: rest });
  await vi.runAllTimersAsync();
  expect(post).not.toHaveBeenCalled();
});
