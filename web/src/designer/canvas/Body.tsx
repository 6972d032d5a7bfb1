/** Rows of a table. A cell shows what it will be: to fill in, computed, carried over, X … */
import { memo } from "react";
import { t } from "../../words/designer";
import type { CellSpec, FormDocument, GridSection, Id } from "../model/documents";
import { type Leaf, type RowLine } from "../model/geometry";
import { specAt } from "../model/resolve";
import type { Measure } from "../state/api";
import type { Tag, Tags } from "../consolidation/useWays";
import type { Faults } from "./faults";

interface RowProps {
  line: RowLine;
  leaves: Leaf[];
  form: FormDocument;
  id: Id;
  section: GridSection;
  offsets: Map<Id, number>;
  measures: Measure[];
  selected: boolean;
  drop: "before" | "after" | "into" | null;
  marks: { row: number | undefined; cells: Map<string, number>; columns: Map<Id, number> };
  faults: Faults;
  /** How each cell is consolidated, while that is what the person looks at. */
  ways: Tags | null;
  index: number;
  measure?: ((element: HTMLTableRowElement | null) => void) | undefined;
}

export const BodyRow = memo(function BodyRow(props: RowProps) {
  const { line, leaves, selected, drop, marks, measure, index } = props;
  const kind = line.node.kind ?? "data";
  const classes = ["ds-row", `is-${kind}`, selected && "is-selected", drop && `drop-${drop}`, marks.row && `mark-${marks.row}`];
  return (
    <tr className={classes.filter(Boolean).join(" ")} data-row={line.id} data-index={index} ref={measure}>
      <td className="ds-gutter is-frozen" data-at={`s:${line.id}:code`} title={line.node.code ? t("gutter.code", { code: line.node.code }) : t(`rowKind.${kind}`)}>
        {line.node.code ?? ""}
      </td>
      {leaves.map((leaf) => (leaf.node.stub ? <StubCell key={leaf.id} {...props} leaf={leaf} /> : <DataCell key={leaf.id} {...props} leaf={leaf} />))}
    </tr>
  );
});

function StubCell({ line, leaf, offsets, measures, faults }: RowProps & { leaf: Leaf }) {
  const { node } = line;
  const stub = leaf.node.stub ?? "caption";
  const part = stub === "caption" ? "label" : stub;
  const frozen = offsets.get(leaf.id);
  const at = { "data-at": `s:${line.id}:${part}`, className: `ds-stub is-${stub}${frozen === undefined ? "" : " is-frozen"}`, style: frozen === undefined ? undefined : { left: frozen } };
  if (stub !== "caption") {
    const unit = measures.find((measure) => measure.id === node.cell?.unit);
    return <td {...at}>{stub === "unit" ? (unit?.label ?? node.cell?.unit ?? "") : (node[stub] ?? "")}</td>;
  }
  return (
    <th scope="row" {...at} className={faults.has(line.id) ? `${at.className} is-faulty` : at.className} title={faults.get(line.id)}>
      <span className="ds-row-label" style={line.depth > 0 ? { paddingInlineStart: `${line.depth * 1.1}em` } : undefined}>
        {node.label || (node.kind === "unit" ? <i className="ds-nothing">{t("row.unitName")}</i> : <i className="ds-nothing">{t("caption.none")}</i>)}
        {node.kind === "open" ? <span className="ds-tag">{t("rowKind.open.short")}</span> : null}
      </span>
    </th>
  );
}

function DataCell({ line, leaf, form, id, section, marks, faults, ways }: RowProps & { leaf: Leaf }) {
  if (line.node.kind === "heading") return <td className="ds-cell is-none" data-at={`d:${line.id}:${leaf.id}`} />;
  const spec = specAt(form, id, section, line.id, leaf.id);
  const own = section.cells?.[`${line.id}:${leaf.id}`] !== undefined;
  const mark = marks.cells.get(`${line.id}:${leaf.id}`) ?? marks.columns.get(leaf.id);
  const fault = faults.get(`${line.id}:${leaf.id}`);
  const classes = ["ds-cell", `k-${spec.kind ?? "number"}`, own && "is-own", spec.required && "is-required", spec.party === "lead" && "is-lead", fault && "is-faulty", mark && `mark-${mark}`];
  return (
    <td className={classes.filter(Boolean).join(" ")} data-at={`d:${line.id}:${leaf.id}`} title={fault ?? spec.guidance}>
      {ways ? <WayTag tag={ways.get(`${line.id}:${leaf.id}`)} /> : sign(spec)}
    </td>
  );
}

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
