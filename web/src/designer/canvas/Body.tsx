/** Rows of a table. A cell shows what it will be: to fill in, computed, carried over, X … */
import { memo } from "react";
import { t } from "../../words/designer";
import type { CellSpec, FormDocument, GridSection, Id, RowNode, Stub } from "../model/documents";
import { type Leaf, type RowLine } from "../model/geometry";
import { notesOf } from "../model/footnotes";
import { specAt } from "../model/resolve";
import type { Measure } from "../state/api";
import type { Tag, Tags } from "../consolidation/useWays";
import { useRepeatedRow } from "../indicators/repeated";
import { type Fault, faultClass, type Faults } from "./faults";
import { GivenRows } from "./GivenRows";
import { NoteAt } from "./NoteAt";
import type { Span } from "./windows";

/** Colours of what the open formula names: of whole columns, and of single cells by "row:column". */
export interface RowMarks {
  row: number | undefined;
  cells: Map<string, number>;
  columns: Map<Id, number>;
}

interface RowProps {
  line: RowLine;
  leaves: Leaf[];
  /** The columns in view; what lies beyond is one empty cell at either side. */
  span: Span;
  form: FormDocument;
  id: Id;
  section: GridSection;
  offsets: Map<Id, number>;
  measures: Measure[];
  selected: boolean;
  drop: "before" | "after" | "into" | null;
  marks: RowMarks;
  faults: Faults;
  /** How each cell is consolidated, while that is what the person looks at. */
  ways: Tags | null;
  index: number;
  measure?: ((element: HTMLTableRowElement | null) => void) | undefined;
}

/** A row is drawn again when anything of its table changes; its cells only when something of theirs does. */
export const BodyRow = memo(function BodyRow(props: RowProps) {
  const { line, leaves, span, selected, drop, marks, faults, measure, index, form, id, section, ways } = props;
  const { node } = line;
  const kind = node.kind ?? "data";
  const classes = ["ds-row", `is-${kind}`, selected && "is-selected", drop && `drop-${drop}`, marks.row && `mark-${marks.row}`];
  const notes = notesOf(form);
  const cellAt = (column: Id) => {
    const key = `${line.id}:${column}`;
    return <DataCell key={column} at={key} spec={specAt(form, id, section, line.id, column)} own={section.cells?.[key] !== undefined} mark={marks.cells.get(key) ?? marks.columns.get(column)} fault={faults.get(key)} way={ways?.get(key)} ways={ways !== null} note={notes.get(key)} />;
  };
  return (
    <tr className={classes.filter(Boolean).join(" ")} data-row={line.id} data-index={index} ref={measure}>
      <td className="ds-gutter is-frozen" data-at={`s:${line.id}:code`} title={node.code ? t("gutter.code", { code: node.code }) : t(`rowKind.${kind}`)}>
        {node.code ?? ""}
      </td>
      {drawn(leaves, span).map((leaf) => {
        if ("away" in leaf) return <td key={leaf.key} className="ds-cell is-away" colSpan={leaf.away} />;
        if (leaf.node.stub) return <StubCell key={leaf.id} id={line.id} node={node} depth={line.depth} stub={leaf.node.stub} frozen={props.offsets.get(leaf.id)} measures={props.measures} fault={faults.get(line.id)} />;
        return kind === "heading" ? <td key={leaf.id} className="ds-cell is-none" data-at={`d:${line.id}:${leaf.id}`} /> : cellAt(leaf.id);
      })}
    </tr>
  );
});

type Drawn = Leaf | { away: number; key: string };

let lastDrawn: { leaves: Leaf[]; span: Span; drawn: Drawn[] } | null = null;

/** Captions always, figures in view, and what lies between them as one cell. All rows of a table ask the same. */
function drawn(leaves: Leaf[], span: Span): Drawn[] {
  if (lastDrawn?.leaves === leaves && lastDrawn.span === span) return lastDrawn.drawn;
  const found: Drawn[] = [];
  for (const leaf of leaves) {
    const last = found.at(-1);
    if (leaf.node.stub || (leaf.index >= span.first && leaf.index <= span.last)) found.push(leaf);
    else if (last && "away" in last) last.away += 1;
    else found.push({ away: 1, key: `away ${leaf.index < span.first ? "before" : "after"} ${found.length}` });
  }
  lastDrawn = { leaves, span, drawn: found };
  return found;
}

interface StubProps {
  id: Id;
  node: RowNode;
  depth: number;
  stub: Stub;
  frozen: number | undefined;
  measures: Measure[];
  fault: Fault | undefined;
}

const StubCell = memo(function StubCell({ id, node, depth, stub, frozen, measures, fault }: StubProps) {
  const part = stub === "caption" ? "label" : stub;
  const repeated = useRepeatedRow(id, stub === "caption");
  const at = { "data-at": `s:${id}:${part}`, className: `ds-stub is-${stub}${frozen === undefined ? "" : " is-frozen"}`, style: frozen === undefined ? undefined : { left: frozen } };
  if (stub !== "caption") {
    const unit = measures.find((measure) => measure.id === node.cell?.unit);
    return <td {...at}>{stub === "unit" ? (unit?.label ?? node.cell?.unit ?? "") : (node[stub] ?? "")}</td>;
  }
  return (
    <th scope="row" {...at} className={`${at.className}${fault ? ` ${faultClass(fault)}` : ""}${repeated ? " is-repeated" : ""}`} title={fault?.text ?? repeated}>
      <span className="ds-row-label" style={depth > 0 ? { paddingInlineStart: `${depth * 1.1}em` } : undefined}>
        {node.label || (node.kind === "unit" ? <i className="ds-nothing">{t("row.unitName")}</i> : <i className="ds-nothing">{t("caption.none")}</i>)}
        <NoteAt place={id} />
        {node.kind === "open" ? <span className="ds-tag">{t("rowKind.open.short")}</span> : null}
      </span>
      {node.kind === "open" ? <GivenRows node={node} /> : null}
    </th>
  );
});

interface CellProps {
  /** "row:column". */
  at: string;
  spec: CellSpec;
  own: boolean;
  mark: number | undefined;
  fault: Fault | undefined;
  way: Tag | undefined;
  ways: boolean;
  /** Marks of the footnotes that stand here. */
  note: string | undefined;
}

const DataCell = memo(function DataCell({ at, spec, own, mark, fault, way, ways, note }: CellProps) {
  const classes = ["ds-cell", `k-${spec.kind ?? "number"}`, own && "is-own", spec.required && "is-required", spec.party === "lead" && "is-lead", faultClass(fault), mark && `mark-${mark}`];
  return (
    <td className={classes.filter(Boolean).join(" ")} data-at={`d:${at}`} title={fault?.text ?? spec.guidance}>
      {ways ? <WayTag tag={way} /> : sign(spec)}{note ? <sup className="ds-note">{note}</sup> : null}
    </td>
  );
});

function WayTag({ tag }: { tag: Tag | undefined }) {
  return tag ? <span className={`ds-way${tag.own ? " is-own" : ""}`} title={tag.title}>{tag.text}</span> : null;
}

function sign(spec: CellSpec): string {
  switch (spec.kind) {
    case "computed":
      return spec.formula ? `= ${spec.formula}` : "= …";
    case "blocked":
      return "X";
    case "target":
      return "≥ …";
    case "carried":
    case "choice":
    case "text":
    case "date":
    case "file":
      return t(`cell.${spec.kind}`);
    default:
      return "";
  }
}
