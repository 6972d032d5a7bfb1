/** Builds the harness pages into a folder of their own: `vite build --config harness/vite.config.ts --outDir <folder>`. */

import { resolve } from "node:path";

import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const here = (path: string) => resolve(import.meta.dirname, path);

export default defineConfig({
  root: here("."),
  base: "./",
  plugins: [
    react(),
    {
      // The samples have no formula program; a small engine stands in for the real one.
      name: "harness-engine",
      enforce: "pre",
      resolveId: (source, importer) => (source === "../formula" && importer?.endsWith("/fill/engine.ts") ? here("engine.ts") : null),
    },
  ],
  resolve: {
    // rjsf's entry names a compiling validator for its own tests; the policy forbids it and nothing here uses it.
    alias: { "@rjsf/validator-ajv8": here("../src/fill/noCompiler.ts") },
  },
  build: {
    outDir: here("../node_modules/.harness"),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: false,
    target: "es2022",
    rollupOptions: { input: { fill: here("fill.html"), sheet: here("sheet.html"), designer: here("designer.html"), plain: here("plain.html") } },
  },
});
