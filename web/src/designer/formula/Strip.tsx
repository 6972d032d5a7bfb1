/** Under the formula while it is written: the period of the reference at the cursor, and the functions by their names. */
import { type MouseEvent, useRef, useState } from "react";
import { t } from "../../words/designer";
import { Menu } from "../parts/Menu";
import { useDesigner } from "../state/store";
import { PERIODS } from "./period";
import { useWriting } from "./writing";

const keepFocus = (event: MouseEvent): void => event.preventDefault();

export function Strip() {
  const now = useWriting((s) => s.now);
  const functions = useDesigner((s) => s.functions);
  const [menu, setMenu] = useState<{ x: number; y: number } | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  if (!now) return null;
  const open = (): void => {
    const box = button.current?.getBoundingClientRect();
    if (box) setMenu({ x: box.left, y: box.bottom + 2 });
  };
  return (
    <span className="ds-strip">
      <span role="radiogroup" aria-label={t("period")} title={t("period.hint")}>
        {PERIODS.map((period) => (
          <button key={period} type="button" role="radio" tabIndex={-1} aria-checked={now.period === period} disabled={now.period === null} onMouseDown={keepFocus} onClick={() => now.setPeriod(period)}>{t(`period.${period}`)}</button>
        ))}
      </span>
      <button ref={button} type="button" tabIndex={-1} aria-haspopup="menu" aria-expanded={menu !== null} onMouseDown={keepFocus} onClick={open}>{t("functions")}</button>
      {menu ? (
        <Menu
          label={t("functions")}
          at={menu}
          onClose={() => setMenu(null)}
          items={functions.map((each) => ({ label: `${each.vi.replaceAll("_", " ")}: ${first(each.doc)}`, keys: each.name, run: () => now.write(`${each.name}(`) }))}
        />
      ) : null}
    </span>
  );
}

function first(text: string): string {
  const clause = text.split(/[.;:]/)[0] ?? "";
  return clause.length > 64 ? `${clause.slice(0, 62)}…` : clause;
}
