/** Properties that name something that stands elsewhere, and what can be named there. */
import { t } from "../../words/designer";
import { formOf, formsOf, isGrid, type Documents, type Id, type Section } from "../model/documents";
import { columnWords, rowWords } from "../formula/tokens";
import { walk } from "../model/tree";

export interface Named {
  value: string;
  label: string;
}

/** Where a panel stands: what it can name depends on the form, and inside a list of members on the list. */
export interface Where {
  documents: Documents;
  form: Id | null;
  /** The document whose properties are shown. */
  document: Id;
}

type Source = (where: Where) => Named[];

const documentsOf = (kind: string): Source => ({ documents }) =>
  Object.values(documents)
    .filter((each) => each.spec.startsWith(`${kind}/`))
    .map((each) => ({ value: each.id, label: [each["code"], each["name"]].filter(Boolean).join(" · ") || each.id }));

const rowsOf: Source = (where) => inGrids(where, (section) => walk(section.rows).map(([id]) => ({ value: id, label: rowWords(section, id) })));
const columnsOf: Source = (where) => inGrids(where, (section) => walk(section.columns).map(([id]) => ({ value: id, label: columnWords(section, id) })));

/** What each property may name. A property that is not listed here is written by hand. */
export const REFERENCES: Record<string, Source> = {
  dimension: documentsOf("dimension"),
  catalogue: documentsOf("dimension"),
  disaggregations: documentsOf("dimension"),
  indicator: documentsOf("indicator"),
  round: ({ documents, document }) => {
    const rounds = documents[document]?.["rounds"] as { order?: Id[]; items?: Record<Id, { name?: string }> } | undefined;
    return (rounds?.order ?? []).map((id) => ({ value: id, label: rounds?.items?.[id]?.name || id }));
  },
  form: ({ documents }) => formsOf(documents).map((each) => ({ value: each.id, label: each.code })),
  section: ({ documents, form }) => {
    const all = formOf(documents, form)?.sections;
    return (all?.order ?? []).map((id, index) => ({ value: id, label: all?.items[id]?.title || t("section.numbered", { n: index + 1 }) }));
  },
  rows: rowsOf,
  columns: columnsOf,
  column: columnsOf,
  bold_rows: rowsOf,
  break_rows: rowsOf,
  at: (where) => [...columnsOf(where), ...rowsOf(where)],
  item: (where) => cataloguesOf(where).flatMap((document) => membersOf({ ...where, document })),
  parent: membersOf,
  total: membersOf,
  members: ({ documents }) =>
    Object.values(documents).filter((each) => each.spec.startsWith("dimension/")).flatMap((each) =>
      membersOf({ documents, form: null, document: each.id }).map((member) => ({ value: `${each.id}.${member.value}`, label: `${String(each["name"])}: ${member.label}` }))),
};

function membersOf({ documents, document }: Where): Named[] {
  const members = documents[document]?.["members"] as { order?: Id[]; items?: Record<Id, { code?: string; name?: string }> } | undefined;
  return (members?.order ?? []).map((id) => ({ value: id, label: members?.items?.[id]?.name || members?.items?.[id]?.code || id }));
}

/** Lists that open rows of the form are taken from. */
function cataloguesOf({ documents, form }: Where): Id[] {
  const rows = Object.values(formOf(documents, form)?.sections.items ?? {}).flatMap((section) => Object.values(section.rows?.nodes ?? {}));
  return [...new Set(rows.map((row) => row.open?.catalogue).filter((id): id is Id => Boolean(id)))];
}

type Grid = Section & { columns: NonNullable<Section["columns"]>; rows: NonNullable<Section["rows"]> };

function inGrids({ documents, form }: Where, name: (section: Grid) => Named[]): Named[] {
  const sections = Object.values(formOf(documents, form)?.sections.items ?? {});
  return sections.flatMap((section) => (isGrid(section) ? name(section) : []));
}

/** How a place is called, also one cell `row:column`; a place that is gone shows its id. */
export function placeWord(where: Where, id: string): string {
  const [row = "", column] = id.split(":");
  if (column === undefined) return [...rowsOf(where), ...columnsOf(where)].find((each) => each.value === id)?.label ?? id;
  return `${placeWord(where, row)} · ${placeWord(where, column)}`;
}
