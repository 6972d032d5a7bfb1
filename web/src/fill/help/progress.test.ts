/** From blank to blank in the order of the form, and what counts as filled. */

import { describe, expect, it } from "vitest";

import { Desk } from "../desk";
import type { FillPayload, FormTab } from "../payload";
import { entryCells, nextBlank, progressOf, reportProgress } from "./progress";

const column = (id: string) => ({ id, label: id, path: [id] });
const row = (id: string, spec: (number | null)[]) => ({ id, label: id, depth: 0, kind: "data" as const, spec });

const PAYLOAD = {
  submission: { id: "s", state: "filling", unit: "Xã An Thi", forms: [] },
  form: {
    id: "f",
    code: "01",
    title: "",
    sections: [
      {
        kind: "grid",
        section: "s1",
        title: "",
        columns: [{ ...column("a"), stub: "caption" }, column("c1"), column("c2"), column("c3")],
        header: [],
        number_row: [],
        rows: [row("r1", [null, 0, 1, 2]), row("r2", [null, 0, 0, 3])],
        specs: [{ kind: "number" }, { kind: "computed" }, { kind: "number", party: "lead" }, { kind: "blocked" }],
      },
      { kind: "fields", section: "s2", title: "" },
    ],
  },
  schema: { properties: { s2: { properties: { q1: { type: "string", title: "Ghi chú" } } } } },
  uiSchema: {},
  program: { spec: "program/1", form: "f", formulas: [], checks: [], externals: [], kinds: {}, owners: {} },
  values: { "r1:c1": "5" },
  instances: {},
  externals: {},
  previous: null,
  notes: [],
  overrides: {},
  version: 1,
} as unknown as FillPayload;

describe("progress of a form", () => {
  it("counts the cells that the unit enters, questions too", () => {
    const desk = new Desk(PAYLOAD, false);
    expect(entryCells(desk)).toEqual(["r1:c1", "r2:c1", "r2:c2", "q1"]);
    expect(progressOf(desk)).toEqual({ filled: 1, missing: 3, wrong: 0 });
    const other = { id: "g", filled: 7, missing: 2, errors: 4 } as FormTab;
    expect(reportProgress([{ id: "f" } as FormTab, other], "f", progressOf(desk))).toEqual({ filled: 8, missing: 5, wrong: 4 });
  });

  it("goes on from any cell and around the end", () => {
    const desk = new Desk(PAYLOAD, false);
    expect(["r1:c1", "r1:c2", "r2:c1", "q1", ""].map((from) => nextBlank(desk, from, 1))).toEqual(["r2:c1", "r2:c1", "r2:c2", "r2:c1", "r2:c1"]);
    expect(nextBlank(desk, "r2:c1", -1)).toBe("q1");
    desk.book.edit({ cells: ["r2:c1", "r2:c2"].map((key) => ({ key, to: "1" })).concat([{ key: "q1", to: { t: "x" } as never }]) });
    expect(nextBlank(desk, "r1:c1", 1)).toBeNull();
  });

  it("counts what a filter hides too, and goes there last", () => {
    const desk = new Desk(PAYLOAD, false);
    desk.controls.get("s1")!.arrange((rows) => rows.filter((one) => one.key !== "r2"));
    expect(progressOf(desk)).toEqual({ filled: 1, missing: 3, wrong: 0 });
    expect(nextBlank(desk, "r1:c1", 1)).toBe("q1");
    desk.book.edit({ cells: [{ key: "q1", to: { t: "x" } as never }] });
    expect(nextBlank(desk, "r1:c1", 1)).toBe("r2:c1");
  });

  it("names a question by its caption", () => {
    expect(new Desk(PAYLOAD, false).nameOf("q1")).toBe("Ghi chú");
  });
});

describe("a form that stood as last seen", () => {
  const magnitude = { usual: { "r2:c1": ["5", "6"] as [string, string] }, factors: ["1000"], far: "5", near: "2", large: "20", large_fraction: "20" };
  const strange = (desk: Desk) => desk.checks.filter((one) => one.cells.includes("r2:c1"));

  it("takes the unit's history from the server with all else, and warns by it", () => {
    const values = { "r2:c1": "5500" } as FillPayload["values"];
    const desk = new Desk({ ...PAYLOAD, values }, false);
    expect(strange(desk)).toEqual([]);
    desk.confirm({ ...PAYLOAD, values, magnitude });
    expect(strange(desk)).toHaveLength(1);
  });
});
