"""Formula text to tokens: the characters that officials type, and nothing that Python would fold together.

Text is put into NFC only. Python's own tokenizer folds identifiers with NFKC, so that a full-width or otherwise
compatible letter becomes a plain one behind the back of whoever checked the text; here such a name stays what it is
and is refused by name.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

from metadata.errors import KhuonError, fail
from metadata.formula import limits
from metadata.formula.syntax import Span


class Token(NamedTuple):
    """``kind`` is number, text, name, word (and, or, not, if, else, true, false), sign, forbidden or end.

    Or dotted, where the reader asked for it: two names and the dot between them.
    """

    kind: str
    text: str
    span: Span


_WORDS: Final = {
    "and": "and", "và": "and", "or": "or", "hoặc": "or", "not": "not", "if": "if", "nếu": "if", "else": "else",
    "true": "true", "đúng": "true", "false": "false", "sai": "false",
}  # fmt: skip
_RESERVED: Final = frozenset(
    ["lambda", "for", "while", "in", "is", "import", "from", "def", "class", "async", "await", "yield", "return", "with", "global", "nonlocal", "del", "none", "try", "except", "finally", "raise", "assert", "pass", "break", "continue", "elif", "as", "match"]
)
# Longest first. Values are the one spelling used from here on.
_SIGNS: Final = {
    "**": "power", "//": "forbidden", ":=": "forbidden", "->": "forbidden", "<<": "forbidden", ">>": "forbidden",
    "+=": "forbidden", "-=": "forbidden", "*=": "forbidden", "/=": "forbidden",
    "==": "==", "!=": "!=", "<>": "!=", "<=": "<=", ">=": ">=", "=<": "<=", "=>": ">=",
    "≠": "!=", "≤": "<=", "≥": ">=", "=": "==", "<": "<", ">": ">",
    "+": "+", "-": "-", "−": "-", "–": "-", "*": "*", "×": "*", "·": "*", "/": "/", "÷": "/",
    "(": "(", ")": ")", ",": ",", ";": ",", ".": ".", ":": ":", "^": "power",
}  # fmt: skip
_NUMBER: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?", re.ASCII)
# As officials write a thousand: 1.234.567 is no number here, 1.000 would be read as 1 where 1000 was meant.
_THOUSANDS: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}(?![0-9.])", re.ASCII)
_DOUBTFUL: Final = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{2}0", re.ASCII)
_ASCII: Final = re.compile(r"[A-Za-z0-9_]*")
_QUOTES: Final = {"'": "'", '"': '"', "“": "”", "‘": "’"}
# Categories of what nobody sees: controls, surrogates, marks that turn the text around or have no width, line ends.
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_FORBIDDEN: Final = "[]{}@\\`$!%&|~?#"
# Signs, brackets and "not" one behind the other: what makes a reader nest without naming anything. Shorter runs are deep enough never.
_NEST: Final = re.compile(rf"(?:[-+−–(]|not\b|\s){{{limits.DEPTH + 1},}}", re.IGNORECASE)
# What most formulas are made of; everything with a say of its own next to it is left to the readers below.
_END: Final = r"(?![A-Za-z0-9_'\"]|[^\x00-\x7f])"
_QUICK: Final = re.compile(
    rf" *(?:([A-Za-z][A-Za-z0-9_]*)\.([A-Za-z][A-Za-z0-9_]*){_END}(?!\s*[.(:])"
    rf"|([A-Za-z_][A-Za-z0-9_]*){_END}|([-+*/(),.:])(?![-+*/=<>:])|([0-9]{{1,15}}(?:\.[0-9]{{1,2}})?){_END}(?!\.))"
)
_DOTTED, _NAME, _SIGN, _DIGITS = 2, 3, 4, 5


def normalise(text: str) -> str:
    """NFC text within the bounds. Raises ``formula.too_deep`` or ``formula.too_long``.

    Depth goes first: five thousand signs are refused for what they are, not for their length.
    """
    for run in _NEST.finditer(text):
        nested = re.sub(r"\s+", "", run.group().lower().replace("not", "-"))
        if len(nested) > limits.DEPTH:
            raise fail("formula.too_deep", limit=limits.DEPTH, offset=run.start(), length=run.end() - run.start())
    composed = text if len(text) > limits.TEXT else unicodedata.normalize("NFC", text)  # a few letters grow by it
    if len(composed) > limits.TEXT:
        raise fail("formula.too_long", length=len(composed), limit=limits.TEXT, offset=limits.TEXT, position=limits.TEXT)
    return composed


def _in_name(char: str) -> bool:
    return char == "_" or unicodedata.category(char)[0] in "LMN"


def _name_end(text: str, start: int) -> int:
    end = _ASCII.match(text, start).end()  # type: ignore[union-attr] # it matches nothing, too
    while end < len(text) and _in_name(text[end]):
        end += 1
    return end


def _read_text(text: str, start: int) -> Token:
    close = _QUOTES[text[start]]
    end = text.find(close, start + 1)
    if end < 0:
        raise syntax_error((start, len(text) - start), "thiếu dấu nháy đóng", "the closing quote is missing")
    if end - start - 1 > limits.LITERAL:
        raise fail("formula.text_too_long", limit=limits.LITERAL, offset=start, length=end - start)
    hidden = next((at for at in range(start + 1, end) if unicodedata.category(text[at]) in _HIDDEN), None)
    if hidden is not None:
        raise syntax_error((hidden, 1), f"ký tự lạ {code_point(text[hidden])}", f"odd character {code_point(text[hidden])}")
    return Token("text", text[start + 1 : end], (start, end + 1 - start))


def _read_number(text: str, start: int) -> Token:
    match = _NUMBER.match(text, start)
    if match is None:  # a digit of another script
        raise syntax_error((start, 1), f"ký tự lạ {code_point(text[start])}", f"odd character {code_point(text[start])}")
    digits = match.group()
    span = (start, len(digits))
    if len(digits.replace(".", "")) > limits.DIGITS:
        raise fail("formula.number_too_long", limit=limits.DIGITS, offset=start, length=len(digits))
    if _THOUSANDS.match(text, start):
        raise syntax_error(span, "số không có dấu ngăn hàng nghìn", "numbers take no thousands separator")
    if _DOUBTFUL.fullmatch(digits):
        whole, part = digits.replace(".", ""), digits.rstrip("0").rstrip(".")
        raise syntax_error(span, f"“{digits}” không rõ là {whole} hay {part}", f"“{digits}” may be {whole} or {part}")
    if match.end() < len(text) and (_in_name(text[match.end()]) or text[match.end()] == "."):
        raise syntax_error((start, len(digits) + 1), f"số “{digits}” dính với ký tự sau", f"number “{digits}” runs into what follows")
    return Token("number", digits, span)


def _read_name(text: str, start: int) -> Token:
    end = _name_end(text, start)
    return _named(text, start, end)


def _named(text: str, start: int, end: int) -> Token:
    name = text[start:end]
    span = (start, end - start)
    lower = name.lower()
    if lower in _WORDS:
        return Token("word", _WORDS[lower], span)
    if lower in _RESERVED or (end < len(text) and text[end] in "'\"" and len(name) <= 2):
        return Token("forbidden", name, span)
    return Token("name", name, span)


def _read_sign(text: str, start: int) -> Token:
    for size in (2, 1):
        sign = text[start : start + size]
        if sign in _SIGNS:
            kind = _SIGNS[sign]
            if kind in {"forbidden", "power"}:
                return Token(kind, sign, (start, len(sign)))
            return Token("sign", kind, (start, len(sign)))
    char = text[start]
    if char in _FORBIDDEN:
        return Token("forbidden", char, (start, 1))
    raise syntax_error((start, 1), f"ký tự lạ {code_point(char)}", f"odd character {code_point(char)}")


def _quickly(text: str, match: re.Match[str], *, joined: bool) -> Token:
    """The token of a match of :data:`_QUICK`."""
    end = match.end()
    if match.lastindex == _SIGN:
        return Token("sign", text[end - 1], (end - 1, 1))
    if match.lastindex == _DIGITS:
        return Token("number", match[_DIGITS], (match.start(_DIGITS), end - match.start(_DIGITS)))
    if match.lastindex == _NAME:
        return _named(text, match.start(_NAME), end)
    start = match.start(1)
    if joined and not any(part.lower() in _WORDS or part.lower() in _RESERVED for part in (match[1], match[2])):
        return Token("dotted", text[start:end], (start, end - start))
    return _named(text, start, match.end(1))


def tokenise(text: str, *, joined: bool = False) -> list[Token]:
    """Tokens of NFC text, with an ``end`` token last. Raises ``formula.syntax`` for a character of no meaning.

    ``joined``: two plain codes with a dot between them are one token, where nothing behind them asks for more.
    """
    tokens: list[Token] = []
    at, size = 0, len(text)
    while at < size:
        quick = _QUICK.match(text, at)
        if quick is not None:
            token = _quickly(text, quick, joined=joined)
            tokens.append(token)
            at = token.span[0] + token.span[1]
            continue
        char = text[at]
        if char.isspace():
            at += 1
            continue
        if char in _QUOTES:
            token = _read_text(text, at)
        elif char.isdigit():
            token = _read_number(text, at)
        elif _in_name(char):
            token = _read_name(text, at)
        else:
            token = _read_sign(text, at)
        tokens.append(token)
        at = token.span[0] + token.span[1]
    tokens.append(Token("end", "", (len(text), 0)))
    return tokens


def code_point(char: str) -> str:
    """``У (U+0423 CYRILLIC CAPITAL LETTER U)``; what cannot be seen, or turns the text around, by its number only."""
    said = f"U+{ord(char):04X} {unicodedata.name(char, 'không tên')}"
    return said if unicodedata.category(char)[0] in "CMZ" else f"{char} ({said})"


def odd_characters(name: str) -> str:
    """The characters of a name that are not plain Latin letters of Vietnamese, by code point; empty when there is none."""
    odd = [c for c in dict.fromkeys(name) if not (c.isascii() or unicodedata.name(c, "").startswith("LATIN "))]
    return ", ".join(code_point(c) for c in odd)


def syntax_error(span: Span, why: str, why_en: str) -> KhuonError:
    """``formula.syntax`` at a place of the text."""
    return fail("formula.syntax", offset=span[0], length=max(span[1], 1), position=span[0] + 1, why=why, why_en=why_en)
