/** What was typed where nothing stands any more, to be copied before it goes. */
import { t } from "../../words/designer";
import { toast, type Conflict } from "../state/store";
import { shown } from "./values";

export function GoneTable({ items }: { items: Conflict["items"] }) {
  return (
    <table className="table">
      <thead><tr><th scope="col">{t("conflict.place")}</th><th scope="col">{t("gone.yours")}</th><th scope="col">{t("gone.reason")}</th></tr></thead>
      <tbody>
        {items.map((item, index) => (
          <tr key={index}>
            <th scope="row">{item.place}</th>
            <td>
              <span className="ds-copy">
                <span>{shown(item.yours)}</span>
                {item.yours === null ? null : <button type="button" className="btn btn-small" onClick={() => void copy(shown(item.yours))}>{t("gone.copy")}</button>}
              </span>
            </td>
            <td>{item.message}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

async function copy(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  toast(t("gone.copied"));
}
