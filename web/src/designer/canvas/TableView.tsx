/** One grid section as the table it will print. Long tables draw only the rows in view. */
import { type RefObject, useMemo, useRef } from "react";
import { t } from "../../words/designer";
import type { FormDocument, GridSection, Id } from "../model/documents";
import { columnsOf, rowsOf, widthOf } from "../model/geometry";
import { untouched } from "../model/pasteHeader";
import { useWays } from "../consolidation/useWays";
import { append } from "../state/commands";
import { useDesigner } from "../state/store";
import { Icon } from "../parts/Icon";
import { BodyRow, type RowMarks } from "./Body";
import { Header } from "./Header";
import { useFaults } from "./faults";
import { useMarks } from "./marks";
import { Overlay } from "./Overlay";
import { GUTTER, isLong, type Span, useVisibleColumns, useVisibleRows } from "./windows";

interface Props {
  form: FormDocument;
  id: Id;
  section: GridSection;
  scroller: RefObject<HTMLDivElement | null>;
}

export function TableView({ form, id, section, scroller }: Props) {
  const zoom = useDesigner((s) => s.zoom);
  const editable = useDesigner((s) => s.draft.editable);
  const { leaves } = columnsOf(section.columns);
  const { rows } = rowsOf(section.rows);
  const frame = useRef<HTMLDivElement>(null);
  const marked = rows.length > 0 && leaves.some((leaf) => leaf.node.stub === "marker");
  const widths = leaves.map((leaf) => Math.round(widthOf(leaf.node, marked) * zoom));
  const total = widths.reduce((sum, width) => sum + width, GUTTER);
  const offsets = useMemo(() => frozenOffsets(section), [section]);
  const span = useVisibleColumns(isLong(section), widths, scroller);
  const { lines, above, below, measure } = useVisibleRows(id, section, scroller, frame, zoom);
  return (
    <div className="ds-table-frame" ref={frame} style={{ fontSize: 13 * zoom, lineHeight: `${Math.round(17 * zoom)}px`, width: total + 44 }}>
      <table className="ds-table" style={{ width: total }} aria-label={section.title || form.title}>
        <colgroup>
          <col style={{ width: GUTTER }} />
          {leaves.map((leaf, index) => <col key={leaf.id} style={{ width: widths[index] }} />)}
        </colgroup>
        <Header form={form.id} id={id} section={section} offsets={offsets} />
        <tbody>
          {above > 0 ? <tr aria-hidden="true"><td className="ds-spacer" colSpan={leaves.length + 1} style={{ height: above }} /></tr> : null}
          <Lines form={form} id={id} section={section} lines={lines} span={span} offsets={offsets} measure={measure} />
          {below > 0 ? <tr aria-hidden="true"><td className="ds-spacer" colSpan={leaves.length + 1} style={{ height: below }} /></tr> : null}
        </tbody>
      </table>
      <Overlay id={id} frame={frame} />
      {editable ? (
        <>
          <button type="button" className="ds-add is-column" aria-label={t("add.column")} title={t("add.column")} onClick={() => append(id, "columns")}><Icon name="plus" /></button>
          {section.kind === "list" && rows.length > 0 ? null : <button type="button" className="ds-add is-row" onClick={() => append(id, "rows")}><Icon name="plus" /> {t("add.row")}</button>}
          {untouched(section) ? <p className="ds-hint ds-fresh">{t("table.fresh")}</p> : null}
        </>
      ) : null}
    </div>
  );
}

/** Only the caption column stays in sight while the rest scrolls: more would take the room from the figures. */
function frozenOffsets(section: GridSection): Map<Id, number> {
  const first = columnsOf(section.columns).leaves.find((leaf) => leaf.node.stub === "caption");
  return new Map(first && section.columns.root.includes(first.id) ? [[first.id, GUTTER]] : []);
}

interface LinesProps extends Omit<Props, "scroller"> {
  lines: { index: number }[];
  span: Span;
  offsets: Map<Id, number>;
  measure: ((element: HTMLTableRowElement | null) => void) | undefined;
}

function Lines({ form, id, section, lines, span, offsets, measure }: LinesProps) {
  const { leaves } = columnsOf(section.columns);
  const { rows } = rowsOf(section.rows);
  const measures = useDesigner((s) => s.measures);
  const selected = useDesigner((s) => (s.selection?.kind === "rows" && s.selection.section === id ? s.selection.ids : NONE));
  const drop = useDesigner((s) => (s.drop?.section === id ? s.drop : null));
  const marks = useMarks(form.id, id);
  const faults = useFaults(form.id, id);
  const ways = useWays(form.id, id);
  return lines.map(({ index }) => {
    const line = rows[index];
    if (!line) return null;
    return (
      <BodyRow
        key={line.id}
        line={line}
        index={index}
        leaves={leaves}
        span={span}
        form={form}
        id={id}
        section={section}
        offsets={offsets}
        measures={measures}
        selected={selected.includes(line.id)}
        drop={drop?.target === line.id ? drop.where : null}
        marks={rowMarks(marks, line.id)}
        faults={faults}
        ways={ways}
        measure={measure}
      />
    );
  });
}

const NONE: Id[] = [];
const UNMARKED: RowMarks = { row: undefined, cells: new Map(), columns: new Map() };

function rowMarks(marks: ReturnType<typeof useMarks>, row: Id): RowMarks {
  const any = marks.rows.size + marks.cells.size + marks.columns.size > 0;
  return any ? { row: marks.rows.get(row), cells: marks.cells, columns: marks.columns } : UNMARKED;
}
