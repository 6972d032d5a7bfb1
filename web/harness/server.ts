/** Answers the requests of the islands from memory, the way the server does: versions, conflicts, one failure shape. */

import type { CellJson, Instances } from "../src/grid";
import { createEngine } from "./engine";
import { sampleOf, type Sample } from "./samples";

const NAMES = ["xld", "II06a", "big", "mixed"];

interface Stored {
  sample: Sample;
  values: Record<string, CellJson>;
  instances: Instances;
  overrides: Record<string, { reason: string }>;
  version: number;
  /** Changes of cells, oldest first. */
  log: { key: string; before: CellJson; after: CellJson; by: string; at: string; version: number }[];
}

export class FakeServer {
  readonly forms = new Map<string, Stored>();
  readonly log: { method: string; url: string; body: unknown }[] = [];
  /** Status that the next save gets; 0 = no network. Tests set it. */
  failNext: number[] = [];
  /** What a question for the smallest correction is answered, and after how many milliseconds. */
  correction: unknown = { status: "none_in_time", changes: [], sentence: { vi: "Chưa tìm được cách sửa trong 1 giây.", en: "None found in 1 s." }, others: null };
  correctionAfter = 0;
  /** Who else has the report open, as the next questions for news are told. */
  people: unknown[] = [];
  /** Without a network nothing is answered. */
  offline = false;
  events: string[];
  state: string;

  constructor(asked: URLSearchParams) {
    const own = asked.get("form") ?? "xld";
    this.events = (asked.get("events") ?? (location.pathname.includes("sheet") ? "receive,return,accept" : "check")).split(",").filter(Boolean);
    this.state = asked.get("state") ?? "filling";
    for (const name of new Set([...NAMES, own])) this.forms.set(name, this.fresh(name));
    if (asked.has("blank")) this.forms.get(own)!.values = {};
  }

  private fresh(name: string): Stored {
    const sample = sampleOf(name);
    const kept = sessionStorage.getItem(`server ${name}`);
    if (kept) return { sample, ...(JSON.parse(kept) as Omit<Stored, "sample">) };
    return { sample, values: { ...sample.values }, instances: sample.instances, overrides: {}, version: 1, log: [] };
  }

  private keep(name: string, { values, instances, overrides, version, log }: Stored): void {
    sessionStorage.setItem(`server ${name}`, JSON.stringify({ values, instances, overrides, version, log }));
  }

  private program(sample: Sample) {
    const rows = sample.tables.flatMap((table) => table.rows);
    return {
      rows: rows.filter((row) => !["open", "heading"].includes(row.kind)).map((row) => row.id),
      open: rows.filter((row) => row.kind === "open").map((row) => row.id),
      sums: sample.sums,
      checks: sample.checks,
    };
  }

  private findings(name: string) {
    const { sample, values, instances } = this.forms.get(name)!;
    const ids = Object.fromEntries(Object.entries(instances).map(([row, list]) => [row, list.map((one) => one.id)]));
    const failures = createEngine(this.program(sample)).run(values, ids).failures as { rule: string; severity: string; cells: string[]; sentence: { vi: string } }[];
    return failures.map((one, index) => ({ id: `${name}${index}`, form: name, form_code: sample.code, rule: one.rule, code: "", severity: one.severity, cells: one.cells, sentence: one.sentence.vi, hint: "", reason: "" }));
  }

  private tabs() {
    return [...this.forms].map(([id, { sample, values }]) => {
      const found = this.findings(id);
      const count = (severity: string) => found.filter((one) => one.severity === severity).length;
      return { id, code: sample.code, title: sample.title, filled: Object.keys(values).length, missing: 0, errors: count("error"), warnings: count("warning"), notes: 0 };
    });
  }

  private payload(name: string) {
    const { sample, values, instances, overrides, version } = this.forms.get(name)!;
    const properties: Record<string, unknown> = Object.fromEntries(sample.tables.map((table) => [table.section, { type: "object", title: table.title, additionalProperties: true }]));
    const ui: Record<string, unknown> = Object.fromEntries(sample.tables.map((table) => [table.section, { "ui:field": "table", "ui:options": { section: table.section } }]));
    const sections = [...sample.tables.map((table) => ({ kind: "grid", ...table })), ...(sample.extra?.sections ?? [])];
    return {
      submission: {
        id: "s1", state: this.state, unit: "UBND xã Ân Thi", period: "2026-Q3", period_label: "Quý III năm 2026", due: "2026-11-25", days_left: 3, regime: "Báo cáo KNTC",
        round: "", version: 1, editable: this.events.includes("check"), events: this.events, forms: this.tabs(),
      },
      form: { id: name, code: sample.code, title: sample.title, sections },
      schema: { $schema: "https://json-schema.org/draft/2020-12/schema", type: "object", title: sample.title, properties: { ...properties, ...sample.extra?.schema }, additionalProperties: false },
      uiSchema: { "ui:order": [...sample.tables.map((table) => table.section), ...Object.keys(sample.extra?.schema ?? {})], ...ui, ...sample.extra?.ui },
      program: this.program(sample),
      values, instances, overrides, version,
      externals: {},
      previous: sample.previous,
      previous_label: "Quý II năm 2026",
      notes: name === "II06a" ? [{ key: "o1#k2:c8", text: "Số này khác số trên Cổng dịch vụ công.", by: "Nguyễn Thị Hoa", at: "2026-11-20" }] : [],
      failures: this.findings(name),
    };
  }

