/** The rows that an open row gives from the beginning, under its caption as they will stand there. */

import { t } from "../../words/designer";
import type { Id, RowNode } from "../model/documents";
import { valueAt } from "../model/path";
import { useDesigner } from "../state/store";

/** What a given row is called: its own caption, or the name of the member that it stands for. */
export function givenNames(node: RowNode, nameOf: (list: Id, item: Id) => unknown): string[] {
  const { given, catalogue } = node.open ?? {};
  return (given?.order ?? []).map((id) => {
    const { item, label } = given?.items[id] ?? {};
    const name = item && catalogue ? nameOf(catalogue, item) : undefined;
    return typeof name === "string" ? name : (label ?? "");
  });
}

const MARK = "\u0000";

export function GivenRows({ node }: { node: RowNode }) {
  // As text: other edits of the documents do not draw the row again.
  const text = useDesigner((s) => givenNames(node, (list, item) => valueAt(s.documents, [list, "members", "items", item, "name"])).join(MARK));
  const count = node.open?.given?.order.length ?? 0;
  if (count === 0) return null;
  return (
    <ol className="ds-given" aria-label={t("given.rows")}>
      {text.split(MARK).map((name, at) => <li key={at}>{name || <i className="ds-nothing">{t("given.unnamed")}</i>}</li>)}
    </ol>
  );
}
