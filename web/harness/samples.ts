/** Sample forms as the server would send them: 01/XLD, II.06a with open rows, a large table, and a mixed form. */

import type { CellJson, Instances, Spec, TableModel } from "../src/grid";
import type { Column, HeaderCell, Row } from "../src/grid/model";

export interface Sample {
  code: string;
  title: string;
  tables: TableModel[];
  /** Plain questions beside the tables. */
  extra?: { schema: Record<string, unknown>; ui: Record<string, unknown>; sections: { kind: "fields" | "outline"; section: string; title: string }[] };
  values: Record<string, CellJson>;
  previous: Record<string, CellJson> | null;
  instances: Instances;
  /** Computed cells: key of a row's column = sum of other columns; `rows` sums child rows. */
  sums: { column: string; of: string[] }[];
  /** left column = sum of right columns, per row. */
  checks: { left: string; right: string[]; printed: string; severity?: "error" | "warning" }[];
}

type Node = [label: string, children?: Node[] | string];

interface Made {
  columns: Column[];
  header: HeaderCell[][];
}

function depthOf(nodes: Node[]): number {
  return Math.max(...nodes.map((node) => (Array.isArray(node[1]) ? 1 + depthOf(node[1]) : 1)));
}

function leaves(node: Node): number {
  return Array.isArray(node[1]) ? node[1].reduce((sum, child) => sum + leaves(child), 0) : 1;
}

/** Header rows and leaf columns of a column tree; a leaf's second part is its printed number. */
export function columnsOf(nodes: Node[], stubs: Record<string, Column["stub"]>, relations: Record<string, string>): Made {
  const levels = depthOf(nodes);
  const made: Made = { columns: [], header: Array.from({ length: levels }, () => []) };
  let groups = 0;
  const walk = (node: Node, level: number, path: string[]) => {
    const [label, below] = node;
    if (Array.isArray(below)) {
      groups += 1;
      made.header[level]!.push({ id: `g${groups}`, label, colspan: leaves(node), rowspan: 1, leaf: false });
      below.forEach((child) => walk(child, level + 1, [...path, label]));
      return;
    }
    const number = below ?? "";
    const stub = stubs[number] ?? null;
    const id = `c${number}`;
    made.columns.push({ id, code: stub ? null : id, number, relation: relations[number] ?? "", label, path: [...path, label], stub });
    made.header[level]!.push({ id, label, colspan: 1, rowspan: levels - level, leaf: true });
  };
  nodes.forEach((node) => walk(node, 0, []));
  return made;
}

function row(id: string, label: string, columns: Column[], kind: Row["kind"], spec: (column: Column) => number | null, more: Partial<Row> = {}): Row {
  return { id, label, kind, depth: 0, marker: "", inst: null, code: id, role: "row", spec: columns.map((column) => (column.stub ? null : spec(column))), ...more };
}

const XLD: Node[] = [
  ["Đơn vị", "A"],
  ["Tổng số đơn", "1"],
  ["Kỳ trước chuyển sang", [["Đơn có nhiều người đứng tên", "2"], ["Đơn một người đứng tên", "3"], ["Đơn khác", "4"]]],
  ["Tiếp nhận trong kỳ", [["Đơn có nhiều người đứng tên", "5"], ["Đơn một người đứng tên", "6"], ["Đơn khác", "7"]]],
  ["Số đơn đã xử lý", "8"],
  ["Đủ điều kiện xử lý", [["Số đơn", "9"], ["Số vụ việc", "10"]]],
  ["Phân loại đơn theo nội dung", [["Khiếu nại", "11"], ["Tố cáo", "12"], ["Kiến nghị, phản ánh", "13"]]],
  ["Phân loại đơn theo tình trạng giải quyết", [["Đã giải quyết", [["Lần đầu", "14"], ["Nhiều lần", "15"]]], ["Đang giải quyết", "16"], ["Chưa giải quyết", "17"]]],
  ["Kết quả xử lý đơn", [
    ["Đơn thuộc thẩm quyền", [["Tổng số", "18"], ["Khiếu nại", "19"], ["Tố cáo", "20"], ["Kiến nghị, phản ánh", "21"]]],
    ["Đơn không thuộc thẩm quyền", [["Tổng số", "22"], ["Hướng dẫn", "23"], ["Chuyển đơn", "24"], ["Đôn đốc giải quyết", "25"]]],
  ]],
  ["Số văn bản phúc đáp nhận được do chuyển đơn", "26"],
];