  private save(name: string, body: { cells: Record<string, { to: CellJson; was: CellJson }>; instances?: Instances; overrides?: Record<string, { reason: string } | null> }): Response {
    const form = this.forms.get(name)!;
    const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
    const clashes = Object.entries(body.cells).filter(([key, { to, was }]) => !same(form.values[key], was) && !same(form.values[key], to));
    if (clashes.length) return this.problem(409, "version.conflict", clashes.map(([key]) => ({ code: "version.cell", place: key })));
    this.write(form, Object.fromEntries(Object.entries(body.cells).map(([key, { to }]) => [key, to])), "Nguyễn Thị Hoa");
    Object.assign(form.instances, body.instances);
    for (const [key, given] of Object.entries(body.overrides ?? {})) if (given) form.overrides[key] = given;
    this.keep(name, form);
    return this.json({ version: form.version, computed: {}, failures: this.findings(name), incomplete: [], saved_at: new Date().toISOString() });
  }

  private write(form: Stored, cells: Record<string, CellJson>, by: string): void {
    form.version += 1;
    for (const [key, to] of Object.entries(cells)) {
      form.log.push({ key, before: form.values[key] ?? null, after: to, by, at: new Date().toISOString(), version: form.version });
      if (to === null) delete form.values[key];
      else form.values[key] = to;
    }
  }

  /** Somebody else saves. */
  other(name: string, cells: Record<string, CellJson>, by = "Trần Văn Minh"): void {
    const form = this.forms.get(name)!;
    this.write(form, cells, by);
    this.keep(name, form);
  }

  private heard(name: string, since: number): Response {
    const form = this.forms.get(name)!;
    const keys = form.log.filter((one) => one.version > since).map((one) => one.key);
    const news = form.version > since ? { news: { cells: Object.fromEntries(keys.map((key) => [key, form.values[key] ?? null])), instances: {}, overrides: {} } } : {};
    return this.json({ version: form.version, state: this.state, people: this.people, ...news });
  }

  private json(body: unknown, status = 200): Response {
    return new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
  }

  private problem(status: number, code: string, problems: unknown[] = []): Response {
    return this.json({ title: `Yêu cầu chưa được nhận (${code}).`, status, code, detail: "", problems }, status);
  }

  fetch = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const url = String(input);
    const method = init.method ?? "GET";
    const body = typeof init.body === "string" ? (JSON.parse(init.body) as never) : null;
    this.log.push({ method, url, body });
    await new Promise((resolve) => setTimeout(resolve, 20));
    if (this.offline) throw new TypeError("offline");
    const listening = /\/forms\/([^/]+)\/listen$/.exec(url)?.[1];
    if (listening) return this.heard(listening, (body as unknown as { since: number }).since);
    if (url.endsWith("/leave")) return this.json({});
    const asked = new URL(url, location.href);
    if (asked.pathname.endsWith("/history")) {
      const lines = this.forms.get(asked.searchParams.get("form") ?? "")!.log.filter((one) => one.key === asked.searchParams.get("key"));
      return this.json({ cells: lines.reverse(), events: [] });
    }
    const form = /\/forms\/([^/]+)$/.exec(url)?.[1];
    if (method === "PATCH" && this.failNext.length) {
      const status = this.failNext.shift()!;
      if (status === 0) throw new TypeError("offline");
      return this.problem(status, status === 401 ? "access.login" : "server");
    }
    if (form && method === "GET") return this.json(structuredClone(this.payload(form)));
    if (form && method === "PATCH") return this.save(form, structuredClone(body!));
    if (url.endsWith("/correction")) {
      await new Promise((resolve) => setTimeout(resolve, this.correctionAfter));
      return this.json(structuredClone(this.correction));
    }
    if (url.endsWith("/comments")) return this.json({ comments: [], may: false, side: "unit" });
    if (url.endsWith("/checks")) {
      const failures = [...this.forms.keys()].flatMap((name) => this.findings(name));
      return this.json({ failures, forms: this.tabs(), errors: failures.length, warnings: 0 });
    }
    return this.json({ id: "s1", state: "checked", version: 2 });
  };

  review() {
    const [table] = sampleOf("xld").tables;
    return {
      title: "01/XLD",
      table,
      marks: {
        c8: { kind: "changed", text: "Cột 8 đổi tên từ “Đơn đã xử lý” thành “Số đơn đã xử lý”." },
        c26: { kind: "added", text: "Thêm cột 26 “Số văn bản phúc đáp nhận được do chuyển đơn”." },
        "r1:c1": { kind: "changed", text: "Công thức cột 1 thêm cột 7." },
      },
    };
  }
}
