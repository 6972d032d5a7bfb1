/** What may come next in a formula: codes with their captions, functions by both names, other forms. */
import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { formOf, formsOf, isGrid, type Id } from "../model/documents";
import { columnsOf, rowsOf } from "../model/geometry";
import type { FunctionInfo } from "../state/api";
import { state } from "../state/store";

const MOST = 40;

interface Offer extends Completion {
  /** What the typed letters are looked for in, without tone marks. */
  keys: string;
}

export function completions(context: CompletionContext, form: Id): CompletionResult | null {
  const word = context.matchBefore(/[\p{L}_][\p{L}\p{N}_.]*/u);
  if (!word && !context.explicit) return null;
  const typed = plain(word?.text ?? "");
  const here = calledForm(context.state.sliceDoc(0, word?.from ?? context.pos)) ?? form;
  const all = [...codes(here), ...(here === form ? [...forms(form), ...functions()] : [])];
  // A code written out in full needs no list; Enter then accepts the formula at once.
  if (!context.explicit && all.some((offer) => offer.label === word?.text)) return null;
  const found = all
    .map((offer) => ({ offer, rank: rank(offer, typed) }))
    .filter((each) => each.rank < 9)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MOST)
    .map((each) => each.offer);
  return found.length > 0 ? { from: word?.from ?? context.pos, options: found, filter: false } : null;
}

function rank(offer: Offer, typed: string): number {
  if (typed === "") return 1;
  const label = plain(offer.label);
  if (label === typed) return 0;
  if (label.startsWith(typed)) return 1;
  if (offer.keys.split(" ").some((key) => key.startsWith(typed))) return 2;
  return typed.length > 1 && offer.keys.includes(typed) ? 3 : 9;
}

/** Lower case without Vietnamese tone marks, so that "khieu nai" finds "Khiếu nại". */
export function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
}

/** The form of an unfinished `form(f_x, …` in front of the cursor. */
function calledForm(before: string): Id | null {
  const match = before.match(/(?:form|biểu|bieu)\(\s*([A-Za-z]\w*)\s*,[^()]*$/i);
  return match?.[1] && formOf(state().documents, match[1]) ? match[1] : null;
}

function codes(form: Id): Offer[] {
  const document = formOf(state().documents, form);
  return (document?.sections.order ?? []).flatMap((id) => {
    const section = document?.sections.items[id];
    if (!isGrid(section)) return [];
    const columns = columnsOf(section.columns).leaves.filter((leaf) => leaf.node.code && !leaf.node.stub);
    const rows = rowsOf(section.rows).rows.filter((row) => row.node.code && row.node.kind !== "unit");
    return [
      ...columns.map((leaf): Offer => ({ label: leaf.node.code ?? "", detail: leaf.path.join(" › "), type: "column", keys: plain(leaf.path.join(" ")) })),
      ...rows.map((row): Offer => ({ label: row.node.code ?? "", detail: [row.node.marker, row.node.label].filter(Boolean).join(" "), type: "row", keys: plain(row.node.label) })),
    ];
  });
}

function forms(form: Id): Offer[] {
  return formsOf(state().documents)
    .filter((each) => each.id !== form)
    .map((each) => ({ label: `form(${each.id}, `, displayLabel: each.code, detail: each.title, type: "form", keys: plain(`${each.code} ${each.title} form bieu`) }));
}

function functions(): Offer[] {
  return state().functions.map((each) => ({
    label: `${each.name}(`,
    displayLabel: each.name,
    detail: each.vi,
    info: () => infoOf(each),
    type: "function",
    keys: plain(`${each.name} ${each.vi}`),
  }));
}

function infoOf(each: FunctionInfo): HTMLElement {
  const box = document.createElement("div");
  const params = Array.isArray(each.params) ? each.params.map((param) => (typeof param === "string" ? param : param.name)).join(", ") : each.params;
  for (const [tag, text] of [["strong", `${each.name}(${params})`], ["p", each.doc], ["code", each.example]] as const) {
    if (!text) continue;
    const line = document.createElement(tag);
    line.textContent = text;
    box.append(line);
  }
  return box;
}
