/** One form on the desk: its book, its tables, its saver, its checks. Made when the form has been loaded. */

import type { Failure } from "../formula";
import { Book, GridControl, type CellJson, type Instances, type TableModel } from "../grid";
import { LABEL, viewRows } from "../grid/model";
import { Signal } from "../grid/signal";
import { checksOf, marksOf, type Check } from "./checks";
import { liveEngine, type Live } from "./engine";
import { OddFigures } from "./help/magnitude";
import { named, tablesOf, type FillPayload, type Finding, type Heard } from "./payload";
import { renewedWords, type Stood } from "./renewed";
import { questionsOf, questionSpecs, tableSpecs, type Question, type SpecOf } from "./specs";

/** States in which the lead agency's cells are not yet asked for. */
const UNITS_OWN = new Set(["assigned", "filling", "checked", "returned", "recalled", "sent"]);

export class Desk {
  private readonly signal = new Signal<"checks" | "active" | "message" | "beside">();
  readonly tables: TableModel[];
  readonly questions: Question[];
  /** What people had entered when the form was loaded. */
  readonly start: ReadonlyMap<string, CellJson>;
  readonly book: Book;
  readonly controls = new Map<string, GridControl>();
  private readonly live: Live;
  private odd: OddFigures;
  private talk: ReadonlyMap<string, string> = new Map();
  private reasons: ReadonlyMap<string, string> = new Map();
  private names: { instances: Instances; rows: Map<string, { table: TableModel; label: string }> } | null = null;
  private findings: readonly Finding[];
  private readonly stops: (() => void)[] = [];
  checks: readonly Check[] = [];
  /** What the tables said last ("2 cells pasted"). */
  message = "";
  /** The table that had the keyboard last. */
  active: GridControl | null = null;

  constructor(
    readonly payload: FillPayload,
    readonly readOnly: boolean,
    readonly party: "unit" | "lead" = "unit",
  ) {
    this.tables = tablesOf(payload.form.sections).map((table) => named(table, payload.submission.unit));
    this.questions = questionsOf(payload.schema, payload.uiSchema);
    const specOf = both(tableSpecs(this.tables), questionSpecs(this.questions));
    this.live = liveEngine(payload.program, payload.externals);
    this.findings = payload.failures ?? [];
    this.start = enteredIn(payload, specOf);
    this.book = new Book({
      values: this.start,
      instances: payload.instances,
      overrides: payload.overrides,
      specOf,
      compute: this.live.compute,
    });
    this.odd = this.oddFrom(payload);
    this.setNotes();
    for (const table of this.tables) this.addControl(table);
    this.active = this.controls.values().next().value ?? null;
    this.stops.push(this.book.on("edit", () => this.recheck()));
    this.recheck();
  }

  private addControl(table: TableModel): void {
    const control = new GridControl(table, this.book, { readOnly: this.readOnly, party: this.party, form: this.payload.form.id });
    this.controls.set(table.section, control);
    this.stops.push(() => control.dispose());
    this.stops.push(control.on("message", () => this.say(control.message)));
    this.stops.push(control.selection.on(() => {
      if (control.selection.focused) this.active = control;
      this.signal.fire("active");
    }));
  }

  dispose(): void {
    this.stops.forEach((stop) => stop());
  }

  onChecks = (listener: () => void) => this.signal.on("checks", listener);
  onBeside = (listener: () => void) => this.signal.on("beside", listener);
  onActive = (listener: () => void) => this.signal.on("active", listener);

  onMessage = (listener: () => void) => this.signal.on("message", listener);

  say(message: string): void {
    this.message = message;
    this.signal.fire("message");
  }

  /** Takes over what the server found at the last save. */
  setFindings(findings: readonly Finding[]): void {
    this.findings = findings;
    this.recheck();
  }

  /** Takes what other forms and periods hold now: rows were added, or somebody saved another form of the report. */
  setExternals(externals: Readonly<Record<string, CellJson>>): void {
    this.live.take(externals);
    this.book.accept({}, this.book.instances);
    this.recheck();
  }

  /** The same when nobody here caused it: cells that hold another figure by that are marked and counted. */
  renew(externals: Readonly<Record<string, CellJson>>): number {
    const before = this.repeated();
    this.setExternals(externals);
    return this.tellRenewed({ repeated: before });
  }

  /** What stands in the cells that nobody fills, under an override too. */
  repeated(): Map<string, CellJson> {
    const found = this.book.made();
    for (const key of Object.keys(this.book.overrides)) found.set(key, this.live.carried(key));
    return found;
  }

  /** What a cell that was overridden would carry over. */
  carried(key: string): CellJson {
    return this.live.carried(key);
  }

  /** Marks the cells that held another figure; gives how many there are. */
  tellRenewed(stood: Stood): number {
    const said = renewedWords(stood, this.repeated(), this.book);
    this.book.setRenewed(said);
    return said.size;
  }

  /** The same for what moved while the form did not stand open, since it was last saved. */
  tellMoved(): number {
    return this.tellRenewed({ repeated: new Map(Object.entries(this.payload.moved ?? {})), since: "saved" });
  }

  /** Takes what stands beside the form now: figures of other periods, and what the unit usually reports. */
  setBeside({ previous, year_before, magnitude, elsewhere }: Heard): void {
    Object.assign(this.payload, { previous, year_before, magnitude, elsewhere });
    this.odd = this.oddFrom(this.payload);
    this.signal.fire("beside");
  }

