/**
 * One entry and all that it needs at once, written as a classic script instead of modules (docs/decisions/0039).
 *
 * Browsers keep what they compiled of a classic script and use it at the next visit; of modules Chromium keeps it and compiles anew.
 * What is asked for later stays modules. They import from the modules that went into the script as before: those keep their address and
 * hand on what the script made, so nothing exists twice.
 */

import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, resolve } from "node:path";

import { parseAst, type Plugin } from "vite";

/** Where a page's modules find what its script made, by module. */
const SHARED = "globalThis.khuonShared";

interface Node {
  type: string;
  start: number;
  end: number;
  [part: string]: unknown;
}
interface Named {
  imported?: { name: string };
  exported?: { name: string };
  local: { name: string };
}
interface Edit {
  start: number;
  end: number;
  text: string;
}
interface Built {
  type: string;
  name?: string;
  isEntry?: boolean;
  facadeModuleId?: string | null;
  imports?: readonly string[];
}

/** All nodes, each with what it stands in, the nearest last. */
function* within(node: unknown, around: readonly Node[] = []): Generator<readonly [Node, readonly Node[]]> {
  if (Array.isArray(node)) for (const one of node) yield* within(one, around);
  else if (node !== null && typeof node === "object") {
    const isNode = typeof (node as Node).type === "string";
    if (isNode) yield [node as Node, around];
    const next = isNode ? [...around, node as Node] : around;
    for (const part of Object.values(node)) yield* within(part, next);
  }
}

const isFunction = ({ type }: Node): boolean => /Function/.test(type);

const edited = (code: string, edits: readonly Edit[]): string =>
  [...edits].sort((one, other) => other.start - one.start).reduce((text, { start, end, text: put }) => text.slice(0, start) + put + text.slice(end), code);

/** A module's code as the body of a function that returns what the module exports, by names as they stand at the time they are asked for. */
export function functionOf(code: string, file: string): { body: string; exported: readonly string[] } {
  const edits: Edit[] = [];
  const given: string[] = [];
  const exported: string[] = [];
  const tree = parseAst(code) as unknown as { body: Node[] };
  for (const node of tree.body) {
    const { start, end } = node;
    const specifiers = (node["specifiers"] ?? []) as (Named & Node)[];
    if (node.type === "ImportDeclaration") {
      if (specifiers.some((one) => one.type !== "ImportSpecifier")) throw new Error(`${file}: only named imports can be written as a classic script`);
      const names = specifiers.map((one) => `${one.imported!.name}:${one.local.name}`).join(",");
      const from = basename((node["source"] as { value: string }).value);
      edits.push({ start, end, text: names && `const{${names}}=${SHARED}["${from}"];` });
    } else if (node.type === "ExportNamedDeclaration" && !node["declaration"] && !node["source"]) {
      for (const one of specifiers) {
        exported.push(one.exported!.name);
        given.push(`get ${one.exported!.name}(){return ${one.local.name}}`);
      }
      edits.push({ start, end, text: "" });
    } else if (/^Export/.test(node.type)) {
      throw new Error(`${file}: ${node.type} cannot be written as a classic script`);
    }
  }
  for (const [node, around] of within(tree.body)) {
    // Addresses of the bundle are whole; what is relative to a module is relative to nothing here. `new.target` stays what it is.
    if (node.type === "MetaProperty" && (node["meta"] as { name: string }).name === "import") edits.push({ start: node.start, end: node.end, text: "({url:document.baseURI})" });
    if (node.type === "AwaitExpression" && !around.some(isFunction)) throw new Error(`${file}: a classic script cannot wait while it is loaded`);
  }
  return { body: `${edited(code, edits)}\nreturn{${given.join(",")}}`, exported };
}

/** Writes the entry with this source, and what it imports at once, as one classic script; its manifest says so by `classic`. */
export function classic(source: string, manifest: string): Plugin {
  return {
    name: "classic",
    apply: "build",
    writeBundle({ dir }, files) {
      const built = files as unknown as Record<string, Built>;
      const entry = Object.keys(built).find((file) => built[file]!.isEntry && built[file]!.facadeModuleId === source);
      if (!entry) throw new Error(`no entry ${source}`);
      const order: string[] = [];
      const visit = (file: string): void => {
        if (order.includes(file)) return;
        for (const next of built[file]!.imports ?? []) visit(next);
        order.push(file);
      };
      visit(entry);
      const parts = order.map((file) => {
        const { body, exported } = functionOf(readFileSync(resolve(dir!, file), "utf-8"), file);
        const name = basename(file);
        if (file !== entry) {
          const [made, handed] = [exported.map((one) => `_${one}=from.${one}`), exported.map((one) => `_${one} as ${one}`)];
          writeFileSync(resolve(dir!, file), `const from=${SHARED}["${name}"],${made.join(",")};export{${handed.join(",")}};\n`);
        }
        return `${SHARED}["${name}"]=(()=>{${body}})();`;
      });
      const code = `(()=>{"use strict";${SHARED}={};\n${parts.join("\n")}\n})();\n`;
      // What a part may hold and a function may not is found here, and not on a clerk's screen.
      parseAst(code);
      const hash = createHash("sha256").update(code).digest("base64url").replaceAll(/[-_]/g, "").slice(0, 8);
      const file = entry.replace(basename(entry), `${built[entry]!.name}-${hash}.js`);
      rmSync(resolve(dir!, entry));
      writeFileSync(resolve(dir!, file), code);
      describe(resolve(dir!, manifest), entry, file, order);
    },
  };
}

function describe(path: string, entry: string, file: string, order: readonly string[]): void {
  const named = JSON.parse(readFileSync(path, "utf-8")) as Record<string, { file: string; classic?: boolean; after?: string }>;
  const key = Object.keys(named).find((one) => named[one]!.file === entry)!;
  for (const one of Object.values(named)) if (order.includes(one.file) && one.file !== entry) one.after = key;
  Object.assign(named[key]!, { file, classic: true });
  writeFileSync(path, `${JSON.stringify(named, null, 2)}\n`);
}
