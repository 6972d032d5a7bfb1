/** What both builds share, and the steps that make the first visit small: few files, no unused rules of Bootstrap, every file stored packed as well. */

import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

import type { AcceptedPlugin, Root } from "postcss";
import type { Plugin } from "vite";

const ROOT = resolve(import.meta.dirname, "..");

/** Every build answers to the same strict policy and writes into the folder that the server reads. */
export const OUTPUT = {
  outDir: resolve(ROOT, "runtime/static/bundle"),
  // The strict content security policy allows neither data: scripts nor inline modules.
  assetsInlineLimit: 0,
  modulePreload: { polyfill: false },
};
/** rjsf's entry names a compiling validator for its own tests; the policy forbids it and nothing here uses it. */
export const NO_COMPILER = { "@rjsf/validator-ajv8": resolve(import.meta.dirname, "src/fill/noCompiler.ts") };
/** Pages that a slow line waits for are drawn by Preact: a tenth of React's script (docs/decisions/0033). */
export const SMALL_VIEW = [
  { find: "react/jsx-runtime", replacement: "preact/jsx-runtime" },
  { find: "react/jsx-dev-runtime", replacement: "preact/jsx-dev-runtime" },
  { find: "react-dom/client", replacement: "preact/compat/client" },
  { find: "react-dom/test-utils", replacement: "preact/test-utils" },
  { find: "react-dom", replacement: "preact/compat" },
  { find: "react", replacement: "preact/compat" },
].map(({ find, replacement }) => ({ find: new RegExp(`^${find}$`), replacement }));
/** Everything that may name a class: pages, what draws on the server, the browser's own sources, and the libraries that draw fields. */
const SOURCES = ["runtime", "designer", "renderers", "web/src", "web/harness", "web/node_modules/@rjsf/core/dist", "web/node_modules/@rjsf/react-bootstrap/dist"];
const NAMING = /\.(?:html|py|tsx?|js)$/;
const PASSED_BY = /(?:^|\/)(?:static|migrations|__pycache__)\//;
/** Names that the library of fields puts together itself: they appear nowhere as a whole. */
const COMPOSED = /^(?:btn|form|col|row|alert|card|input-group|list-group|container|is-(?:in)?valid|(?:in)?valid|was-validated)(?:-|$)/;

/** What stands on the filling page before anything is opened: its page and its own sources. */
const FIRST = ["runtime/templates/base.html", "runtime/templates/header.html", "runtime/templates/macros.html", "runtime/templates/filling", "web/src/fill", "web/src/grid", "web/src/calendar"];

function filesOf(place: string): string[] {
  const path = resolve(ROOT, place);
  return NAMING.test(place) ? [path] : readdirSync(path, { recursive: true, encoding: "utf-8" }).map((name) => `${path}/${name}`);
}

function usedWords(places: readonly string[]): (name: string) => boolean {
  const words = new Set<string>();
  const starts = new Set<string>();
  for (const path of places.flatMap(filesOf).filter((name) => NAMING.test(name) && !PASSED_BY.test(name.slice(ROOT.length)))) {
    const text = readFileSync(path, "utf-8");
    for (const [word] of text.matchAll(/[A-Za-z][\w-]*/g)) words.add(word);
    // A name that is completed where it stands: "state-${kind}", "state-{{ kind }}".
    for (const [, start] of text.matchAll(/([A-Za-z][\w-]*-)(?:\$\{|\{\{|\{|" ?~|" ?\+|' ?~)/g)) starts.add(start!);
  }
  return (name) => words.has(name) || [...starts].some((start) => name.startsWith(start));
}

/** Takes rules out whose classes are not used. */
function purge(root: Root, used: (name: string) => boolean): void {
  const wanted = (selector: string): boolean =>
    !selector.includes("data-bs-theme=dark") && [...selector.matchAll(/\.((?:\\.|[\w-])+)/g)].every(([, name]) => used(name!.replace(/\\/g, "")));
  root.walkRules((rule) => {
    if (rule.parent?.type === "atrule" && /keyframes$/.test((rule.parent as { name?: string }).name ?? "")) return;
    const kept = rule.selectors.filter(wanted);
    if (kept.length === 0) rule.remove();
    else if (kept.length < rule.selectors.length) rule.selectors = kept;
  });
  root.walkAtRules((rule) => {
    if (rule.nodes?.length === 0) rule.remove();
  });
}

/** Takes rules out of Bootstrap whose classes stand in no source, and out of `first.css` what the first picture does without. What is in doubt stays. */
export function usedStyles(): AcceptedPlugin {
  return {
    postcssPlugin: "used-styles",
    Once(root) {
      const file = root.source?.input.file ?? "";
      if (file.endsWith("/styles/first.css")) purge(root, usedWords(FIRST));
      if (!file.includes("/bootstrap/dist/css/")) return;
      const used = usedWords(SOURCES);
      purge(root, (name) => used(name) || COMPOSED.test(name));
    },
  };
}

const PACKABLE = /\.(?:js|css|svg)$/;
const LEAST = 1024;

/** Stores each file of the bundle a second time, packed as small as can be: the server has no time for it at a request. */
export function packed(): Plugin {
  return {
    name: "packed",
    apply: "build",
    writeBundle({ dir }) {
      // All that lies there and is not packed yet: a step before this one may have written files of its own.
      for (const name of readdirSync(dir!, { recursive: true, encoding: "utf-8" }).filter((one) => PACKABLE.test(one))) {
        const path = resolve(dir!, name);
        if (existsSync(`${path}.br`)) continue;
        const body = readFileSync(path);
        if (body.length < LEAST) continue;
        const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length };
        writeFileSync(`${path}.br`, brotliCompressSync(body, { params }));
      }
    },
  };
}

interface Known {
  getModuleInfo: (id: string) => { importedIds: readonly string[] } | null;
}

/** One file of all that an entry needs at once: on a slow line every further file waits for a turn of its own. */
export function besideEachOther(entry: string): { name: (id: string, known: Known) => string | null } {
  let needed: Set<string> | null = null;
  const reach = (known: Known): Set<string> => {
    const found = new Set<string>([entry]);
    for (const id of found) for (const next of known.getModuleInfo(id)?.importedIds ?? []) found.add(next);
    return found;
  };
  return { name: (id, known) => ((needed ??= reach(known)).has(id) && id !== entry ? "filling" : null) };
}