  /** The form stood as last seen, and the server holds the same cells: takes over what it says beside them; gives how many cells moved by that. */
  confirm(given: FillPayload): number {
    const { submission, notes, failures, previous, year_before, magnitude, externals, elsewhere, moved } = given;
    // Somebody may have saved since: what was marked as moved until then has been seen.
    this.book.setRenewed(new Map(Object.keys(this.payload.moved ?? {}).map((key) => [key, ""])));
    Object.assign(this.payload, { submission, notes, failures, previous, year_before, magnitude, externals, elsewhere, moved });
    this.odd = this.oddFrom(given);
    this.setNotes();
    this.findings = failures ?? [];
    return this.renew(externals);
  }

  private oddFrom({ magnitude }: FillPayload): OddFigures {
    return new OddFigures(magnitude, (key) => this.book.specOf(key)?.decimals ?? 0);
  }

  /** What is said about the cells of this form, by cell. */
  setTalk(talk: ReadonlyMap<string, string>): void {
    this.talk = talk;
    this.setNotes();
  }

  /** Marks cells with a reason for return (`reasons` are those about to be given) or an open exchange. */
  setNotes(reasons: ReadonlyMap<string, string> = this.reasons): void {
    this.reasons = reasons;
    const found = new Map([...this.payload.notes.filter((note) => !note.resolved).map((note): [string, string] => [note.key, note.text]), ...reasons]);
    for (const [key, text] of this.talk) found.set(key, found.has(key) ? `${found.get(key)}\n${text}` : text);
    this.book.setNotes(found);
  }

  recheck(): void {
    const strange = this.odd.among((key) => this.book.get(key));
    const faulty = this.book.faulty().filter((key) => this.party === "lead" || this.book.specOf(key)?.party !== "lead");
    this.checks = checksOf(this.payload.form, this.failures(), this.findings, this.book, faulty, strange);
    this.book.setMarks(marksOf(this.checks, this.book));
    this.signal.fire("checks");
  }

  /** Checks of the rules that find a fault just now. */
  failures(): readonly Failure[] {
    const found = this.live.failures();
    // Until the report is received nobody can enter what the lead agency fills, and the unit never: checks on it are not asked.
    return UNITS_OWN.has(this.payload.submission.state) || this.party === "unit" ? found.filter((one) => !one.cells.some((key) => this.book.specOf(key)?.party === "lead")) : found;
  }

  /** Whether a check of this form says error just now. */
  failing(): boolean {
    return this.failures().some((failure) => failure.severity === "error");
  }

  /** Goes to a cell, wherever it stands in the form. */
  goTo(key: string): void {
    for (const control of this.controls.values()) if (control.goTo(key)) return;
    document.querySelector<HTMLElement>(`[data-question="${CSS.escape(key)}"] :is(input, textarea, select, [contenteditable="true"])`)?.focus();
  }

  /** A cell in words: table row and column, or the question. */
  nameOf(key: string): string {
    const [rowKey = "", columnId = ""] = key.split(":");
    const found = this.rowNames().get(rowKey);
    const column = found?.table.columns.find((one) => one.id === columnId || (columnId === LABEL && one.stub === "caption"));
    if (found && column) return [found.label, column.number ? `${column.label} (${column.number.replace(/[()]/g, "")})` : column.label].filter(Boolean).join(" · ");
    const question = this.questions.find((one) => one.id === key);
    const section = question && this.payload.schema.properties?.[question.section];
    const asked = typeof section === "object" ? section.properties?.[key] : undefined;
    return (typeof asked === "object" && asked.title) || key;
  }

  /** Several cells in words; behind the title of its table where two would be called the same. */
  namesOf(keys: readonly string[]): string[] {
    const names = keys.map((key) => this.nameOf(key));
    if (new Set(names).size === names.length) return names;
    return keys.map((key, index) => {
      const title = this.rowNames().get(key.split(":")[0] ?? "")?.table.title;
      return title ? `${title}: ${names[index]!}` : names[index]!;
    });
  }

  /** Captions of rows by key, added rows as they are now. */
  private rowNames(): Map<string, { table: TableModel; label: string }> {
    const { instances } = this.book;
    if (this.names?.instances !== instances) {
      const rows = this.tables.flatMap((table) => viewRows(table, instances, false).map(({ key, label, under }) => [key, { table, label: [under, label].filter(Boolean).join(" – ") }] as const));
      this.names = { instances, rows: new Map(rows) };
    }
    return this.names.rows;
  }
}

function both(first: SpecOf, second: SpecOf): SpecOf {
  return (key) => first(key) ?? second(key);
}

/** What people entered: computed cells come from the engine, carried ones too unless they were changed with a reason. */
export function enteredIn({ values, overrides }: Pick<FillPayload, "values" | "overrides">, specOf: SpecOf): Map<string, CellJson> {
  const found = new Map<string, CellJson>();
  for (const key of Object.keys(values)) {
    const kind = specOf(key)?.kind;
    if (kind !== "computed" && (kind !== "carried" || key in overrides)) found.set(key, values[key]!);
  }
  return found;
}

/** The same as an object. */
export function entered(payload: Pick<FillPayload, "values" | "overrides">, specOf: SpecOf): Record<string, CellJson> {
  return Object.fromEntries(enteredIn(payload, specOf));
}
