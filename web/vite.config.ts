/** Builds the pages of the designer and what every page needs; those that fill and read reports are built before it (`vite.filling.ts`). */

import { resolve } from "node:path";

import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

import { NO_COMPILER, OUTPUT, packed, SMALL_VIEW, usedStyles } from "./bundle";

const source = (path: string) => resolve(import.meta.dirname, "src", path);
const aliases = Object.entries(NO_COMPILER).map(([find, replacement]) => ({ find, replacement }));
/** Tests of these run with what they ship with. */
const FILLING = "src/{fill,sheet,review,rich,grid}/**/*.test.{ts,tsx}";
// An alias holds only for what passes through the bundler.
/** A test of a second takes many on a busy machine; one that hangs is told a minute later. */
const tests = { environment: "jsdom", restoreMocks: true, testTimeout: 60_000, hookTimeout: 60_000 } as const;

/**
 * One entry per kind of page. The server reads `manifest.json` to learn which hashed files an entry needs,
 * so a page that only fills a form never loads the designer.
 */
export default defineConfig({
  plugins: [react(), packed()],
  css: { postcss: { plugins: [usedStyles()] } },
  base: "/static/bundle/",
  publicDir: false,
  resolve: { alias: aliases },
  build: {
    ...OUTPUT,
    // The folder holds the other build already.
    emptyOutDir: false,
    manifest: "manifest.json",
    rollupOptions: {
      input: {
        app: source("entries/app.ts"),
        font: source("styles/font.css"),
        first: source("styles/first.css"),
        designer: source("entries/designer.tsx"),
        importing: source("entries/importing.tsx"),
      },
    },
  },
  test: {
    projects: [
      { extends: true, test: { ...tests, name: "pages", include: ["src/**/*.test.{ts,tsx}", "*.test.ts"], exclude: [FILLING], server: { deps: { inline: [/@rjsf/] } } } },
      {
        extends: true,
        resolve: { alias: SMALL_VIEW },
        test: { ...tests, name: "filling", include: [FILLING], server: { deps: { inline: [/@rjsf/, /react/, /zustand/] } } },
      },
    ],
  },
});
