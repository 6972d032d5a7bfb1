/** What stands in no table (checks, consolidation, printed page, regime): before and after in words beside each other. */

import { t } from "../words/review";
import type { Change } from "./model";

const ORDER = ["rules", "consolidation", "regime", "lists", "form", "layout"] as const;

export function SidesTable({ changes, form, selected, onSelect }: { changes: readonly Change[]; form: string | null; selected: number | null; onSelect: (change: Change) => void }) {
  const own = changes.filter((change) => change.part && change.sides && (change.form === form || change.form === null));
  if (!own.length) return null;
  return (
    <section className="rv-section">
      <h3>{t("rv.sides")}</h3>
      <div className="table-wrap">
        <table className="table rv-sides">
          <thead><tr><th scope="col">{t("rv.what")}</th><th scope="col">{t("rv.before")}</th><th scope="col">{t("rv.after")}</th></tr></thead>
          {ORDER.map((part) => {
            const rows = own.filter((change) => change.part === part);
            if (!rows.length) return null;
            return (
              <tbody key={part}>
                <tr><th scope="rowgroup" colSpan={3}>{t(`rv.sides.${part}`)}</th></tr>
                {rows.map((change) => (
                  <tr key={change.n} data-side={change.n} className={change.n === selected ? "is-looked-at" : undefined} onClick={() => onSelect(change)}>
                    <td>{change.sides!.what}</td>
                    <td>{change.sides!.old}</td>
                    <td>{change.sides!.new}</td>
                  </tr>
                ))}
              </tbody>
            );
          })}
        </table>
      </div>
    </section>
  );
}
