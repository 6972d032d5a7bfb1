"""Two codes with a dot between them are read as one token where that is quicker; it never changes what is read or refused."""

from __future__ import annotations

from random import Random

import pytest

from metadata.errors import KhuonError
from metadata.formula import parser
from metadata.formula.tokens import tokenise

PIECES = (
    "r1.c2", "r12.c31", "c1", "a.b.c", "_x", "x._y", "r1.c2:r1.c9", "c1:r2.c4", "1", "0.5", "1.50", "1.000", "1.234.567", ".5", "2.", "true.c1", "c1.TRUE", "c1.for",
    "for.c1", "if(", "sum(", "max(", "form(", "(", ")", ",", ";", "+", "-", "*", "/", "**", "<=", "<>", "=", ":=", "->", "−", " ", "  ", "\t", "\u00a0", "not ", " and ",
    " và ", " else ", " if ", "'a'", '"b"', "f'x'", "r'1'", "ŕ1.c1", "c1.cé", "c1 .c2", "c1. c2", "c1.c2(", "c1.c2 (", "c1.c2 :", "c1.c2.", "(c1).c2.c3", "[", "@", "$A$1",
    "c1,c2", "0,5", "c\u0301", "ａ", "१", "10000000000000000",
)  # fmt: skip


def _read(text: str) -> object:
    try:
        return parser.read(text)
    except KhuonError as refused:
        return [(problem.code, problem.place, dict(problem.args)) for problem in refused.problems]


def test_joined_or_not_the_same_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = Random(20261127)
    texts = ["".join(rng.choice(PIECES) for _ in range(rng.randint(1, 6))) for _ in range(6_000)]
    joined = [_read(text) for text in texts]
    monkeypatch.setattr(parser, "tokenise", lambda text, *, joined: tokenise(text, joined=not joined))
    assert [(text, _read(text)) for text in texts] == list(zip(texts, joined, strict=True))
    assert sum(not isinstance(found, list) for found in joined) > 300


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("r1.c2 + c3", ["dotted", "sign", "name", "end"]),
        ("r1.c2:r1.c5", ["name", "sign", "name", "sign", "dotted", "end"]),
        ("r1.c2 .c3", ["name", "sign", "name", "sign", "name", "end"]),
        ("r1.nếu", ["name", "sign", "word", "end"]),
        ("for.c1", ["forbidden", "sign", "name", "end"]),
    ],
)
def test_only_plain_pairs_are_joined(text: str, kinds: list[str]) -> None:
    assert [token.kind for token in tokenise(text, joined=True)] == kinds


@pytest.mark.parametrize("text", ["sum(c1)", "r1.c2", "1.5", "(c1 - c2)*c3"])
def test_a_span_ends_where_the_text_ends(text: str) -> None:
    assert [sum(token.span) for token in tokenise(text)][-2:] == [len(text), len(text)]
    assert parser.read(text).span[1] == len(text) - (text[0] == "(")
