/** Answers the designer's requests from memory: a log with undo and redo, clashes, and what a text means. */

import type { Documents, FormDocument } from "../src/designer/model/documents";
import { formOf, formsOf, isGrid, rulesOf } from "../src/designer/model/documents";
import { applied, applyChanges, type Change, type Entry, type Operation } from "../src/designer/model/operations";
import { same, valueAt } from "../src/designer/model/path";
import { inWords, tokens } from "../src/designer/formula/tokens";
import { FakeServer } from "./server";

const FILES = import.meta.glob<{ default: Record<string, unknown> }>(["../../examples/thanh_tra_2021/documents/*.json", "../../examples/tthc_2020/documents/*.json"], { eager: true });

const FUNCTIONS = [
  { name: "sum", vi: "tổng", params: ["các số…"], doc: "Cộng các số, bỏ qua ô trống.", example: "sum(c1, c2)" },
  { name: "round", vi: "làm tròn", params: ["số", "số chữ số"], doc: "Làm tròn nửa ra xa số 0.", example: "round(c1 / c2 * 100, 2)" },
  { name: "if", vi: "nếu", params: ["điều kiện", "đúng thì", "sai thì"], doc: "Chọn một trong hai giá trị.", example: "if(c1 > 0, c2 / c1, 0)" },
  { name: "children", vi: "các dòng con", params: [], doc: "Các dòng con, cùng cột.", example: "sum(children())" },
  { name: "form", vi: "biểu", params: ["biểu", "mã"], doc: "Số của biểu khác, cùng kỳ.", example: "form(f_02xld, c1)" },
  { name: "prev", vi: "kỳ trước", params: ["mã"], doc: "Số của kỳ trước.", example: "prev(c11)" },
];
const MEASURES = [
  { id: "don", label: "đơn", symbol: "đơn", dimension: "count" },
  { id: "vu_viec", label: "vụ việc", symbol: "vụ việc", dimension: "count" },
  { id: "nguoi", label: "người", symbol: "người", dimension: "count" },
  { id: "trieu_dong", label: "triệu đồng", symbol: "tr.đ", dimension: "money" },
  { id: "phan_tram", label: "%", symbol: "%", dimension: "ratio" },
];

interface Logged extends Entry {
  kind: "edit" | "undo" | "redo";
  of: number;
  group: string;
}

export class DraftServer {
  documents: Documents;
  log: Logged[] = [];
  /** Statuses that the next saves get; 0 = no network. */
  failNext: number[] = [];
  /** What a check of the whole template finds beside captions that are missing. */
  findings: Record<string, unknown>[] = [];
  /** What the proofs say; a promise keeps them running. */
  proof: Record<string, unknown> | Promise<Record<string, unknown>> = { complete: true, findings: [], unproven: [], examples: {}, no_example: {} };
  /** What the checks say of the examples. */
  tried: Record<string, unknown>[] = [];
  private readonly filling: FakeServer;

  constructor(private readonly asked: URLSearchParams) {
    this.documents = sample(asked.get("sample") ?? "thanh_tra");
    this.findings = given()?.findings ?? [];
    this.filling = new FakeServer(new URLSearchParams("form=xld"));
  }

  island() {
    const state = this.asked.get("state") ?? "draft";
    return {
      draft: { id: "d1", regime: { id: "g_kntc", code: "KNTC", name: "Công tác tiếp công dân, xử lý đơn" }, state, rev: 0, author: "Nguyễn Thị Hoa", editable: state === "draft" },
      documents: this.documents,
      me: { name: "Nguyễn Thị Hoa" },
      measures: MEASURES,
      functions: FUNCTIONS,
      kinds: [],
      proof_seconds: 10,
    };
  }

  /** A colleague does something. */
  other(operation: Operation, label: string): void {
    this.write([operation], "Trần Văn Minh", label);
  }

  fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const url = new URL(String(input), location.href);
    const body = init?.body ? JSON.parse(String(init.body)) : {};
    await new Promise((done) => setTimeout(done, 30));
    if (init?.method === "POST" && url.pathname.endsWith("/operations") && this.failNext.length > 0) {
      const status = this.failNext.shift();
      if (status === 0) throw new TypeError("no network");
      return json({ title: "Phiên làm việc đã hết.", code: "access.login" }, status);
    }
    const tail = url.pathname.replace(/^.*\/api\/drafts\/d1/, "");
    if (tail === "") return json({ rev: this.log.length, entries: this.since(Number(url.searchParams.get("since"))) });
    if (tail === "/listen") return json({ rev: this.log.length, entries: this.since(Number(body.since)), people: [] });
    if (tail === "/leave") return json({});
    if (tail === "/operations") return this.operations(body.base, body.operations);
    if (tail === "/undo" || tail === "/redo") return this.step(tail === "/undo" ? "undo" : "redo", body.base);
    if (tail === "/check") return json({ problems: this.problems() });
    if (tail === "/parse") return json(this.parse(body));
    if (tail === "/proofs") return aborted(Promise.resolve(this.proof).then((proof) => json({ form: body.form, seconds: 0.4, rev: this.log.length, ...proof })), init?.signal);
    if (tail === "/samples") return json({ rev: this.log.length, examples: [], tried: body.rule ? this.tried.filter((one) => one["rule"] === `${body.rule.rules}/${body.rule.id}`) : this.tried });
    if (tail === "/diff") return json({ class: 2, sentences: this.log.filter((entry) => entry.kind === "edit").map((entry) => ({ text: entry.label ?? "", class: 1 })), marks: {} });
    if (tail === "/submit") return json({ state: "in_review" });
    if (tail.startsWith("/try/")) return this.filling.fetch("/api/submissions/s1/forms/xld");
    return json({ title: "Không có trang này", code: "not_found" }, 404);
  };

  private since(rev: number): Logged[] {
    return this.log.filter((entry) => entry.seq > rev);
  }

  private write(operations: Operation[], by: string, label?: string, kind: Logged["kind"] = "edit", of?: number, changes?: Change[]): void {
    for (const operation of operations) {
      const before = this.documents;
      this.documents = changes ? applyChanges(before, changes) : withPrinted(applied(before, operation), operation);
      const seq = this.log.length + 1;
      this.log.push({ seq, op: operation.op, kind, of: of ?? seq, group: operation.group ?? String(seq), changes: changes ?? differences(before, this.documents, []), by, at: new Date().toISOString(), label: label ?? labelOf(operation), mine: by !== "Trần Văn Minh" });
    }
  }

  private operations(base: number, operations: Operation[]): Response {
    for (const operation of operations) {
      if (operation.op !== "set") continue;
      const now = valueAt(this.documents, operation.path);
      if (!same(now ?? null, operation.was ?? null) && !same(now ?? null, operation.value))
        return json({ title: "Chỗ này đã có người khác sửa.", code: "draft.conflict", status: 409, problems: [{ code: "draft.conflict", place: operation.path.join("/"), args: { path: operation.path, yours: operation.value, theirs: now ?? null } }] }, 409);
    }
    const since = this.since(base);
    const first = this.log.length;
    this.write(operations, "Nguyễn Thị Hoa");
    return json({ rev: this.log.length, entries: this.since(first), since, problems: this.problems() });
  }

  private step(which: "undo" | "redo", base: number): Response {
    const mine = this.log.filter((entry) => entry.mine);
    const undone = new Set<number>();
    for (const entry of mine) {
      if (entry.kind === "undo") undone.add(entry.of);
      if (entry.kind === "redo") undone.delete(entry.of);
      if (entry.kind === "edit") undone.clear();
    }
    const gone = mine.filter((entry) => entry.kind === "undo" && !mine.some((later) => later.seq > entry.seq && later.kind !== "undo" && (later.of === entry.of || later.kind === "edit")));
    const open = mine.filter((entry) => entry.kind === "edit" && !mine.some((later) => later.kind === "undo" && later.of === entry.seq && !mine.some((again) => again.kind === "redo" && again.of === entry.seq && again.seq > later.seq)));
    const top = which === "undo" ? open.at(-1) : gone.at(-1);
    if (!top) return json({ title: which === "undo" ? "Không còn gì để hoàn tác." : "Không còn gì để làm lại.", code: "draft.nothing" }, 409);
    const group = which === "undo" ? open.filter((entry) => entry.group === top.group).reverse() : gone.filter((entry) => entry.group === top.group).reverse();
    const since = this.since(base);
    const first = this.log.length;
    for (const entry of group) {
      const changes = entry.changes.slice().reverse().map((change): Change => ({ path: change.path, ...("new" in change && { old: change.new }), ...("old" in change && { new: change.old }) }));
      this.write([{ op: "set", path: ["-"], value: null, group: entry.group }], "Nguyễn Thị Hoa", (which === "undo" ? "Hoàn tác: " : "Làm lại: ") + (entry.label ?? "").replace(/^Hoàn tác: /, ""), which, entry.of, changes);
    }
    return json({ rev: this.log.length, entries: this.since(first), since, problems: this.problems() });
  }

  private problems() {
    return [...this.findings, ...this.captions()];
  }

  private captions() {
    return formsOf(this.documents).flatMap((form) =>
      form.sections.order.flatMap((id) => {
        const section = form.sections.items[id];
        if (!isGrid(section)) return [];
        return Object.entries(section.columns.nodes)
          .filter(([, node]) => node.label === "")
          .map(([column]) => ({ code: "template.caption_missing", place: [form.id, "sections", "items", id, "columns", "nodes", column].join("/"), message: `Biểu ${form.code}: có cột chưa có tiêu đề.`, hint: "Bấm đúp vào tiêu đề để ghi tên cột.", severity: "warning" }));
      }),
    );
  }

  private parse({ form, section, column, text, as }: { form: string; section: string; column: string | null; text: string; as: string }) {
    if (as === "relation") return { ...(text === "" ? { ok: true, rules: [], problems: [] } : relation(text, this.documents, form)), comparison: compared(text, this.documents, form, section, column ?? "") };
    const codes = codesIn(formOf(this.documents, form));
    const bad = tokens(text).filter((token, index, all) => token.kind === "other" || (token.kind === "name" && all[index + 1]?.kind !== "open" && !token.text.split(".").every((part) => codes.has(part)) && !formOf(this.documents, token.text) && !/^(and|or|not|if|else)$/.test(token.text)));
    return { ok: bad.length === 0, words: inWords(this.documents, form, text, FUNCTIONS), refs: [], problems: bad.map((token) => ({ message: `Không có mã “${token.text}” trong biểu này.`, start: token.from, end: token.to })) };
  }
}

