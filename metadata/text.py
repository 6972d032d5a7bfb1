"""Vietnamese text: NFC at the border, search keys, dictionary order, refused characters.

TCVN 6909:2001 asks for precomposed letters, which is Unicode NFC.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from metadata.errors import fail

# Letters in dictionary order; a tone never decides before the whole word is compared.
_ALPHABET: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_ORDER: Final = {letter: index for index, letter in enumerate(_ALPHABET)}
_TONES: Final = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
#: Combining marks on one letter: no writing has more (Unicode Annex 15), and composing a long pile takes the square of its length.
_MARKS: Final = 30
_PILE: Final = re.compile(rf"[^\w\x00-\x7f]{{{_MARKS + 1},}}")
_REFUSED: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\ufffe\uffff")


def nfc(text: str, place: str = "") -> str:
    """Text in NFC.

    Raises ``text.surrogate`` for a lone surrogate, which no encoding can carry, and ``text.piled_marks`` for a pile of combining marks.
    """
    if text.isascii():
        return text
    if _SURROGATE.search(text):
        raise fail("text.surrogate", place)
    if _piled(text):
        raise fail("text.piled_marks", place, limit=_MARKS)
    return unicodedata.normalize("NFC", text)


def composed(text: str) -> str:
    """Text in NFC as far as it can be told in good time: one with a pile of marks stays as it is, for :func:`nfc` to refuse."""
    return text if text.isascii() or _piled(text) else unicodedata.normalize("NFC", text)


def _piled(text: str) -> bool:
    return any(len(_thinned(found[0])) < len(found[0]) for found in _PILE.finditer(text))


def _thinned(text: str) -> str:
    """Text with no more marks on a letter than can be."""
    kept, run = [], 0
    for char in text:
        run = run + 1 if unicodedata.combining(char) else 0
        if run <= _MARKS:
            kept.append(char)
    return "".join(kept)


def clean(text: str, place: str = "", *, lines: bool = False) -> str:
    """NFC text without control or direction-override characters, and without the two that no XML, so no workbook, can hold.

    ``lines`` allows line feeds and tabs. Raises ``text.control_character`` naming the character, and as :func:`nfc` does.
    """
    text = nfc(text, place)
    for char in text:
        if (unicodedata.category(char) == "Cc" and not (lines and char in "\n\t\r")) or char in _REFUSED:
            raise fail("text.control_character", place, char=f"U+{ord(char):04X}")
    return text


def fold(text: str) -> str:
    """Search key: case and marks removed, ``đ`` folded to ``d``."""
    text = text if text.isascii() else _PILE.sub(lambda found: _thinned(found[0]), text)
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(char for char in decomposed if unicodedata.category(char) != "Mn")


def plain_code(text: str) -> str:
    """The nearest code of a row or column: no accents, underscores for anything else, a letter first; ``Số đơn`` is ``So_don``."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    bare = "".join(char for char in decomposed if unicodedata.category(char) != "Mn")
    code = re.sub(r"[^A-Za-z0-9]+", "_", bare).strip("_")
    return (code if code[:1].isalpha() else f"c{code or 1}")[:32]


def sort_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """Key of the Vietnamese dictionary order: letters first, tones second, the text last."""
    letters: list[int] = []
    tones: list[int] = []
    for char in unicodedata.normalize("NFC", text).lower():
        decomposed = unicodedata.normalize("NFD", char)
        tone = next((_TONES[mark] for mark in decomposed if mark in _TONES), 0)
        base = unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in _TONES))
        letters.append(1000 + _ORDER[base] if base in _ORDER else _other_order(base))
        tones.append(tone)
    return tuple(letters), tuple(tones), text


def _other_order(char: str) -> int:
    # Digits and blanks stand before letters, anything foreign after them.
    return ord(char) if len(char) == 1 and ord(char) < 0x80 else 10_000 + ord(char[0])
