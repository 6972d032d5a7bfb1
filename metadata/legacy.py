"""Text of an old TCVN3 (ABC) font, pasted as if it were Unicode: noticed and read, never changed in silence.

Such a text looks like ``Hµ Néi``. A word is taken for TCVN3 when it is no Vietnamese syllable as it stands and becomes one when it is
read by the old table; one word must hold a sign that no Latin spelling has inside a word, or two words must be so.
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
#: Signs, no letters: nobody writes them inside a word.
_SIGNS: Final = frozenset("µ¶·¸¹¨»¼½¾©®ª×«¬\u00ad÷¡¢£¤¥¦§")
_WORD: Final = re.compile(rf"[^\W\d_{re.escape(_OLD)}]*(?:[{re.escape(_OLD)}][^\W\d_]*)+")
_ONSETS: Final = "b|c|ch|d|đ|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x|"
_NUCLEI: Final = (
    "iêu|yêu|oai|oay|oao|oeo|uây|uôi|uya|uyê|uyu|ươi|ươu|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|oo|ôi|ơi|ua|uâ|uê|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|yê|a|ă|â|e|ê|i|o|ô|ơ|u|ư|y"
)
_SYLLABLE: Final = re.compile(rf"(?:{_ONSETS})(?:{_NUCLEI})(?:ch|c|ng|nh|n|m|p|t|)")
_TONES: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")
_LONGEST: Final = 4_000


def _is_syllable(word: str) -> bool:
    marks = unicodedata.normalize("NFD", word.lower())
    toneless = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
    return sum(mark in _TONES for mark in marks) <= 1 and _SYLLABLE.fullmatch(toneless) is not None


def tcvn3_reading(text: str) -> str:
    """What a text of an old TCVN3 font says; empty when it is none. Only the first 4,000 characters are looked at."""
    looked = text[:_LONGEST]
    if looked.isascii():
        return ""
    among_letters = [word for word in _WORD.findall(looked) if re.search("[A-Za-z]", word)]
    words = [word for word in among_letters if not _is_syllable(word) and _is_syllable(word.translate(_READ))]
    if len(words) < 2 and not any(set(word) & _SIGNS for word in words):
        return ""
    return looked.translate(_READ)
