/** The printed header: the column tree with real spans, and the row of column numbers with the relation line. */

import { useStore } from "../useStore";
import { t } from "../words/grid";
import { markClass, useGrid, type ChangeMark } from "./context";
import type { Column, HeaderCell } from "./model";

export function ColumnWidths() {
  const { columns } = useGrid();
  const widths = useStore(columns.on, columns.snapshot);
  return (
    <colgroup>
      {widths.map((width, index) => (
        <col key={index} style={{ width }} />
      ))}
    </colgroup>
  );
}

/** What the badge adds to the text of a cell. */
const badgeText = (mark: ChangeMark | undefined): string => (!mark || mark.quiet ? "" : `\u2003${t(`mark.${mark.kind}`)}`);

/** The text of a figure with the signs before and behind it: what its column needs room for. */
export const roomText = (text: string, carried: boolean, mark: ChangeMark | undefined): string => text && `${carried ? "✎ \u2002" : ""}${text}${badgeText(mark)}`;

export function MarkBadge({ mark }: { mark: ChangeMark | undefined }) {
  if (!mark || mark.quiet) return null;
  return (
    <span className={`k-change k-change-${mark.kind}`} title={mark.text}>
      {t(`mark.${mark.kind}`)}
    </span>
  );
}

function headClass(cell: HeaderCell, column: Column | undefined, mark: ChangeMark | undefined): string {
  const names = ["k-th"];
  if (column?.stub === "caption") names.push("k-frozen");
  if (!cell.leaf) names.push("k-group");
  return names.join(" ") + markClass(mark);
}

/** "9 = 11+12+13" stands for both the number and the relation, as forms print it; lines may break before "=". */
function NumberCell({ column, printed }: { column: Column; printed: string }) {
  const relation = column.relation ?? "";
  const number = printed || (column.number ?? "");
  if (!relation || relation === number) return <>{number}</>;
  const breakable = relation.replace(/\s*=\s*/g, "\u200b=").replace(/\+/g, "+\u200b").replace(/^\u200b/, "");
  const same = breakable.startsWith(`${number}\u200b=`);
  if (same) return <span className="k-relation"><strong>{number}</strong>{breakable.slice(number.length)}</span>;
  return <>{number}<span className="k-relation is-own-line">{breakable}</span></>;
}

export function Head() {
  const { control, marks } = useGrid();
  const { table } = control;
  const byId = new Map(table.columns.map((column) => [column.id, column]));
  const printed = new Map(table.number_row.map((cell) => [cell.id, cell.text]));
  return (
    <thead>
      {table.header.map((row, level) => (
        <tr key={level}>
          {row.map((cell) => {
            const column = cell.leaf ? byId.get(cell.id) : undefined;
            return (
              <th
                key={cell.id}
                scope={cell.colspan > 1 ? "colgroup" : "col"}
                colSpan={cell.colspan}
                rowSpan={cell.rowspan}
                className={headClass(cell, column, marks[cell.id])}
                data-node={cell.id}
                title={column?.guidance}
              >
                <span className="k-title">
                  {cell.label}
                  <MarkBadge mark={marks[cell.id]} />
                  {column?.unit_label && !column.stub && !cell.label.includes(`(${column.unit_label})`) && <span className="k-unit">({column.unit_label})</span>}
                </span>
              </th>
            );
          })}
        </tr>
      ))}
      {table.number_row.length > 0 && (
        <tr className="k-numbers">
          {table.columns.map((column) => (
            <td key={column.id} className={column.stub === "caption" ? "k-frozen" : undefined}>
              <NumberCell column={column} printed={printed.get(column.id) ?? ""} />
            </td>
          ))}
        </tr>
      )}
    </thead>
  );
}