function codesIn(form: FormDocument | undefined): Set<string> {
  const found = new Set<string>();
  for (const section of Object.values(form?.sections.items ?? {}))
    if (isGrid(section)) for (const node of [...Object.values(section.columns.nodes), ...Object.values(section.rows.nodes)]) if (node.code) found.add(node.code);
  return found;
}

function relation(text: string, documents: Documents, form: string) {
  const bad = text.match(/[^\d\s=+.()…-]+/);
  if (bad) return { ok: false, rules: [], problems: [{ message: `Không hiểu “${bad[0]}” trong dòng quan hệ.`, start: bad.index, end: (bad.index ?? 0) + bad[0].length }] };
  const rules = printed(text).map((expr) => ({ expr, words: inWords(documents, form, expr, FUNCTIONS) }));
  return { ok: true, rules, problems: [] };
}

/** Sums of a line beside those of the checks over the same column, told apart by the numbers they name. */
function compared(text: string, documents: Documents, form: string, section: string, column: string) {
  const grid = formOf(documents, form)?.sections.items[section];
  const node = isGrid(grid) ? grid.columns.nodes[column] : undefined;
  const rules = rulesOf(documents, form);
  const held = (rules?.order ?? []).flatMap((id) => {
    const rule = rules?.items[id];
    const replaced = text !== (node?.relation ?? "") && rule?.origin?.column === column;
    return rule && !replaced && rule.expr.startsWith(`${node?.code} == `) && /^[c\d =+]+$/.test(rule.expr) ? [rule.expr.split(" == ")[1]?.replace(/c(\d+)/g, "$1").replaceAll(" ", "") ?? ""] : [];
  });
  const said = text.split("=").slice(1).map((part) => expanded(part).join("+"));
  const all = text === (node?.relation ?? "") ? held : [...said, ...held];
  const side = (mine: string[], other: string[]) => mine.map((sum) => ({ operator: "=", text: sum, agrees: other.includes(sum) }));
  return { left: node?.number ?? "", line: all.length > 0 ? [node?.number, ...all].join("=") : "", printed: side(said, all), rules: side(all, said) };
}

/** Documents and findings that a test brings along, for `sample=given`. */
function given(): { documents: Documents; findings?: Record<string, unknown>[] } | undefined {
  return (window as unknown as { given?: { documents: Documents } }).given;
}

function printed(text: string): string[] {
  const [left = "", ...right] = text.split("=").map((part) => part.trim());
  return right.map((part) => `c${left} == ${expanded(part).map((number) => `c${number}`).join(" + ")}`);
}

function expanded(part: string): number[] {
  const numbers = part.split("+").map((each) => each.trim());
  return numbers.flatMap((each, index) => {
    if (/^\d+$/.test(each)) return [Number(each)];
    const from = Number(numbers[index - 1]);
    const to = Number(numbers[index + 1]?.replace(/\D/g, ""));
    return Array.from({ length: Math.max(0, to - from - 1) }, (_, at) => from + 1 + at);
  });
}

