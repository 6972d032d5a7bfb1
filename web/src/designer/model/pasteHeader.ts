/** Pasted captions as columns of a table. */
import type { Action, Place } from "./actions";
import { NOTHING } from "./actions";
import type { Caption } from "./captions";
import { codesIn, columnCodes } from "./codes";
import type { ColumnNode, Documents, GridSection, Id } from "./documents";
import { gridOf } from "./documents";
import { columnsOf } from "./geometry";
import { idSource } from "./ids";
import type { Operation } from "./operations";
import { siblings, standingOf } from "./tree";

type Stub = NonNullable<ColumnNode["stub"]>;

const STUBS: [Stub, RegExp][] = [
  ["marker", /^(s\.?t\.?t|t\.?t|số thứ tự)\.?$/i],
  ["code", /^mã(\s+số)?$/i],
  ["unit", /^(đơn vị tính|đơn vị đo|đvt)$/i],
];

/**
 * Pasted headers, behind the column `by`. A table that nobody has written in yet gives way: a whole header with its
 * captioning columns takes the place of all of it, a header of figures only that of the empty columns.
 */
export function pasteColumns(documents: Documents, place: Place, by: Id | null, captions: Caption[]): Action {
  const section = gridOf(documents, place.doc, place.section);
  if (!section || captions.length === 0) return NOTHING;
  const stubs = stubsOf(captions);
  const gone = untouched(section) ? section.columns.root.filter((id) => stubs.size > 0 || !section.columns.nodes[id]?.stub) : [];
  const standing = by === null ? undefined : standingOf(section.columns, by);
  const parent = gone.length > 0 ? null : (standing?.parent ?? null);
  const stay = siblings(section.columns, parent).filter((id) => !gone.includes(id));
  const after = by !== null && !gone.includes(by) && gone.length === 0 ? by : (stay.at(-1) ?? null);
  const made = inserting(documents, place, section, captions, { parent, after, gone, stubs: gone.length > 0 || standing === undefined ? stubs : new Map() });
  const removals = gone.map((id): Operation => ({ op: "remove_node", ...place, id }));
  // A new table is looked at from its beginning.
  const select = gone.length > 0 ? made.select.slice(0, 1) : made.select;
  return { operations: [...removals, ...made.operations], select };
}

interface Into {
  parent: Id | null;
  after: Id | null;
  gone: Id[];
  stubs: ReadonlyMap<Caption, Stub | "text">;
}

function inserting(documents: Documents, place: Place, section: GridSection, captions: Caption[], { parent, after, gone, stubs }: Into): Action {
  const fresh = idSource(documents);
  const codeOf = freeCodes(documents, place, section, gone);
  const operations: Operation[] = [];
  const relations: Operation[] = [];
  const put = (list: Caption[], under: Id | null, behind: Id | null): Id[] => {
    let last = behind;
    return list.map((caption) => {
      const leaf = caption.children.length === 0;
      const id = fresh(leaf ? "c" : "g");
      const node: ColumnNode = { label: caption.label, ...(leaf && holds(caption, stubs.get(caption), codeOf)) };
      operations.push({ op: "insert_node", ...place, parent: under, after: last, id, node });
      if (caption.relation && !stubs.has(caption)) relations.push({ op: "set_relation", doc: place.doc, section: place.section, column: id, text: caption.relation });
      put(caption.children, id, null);
      last = id;
      return id;
    });
  };
  const select = put(captions, parent, after);
  return { operations: [...operations, ...relations], select };
}

/** What a leaf column holds: captions of rows, texts, or figures. */
function holds(caption: Caption, stub: Stub | "text" | undefined, codeOf: (number?: string) => string): Partial<ColumnNode> {
  const number = caption.number ? { number: caption.number } : {};
  if (stub && stub !== "text") return { stub, ...number };
  return { code: codeOf(caption.number), ...number, ...(stub && { cell: { kind: "text" } }) };
}

/** The code of a column follows its printed number where that is free: the column printed 9 is c9. */
function freeCodes(documents: Documents, place: Place, section: GridSection, gone: Id[]): (number?: string) => string {
  const taken = codesIn(documents, place.doc);
  for (const id of gone) taken.delete(section.columns.nodes[id]?.code ?? "");
  const left = { ...section, columns: { ...section.columns, nodes: Object.fromEntries(Object.entries(section.columns.nodes).filter(([id]) => !gone.includes(id))) } };
  const given = new Set([...taken].map((code) => code.toLowerCase()));
  return (number) => {
    const wanted = `c${number ?? ""}`;
    const code = /^c(\d+|[A-Z])$/.test(wanted) && !given.has(wanted.toLowerCase()) ? wanted : columnCodes(left, given)();
    given.add(code.toLowerCase());
    return code;
  };
}

/** Columns that caption the rows, at the left of the header: those with a letter for a number, or with the name of one. A second text beside them is asked of the units. */
function stubsOf(captions: Caption[]): Map<Caption, Stub | "text"> {
  const found = new Map<Caption, Stub | "text">();
  for (const caption of captions) {
    const named = STUBS.find(([, name]) => name.test(caption.label.trim()))?.[0];
    const lettered = /^[A-ZĐ]$/.test(caption.number ?? "");
    if (caption.children.length > 0 || (!lettered && !named && !(caption.number === undefined && isCaption(caption.label)))) break;
    const held = [...found.values()];
    found.set(caption, named && !held.includes(named) ? named : held.includes("caption") ? "text" : "caption");
  }
  return found;
}

function isCaption(label: string): boolean {
  return /^(đơn vị|chỉ tiêu|nội dung|tên\s|danh mục|lĩnh vực)/i.test(label.trim());
}

/** As it was when the table was made: no caption over a column of figures, nothing set. */
export function untouched(section: GridSection): boolean {
  const { leaves } = columnsOf(section.columns);
  const blank = leaves.every(({ node }) => node.stub !== undefined || (node.label === "" && !node.relation && !node.cell && !node.indicator));
  return blank && section.columns.root.every((id) => !section.columns.nodes[id]?.children) && Object.keys(section.cells ?? {}).length === 0;
}
