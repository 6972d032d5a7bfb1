/** Letters that no text may hold: control signs, signs that turn the direction of writing, halves of letters. The server takes none. */
export const HIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Word's own signs for a new line and a new page, as the new line that they are everywhere else. */
export const withLines = (text: string): string => text.replace(/[\u000b\u000c]/g, "\n");

/** Signs without width: a text may hold them, a number is none with them. */
const WIDTHLESS = /[\u00ad\u200b-\u200d\u2060\ufeff]/;

/** The first of them in a text, by its number ("U+200E"): nobody sees it. `figure`: in what should have been a figure or a date. */
export function hiddenIn(text: string, figure = false): string | null {
  const found = (HIDDEN.exec(text) ?? (figure ? WIDTHLESS.exec(text) : null))?.[0];
  return found === undefined ? null : `U+${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}
