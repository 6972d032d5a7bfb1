/** Members of a code list as lines of a table: what a pasted block changes, and where a list is used. */
import { writtenDate } from "./dates";
import { formsOf, isGrid, type Documents, type FormDocument, type Id, type Ordered } from "../model/documents";
import { idSource } from "../model/ids";
import { type Operation, setting } from "../model/operations";
import { valueAt } from "../model/path";

export interface Member {
  name: string;
  code?: string;
  parent?: string | null;
  valid?: { from?: string | null; to?: string | null };
}

export const COLUMNS = ["code", "name", "parent", "from", "to"] as const;
export type Column = (typeof COLUMNS)[number];

export function membersOf(documents: Documents, list: Id): Ordered<Member> {
  return (documents[list]?.["members"] as Ordered<Member> | undefined) ?? { order: [], items: {} };
}

const keysOf = (column: Column): string[] => (column === "from" || column === "to" ? ["valid", column] : [column]);

export function textOf(members: Ordered<Member>, id: Id, column: Column): string {
  const value = valueAt(members.items[id], keysOf(column));
  return typeof value === "string" ? value : "";
}

/** A parent is written by its code or its name. */
function parentOf(members: Ordered<Member>, made: ReadonlyMap<string, Id>, text: string): string | undefined {
  const known = members.order.find((id) => id === text || members.items[id]?.code === text || members.items[id]?.name === text);
  return known ?? made.get(text);
}

export interface Written {
  operations: Operation[];
  /** Texts that are no value, with the line and column where they stand: they stay where they were typed. */
  wrong: { line: number; column: Column; text: string }[];
}

/** Writes a block of texts from one line and column on; lines beyond the last member make members. */
export function write(documents: Documents, list: Id, line: number, column: Column, block: string[][]): Written {
  const members = membersOf(documents, list);
  const fresh = idSource(documents);
  const first = COLUMNS.indexOf(column);
  const path = [list, "members"];
  const made = new Map<string, Id>();
  const ids = block.map((_, offset) => members.order[line + offset] ?? fresh("x"));
  block.forEach((cells, offset) => cells.forEach((text, at) => COLUMNS[first + at] && ["code", "name"].includes(COLUMNS[first + at] ?? "") && text !== "" && made.set(text, ids[offset] ?? "")));
  const found: Written = { operations: [], wrong: [] };
  let after = members.order.at(-1) ?? null;
  block.forEach((cells, offset) => {
    const id = ids[offset] ?? "";
    const known = members.items[id] !== undefined;
    const values = cells.flatMap((text, at) => {
      const here = COLUMNS[first + at];
      if (!here) return [];
      const value = here === "parent" ? parentOf(members, made, text) : here === "from" || here === "to" ? writtenDate(text) : text;
      const wrong = text !== "" && (value === undefined || ((here === "from" || here === "to") && !/^\d{4}-\d{2}-\d{2}$/.test(value)) || (here === "parent" && value === id));
      if (wrong) found.wrong.push({ line: line + offset, column: here, text });
      return wrong ? [] : [{ keys: keysOf(here), value: text === "" ? undefined : value }];
    });
    if (known) found.operations.push(...values.map(({ keys, value }) => setting(documents, [...path, "items", id, ...keys], value ?? (keys[0] === "name" ? "" : undefined))).filter((each) => changes(documents, each)));
    else if (cells.some((text) => text !== "")) {
      found.operations.push({ op: "insert_item", path, id, item: built(values), after });
      after = id;
    }
  });
  return found;
}

function changes(documents: Documents, operation: Operation): boolean {
  return operation.op !== "set" || valueAt(documents, operation.path) !== (operation.value ?? undefined);
}

function built(values: { keys: string[]; value: string | undefined }[]): Member {
  const member: Member = { name: "" };
  for (const { keys, value } of values) {
    if (value === undefined) continue;
    if (keys[0] === "valid") member.valid = { ...member.valid, [keys[1] ?? "from"]: value };
    else (member as unknown as Record<string, string>)[keys[0] ?? ""] = value;
  }
  return member;
}

export interface Use {
  form: FormDocument;
  section: Id;
  place: string;
}

/** Where a list serves: choices, open rows, and the members that rows and columns stand for. */
export function usesOf(documents: Documents, list: Id): Use[] {
  const names = (value: unknown): boolean => JSON.stringify(value ?? null).includes(`"${list}"`) || JSON.stringify(value ?? null).includes(`"${list}.`);
  return formsOf(documents).flatMap((form) =>
    form.sections.order.flatMap((section): Use[] => {
      const held = form.sections.items[section];
      if (!held || !names(held)) return [];
      const nodes = isGrid(held) ? { ...held.rows.nodes, ...held.columns.nodes } : {};
      const places = Object.entries(nodes).filter(([, node]) => names({ ...node, children: [] })).map(([, node]) => node.label || form.code);
      return (places.length > 0 ? places : [held.title || form.code]).map((place) => ({ form, section, place }));
    }),
  );
}

/** Indicators that are broken down by the list. */
export function indicatorsOf(documents: Documents, list: Id): string[] {
  return Object.values(documents).filter((each) => each.spec.startsWith("indicator/") && (each["disaggregations"] as string[] | undefined)?.includes(list)).map((each) => String(each["name"] ?? each.id));
}
