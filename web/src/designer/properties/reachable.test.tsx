/** Every property of the language can be reached in a panel, and a new one appears by itself. */
import { cleanup, render } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Documents } from "../model/documents";
import { setState, useDesigner } from "../state/store";
import { PANELS, placed } from "./panels";
import { PropertyForm, type Place } from "./PropertyForm";
import { fragment, KINDS, type Kind, type Schema, schemaOf } from "./schemas";
import { blankOf, plain } from "./shapes";

/** What no panel shows, and why. */
const ELSEWHERE: [RegExp, string][] = [
  [/(^|\/)(spec|id)$/, "identity: given once, never changed"],
  [/^(layout|rules|consolidation)\/form$/, "the form that a document is about is settled when it is begun"],
  [/\/(order|root|children)$/, "order: moved where the things are drawn"],
  [/^form\/sections$|^form\/sections\/items$|\/(columns|rows|fields|files|headings|members|deadlines|rounds|footnotes|signers|given|items)\/(items|nodes)$/, "holds the things themselves, each with a panel of its own"],
  [/^form\/sections\/items\/\*\/:\w+\/kind$/, "chosen when the section is added"],
  [/^form\/sections\/items\/\*\/:grid\/(columns|rows|cells)$/, "drawn on the table; each column, row and cell has a panel"],
  [/\/nodes\/\*\/cell$/, "the cells of a column or row have a panel of their own below it"],
  [/(^|\/)parts?(\/|$)/, "pins of the library: written by the library's panel, never by hand"],
  [/\/nodes\/\*\/repeats$/, "written where a figure that is asked twice is acknowledged"],
  [/(^|\/)sheets$/, "no longer part of the language; read in documents of before (decision 0028)"],
  [/^regime\/route$/, "no longer part of the language; read in releases of before (decision 0023)"],
  [/^regime\/forms$/, "forms are added and removed in the list at the left"],
  [/^rules\/(order|items)$/, "checks are listed below the table; each has a panel"],
];

/** Every property of a schema by its place: names, `*` and `[]` as in panels. */
function properties(schema: Schema, at: string): string[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, each]) => [`${at}/${name}`, ...properties(plain(each), `${at}/${name}`)]);
  const branches = (schema.oneOf ?? []).flatMap((branch) => {
    const kind = branch.properties?.["kind"];
    return properties(branch, `${at}/:${kind?.const ?? kind?.enum?.[0] ?? ""}`);
  });
  const entry = typeof schema.additionalProperties === "object" ? properties(plain(schema.additionalProperties), `${at}/*`) : [];
  const item = schema.items?.properties ? properties(schema.items, `${at}/[]`) : [];
  return [...own, ...branches, ...entry, ...item];
}

/** A value with one of everything, so that each list and map has an entry to open. */
function filled(given: Schema): unknown {
  const schema = plain(given);
  if (schema.properties?.["order"] && schema.properties["items"]) return { order: ["x1"], items: { x1: filled(schema.properties["items"].additionalProperties as Schema) } };
  if (schema.properties?.["root"] && schema.properties["nodes"]) return { root: ["x1"], nodes: { x1: { ...(filled(schema.properties["nodes"].additionalProperties as Schema) as object), children: [] } } };
  if (schema.properties) return Object.fromEntries(Object.entries(schema.properties).map(([name, each]) => [name, filled(each)]));
  if (typeof schema.additionalProperties === "object") return { x1: filled(schema.additionalProperties) };
  if (schema.items?.properties) return [filled(schema.items)];
  return blankOf(schema);
}

function hold(schema: Schema): void {
  setState({ documents: { doc: { spec: "form/1", id: "doc", code: "", title: "", sections: { order: [], items: {} }, held: filled(schema) } } as unknown as Documents, draft: { ...useDesigner.getState().draft, editable: true } });
}

function drawn(place: Omit<Place, "paths" | "form">): string[] {
  hold(place.schema);
  const { container } = render(<PropertyForm place={{ ...place, paths: [["doc", "held"]], form: null, open: true }} />);
  const found = [...container.querySelectorAll("[data-prop]")].map((element) => element.getAttribute("data-prop") ?? "");
  cleanup();
  return found;
}

// Many fields on a slow machine.
vi.setConfig({ testTimeout: 30_000 });

beforeEach(() => setState(useDesigner.getInitialState()));
afterEach(cleanup);

describe("properties of the language", () => {
  const names = Object.keys(PANELS) as (keyof typeof PANELS)[];
  const reachedBy = (some: typeof names): Set<string> => new Set(some.flatMap((name) => drawn(placed(name))));
  const missing = (kind: Kind, reached: ReadonlySet<string>): string[] => properties(fragment(kind, []), kind).filter((each) => !reached.has(each) && !ELSEWHERE.some(([rule]) => rule.test(each)));
  const reached = reachedBy(names);

  it.each(KINDS)("%s: each has a place in a panel", (kind) => {
    expect(missing(kind, reached)).toEqual([]);
  });

  it("a panel that is not there is missed", () => {
    const without = reachedBy(["grid", "files"]);
    expect(missing("layout", without)).toContain("layout/page/margins/left");
    expect(missing("form", without)).toContain("form/sections/items/*/:grid/columns/nodes/*/relation");
  });

  it("a new property appears by itself, with its words and an editor of its shape", () => {
    const copy = JSON.parse(JSON.stringify(schemaOf("form"))) as Schema;
    const cell = copy.$defs?.["cell"]?.properties ?? {};
    cell["colour"] = { enum: ["red", "blue"], title: "Màu ô", description: "Màu nền khi nhập.", "x-en": { title: "Colour", description: "Background." }, "x-values": { red: { vi: "Đỏ", en: "Red" }, blue: { vi: "Xanh", en: "Blue" } } };
    cell["since"] = { type: "string", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", title: "Dùng từ ngày" };
    const at = ["sections", "items", "*", ":grid", "cells", "*"];
    const schema = fragment("form", at, copy);
    hold(schema);
    const { getByLabelText } = render(<PropertyForm place={{ at: ["form", ...at], schema, paths: [["doc", "held"]], form: null, lead: ["kind"], open: true }} />);
    expect([...(getByLabelText("Màu ô") as HTMLSelectElement).options].map((option) => option.text)).toEqual(["(không đặt)", "Đỏ", "Xanh"]);
    expect((getByLabelText("Dùng từ ngày") as HTMLInputElement).placeholder).toBe("ngày/tháng/năm");
  });
});
