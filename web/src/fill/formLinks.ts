/** Links beside the page that are of the form on screen ("Tải về"): they follow it from tab to tab, and hold what was typed last. */

import { useEffect } from "react";

import { closeEditor } from "./offline/typing";

const LINKS = "a[data-form-link]";

/** `around`: the page around the form may come later than the form. */
export function useFormLinks(form: string, flush: () => Promise<void>, around = true): void {
  useEffect(() => {
    const links = [...document.querySelectorAll<HTMLAnchorElement>(LINKS)];
    for (const link of links) link.href = (link.dataset["formLink"] ?? "").replace("{form}", encodeURIComponent(form));
    const take = (event: MouseEvent) => {
      const link = event.currentTarget as HTMLAnchorElement;
      event.preventDefault();
      link.closest("details")?.removeAttribute("open");
      closeEditor();
      void flush().then(() => location.assign(link.href));
    };
    links.forEach((link) => link.addEventListener("click", take));
    return () => links.forEach((link) => link.removeEventListener("click", take));
  }, [form, flush, around]);
}
