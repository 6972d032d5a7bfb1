/** The menu of the form's own workbook: taken away with the figures or blank; what brings it back stands below. */

import { type MouseEvent, type ReactNode, useRef } from "react";

import { t } from "../words/form-book";

interface BookMenuProps {
  /** Address of the form's page. */
  page: string;
  /** Saves what was typed last, so that it is in the file. */
  flush: () => Promise<void>;
  /** More entries of the menu. */
  children?: ReactNode;
}

export function BookMenu({ page, flush, children }: BookMenuProps) {
  const menu = useRef<HTMLDetailsElement>(null);
  const close = () => menu.current?.removeAttribute("open");
  const take = async (event: MouseEvent<HTMLAnchorElement>) => {
    const { href } = event.currentTarget;
    event.preventDefault();
    close();
    await flush();
    // As a download, so that a broken line leaves the page as it is.
    const link = document.createElement("a");
    link.href = href;
    link.download = "";
    link.click();
  };
  return (
    <details ref={menu} className="menu fill-book" onKeyDown={(event) => event.key === "Escape" && close()}>
      <summary className="btn btn-small" title={t("book.menuHint")}>{t("book.menu")}</summary>
      <div className="menu-body">
        <a href={`${page}/tep-nhap/co-so-lieu`} onClick={(event) => void take(event)}>{t("book.filled")}</a>
        <a href={`${page}/tep-nhap/trong`} onClick={(event) => void take(event)}>{t("book.blank")}</a>
        {children}
      </div>
    </details>
  );
}
