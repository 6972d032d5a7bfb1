/** In which font a piece of a clipboard was written: inline, by class or element in its style sheet, by `face`, else as around it. */

import { encodingOf } from "./old";

export type FontOf = (element: Element, around: string) => string;

/** Where no old font is named. */
export const asAround: FontOf = (_element, around) => around;
const FAMILY = /(?:^|;)\s*(?:mso-(?:ascii|hansi)-font-family|font-family)\s*:\s*([^;]*)/i;
const RULE = /([^{}]+)\{([^{}]*)\}/g;
/** A style sheet of an office program is far shorter; what is longer is not looked through. */
const LONGEST_SHEET = 400_000;

function first(families: string): string {
  return (families.split(",")[0] ?? "").replace(/["']|&quot;/g, "").trim();
}

/** The fonts that a style sheet gives to classes and elements, by the last name of each selector. */
function sheetFonts(html: string): Map<string, string> {
  const fonts = new Map<string, string>();
  for (const [, sheet = ""] of html.matchAll(/<style\b[^>]*>([\s\S]*?)<\/style\s*>/gi)) {
    if (sheet.length > LONGEST_SHEET) continue;
    for (const [, selectors = "", body = ""] of sheet.replace(/<!--|-->|\/\*[\s\S]*?\*\//g, "").matchAll(RULE)) {
      const family = FAMILY.exec(body)?.[1];
      if (family === undefined) continue;
      for (const selector of selectors.split(",")) {
        const name = /(\.[\w-]+|[a-z][\w]*)\s*$/i.exec(selector.trim())?.[1];
        if (name) fonts.set(name.toLowerCase(), first(family));
      }
    }
  }
  return fonts;
}

/** How fonts are told in this clipboard; where no old font is named at all, nothing is looked for. */
export function fontsIn(html: string): FontOf {
  if (!/\.vn[a-z]|vni[- ]/i.test(html)) return asAround;
  const sheet = sheetFonts(html);
  return (element, around) => {
    const own = FAMILY.exec(element.getAttribute("style") ?? element.getAttribute("data-style") ?? "")?.[1] ?? element.getAttribute("face");
    if (own) return first(own);
    for (const name of element.classList) {
      const font = sheet.get(`.${name.toLowerCase()}`);
      if (font !== undefined) return font;
    }
    return sheet.get(element.tagName.toLowerCase()) ?? around;
  };
}

export const isOldFont = (font: string): boolean => encodingOf(font) !== "";
