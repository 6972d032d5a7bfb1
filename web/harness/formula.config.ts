/** Builds the formula engine for Node: `vite build --config harness/formula.config.ts --outDir <folder>`. */

import { resolve } from "node:path";

import { defineConfig } from "vite";

export default defineConfig({
  root: import.meta.dirname,
  ssr: { noExternal: true },
  build: { ssr: resolve(import.meta.dirname, "formula-node.ts"), emptyOutDir: true, target: "es2022", rollupOptions: { output: { entryFileNames: "formula.mjs" } } },
});
