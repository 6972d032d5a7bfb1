import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Area, IslandData, Saying } from "./model";
import { begin, giveRole, say, state, step } from "./store";

const AT: Area[] = [[0, 0, 0, 3], [4, 0, 4, 3], [9, 1, 9, 1]];
let said: Saying[][];
let asked: string[];

/** Reads the sheet anew for as long as a person needs for the next key. */
async function server(url: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  await new Promise((done) => setTimeout(done, 20));
  const path = String(url).split("/").at(-1) ?? "";
  asked.push(path);
  if (path === "undo") said = said.slice(0, -1);
  else said = [...said, (JSON.parse(String(init?.body)) as { gesture: Saying[] }).gesture];
  return new Response(JSON.stringify({ ...empty(), said }), { headers: { "Content-Type": "application/json" } });
}

function empty() {
  return { findings: [], left: [], blocks: [], forms: [], problems: [], said: [], redo: 0 };
}

beforeEach(() => {
  [said, asked] = [[], []];
  vi.stubGlobal("fetch", server);
  begin({ id: "i1", editable: true, state: empty() } as unknown as IslandData);
});
afterEach(() => vi.unstubAllGlobals());

it("keeps every role that is given while the one before is still on its way, and takes as many back", async () => {
  await Promise.all(AT.map((area) => giveRole(area, "note", "")));
  expect(state().state.said.map(([one]) => one?.area)).toEqual(AT);
  await Promise.all([step("undo"), step("undo"), step("undo"), step("undo")]);
  expect([state().state.said, asked.length, state().busy]).toEqual([[], 6, false]);
});

it("says once what a button that is pressed twice says", async () => {
  const gesture: Saying[] = [{ kind: "sure", sheet: 0, area: [0, 0, 0, 3], role: "title" }];
  await Promise.all([say(gesture), say(gesture)]);
  expect(asked).toEqual(["said"]);
});
