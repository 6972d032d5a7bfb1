/** A small regime for the tests: two columns under a header, a relation, two rows with a child. */
import type { Documents } from "../model/documents";

export function sample(): Documents {
  return {
    g_a: { spec: "regime/1", id: "g_a", code: "A", name: "Chế độ A", forms: ["f_a", "f_b"] },
    f_a: {
      spec: "form/1",
      id: "f_a",
      code: "01/A",
      title: "Biểu A",
      cell: { kind: "number", unit: "don", decimals: 0 },
      sections: {
        order: ["s1"],
        items: {
          s1: {
            kind: "grid",
            title: "",
            columns: {
              root: ["cA", "c1", "g1", "c4"],
              nodes: {
                cA: { label: "Nội dung", number: "A", stub: "caption" },
                c1: { label: "Tổng số", code: "c1", number: "1", relation: "1=2+3" },
                g1: { label: "Chia ra", children: ["c2", "c3"] },
                c2: { label: "Nam", code: "c2", number: "2", cell: { decimals: 1 } },
                c3: { label: "Nữ", code: "c3", number: "3" },
                c4: { label: "Tỷ lệ", code: "c4", number: "4", cell: { kind: "computed", formula: "c2 / c1 * 100" } },
              },
            },
            rows: {
              root: ["r1", "r2"],
              nodes: {
                r1: { label: "Khiếu nại", marker: "I", code: "r01", kind: "data", children: ["r1a"] },
                r1a: { label: "Lần đầu", marker: "1", code: "r02", kind: "data" },
                r2: { label: "Ghi chú", kind: "heading" },
              },
            },
            cells: { "r1a:c3": { kind: "blocked" } },
          },
        },
      },
    },
    f_b: {
      spec: "form/1",
      id: "f_b",
      code: "02/A",
      title: "Biểu B",
      sections: {
        order: ["s1"],
        items: {
          s1: {
            kind: "grid",
            columns: { root: ["b1"], nodes: { b1: { label: "Số đơn", code: "c1", number: "1" } } },
            rows: { root: ["u1"], nodes: { u1: { label: "", kind: "unit", code: "r1" } } },
          },
        },
      },
    },
    k_a: {
      spec: "rules/1",
      id: "k_a",
      form: "f_a",
      order: ["k1"],
      items: { k1: { expr: "c1 == c2 + c3", severity: "error", printed: "1=2+3", origin: { kind: "printed", column: "c1" } } },
    },
  } as unknown as Documents;
}
