import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keyLines, shown } from "../dialogs/KeysDialog";
import { sample } from "../testing/sample";
import type { DraftApi } from "../state/api";
import { startSync } from "../state/sync";
import { setState, useDesigner } from "../state/store";
import { COMMANDS, KIND_KEYS, nameOf, runKey, typedOnCells } from "./commandKeys";
import { onCanvasKey } from "./keyboard";

const commands = COMMANDS.flatMap((group) => group.commands);

/** The event of a key written as in the list. */
function pressed(name: string) {
  const parts = name.split("+");
  const key = parts.at(-1) as string;
  return { key: key === "Space" ? " " : key, ctrlKey: parts.includes("Ctrl"), metaKey: false, altKey: parts.includes("Alt"), shiftKey: parts.includes("Shift"), preventDefault: vi.fn(), stopPropagation: vi.fn() };
}

function choose(selection: unknown): void {
  setState({ documents: sample(), base: sample(), page: { kind: "form", form: "f_a" }, draft: { id: "d1", regime: { id: "g_a", code: "A", name: "A" }, state: "draft", rev: 0, author: "", editable: true }, selection: selection as never });
}

/** A server that takes its time: what is tested is shown at once. */
const silent = () => new Promise<never>(() => undefined);
let stop: () => void;
beforeEach(() => {
  stop = startSync({ send: silent, step: silent, since: silent, leave: () => undefined } as unknown as DraftApi);
});

afterEach(() => stop());
afterEach(() => setState(useDesigner.getInitialState()));

describe("the page of the keys", () => {
  it("shows every key that the canvas hears, and each says one thing only", () => {
    const keys = commands.flatMap((command) => command.keys);
    expect(new Set(keys).size).toBe(keys.length);
    const text = JSON.stringify(keyLines());
    for (const command of commands) expect(text).toContain(`"keys":${JSON.stringify(shown(command.keys))}`);
    expect(shown(["Shift+ArrowUp", "Shift+ArrowDown", "Ctrl+a"])).toBe("Shift + ↑ ↓, Ctrl + A");
    for (const letter of Object.keys(KIND_KEYS)) expect(text).toContain(`"keys":"${letter.toUpperCase()}"`);
  });
  it("says it in words, not in names of the program", () => {
    for (const { title, lines } of keyLines()) for (const said of [title, ...lines.map((line) => line.says)]) expect(said).not.toMatch(/^[a-z]+\.[a-zA-Z.]+$/);
  });
});

describe("keys that are pressed", () => {
  it("reach the command that the list names for them", () => {
    for (const command of commands)
      for (const key of command.keys) {
        const spy = vi.spyOn(command, "run").mockReturnValue(true);
        const event = pressed(key);
        expect(nameOf(event)).toBe(key);
        onCanvasKey(event as never);
        expect(spy).toHaveBeenCalledOnce();
        expect(event.preventDefault).toHaveBeenCalledOnce();
        spy.mockRestore();
      }
  });
  it("leave to the browser what nothing here answers to", () => {
    const event = pressed("Ctrl+p");
    onCanvasKey(event as never);
    expect(event.preventDefault).not.toHaveBeenCalled();
    expect(runKey("Ctrl+c")).toBe(false);
  });
  it("jump to the edge of a line and choose a whole column", () => {
    choose({ kind: "cells", section: "s1", from: { row: "r1", column: "c2" }, to: { row: "r1", column: "c2" } });
    runKey("End");
    expect(useDesigner.getState().selection).toMatchObject({ to: { row: "r1", column: "c4" } });
    runKey("Ctrl+Space");
    expect(useDesigner.getState().selection).toMatchObject({ from: { row: "r1", column: "c4" }, to: { row: "r2", column: "c4" } });
    runKey("Shift+Space");
    expect(useDesigner.getState().selection).toMatchObject({ from: { row: "r1", column: "c1" }, to: { row: "r2", column: "c4" } });
  });
});

describe("letters on cells", () => {
  const cells = { kind: "cells", section: "s1", from: { row: "r1", column: "c1" }, to: { row: "r1a", column: "c1" } };
  const cellsNow = () => (useDesigner.getState().documents["f_a"] as unknown as { sections: { items: { s1: { cells: Record<string, unknown> } } } }).sections.items.s1.cells;
  it("say what all of them are, and digits the decimals", () => {
    choose(cells);
    expect(typedOnCells("x")).toBe(true);
    expect(cellsNow()).toMatchObject({ "r1:c1": { kind: "blocked" }, "r1a:c1": { kind: "blocked" } });
    expect(typedOnCells("2")).toBe(true);
    expect(cellsNow()).toMatchObject({ "r1:c1": { decimals: 2 } });
  });
  it("say nothing on captions, or when they are none of the letters", () => {
    choose({ kind: "columns", section: "s1", ids: ["c1"], part: "label" });
    expect(typedOnCells("x")).toBe(false);
    choose(cells);
    expect(typedOnCells("w")).toBe(false);
  });
});
