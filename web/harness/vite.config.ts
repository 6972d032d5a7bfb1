/**
 * Builds the harness pages into a folder of their own: `vite build --config harness/vite.config.ts --outDir <folder>`.
 * With `--mode filling` those that are shipped by `vite.filling.ts`, without it the others.
 */

import { resolve } from "node:path";

import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

import { NO_COMPILER, SMALL_VIEW } from "../bundle";

const here = (path: string) => resolve(import.meta.dirname, path);

const FILLING = { fill: here("fill.html"), sheet: here("sheet.html") };
const OTHERS = { designer: here("designer.html"), plain: here("plain.html") };
const compiler = Object.entries(NO_COMPILER).map(([find, replacement]) => ({ find, replacement }));

export default defineConfig(({ mode }) => ({
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
  resolve: { alias: mode === "filling" ? [...compiler, ...SMALL_VIEW] : compiler },
  build: {
    outDir: here("../node_modules/.harness"),
    emptyOutDir: false,
    assetsInlineLimit: 0,
    modulePreload: false,
    target: "es2022",
    rollupOptions: { input: mode === "filling" ? FILLING : OTHERS },
  },
}));