const WHOLE: Spec = { kind: "number", decimals: 0, signed: false, unit: "don", unit_label: "đơn" };
const SUM = (words: string): Spec => ({ kind: "computed", decimals: 0, formula_words: words });

function xld(): Sample {
  const made = columnsOf(XLD, { A: "caption" }, { "1": "1=2+3+ ...+7", "9": "9=11+12+13=14+15+16+17=18+22", "18": "18=19+20+21", "22": "22=23+24+25" });
  const specs = [WHOLE, SUM("Cột 2 + Cột 3 + … + Cột 7")];
  const rows = [row("r1", "", made.columns, "unit", (column) => (column.id === "c1" ? 1 : 0), { role: "unit" })];
  const figures = [120, 5, 30, 2, 8, 70, 5, 110, 97, 80, 60, 25, 13, 40, 5, 30, 22, 78, 50, 18, 10, 20, 12, 5, 3, 4];
  const values = Object.fromEntries(figures.map((figure, index) => [`r1:c${index + 1}`, String(figure)]));
  const previous = Object.fromEntries(figures.map((figure, index) => [`r1:c${index + 1}`, String(Math.round(figure * 0.9) + (index % 3))]));
  return {
    code: "01/XLD",
    title: "Tổng hợp kết quả xử lý đơn",
    tables: [{ section: "s1", title: "", ...made, number_row: made.columns.map((column) => ({ id: column.id, text: column.number ?? "" })), rows, specs }],
    values,
    previous,
    instances: {},
    sums: [{ column: "c1", of: ["c2", "c3", "c4", "c5", "c6", "c7"] }],
    checks: [
      { left: "c9", right: ["c11", "c12", "c13"], printed: "11+12+13" },
      { left: "c9", right: ["c14", "c15", "c16", "c17"], printed: "14+15+16+17" },
      { left: "c9", right: ["c18", "c22"], printed: "18+22" },
      { left: "c18", right: ["c19", "c20", "c21"], printed: "19+20+21" },
      { left: "c22", right: ["c23", "c24", "c25"], printed: "23+24+25", severity: "warning" },
    ],
  };
}

const II06A: Node[] = [
  ["STT", "1"],
  ["Đơn vị/Lĩnh vực giải quyết theo cấp", "2"],
  ["Số lượng hồ sơ tiếp nhận", [["Tổng số", "3"], ["Trong kỳ", [["Trực tuyến", "4"], ["Trực tiếp, dịch vụ bưu chính", "5"]]], ["Từ kỳ trước", "6"]]],
  ["Số lượng hồ sơ đã giải quyết", [["Tổng số", "7"], ["Trước hạn", "8"], ["Đúng hạn", "9"], ["Quá hạn", "10"]]],
  ["Số lượng hồ sơ đang giải quyết", [["Tổng số", "11"], ["Trong hạn", "12"], ["Quá hạn", "13"]]],
  ["Ghi chú", "14"],
];

