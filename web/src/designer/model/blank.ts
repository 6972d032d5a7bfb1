/** Empty tables and forms to begin with: small, but already a table that can be filled in. */
import type { FormDocument, Section } from "./documents";
import { nextCode } from "./codes";
import type { idSource } from "./ids";

export type Start = "units" | "rows" | "open";

/** One row per reporting unit; a list of indicators down the side; or rows that the filler adds. */
export function blankGrid(fresh: ReturnType<typeof idSource>, start: Start, taken: Iterable<string> = []): Section {
  const [caption, first, second, row] = [fresh("c"), fresh("c"), fresh("c"), fresh("r")];
  const marker = start === "units" ? null : fresh("c");
  const captions = { units: "Đơn vị", rows: "Chỉ tiêu", open: "Nội dung" };
  const nextColumn = nextCode([], taken, "c", 1);
  const rowCode = nextCode([], taken, "r", start === "rows" ? 2 : 1)();
  const rows = {
    units: { label: "", kind: "unit" as const, code: rowCode },
    rows: { label: "", marker: "1", kind: "data" as const, code: rowCode },
    open: { label: "", kind: "open" as const, code: rowCode, open: { catalogue: null, min: 0, max: 500, numbering: "continue" as const } },
  };
  return {
    kind: start === "open" ? "list" : "grid",
    title: "",
    columns: {
      root: [...(marker ? [marker] : []), caption, first, second],
      nodes: {
        ...(marker ? { [marker]: { label: "STT", number: "A", stub: "marker" as const } } : {}),
        [caption]: { label: captions[start], number: marker ? "B" : "A", stub: "caption" },
        [first]: { label: "", code: nextColumn(), number: "1" },
        [second]: { label: "", code: nextColumn(), number: "2" },
      },
    },
    rows: { root: [row], nodes: { [row]: rows[start] } },
    cells: {},
  };
}

export function blankForm(fresh: ReturnType<typeof idSource>, code: string, title: string, start: Start): FormDocument {
  const [id, section, signer, head] = [fresh("f"), fresh("s"), fresh("p"), fresh("p")];
  return {
    spec: "form/1",
    id,
    code,
    title,
    sections: { order: [section], items: { [section]: blankGrid(fresh, start) } },
    footnotes: { order: [], items: {} },
    signers: {
      order: [signer, head],
      items: { [signer]: { title: "NGƯỜI LẬP BIỂU", note: "(Ký, họ tên)" }, [head]: { title: "THỦ TRƯỞNG ĐƠN VỊ", note: "(Ký, đóng dấu, họ tên)" } },
    },
  };
}
