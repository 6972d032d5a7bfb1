/**
 * Behaviours of server pages, all of them by data attributes, none of them needed to reach a function:
 *
 * - `data-confirm="…"` on a form asks before it is sent;
 * - `data-print` on a button prints the page;
 * - `data-submit-on-change` on a field sends its form when the choice changes;
 * - `data-filter="table-id"` on a search field hides the rows that do not hold the words (marks folded);
 * - `data-once` on a form keeps a double click from sending it twice;
 * - `data-part="address"` names a part that takes a while and is fetched once the page stands (see `parts`);
 * - menus made of details close on Escape and on a click elsewhere.
 */

import { fetchParts } from "./parts";

/** Search key: lower case, marks off, đ folded, as on the server. */
export function fold(text: string): string {
  return text.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/\p{M}/gu, "");
}

function closeMenus(page: Document, except: Node | null): void {
  for (const menu of page.querySelectorAll<HTMLDetailsElement>("details.menu[open]")) {
    if (!except || !menu.contains(except)) menu.open = false;
  }
}

function onMenus(page: Document): void {
  page.addEventListener("click", (event) => closeMenus(page, event.target as Node));
  page.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = page.querySelector<HTMLDetailsElement>("details.menu[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary")?.focus();
  });
}

function onForms(page: Document): void {
  page.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    const question = form.dataset.confirm;
    if (question && !window.confirm(question)) {
      event.preventDefault();
      return;
    }
    if (form.dataset.once === undefined) return;
    if (form.dataset.sent !== undefined) event.preventDefault();
    form.dataset.sent = "";
  });
  page.addEventListener("change", (event) => {
    const field = event.target as HTMLElement;
    if (field.dataset.submitOnChange !== undefined) field.closest("form")?.requestSubmit();
  });
}

/** Hide the rows of a table that do not hold every word; returns how many are left. */
export function filterRows(table: HTMLTableElement, words: string): number {
  const wanted = fold(words).split(/\s+/).filter(Boolean);
  let left = 0;
  for (const row of table.tBodies[0]?.rows ?? []) {
    const text = fold(row.textContent ?? "");
    row.hidden = !wanted.every((word) => text.includes(word));
    if (!row.hidden) left += 1;
  }
  return left;
}

function onFilters(page: Document): void {
  for (const field of page.querySelectorAll<HTMLInputElement>("input[data-filter]")) {
    const table = page.getElementById(field.dataset.filter ?? "");
    if (!(table instanceof HTMLTableElement)) continue;
    const tell = page.getElementById(`${table.id}-left`);
    const run = (): void => {
      const left = filterRows(table, field.value);
      if (tell) tell.textContent = field.value ? `${left}/${table.tBodies[0]?.rows.length ?? 0}` : "";
    };
    field.addEventListener("input", run);
    if (field.value) run();
  }
}

/** Attach all behaviours to a page. */
export function startPages(page: Document): void {
  onMenus(page);
  onForms(page);
  onFilters(page);
  void fetchParts(page);
  page.addEventListener("click", (event) => {
    if ((event.target as HTMLElement).closest("[data-print]")) window.print();
  });
}
