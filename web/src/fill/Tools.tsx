/** The tools beside the title of a form: in a line where there is room, behind one button where there is little. */

import { useState, type ReactNode } from "react";

import { t } from "../words/fill";

export function FillTools({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="btn btn-small fill-more" aria-expanded={open} aria-controls="fill-tools" onClick={() => setOpen(!open)}>{t("head.tools")}</button>
      <div id="fill-tools" className={`fill-tools${open ? " is-open" : ""}`} role="group" aria-label={t("head.tools")}>{children}</div>
    </>
  );
}
