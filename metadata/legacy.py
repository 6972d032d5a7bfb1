"""Text of an old TCVN3 (ABC) or VNI font, pasted as if it were Unicode: noticed and read, never changed in silence.

Such a text looks like ``Hµ Néi`` (TCVN3) or ``Haø Noäi`` (VNI). A word is taken for old when it is no Vietnamese syllable as it stands
and becomes one when it is read by the old table. TCVN3: one word must hold a sign that no Latin spelling has inside a word, or two
words must be so. VNI: two words must be so, one of them with a letter and its marks side by side.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_OLD: Final = "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ¡¢£¤¥¦§"
_NEW: Final = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ"
#: A letter of the old fonts → the Unicode letter that they draw.
TCVN3: Final = dict(zip(_OLD, _NEW, strict=True))
_READ: Final = str.maketrans(TCVN3)
# A letter of a VNI font is one byte, or a letter and a byte for its marks.
_VNI_MARKS: Final = {
    "a": "ù:á ø:à û:ả õ:ã ï:ạ â:â á:ấ à:ầ å:ẩ ã:ẫ ä:ậ ê:ă é:ắ è:ằ ú:ẳ ü:ẵ ë:ặ",
    "e": "ù:é ø:è û:ẻ õ:ẽ ï:ẹ â:ê á:ế à:ề å:ể ã:ễ ä:ệ",
    "o": "ù:ó ø:ò û:ỏ õ:õ ï:ọ â:ô á:ố à:ồ å:ổ ã:ỗ ä:ộ",
    "ô": "ù:ớ ø:ờ û:ở õ:ỡ ï:ợ",
    "u": "ù:ú ø:ù û:ủ õ:ũ ï:ụ",
    "ö": "ù:ứ ø:ừ û:ử õ:ữ ï:ự",
    "y": "ù:ý ø:ỳ û:ỷ õ:ỹ",
}
_VNI_ALONE: Final = {"æ": "ỉ", "ó": "ĩ", "ò": "ị", "ô": "ơ", "ö": "ư", "ñ": "đ", "î": "ỵ", "í": "í", "ì": "ì"}
#: One or two letters of a VNI font → the Unicode letter that they draw.
VNI: Final[dict[str, str]] = {}
for _base, _pairs in _VNI_MARKS.items():
    for _pair in _pairs.split():
        _mark, _, _letter = _pair.partition(":")
        VNI[_base + _mark] = _letter
        VNI[_base.upper() + _mark.upper()] = _letter.upper()
        VNI[_base.upper() + _mark] = _letter.upper()
for _one, _letter in _VNI_ALONE.items():
    VNI[_one] = _letter
    VNI[_one.upper()] = _letter.upper()
#: Signs, no letters: nobody writes them inside a word.
_SIGNS: Final = frozenset("µ¶·¸¹¨»¼½¾©®ª×«¬\u00ad÷¡¢£¤¥¦§")
_WORD: Final = re.compile(rf"[^\W\d_{re.escape(_OLD)}]*(?:[{re.escape(_OLD)}][^\W\d_]*)+")
_ONSETS: Final = "b|c|ch|d|đ|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x|"
_NUCLEI: Final = (
    "iêu|yêu|oai|oay|oao|oeo|uây|uôi|uya|uyê|uyu|ươi|ươu|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|oo|ôi|ơi|ua|uâ|uê|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|yê|a|ă|â|e|ê|i|o|ô|ơ|u|ư|y"
)
_SYLLABLE: Final = re.compile(rf"(?:{_ONSETS})(?:{_NUCLEI})(?:ch|c|ng|nh|n|m|p|t|)")
_ACCENTED: Final = re.compile(r"[^\W\d_]*[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff][^\W\d_]*")
_TONES: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")
#: A tone stands on a vowel, which may have another mark below or above it.
_MISPLACED: Final = re.compile("[^aeiouy\u0302\u0306\u031b][\u0300\u0301\u0303\u0309\u0323]")
_LONGEST: Final = 4_000


def from_vni(text: str) -> str:
    """Text of a VNI font, composed letters."""
    read, at = [], 0
    while at < len(text):
        pair = text[at : at + 2]
        step = 2 if len(pair) == 2 and pair in VNI else 1
        read.append(VNI.get(text[at : at + step], text[at : at + step]))
        at += step
    return "".join(read)


def _is_syllable(word: str) -> bool:
    marks = unicodedata.normalize("NFD", word.lower())
    if _MISPLACED.search(marks):
        return False
    toneless = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
    return sum(mark in _TONES for mark in marks) <= 1 and _SYLLABLE.fullmatch(toneless) is not None


def _of_tcvn3(text: str) -> list[str]:
    among_letters = [word for word in _WORD.findall(text) if re.search("[A-Za-z]", word)]
    return [word for word in among_letters if not _is_syllable(word) and _is_syllable(word.translate(_READ))]


def _of_vni(text: str) -> list[str]:
    return [word for word in _ACCENTED.findall(text) if not _is_syllable(word) and _is_syllable(from_vni(word))]


def _paired(word: str) -> bool:
    return any(word[at : at + 2] in VNI for at in range(len(word) - 1))


def old_reading(text: str) -> str:
    """What a text of an old font says; empty when it is none. Only the first 4,000 characters are looked at."""
    looked = text[:_LONGEST]
    if looked.isascii():
        return ""
    tcvn3, vni = _of_tcvn3(looked), _of_vni(looked)
    signed = any(set(word) & _SIGNS for word in tcvn3)
    if not signed and len(vni) >= max(2, len(tcvn3)) and any(map(_paired, vni)):
        return from_vni(looked)
    return looked.translate(_READ) if signed or len(tcvn3) > 1 else ""
