/** The formula text cut into words for colouring, completion and marking; whether it is right the server says. */
import { t } from "../../words/designer";
import type { Documents, GridSection, Id } from "../model/documents";
import { formOf, isGrid } from "../model/documents";
import type { FunctionInfo } from "../state/api";

export type TokenKind = "name" | "number" | "text" | "operator" | "open" | "close" | "comma" | "blank" | "other";

export interface Token {
  kind: TokenKind;
  text: string;
  from: number;
  to: number;
}

const PATTERNS: [TokenKind, RegExp][] = [
  ["blank", /\s+/y],
  ["number", /\d+(?:[.,]\d+)?/y],
  ["name", /[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*/uy],
  ["text", /"[^"]*"?|'[^']*'?/y],
  ["operator", /==|!=|<>|<=|>=|[-+*/%<>=≤≥≠]/y],
  ["open", /\(/y],
  ["close", /\)/y],
  ["comma", /[,;]/y],
];

export function tokens(text: string): Token[] {
  const found: Token[] = [];
  for (let at = 0; at < text.length; ) {
    let kind: TokenKind = "other";
    let length = 1;
    for (const [name, pattern] of PATTERNS) {
      pattern.lastIndex = at;
      const match = pattern.exec(text);
      if (match) {
        kind = name;
        length = match[0].length;
        break;
      }
    }
    found.push({ kind, text: text.slice(at, at + length), from: at, to: at + length });
    at += length;
  }
  return found;
}

export const KEYWORDS = new Set(["and", "or", "not", "if", "else", "true", "false", "blank"]);

export interface CodeReference {
  /** Row and column ids; a bare code gives one of them. */
  row?: Id;
  column?: Id;
  form: Id;
  section: Id;
  code: string;
  from: number;
  to: number;
}

interface CodeBook {
  rows: Map<string, { id: Id; section: Id }>;
  columns: Map<string, { id: Id; section: Id }>;
}

const books = new WeakMap<object, CodeBook>();

/** All codes of a form, over its sections. */
export function codesOf(documents: Documents, form: Id): CodeBook | undefined {
  const document = formOf(documents, form);
  if (!document) return undefined;
  const known = books.get(document);
  if (known) return known;
  const book: CodeBook = { rows: new Map(), columns: new Map() };
  for (const id of document.sections.order) {
    const section = document.sections.items[id];
    if (!isGrid(section)) continue;
    for (const [column, node] of Object.entries(section.columns.nodes)) if (node.code) book.columns.set(node.code, { id: column, section: id });
    for (const [row, node] of Object.entries(section.rows.nodes)) if (node.code) book.rows.set(node.code, { id: row, section: id });
  }
  books.set(document, book);
  return book;
}

/** The cells, columns and rows that a text names, codes of other forms by `form(f_id, code)` included. */
export function referencesIn(documents: Documents, form: Id, text: string): CodeReference[] {
  const list = tokens(text).filter((token) => token.kind !== "blank");
  const found: CodeReference[] = [];
  const calls: { form: Id }[] = [];
  let here = form;
  list.forEach((token, index) => {
    if (token.kind === "open") {
      const callee = list[index - 1];
      const target = list[index + 1];
      calls.push({ form: here });
      if (/^(form|biểu|bieu)$/i.test(callee?.text ?? "") && target && formOf(documents, target.text)) here = target.text;
    } else if (token.kind === "close") here = calls.pop()?.form ?? form;
    else if (token.kind === "name" && list[index + 1]?.kind !== "open") {
      const reference = named(documents, here, token);
      if (reference) found.push(reference);
    }
  });
  return found;
}

function named(documents: Documents, form: Id, token: Token): CodeReference | undefined {
  const book = codesOf(documents, form);
  const [first = "", second] = token.text.split(".");
  const common = { form, code: token.text, from: token.from, to: token.to };
  if (second !== undefined) {
    const row = book?.rows.get(first);
    const column = book?.columns.get(second);
    return row && column ? { ...common, row: row.id, column: column.id, section: row.section } : undefined;
  }
  const column = book?.columns.get(first);
  if (column) return { ...common, column: column.id, section: column.section };
  const row = book?.rows.get(first);
  return row ? { ...common, row: row.id, section: row.section } : undefined;
}

/** A formula or rule in words from captions alone, for lists; the exact wording comes from the server. */
export function inWords(documents: Documents, form: Id, text: string, functions: FunctionInfo[]): string {
  const references = new Map(referencesIn(documents, form, text).map((each) => [each.from, each]));
  return tokens(text)
    .map((token) => {
      const reference = references.get(token.from);
      if (reference) return wordsFor(documents, reference);
      if (token.kind === "operator") return SIGNS[token.text] ?? token.text;
      if (token.kind === "name" && formOf(documents, token.text)) return formOf(documents, token.text)?.code ?? token.text;
      if (token.kind === "name") return functions.find((each) => each.name.toLowerCase() === token.text.toLowerCase())?.vi.replaceAll("_", " ") ?? token.text;
      return token.text;
    })
    .join("")
    .replace(/\s+/g, " ")
    .trim();
}

const SIGNS: Record<string, string> = { "==": "=", "!=": "≠", "<>": "≠", "<=": "≤", ">=": "≥", "*": "×", "-": "−" };

function wordsFor(documents: Documents, reference: CodeReference): string {
  const section = formOf(documents, reference.form)?.sections.items[reference.section];
  if (!isGrid(section)) return reference.code;
  return [reference.row && rowWords(section, reference.row), reference.column && columnWords(section, reference.column)]
    .filter(Boolean)
    .join(", ");
}

export function columnWords(section: GridSection, id: Id): string {
  const node = section.columns.nodes[id];
  if (!node) return id;
  return node.label ? `«${node.label}»${node.number ? ` (${node.number})` : ""}` : (node.number ?? node.code) ? t("tokens.column", { what: node.number ?? node.code ?? "" }) : t("tokens.columnNew");
}

export function rowWords(section: GridSection, id: Id): string {
  const node = section.rows.nodes[id];
  if (!node) return id;
  const name = [node.marker, node.label].filter(Boolean).join(" ");
  return name ? `«${name}»` : (node.code ? t("tokens.row", { what: node.code }) : t("tokens.rowNew"));
}