/** A printed line replaces the checks that came from it. */
function withPrinted(documents: Documents, operation: Operation): Documents {
  if (operation.op !== "set_relation") return documents;
  const rules = rulesOf(documents, operation.doc);
  if (!rules) return documents;
  const kept = rules.order.filter((id) => rules.items[id]?.origin?.column !== operation.column);
  const made = printed(operation.text).map((expr, index) => [`k_${operation.column}_${index}`, { expr, severity: "error", origin: { kind: "printed", column: operation.column }, printed: operation.text }] as const);
  const items = Object.fromEntries([...kept.map((id) => [id, rules.items[id]] as const), ...made]);
  return { ...documents, [rules.id]: { ...rules, order: [...kept, ...made.map(([id]) => id)], items } as unknown as Documents[string] };
}

function labelOf(operation: Operation): string {
  const labels: Record<string, string> = { set: "Sửa nội dung", insert_node: "Thêm cột, dòng", remove_node: "Xoá cột, dòng", move_node: "Chuyển cột, dòng", set_relation: "Sửa dòng quan hệ", set_rule: "Sửa kiểm tra", add_form: "Thêm biểu" };
  return labels[operation.op] ?? operation.op;
}

function differences(a: unknown, b: unknown, path: string[]): Change[] {
  if (same(a, b)) return [];
  const boxes = [a, b].every((each) => each !== null && typeof each === "object" && !Array.isArray(each));
  if (!boxes) return [{ path, ...(a !== undefined && { old: a }), ...(b !== undefined && { new: b }) }];
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].flatMap((key) => differences(left[key], right[key], [...path, key]));
}

/** The answer, unless the page gave up waiting first. */
function aborted(answer: Promise<Response>, signal?: AbortSignal | null): Promise<Response> {
  return Promise.race([answer, new Promise<never>((_, fail) => signal?.addEventListener("abort", () => fail(new DOMException("given up", "AbortError"))))]);
}

function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": status < 400 ? "application/json" : "application/problem+json" } });
}

function sample(name: string): Documents {
  if (name === "big") return big();
  if (name === "given") return structuredClone(given()?.documents ?? {}) as Documents;
  const folder = name === "tthc" ? "tthc_2020" : "thanh_tra_2021";
  const all = Object.entries(FILES).filter(([path]) => path.includes(folder)).map(([, module]) => structuredClone(module.default));
  const documents = Object.fromEntries(all.map((each) => [each["id"] as string, each])) as Documents;
  if (name !== "empty") return documents;
  const regime = Object.values(documents).find((each) => each.spec === "regime/1") as Documents[string];
  return { [regime.id]: { ...regime, forms: [] } };
}

/** 48 columns, 500 rows: four headers of three headers of four columns each; twenty-five rows with nineteen under each. */
function big(): Documents {
  const width = 47;
  const columns = Array.from({ length: width }, (_, at) => [`c${at + 1}`, { label: `Chỉ tiêu ${at + 1}`, code: `c${at + 1}`, number: String(at + 1), ...(at % 4 === 0 && at + 4 <= width && { relation: `${at + 1}=${at + 2}+${at + 3}+${at + 4}` }), ...(at % 4 === 3 && { cell: { kind: "computed", formula: `c${at - 1} + c${at}` } }) }] as const);
  const groups = Array.from({ length: 12 }, (_, at) => [`g${at + 1}`, { label: `Nhóm chỉ tiêu số ${at + 1}`, children: columns.slice(at * 4, at * 4 + 4).map(([id]) => id) }] as const);
  const tops = Array.from({ length: 4 }, (_, at) => [`t${at + 1}`, { label: `Phần ${at + 1}`, children: groups.slice(at * 3, at * 3 + 3).map(([id]) => id) }] as const);
  const rows = Array.from({ length: 500 }, (_, at) => [`r${at + 1}`, { label: `Dòng số ${at + 1}`, marker: at % 20 === 0 ? `${at / 20 + 1}` : "-", kind: at % 20 === 0 ? "total" : "data", code: `r${at + 1}`, ...(at % 20 === 0 && { children: Array.from({ length: 19 }, (_, below) => `r${at + below + 2}`) }) }] as const);
  const section = {
    kind: "grid",
    columns: { root: ["cA", ...tops.map(([id]) => id)], nodes: { cA: { label: "Nội dung", number: "A", stub: "caption" }, ...Object.fromEntries([...tops, ...groups, ...columns]) } },
    rows: { root: rows.filter((_, at) => at % 20 === 0).map(([id]) => id), nodes: Object.fromEntries(rows) },
    cells: { "r3:c4": { kind: "blocked" } },
  };
  return {
    g_big: { spec: "regime/1", id: "g_big", code: "LỚN", name: "Biểu lớn", forms: ["f_big"] },
    f_big: { spec: "form/1", id: "f_big", code: "LỚN", title: "Biểu 48 cột, 500 dòng", sections: { order: ["s1"], items: { s1: section } } },
    k_big: { spec: "rules/1", id: "k_big", form: "f_big", order: [], items: {} },
  } as unknown as Documents;
}
