/** Builds the pages on which reports are filled and read. The rest of the bundle is built after it (`vite.config.ts`). */

import { resolve } from "node:path";

import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

import { besideEachOther, NO_COMPILER, OUTPUT, packed, SMALL_VIEW } from "./bundle";
import { classic } from "./classic";

const MANIFEST = "filling.json";
const entry = (name: string) => resolve(import.meta.dirname, "src/entries", name);

export default defineConfig({
  plugins: [react(), classic(entry("fill.tsx"), MANIFEST), packed()],
  base: "/static/bundle/",
  publicDir: false,
  resolve: { alias: [...Object.entries(NO_COMPILER).map(([find, replacement]) => ({ find, replacement })), ...SMALL_VIEW] },
  build: {
    ...OUTPUT,
    // Watched, it leaves what the other build wrote.
    emptyOutDir: !process.argv.includes("--watch"),
    manifest: MANIFEST,
    rollupOptions: {
      input: { fill: entry("fill.tsx"), sheet: entry("sheet.tsx"), review: entry("review.tsx") },
      output: { codeSplitting: { groups: [besideEachOther(entry("fill.tsx"))] } },
    },
  },
});
