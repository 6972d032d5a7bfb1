/**
 * The read-only sheet. Two modes by the island's data:
 *
 * - `{"mode": "receive", "submission", "form", "address"?, "done"?}`: a report at its receiver; figures are fetched.
 * - `{"mode": "review", "table": TableModel, "marks": {id: {"kind": "added"|"removed"|"changed", "text"}}, "title"?}` or
 *   `{"mode": "review", "tables": [those]}`: a template's tables with what changed, for the approval page.
 */

import { createRoot } from "react-dom/client";

import { islandData } from "../http";
import { Receive, type ReceiveProps } from "../sheet/Receive";
import { Review, type ReviewProps } from "../sheet/Review";
import "../styles/grid.css";
import "../styles/fill.css";
import "../styles/fill-inside.css";
import "../styles/fill-together.css";
import "../styles/sheet.css";
import "../styles/fill-sections.css";
import "../styles/fill-help.css";
import "../styles/fill-narrow.css";
import "../styles/forced.css";

type SheetData = ({ mode: "receive" } & ReceiveProps) | ({ mode: "review" } & (ReviewProps | { tables: ReviewProps[] }));

function Sheet({ data }: { data: SheetData }) {
  if (data.mode === "receive") return <Receive {...data} />;
  const tables = "tables" in data ? data.tables : [data];
  return <>{tables.map((table) => <Review key={table.table.section} {...table} />)}</>;
}

const place = document.querySelector('[data-island="sheet"]');
if (place) createRoot(place).render(<Sheet data={islandData<SheetData>()} />);