function ii06a(): Sample {
  const made = columnsOf(II06A, { "1": "marker", "2": "caption" }, { "3": "3=4+5+6", "7": "7=8+9+10", "11": "11=12+13" });
  const specs: Spec[] = [
    { kind: "number", decimals: 0, signed: false, unit_label: "hồ sơ" },
    SUM("Cột 4 + Cột 5 + Cột 6"),
    SUM("Cột 8 + Cột 9 + Cột 10"),
    SUM("Cột 12 + Cột 13"),
    { kind: "carried", decimals: 0, override: true },
    { kind: "text", max_length: 500 },
    { kind: "blocked" },
  ];
  const pick = (column: Column): number => ({ c3: 1, c6: 4, c7: 2, c11: 3, c14: 5 })[column.id] ?? 0;
  const open = (id: string, label: string): Row => row(id, label, made.columns, "open", pick, { depth: 1, role: "template", open: { catalogue: null, min: 0, max: 50, numbering: "restart" } });
  const heading = (id: string, marker: string, label: string): Row => row(id, label, made.columns, "heading", () => null, { marker });
  const rows = [
    heading("h1", "I", "Sở, ban, ngành"),
    open("o1", "Lĩnh vực"),
    heading("h3", "II", "Cấp xã"),
    open("o3", "Lĩnh vực"),
    row("x1", "Phí, lệ phí thu được", made.columns, "data", (column) => (column.id === "c3" ? 0 : column.id === "c14" ? 5 : 6), { marker: "III" }),
    row("t1", "TỔNG CỘNG", made.columns, "total", (column) => (column.id === "c14" ? 6 : 1)),
  ];
  const names = ["Đất đai", "Hộ tịch", "Đăng ký kinh doanh và thành lập doanh nghiệp", "Bảo trợ xã hội", "Xây dựng"];
  const values: Record<string, CellJson> = { "x1:c3": "1234567890123.5", "o1#k2:c14": { t: "Hồ sơ tồn từ tháng 6 do chờ bổ sung giấy tờ" } };
  const previous: Record<string, CellJson> = {};
  names.forEach((_, index) => {
    const key = `o1#k${index + 1}`;
    Object.entries({ c4: 70 + index * 137, c5: 30 + index, c8: 60 + index * 120, c9: 30, c10: 5, c12: 24 + index, c13: 1 }).forEach(([column, figure]) => {
      values[`${key}:${column}`] = String(figure);
      previous[`${key}:${column}`] = String(figure - 4 + index);
    });
    previous[`${key}:c11`] = String(20 + index);
  });
  values["o1#k3:c9"] = { s: "-" };
  values["o1#k4:c10"] = { raw: "năm" };
  return {
    code: "II.06a/VPCP/KSTT",
    title: "Tình hình, kết quả giải quyết thủ tục hành chính tại cơ quan, đơn vị trực tiếp giải quyết",
    tables: [{ section: "s1", title: "", ...made, number_row: made.columns.map((column) => ({ id: column.id, text: `(${column.number})` })), rows, specs }],
    values,
    previous,
    instances: { o1: names.map((label, index) => ({ id: `k${index + 1}`, label, item: null })), o3: [{ id: "m1", label: "Chứng thực", item: null }] },
    sums: [{ column: "c3", of: ["c4", "c5", "c6"] }, { column: "c7", of: ["c8", "c9", "c10"] }, { column: "c11", of: ["c12", "c13"] }],
    checks: [{ left: "c3", right: ["c7", "c11"], printed: "7+11" }],
  };
}

export function big(count: number, width: number): Sample {
  const nodes: Node[] = [["STT", "A"], ["Chỉ tiêu", "B"], ["Mã số", "C"]];
  const numbers = Array.from({ length: width }, (_, index) => String(index + 1));
  nodes.push(["Tổng số", "1"]);
  for (let at = 1; at < width; at += 3) nodes.push([`Nhóm ${Math.ceil(at / 3)}`, numbers.slice(at, at + 3).map((number): Node => [`Chỉ tiêu cột ${number}`, number])]);
  const made = columnsOf(nodes, { A: "marker", B: "caption", C: "code" }, { "1": `1=2+…+${width}` });
  const specs: Spec[] = [{ kind: "number", decimals: 2 }, { kind: "computed", decimals: 2, formula_words: "tổng các cột" }];
  const rows = Array.from({ length: count }, (_, index) => {
    const kind = index % 10 === 0 ? "total" : "data";
    return row(`r${index + 1}`, `Chỉ tiêu dòng số ${index + 1}`, made.columns, kind, (column) => (column.id === "c1" ? 1 : 0), { depth: index % 10 === 0 ? 0 : 1, marker: String(index + 1), code: String(index + 1).padStart(3, "0") });
  });
  const values: Record<string, CellJson> = {};
  rows.forEach((one, index) => numbers.slice(1).forEach((number) => {
    values[`${one.id}:c${number}`] = `${index * 37 + Number(number) * 101}.${(index * 7) % 100}`;
  }));
  return {
    code: `B${count}`,
    title: `Bảng lớn ${count} dòng`,
    tables: [{ section: "s1", title: "", ...made, number_row: made.columns.map((column) => ({ id: column.id, text: column.number ?? "" })), rows, specs }],
    values,
    previous: null,
    instances: {},
    sums: [{ column: "c1", of: numbers.slice(1).map((number) => `c${number}`) }],
    checks: [],
  };
}

