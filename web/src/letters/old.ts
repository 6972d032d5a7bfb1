/**
 * Text of the fonts used before Unicode (TCVN3, VNI), read as Unicode: the server's `runtime/workbooks/letters.py` and
 * `metadata/legacy.py` in the browser.
 */

const OLD = "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ¡¢£¤¥¦§";
const NEW = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ";
const TCVN3 = new Map([...OLD].map((old, at) => [old, [...NEW][at]!]));

/** A letter of a VNI font is one code, or a letter and a code for its marks. */
const VNI_MARKS: Record<string, string> = {
  a: "ù:á ø:à û:ả õ:ã ï:ạ â:â á:ấ à:ầ å:ẩ ã:ẫ ä:ậ ê:ă é:ắ è:ằ ú:ẳ ü:ẵ ë:ặ",
  e: "ù:é ø:è û:ẻ õ:ẽ ï:ẹ â:ê á:ế à:ề å:ể ã:ễ ä:ệ",
  o: "ù:ó ø:ò û:ỏ õ:õ ï:ọ â:ô á:ố à:ồ å:ổ ã:ỗ ä:ộ",
  ô: "ù:ớ ø:ờ û:ở õ:ỡ ï:ợ",
  u: "ù:ú ø:ù û:ủ õ:ũ ï:ụ",
  ö: "ù:ứ ø:ừ û:ử õ:ữ ï:ự",
  y: "ù:ý ø:ỳ û:ỷ õ:ỹ",
};
const VNI_ALONE: Record<string, string> = { æ: "ỉ", ó: "ĩ", ò: "ị", ô: "ơ", ö: "ư", ñ: "đ", î: "ỵ", í: "í", ì: "ì" };

function vniTable(): ReadonlyMap<string, string> {
  const table = new Map<string, string>();
  for (const [base, pairs] of Object.entries(VNI_MARKS)) {
    for (const pair of pairs.split(" ")) {
      const [mark = "", letter = ""] = pair.split(":");
      table.set(base + mark, letter);
      table.set(base.toUpperCase() + mark.toUpperCase(), letter.toUpperCase());
      table.set(base.toUpperCase() + mark, letter.toUpperCase());
    }
  }
  for (const [one, letter] of Object.entries(VNI_ALONE)) {
    table.set(one, letter);
    table.set(one.toUpperCase(), letter.toUpperCase());
  }
  return table;
}

const VNI = vniTable();

export type Encoding = "tcvn3" | "vni" | "";

/** The encoding of a font, by its name. */
export function encodingOf(font: string): Encoding {
  const name = font.trim().replace(/^["']/, "").toLowerCase();
  return name.startsWith(".vn") ? "tcvn3" : /^vni[- ]/.test(name) ? "vni" : "";
}

function fromTcvn3(text: string): string {
  return [...text].map((letter) => TCVN3.get(letter) ?? letter).join("");
}

function fromVni(text: string): string {
  let read = "";
  for (let at = 0; at < text.length; at += 1) {
    const pair = VNI.get(text.slice(at, at + 2));
    if (pair !== undefined && at + 1 < text.length) {
      read += pair;
      at += 1;
    } else read += VNI.get(text[at]!) ?? text[at]!;
  }
  return read;
}

/** What a text written in a font says. TCVN3 fonts whose name ends in H draw every letter as a capital. */
export function readIn(text: string, font: string): string {
  const code = encodingOf(font);
  if (!code) return text;
  const composed = text.normalize("NFC");
  if (code === "vni") return fromVni(composed);
  const read = fromTcvn3(composed);
  return /H["']?$/.test(font.trim()) ? read.toUpperCase() : read;
}

/** Signs, no letters: nobody writes them inside a word. */
const SIGNS = /[µ¶·¸¹¨»¼½¾©®ª×«¬\u00ad÷¡¢£¤¥¦§]/;
const LETTER = `(?:(?![${OLD}])\\p{L})`;
const WORD = new RegExp(`${LETTER}*(?:[${OLD}]\\p{L}*)+`, "gu");
const ONSETS = "b|c|ch|d|đ|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x|";
const NUCLEI =
  "iêu|yêu|oai|oay|oao|oeo|uây|uôi|uya|uyê|uyu|ươi|ươu|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|oo|ôi|ơi|ua|uâ|uê|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|yê|a|ă|â|e|ê|i|o|ô|ơ|u|ư|y";
const SYLLABLE = new RegExp(`^(?:${ONSETS})(?:${NUCLEI})(?:ch|c|ng|nh|n|m|p|t|)$`);
const ACCENTED = /\p{L}*[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]\p{L}*/gu;
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
/** A tone stands on a vowel, which may have another mark below or above it. */
const MISPLACED = /[^aeiouy\u0302\u0306\u031b][\u0300\u0301\u0303\u0309\u0323]/;
const LONGEST = 4000;

function isSyllable(word: string): boolean {
  const marks = word.toLowerCase().normalize("NFD");
  if (MISPLACED.test(marks)) return false;
  return (marks.match(TONES) ?? []).length <= 1 && SYLLABLE.test(marks.replace(TONES, "").normalize("NFC"));
}

/** Words of a text that are no syllable as they stand and become one when they are read by the old table. */
function oldWords(text: string, code: Encoding): string[] {
  const words = text.match(code === "vni" ? ACCENTED : WORD) ?? [];
  return words.filter((word) => (code === "vni" || /[A-Za-z]/.test(word)) && !isSyllable(word) && isSyllable(readAs(word, code)));
}

const paired = (word: string): boolean => [...word].some((_, at) => at + 2 <= word.length && VNI.has(word.slice(at, at + 2)));

/**
 * The old encoding in which a text without a font seems to be written. TCVN3: one word must hold a sign that nobody writes
 * inside a word, or two must be old. VNI: two must be, one of them with a letter and its marks side by side.
 */
export function seemsOld(text: string): Encoding {
  const looked = text.slice(0, LONGEST);
  if (/^[\x00-\x7f]*$/.test(looked)) return "";
  const [tcvn3, vni] = [oldWords(looked, "tcvn3"), oldWords(looked, "vni")];
  const signed = tcvn3.some((word) => SIGNS.test(word));
  if (!signed && vni.length >= Math.max(2, tcvn3.length) && vni.some(paired)) return "vni";
  return signed || tcvn3.length > 1 ? "tcvn3" : "";
}

/** A text that lost the name of its font. */
export function readAs(text: string, code: Encoding): string {
  const composed = text.normalize("NFC");
  return code === "vni" ? fromVni(composed) : code === "tcvn3" ? fromTcvn3(composed) : text;
}

/**
 * Whether a piece of an old text is itself old (1), is Unicode (-1), or could be either (0), by its words: a sheet may hold
 * columns of both.
 */
export function leaning(text: string, code: Encoding): number {
  const words = text.slice(0, LONGEST).match(/[\p{L}\u00a1-\u00bf]+/gu) ?? [];
  const fresh = words.filter((word) => /[^\x00-\x7f]/.test(word) && isSyllable(word) && !isSyllable(readAs(word, code))).length;
  return Math.sign(oldWords(text.slice(0, LONGEST), code).length - fresh);
}
