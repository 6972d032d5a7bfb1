/** A pasted block in letters of an old font without the name of the font: asked once, one undo; figures are never asked about. */

import { describe, expect, it } from "vitest";

import { Book } from "./book";
import { readHtml, readText } from "./clipboard";
import { GridControl } from "./control";
import { LABEL, type Row, type Spec, type TableModel } from "./model";

const specs = [
  { kind: "text" },
  { kind: "number", decimals: 3 },
  { kind: "choice", choices: [{ value: "ngheo", label: "Hộ nghèo" }] },
] as Spec[];

function made(rows = 3) {
  const columns = ["cA", "c1", "c2", "c3"].map((id) => ({ id, label: id, path: [id], stub: id === "cA" ? "caption" : null }));
  const row = { id: "r", label: "", depth: 0, kind: "open", spec: [null, 0, 1, 2], open: { max: 50 } } as unknown as Row;
  const instances = { r: Array.from({ length: rows }, (_, at) => ({ id: `k${at}`, label: "", item: null })) };
  const book = new Book({ values: {}, instances, specOf: (key) => specs[Number(key.at(-1)) - 1] ?? null });
  const control = new GridControl({ section: "s1", columns, rows: [row], specs, header: [] } as unknown as TableModel, book);
  control.selection.select({ row: 0, column: 0 }, { row: 0, column: 0 });
  return control;
}

const pasted = (control: GridControl, text: string) => control.paste(readText(text), text);
const labels = (control: GridControl) => (control.book.instances["r"] ?? []).map((one) => one.label);
const TCVN3 = "Hµ Néi\tTæng sè ®¬n\t12\tHé nghÌo\nB¸o c¸o\tĐường vành đai\t5\t\n";

describe("letters of an old font", () => {
  it("are asked about once a block; read, a choice is found and Unicode beside them stays", () => {
    const control = made();
    pasted(control, TCVN3);
    expect(control.question).toMatchObject({ count: 4, pairs: [["Hµ Néi", "Hà Nội"], ["Tæng sè ®¬n", "Tổng số đơn"], ["Hé nghÌo", "Hộ nghèo"], ["B¸o c¸o", "Báo cáo"]] });
    expect(labels(control)).toEqual(["", "", ""]);
    control.answer(true);
    expect(control.question).toBe(null);
    expect(labels(control).slice(0, 2)).toEqual(["Hà Nội", "Báo cáo"]);
    expect([control.book.get("r#k0:c1"), control.book.get("r#k0:c2"), control.book.get("r#k0:c3"), control.book.get("r#k1:c1")]).toEqual([
      { t: "Tổng số đơn" }, "12", { c: "ngheo" }, { t: "Đường vành đai" },
    ]);
    expect(control.message).toContain("4 ô chữ phông cũ");
    control.undo();
    expect([labels(control).join(""), control.book.get("r#k0:c2")]).toEqual(["", null]);
  });

  it("stay letter for letter when the person says so, and nothing is pasted when the dialog is closed", () => {
    const control = made();
    pasted(control, "Keát quaû\tñôn thö");
    expect(control.question).toMatchObject({ pairs: [["Keát quaû", "Kết quả"], ["ñôn thö", "đơn thư"]] });
    control.answer(null);
    expect([control.book.get("r#k0:c1"), control.book.get(`r#k0:${LABEL}`)]).toEqual([null, null]);
    pasted(control, "Keát quaû\tñôn thö");
    control.answer(false);
    expect([control.book.get("r#k0:c1"), control.book.get(`r#k0:${LABEL}`)]).toEqual([{ t: "ñôn thö" }, { t: "Keát quaû" }]);
    control.undo();
    expect(control.book.get("r#k0:c1")).toBe(null);
  });

  it("are asked about before numbers that can be read two ways", () => {
    const control = made();
    pasted(control, "Hµ Néi\t\t1.234");
    control.answer(true);
    expect(control.question).toMatchObject({ sample: "1.234", count: 1 });
    control.answer("en");
    expect([control.book.get("r#k0:c2"), control.book.get(`r#k0:${LABEL}`)]).toEqual(["1.234", { t: "Hà Nội" }]);
  });

  it.each([
    ["figures", "12\t\t1,5\n-\t\t3"],
    ["Unicode", "Hà Nội\tTổng số đơn\t5\tHộ nghèo"],
    ["signs among figures", "25°C\tm² «trích» ±5\t7"],
    ["plain letters", "Ha Noi\tTong so don"],
  ])("are not seen in %s", (_, text) => {
    const control = made();
    pasted(control, text);
    expect(control.question).toBe(null);
  });

  it("are not asked about where the clipboard names the font", () => {
    const control = made();
    control.paste(readHtml('<table><tr><td style="font-family:.VnTime">Hµ Néi</td><td style="font-family:.VnTime">Tæng sè ®¬n</td></tr></table>')!);
    expect([control.question, control.book.get("r#k0:c1")]).toEqual([null, { t: "Tổng số đơn" }]);
  });
});

describe("a block for which rows are added", () => {
  it("is judged as it will land: a number of two readings in an added row is asked about, old letters too", () => {
    const control = made(1);
    pasted(control, "Một\t\t5\nHai\t\t1.234");
    expect(control.question).toMatchObject({ sample: "1.234" });
    control.answer(null);
    expect(control.book.instances["r"]).toHaveLength(1);
    pasted(control, "Mot\t\t5\nTæng sè ®¬n\t\t6");
    expect(control.question).toMatchObject({ count: 1 });
    control.answer(true);
    expect(labels(control)).toEqual(["Mot", "Tổng số đơn"]);
  });
});