function mixed(): Sample {
  const made = columnsOf(
    [["Chỉ tiêu", "A"], ["Mục tiêu", "1"], ["Đã làm", "2"], ["Ngày hoàn thành", "3"], ["Mức độ", "4"], ["Tỷ lệ", "5"], ["Nguyên nhân", "6"]],
    { A: "caption" },
    {},
  );
  const specs: Spec[] = [
    { kind: "target" },
    { kind: "number", decimals: 2 },
    { kind: "date" },
    { kind: "choice", choices: [{ value: "dat", label: "Đạt" }, { value: "vuot", label: "Vượt" }, { value: "khong", label: "Không đạt" }, { value: "dang", label: "Đang thực hiện" }] },
    { kind: "number", decimals: 1, unit_label: "%", min: "0", max: "100" },
    { kind: "text", max_length: 2000 },
    { kind: "blocked" },
  ];
  const labels = ["Tốc độ tăng tổng sản phẩm", "Thu ngân sách trên địa bàn", "Số trường đạt chuẩn", "Tỷ lệ hộ nghèo giảm", "Giải ngân vốn đầu tư công"];
  const rows = labels.map((label, index) => row(`r${index + 1}`, label, made.columns, "data", (column) => (index === 2 && column.id === "c5" ? 6 : Number(column.number) - 1)));
  return {
    code: "Phụ lục 1",
    title: "Kết quả thực hiện chỉ tiêu kế hoạch",
    tables: [{ section: "s1", title: "I. Chỉ tiêu", ...made, number_row: made.columns.map((column) => ({ id: column.id, text: column.number ?? "" })), rows, specs }],
    extra: {
      sections: [{ kind: "fields", section: "s2", title: "II. Thông tin chung" }, { kind: "outline", section: "s3", title: "III. Đánh giá" }],
      schema: {
        s2: {
          type: "object",
          title: "II. Thông tin chung",
          additionalProperties: false,
          properties: {
            q1: { title: "Tổng số cán bộ, công chức", type: "string", format: "decimal", pattern: "^-?(0|[1-9][0-9]*)([.][0-9]+)?$|^-$" },
            q2: { title: "Ngày ban hành kế hoạch", type: "string", format: "date" },
            q3: { title: "Đã công khai", type: "string", oneOf: [{ const: "co", title: "Có" }, { const: "khong", title: "Không" }] },
          },
          required: ["q1"],
        },
        s3: {
          type: "object",
          title: "III. Đánh giá",
          additionalProperties: false,
          properties: {
            h1: { type: "null", title: "1. Kết quả đạt được" },
            q4: { type: "string", title: "1.1. Công tác chỉ đạo, điều hành" },
            q5: { type: "string", title: "1.2. Khó khăn, vướng mắc" },
          },
        },
      },
      ui: {
        s2: { "ui:order": ["q1", "q2", "q3"], q1: { "ui:widget": "decimal", "ui:options": { spec: { kind: "number", decimals: 0 }, unit: "người" } }, q2: { "ui:widget": "date" }, q3: { "ui:widget": "radio" } },
        s3: { "ui:order": ["h1", "q4", "q5"], h1: { "ui:field": "heading" }, q4: { "ui:widget": "textarea", "ui:options": { rows: 4 }, "ui:help": "Nêu văn bản đã ban hành và kết quả." }, q5: { "ui:widget": "textarea", "ui:options": { rows: 4 } } },
      },
    },
    values: { "r1:c1": { op: "range", a: "7.5", b: "8", text: "" }, "r1:c2": "8.12", "r1:c3": { d: "2026-06-30" }, "r1:c4": { c: "vuot" }, q1: "1234", q4: { t: "Đã ban hành 12 văn bản chỉ đạo." } },
    previous: null,
    instances: {},
    sums: [],
    checks: [],
  };
}

export function sampleOf(name: string): Sample {
  if (name === "II06a") return ii06a();
  if (name === "big") return big(200, 10);
  if (name === "huge") return big(400, 30);
  if (name === "mixed") return mixed();
  return xld();
}
