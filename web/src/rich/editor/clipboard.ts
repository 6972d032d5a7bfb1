/** Cut, copy and paste: only the cleaned model goes into the text; what goes out is a plain list that Word understands. */

import { closeHistory, undo } from "prosemirror-history";
import { DOMSerializer, Fragment, Slice } from "prosemirror-model";
import { TextSelection, type Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";

import { readAs, seemsOld } from "../../letters/old";
import { t } from "../../words/rich";
import { MOST_PARAGRAPHS, plainOf, type Paragraph } from "../model";
import { cleanHtml, cleanText, type Cleaned } from "../paste/clean";
import { nodesOf, paragraphsIn, schema } from "./schema";

const MOST_HTML = 4_000_000;

/** Puts a paste in place of the selection. */
function insert(transaction: Transaction, paragraphs: readonly Paragraph[]): void {
  const nodes = nodesOf(paragraphs);
  transaction.deleteSelection();
  const { $from } = transaction.selection;
  if (nodes.length === 1 && !paragraphs[0]?.list) transaction.replaceSelection(new Slice(Fragment.from(nodes), 1, 1));
  else if ($from.parent.content.size === 0 && !$from.parent.attrs.list) {
    const from = $from.before();
    transaction.replaceWith(from, $from.after(), nodes);
    const end = from + nodes.reduce((sum, node) => sum + node.nodeSize, 0);
    transaction.setSelection(TextSelection.near(transaction.doc.resolve(end), -1));
  } else transaction.replaceSelection(new Slice(Fragment.from(nodes), paragraphs[0]?.list ? 0 : 1, paragraphs.at(-1)?.list ? 0 : 1));
}

/** What is said about a paste, and what it may mean when its letters look as if they were of an old font. */
export interface Taken {
  said: string;
  doubt?: Doubt;
}

export interface Doubt {
  reading: string;
  /** Puts the reading in place of what was pasted, both one step of undo; nothing when the text has changed since. */
  read: () => void;
}

const SHOWN = 80;

/** Takes what the clipboard holds. */
export function take(view: EditorView, data: DataTransfer): Taken {
  const html = data.getData("text/html");
  const text = data.getData("text/plain");
  if (!html && !text) return { said: data.files.length ? t("paste.file") : "" };
  if (html.length + text.length > MOST_HTML) return { said: t("paste.big") };
  const { paragraphs, left }: Cleaned = html ? cleanHtml(html) : cleanText(text);
  const count = paragraphs.length;
  if (count + view.state.doc.childCount > MOST_PARAGRAPHS) return { said: t("paste.long", { count, limit: MOST_PARAGRAPHS }) };
  if (count === 0) return { said: left.sentence ? t("paste.nothing", { left: left.sentence }) : "" };
  put(view, paragraphs);
  const doubt = left.of("oldFont") ? undefined : doubtOf(view, paragraphs);
  const said = left.sentence ? t("paste.but", { count, left: left.sentence }) : count > 1 ? t("paste.done", { count }) : "";
  return { said, ...(doubt && { doubt }) };
}

function put(view: EditorView, paragraphs: readonly Paragraph[]): void {
  // What was typed a moment before is another step.
  const tr = closeHistory(view.state.tr);
  insert(tr, paragraphs);
  view.dispatch(tr.scrollIntoView().setMeta("paste", true).setMeta("uiEvent", "paste"));
}

/** Letters of an old font that came without the name of their font: only the person knows. */
function doubtOf(view: EditorView, paragraphs: readonly Paragraph[]): Doubt | undefined {
  const plain = paragraphs.map((one) => one.runs.map((run) => run.text).join("")).join(" ");
  const code = seemsOld(plain);
  if (!code) return undefined;
  const reading = readAs(plain, code);
  const { doc } = view.state;
  return {
    reading: reading.length > SHOWN ? `${reading.slice(0, SHOWN)}…` : reading,
    read: () => {
      if (view.isDestroyed || !view.state.doc.eq(doc)) return;
      undo(view.state, view.dispatch);
      put(view, paragraphs.map((one) => ({ ...one, runs: one.runs.map((run) => ({ ...run, text: readAs(run.text, code) })) })));
      view.focus();
    },
  };
}

export function plainSlice(slice: Slice): string {
  return plainOf({ rich: paragraphsIn(slice.content) });
}

/** Lists go out as lists, so that Word and this page read them back. */
class Outward extends DOMSerializer {
  override serializeFragment(fragment: Fragment, options: { document?: Document } = {}): DocumentFragment {
    const page = options.document ?? document;
    const out = page.createDocumentFragment();
    const open: HTMLElement[] = [];
    fragment.forEach((node) => {
      const kind = node.attrs.list as string | null;
      const level = kind ? Math.min(Number(node.attrs.level), open.length + 1) : 0;
      open.length = Math.min(open.length, level);
      const tag = kind === "number" ? "OL" : "UL";
      if (kind && open[level - 1]?.tagName !== tag) {
        const list = page.createElement(tag);
        if (kind === "number" && level === 2) list.setAttribute("type", "a");
        list.setAttribute("data-signs", "vi");
        (level === 2 ? (open[0]!.lastElementChild ?? open[0]!) : out).append(list);
        open[level - 1] = list;
      }
      const place = node.isText ? out : page.createElement(kind ? "li" : "p");
      const inside = super.serializeFragment(node.isText ? Fragment.from(node) : node.content, options) as DocumentFragment;
      place.append(inside);
      if (place !== out) (kind ? open[level - 1]! : out).append(place);
    });
    return out;
  }
}

const base = DOMSerializer.fromSchema(schema);
export const outward = new Outward(base.nodes, base.marks);
