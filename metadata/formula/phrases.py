"""Names of functions in the words of a sentence: ``các dòng con`` is ``các_dòng_con()``.

The bar shows a formula in words, and officials write what they read there. Two names one behind the other mean nothing
else, so a run of them that spells a function is that function.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from metadata.formula.functions import find_function, function_names
from metadata.formula.tokens import Token

_LONGEST: Final = max(name.count("_") + 1 for name in function_names())


def phrased(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with each phrase that names a function as one name; a function that needs no arguments may stand without brackets."""
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        size = _phrase(tokens, at)
        if not size:
            found.append(tokens[at])
            at += 1
            continue
        last, follower = tokens[at + size - 1].span, tokens[at + size]
        start, end = tokens[at].span[0], last[0] + last[1]
        found.append(Token("name", _joined(tokens, at, size), (start, end - start)))
        if follower.text != "(":
            found.extend((Token("sign", "(", (end, 0)), Token("sign", ")", (end, 0))))
        at += size
    return found


def _phrase(tokens: Sequence[Token], at: int) -> int:
    """How many tokens from here spell a function; 0 for none."""
    if tokens[at].kind != "name":
        return 0
    run = 1
    while run < _LONGEST and _may_follow(tokens[at + run]):
        run += 1
    for size in range(run, 1, -1):
        function = find_function(_joined(tokens, at, size))
        if function and (tokens[at + size].text == "(" or all(each.optional for each in function.parameters)):
            return size
    return 0


def _may_follow(token: Token) -> bool:
    return token.kind == "name" or (token.kind == "word" and token.text == "if")  # đếm nếu(…)


def _joined(tokens: Sequence[Token], at: int, size: int) -> str:
    return "_".join("nếu" if token.kind == "word" else token.text for token in tokens[at : at + size])
