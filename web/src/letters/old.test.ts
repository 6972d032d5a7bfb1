/** The same letters as the server's: tests/vectors/old_letters.json is read on both sides. */

import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import { describe, expect, it } from "vitest";

import { readAs, readIn, seemsOld } from "./old";

interface Vectors {
  fonts: { text: string; font: string; read: string }[];
  looks: { text: string; reading: string }[];
}

const { fonts, looks } = JSON.parse(readFileSync(resolve(import.meta.dirname, "../../../tests/vectors/old_letters.json"), "utf-8")) as Vectors;

describe("letters of old fonts", () => {
  it.each(fonts)("$font: $text", ({ text, font, read }) => expect(readIn(text, font).normalize("NFC")).toBe(read));

  it.each(looks)("without a font: $text", ({ text, reading }) => {
    const code = seemsOld(text);
    expect(code && readAs(text, code)).toBe(reading);
  });
});
