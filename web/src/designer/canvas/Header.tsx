/** Header of a table: captions with their spans, printed numbers, and the relation line of each column. */
import { Fragment, memo } from "react";
import { t } from "../../words/designer";
import type { ColumnNode, GridSection, Id, Tree } from "../model/documents";
import { columnsOf, type HeaderCell, type Leaf } from "../model/geometry";
import type { ColumnPart } from "../state/selection";
import { useDesigner } from "../state/store";
import { type Fault, faultClass, useFaults } from "./faults";
import { useMarks } from "./marks";
import { NoteAt } from "./NoteAt";
import { useRepeated } from "../indicators/repeated";

interface Props {
  form: Id;
  id: Id;
  section: GridSection;
  offsets: Map<Id, number>;
}

export function Header({ form, id, section, offsets }: Props) {
  const { header, leaves } = columnsOf(section.columns);
  const selected = useSelected(id);
  const drop = useDesigner((s) => (s.drop?.section === id ? s.drop : null));
  const codes = useDesigner((s) => s.codes);
  const marks = useMarks(form, id).columns;
  const faults = useFaults(form, id);
  const repeated = useRepeated(form);
  return (
    <thead>
      {header.map((line, level) => (
        <tr key={level}>
          {level === 0 ? <th className="ds-gutter is-frozen" rowSpan={header.length} scope="col"><span className="visually-hidden">{t("gutter")}</span></th> : null}
          {line.map((cell) => (
            <Caption
              key={cell.id}
              cell={cell}
              stub={stubOf(section.columns, cell.id)}
              frozen={offsets.get(cell.id)}
              selected={selected.part === "label" && selected.ids.has(cell.id)}
              drop={drop?.target === cell.id ? drop.where : null}
              mark={marks.get(cell.id)}
              fault={faults.get(cell.id)}
              repeated={repeated.get(cell.id)}
            />
          ))}
        </tr>
      ))}
      <tr className="ds-numbers">
        <th className="ds-gutter is-frozen" scope="col"><span className="visually-hidden">{t("numberRow")}</span></th>
        {leaves.map((leaf) => (
          <NumberCell key={leaf.id} leaf={leaf} frozen={offsets.get(leaf.id)} codes={codes} selected={selected.part === "number" && selected.ids.has(leaf.id)} />
        ))}
      </tr>
      <tr className="ds-relations">
        <th className="ds-gutter is-frozen" scope="col"><span className="visually-hidden">{t("relationRow")}</span></th>
        {leaves.map((leaf) => (
          <RelationCell key={leaf.id} leaf={leaf} fault={faults.get(`q:${leaf.id}`)} frozen={offsets.get(leaf.id)} selected={selected.part === "relation" && selected.ids.has(leaf.id)} />
        ))}
      </tr>
    </thead>
  );
}

function useSelected(section: Id): { ids: Set<Id>; part: ColumnPart | null } {
  const selection = useDesigner((s) => (s.selection?.kind === "columns" && s.selection.section === section ? s.selection : null));
  return selection ? { ids: new Set(selection.ids), part: selection.part } : { ids: new Set(), part: null };
}

function stubOf(tree: Tree<ColumnNode>, id: Id): boolean {
  return tree.nodes[id]?.stub !== undefined;
}

interface CaptionProps {
  cell: HeaderCell;
  stub: boolean;
  frozen: number | undefined;
  selected: boolean;
  drop: "before" | "after" | "into" | null;
  mark: number | undefined;
  fault: Fault | undefined;
  /** Said of a figure that is reported elsewhere already. */
  repeated: string | undefined;
}

const Caption = memo(
  function Caption({ cell, stub, frozen, selected, drop, mark, fault, repeated }: CaptionProps) {
    const classes = ["ds-head", cell.leaf ? "is-leaf" : "is-group", stub && "is-stub", frozen !== undefined && "is-frozen", selected && "is-selected", drop && `drop-${drop}`, mark && `mark-${mark}`, faultClass(fault), repeated && "is-repeated"];
    return (
      <th
        title={fault?.text ?? repeated}
        scope={cell.leaf ? "col" : "colgroup"}
        colSpan={cell.colspan}
        rowSpan={cell.rowspan}
        className={classes.filter(Boolean).join(" ")}
        style={frozen === undefined ? undefined : { left: frozen }}
        data-at={`h:${cell.id}`}
      >
        <span className="ds-caption">{cell.label || <i className="ds-nothing">{t("caption.none")}</i>}<NoteAt place={cell.id} /></span>
      </th>
    );
  },
  (a, b) => sameCell(a.cell, b.cell) && a.stub === b.stub && a.frozen === b.frozen && a.selected === b.selected && a.drop === b.drop && a.mark === b.mark && a.fault === b.fault && a.repeated === b.repeated,
);

function sameCell(a: HeaderCell, b: HeaderCell): boolean {
  return a.id === b.id && a.label === b.label && a.colspan === b.colspan && a.rowspan === b.rowspan && a.leaf === b.leaf;
}

interface LeafProps {
  leaf: Leaf;
  frozen: number | undefined;
  selected: boolean;
}

const NumberCell = memo(function NumberCell({ leaf, frozen, selected, codes }: LeafProps & { codes: boolean }) {
  const { number, code, stub } = leaf.node;
  return (
    <th scope="col" className={`ds-number${frozen === undefined ? "" : " is-frozen"}${selected ? " is-selected" : ""}`} style={frozen === undefined ? undefined : { left: frozen }} data-at={`n:${leaf.id}`}>
      {number ?? ""}
      {codes && code && !stub ? <span className="ds-code">{code}</span> : null}
    </th>
  );
});

const RelationCell = memo(function RelationCell({ leaf, frozen, selected, fault }: LeafProps & { fault: Fault | undefined }) {
  const { relation, stub } = leaf.node;
  return (
    <td
      className={`ds-relation${stub ? " is-stub" : ""}${frozen === undefined ? "" : " is-frozen"}${selected ? " is-selected" : ""}${fault ? ` ${faultClass(fault)}` : ""}`}
      title={fault?.text}
      style={frozen === undefined ? undefined : { left: frozen }}
      {...(stub ? {} : { "data-at": `q:${leaf.id}` })}
    >
      {relation === undefined ? null : checksOf(relation).map((check, line) => (
        <span key={line}>{check.split(/(?=\+)/).map((part, index) => <Fragment key={index}>{part}<wbr /></Fragment>)}</span>
      ))}
    </td>
  );
});

/** "3=4+5 =7+11" is two checks: each gets a line, broken only at its plus signs. */
function checksOf(relation: string): string[] {
  const [left = "", first, ...others] = relation.split("=");
  if (first === undefined) return [left];
  return [`${left}=${first}`, ...others.map((other) => `=${other}`)].map((each) => each.trim());
}
