import { resolve } from "node:path";

import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

import { packed, usedBootstrap } from "./bundle";

const source = (path: string) => resolve(import.meta.dirname, "src", path);

/**
 * One entry per kind of page. The server reads `manifest.json` to learn which hashed files an entry needs,
 * so a page that only fills a form never loads the designer.
 */
export default defineConfig({
  plugins: [react(), packed()],
  css: { postcss: { plugins: [usedBootstrap()] } },
  base: "/static/bundle/",
  publicDir: false,
  resolve: {
    // rjsf's entry names a compiling validator for its own tests; the policy forbids it and nothing here uses it.
    alias: { "@rjsf/validator-ajv8": source("fill/noCompiler.ts") },
  },
  build: {
    outDir: resolve(import.meta.dirname, "../runtime/static/bundle"),
    emptyOutDir: true,
    manifest: "manifest.json",
    // The strict content security policy allows neither data: scripts nor inline modules.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: {
        app: source("entries/app.ts"),
        font: source("styles/font.css"),
        fill: source("entries/fill.tsx"),
        designer: source("entries/designer.tsx"),
        sheet: source("entries/sheet.tsx"),
        review: source("entries/review.tsx"),
        importing: source("entries/importing.tsx"),
      },
    },
  },
  test: {
    include: ["src/**/*.test.{ts,tsx}"],
    environment: "jsdom",
    // The alias above holds only for what passes through the bundler.
    server: { deps: { inline: [/@rjsf/] } },
    restoreMocks: true,
  },
});
