/** Two steps of the build that make the first visit small: rules of Bootstrap that nothing uses go, and every file is stored packed as well. */

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

import type { AcceptedPlugin } from "postcss";
import type { Plugin } from "vite";

const ROOT = resolve(import.meta.dirname, "..");
/** Everything that may name a class: pages, what draws on the server, the browser's own sources, and the libraries that draw fields. */
const SOURCES = ["runtime", "designer", "renderers", "web/src", "web/harness", "web/node_modules/@rjsf/core/dist", "web/node_modules/@rjsf/react-bootstrap/dist"];
const NAMING = /\.(?:html|py|tsx?|js)$/;
const PASSED_BY = /(?:^|\/)(?:static|migrations|__pycache__)\//;
/** Names that the library of fields puts together itself: they appear nowhere as a whole. */
const COMPOSED = /^(?:btn|form|col|row|alert|card|input-group|list-group|container|is-(?:in)?valid|(?:in)?valid|was-validated)(?:-|$)/;

function usedWords(): (name: string) => boolean {
  const words = new Set<string>();
  const starts = new Set<string>();
  const files = SOURCES.flatMap((folder) => readdirSync(resolve(ROOT, folder), { recursive: true, encoding: "utf-8" }).map((name) => `${folder}/${name}`));
  for (const path of files.filter((name) => NAMING.test(name) && !PASSED_BY.test(name))) {
    const text = readFileSync(resolve(ROOT, path), "utf-8");
    for (const [word] of text.matchAll(/[A-Za-z][\w-]*/g)) words.add(word);
    // A name that is completed where it stands: "state-${kind}", "state-{{ kind }}".
    for (const [, start] of text.matchAll(/([A-Za-z][\w-]*-)(?:\$\{|\{\{|\{|" ?~|" ?\+|' ?~)/g)) starts.add(start!);
  }
  return (name) => words.has(name) || COMPOSED.test(name) || [...starts].some((start) => name.startsWith(start));
}

/** Takes rules out of Bootstrap whose classes stand in no source. What is in doubt stays. */
export function usedBootstrap(): AcceptedPlugin {
  return {
    postcssPlugin: "used-bootstrap",
    Once(root) {
      if (!root.source?.input.file?.includes("/bootstrap/dist/css/")) return;
      const used = usedWords();
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
    writeBundle({ dir }, files) {
      for (const name of Object.keys(files).filter((one) => PACKABLE.test(one))) {
        const path = resolve(dir!, name);
        const body = readFileSync(path);
        if (body.length < LEAST) continue;
        const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length };
        writeFileSync(`${path}.br`, brotliCompressSync(body, { params }));
      }
    },
  };
}
