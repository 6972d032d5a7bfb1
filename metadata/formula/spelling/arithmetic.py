"""Operations as workbook text: pieces of text in, a piece of text out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from metadata.formula.spelling.workbook import (
    FINEST,
    NOTHING,
    UNKNOWN,
    Piece,
    Ref,
    cleaned,
    guarded,
    junction,
    names,
    number,
    settled,
    solid,
)

_ROOMY: Final = 14
"""Digits up to which spreadsheets compare without a tolerance of their own getting in the way."""


def cells_of(pieces: Sequence[Piece]) -> list[Ref]:
    """The cells that pieces are nothing but."""
    return [ref for piece in pieces for ref in piece.refs]


def scale_of(pieces: Sequence[Piece]) -> int | None:
    """Decimals of what is one of the pieces or their sum; None when a quotient is among them."""
    scales = [piece.scale for piece in pieces]
    return None if None in scales else max(scale for scale in scales if scale is not None)


def all_blank(pieces: Sequence[Piece]) -> str | None:
    """The condition that every piece is blank; None when one never is."""
    if any(piece.blank is None for piece in pieces):
        return None
    refs = cells_of(pieces)
    counted = [f"COUNT({names(refs)})=0"] if refs else []
    return junction("AND", counted + [piece.blank for piece in pieces if not piece.refs and piece.blank is not None])


def plus(terms: Sequence[tuple[int, Piece]]) -> Piece:
    """A chain of additions and subtractions: cells of one sign in one SUM, which skips "-" and X; other terms with a blank as 0."""
    there = [(sign, piece) for sign, piece in terms if piece is not NOTHING]
    if not there:
        return NOTHING
    pieces = [piece for _, piece in there]
    if len(there) == 1 and there[0][0] == 1 and len(pieces[0].refs) != 1:
        return pieces[0]
    shown: list[str] = []
    for sign, mark in ((1, "+"), (-1, "-")):
        refs = cells_of([piece for s, piece in there if s == sign])
        shown += [f"{mark}SUM({names(refs)})"] if refs else []
        shown += [mark + piece.zero for s, piece in there if s == sign and not piece.refs]
    text = "".join(shown).removeprefix("+")
    text = f"({text})" if len(shown) > 1 or text.startswith("-") else text
    scale = scale_of(pieces)
    top = max(piece.top for piece in pieces) + len(str(len(pieces)))
    exact = scale == 0 and all(piece.clean for piece in pieces)
    single = len(cells_of(pieces)) + sum(not piece.refs for piece in pieces) == 1
    clean = exact or (single and pieces[0].clean)
    terms_of = () if scale is not None or single else tuple(piece.zero for piece in pieces)
    due = any(piece.due for piece in pieces)
    return Piece(text, all_blank(pieces), text, "number", (), scale, top, UNKNOWN if scale is None else scale, clean, not clean, due, terms_of)


def times(factors: Sequence[tuple[str, Piece]]) -> Piece:
    """A product: first what multiplies, then what divides, so that whole numbers stay whole as long as they can."""
    above = [item for sign, item in factors if sign == "*"]
    below = [item for sign, item in factors if sign == "/"]
    pieces = above + below
    blank = junction("OR", [*_lacking(above), *(f"{solid(item).zero}=0" for item in below if not item.constant)])
    exact = all(piece.scale is not None for piece in pieces)
    step = max(_places(above), _places(below)) if below and exact else 0
    if 0 < step <= FINEST:
        value, clean = f"({_scaled(above, step)}/{_scaled(below, step)})", True
    else:
        value, clean = _quotient(above, below), all(piece.clean and piece.scale == 0 for piece in pieces) or (len(pieces) == 1 and pieces[0].clean)
    top = sum(piece.top for piece in above) + sum(piece.low for piece in below)
    low = sum(piece.low for piece in above) + sum(piece.top for piece in below)
    return Piece(value, blank, guarded(blank, value), "number", (), _places(above) if exact and not below else None, top, low, clean)


def _places(pieces: Sequence[Piece]) -> int:
    """Decimals of a product."""
    return sum(piece.scale or 0 for piece in pieces)


def _quotient(above: Sequence[Piece], below: Sequence[Piece]) -> str:
    over, under = ("*".join(solid(piece).value for piece in side) for side in (above, below))
    if not below:
        return f"({over})" if len(above) > 1 else over
    return f"({over}/({under}))" if len(below) > 1 else f"({over}/{under})"


def _scaled(pieces: Sequence[Piece], step: int) -> str:
    """A product as a whole number of ``10**-step``: the quotient of two such is the double nearest to the true one."""
    factor = Decimal(10) ** step
    for piece in pieces:
        factor *= piece.constant if piece.constant is not None else 1
    shown = [piece for piece in pieces if piece.constant is None]
    text = "*".join([*(piece.value for piece in shown), *([number(factor).value] if factor != 1 or not shown else [])])
    whole_already = all(piece.clean and piece.scale == 0 for piece in shown)
    if not whole_already:
        return f"ROUND({text},0)"
    return f"({text})" if "*" in text else text


def _lacking(pieces: Sequence[Piece]) -> list[str]:
    """Conditions of which one holds when a factor is blank."""
    cells = [piece.refs[0] for piece in pieces if len(piece.refs) == 1 and not piece.refs[0].never_blank]
    return [*_not_all(cells), *(piece.blank for piece in pieces if piece.blank is not None and len(piece.refs) != 1)]


def _not_all(cells: Sequence[Ref]) -> list[str]:
    """The condition that one of the cells is blank."""
    different = list(dict.fromkeys(cells))
    if len(different) < 2:
        return [f"NOT(ISNUMBER({ref.text}))" for ref in different]
    return [f"COUNT({names(different)})<{len(different)}"]


def compared(operator: str, left: Piece, right: Piece) -> str:
    """A comparison of two numbers; a blank is 0."""
    if left.scale is not None and right.scale is not None:
        scale = max(left.scale, right.scale)
        if max(left.top, right.top) + scale > _ROOMY and 0 < scale <= FINEST:
            step = "1" + "0" * scale  # as whole numbers, which are compared exactly
            return f"ROUND({left.zero}*{step},0){operator}ROUND({right.zero}*{step},0)"
        return f"{cleaned(left).zero}{operator}{cleaned(right).zero}"
    sides = []
    for piece, other in ((left, right), (right, left)):
        sign_only = other.zero == "0" and not piece.added
        sides.append(piece if sign_only else settled(piece) if piece.scale is None else cleaned(piece))
    return f"{sides[0].zero}{operator}{sides[1].zero}"


def chosen(test: str, yes: Piece, no: Piece) -> Piece:
    """``yes`` or ``no`` by a condition."""
    one, other = alike([yes, no])
    blank = None
    if one.blank is not None or other.blank is not None:
        blank = f"IF({test},{one.blank or 'FALSE'},{other.blank or 'FALSE'})"
    return replace(either([one, other]), value=f"IF({test},{one.value},{other.value})", blank=blank, zero=f"IF({test},{one.zero},{other.zero})")


def alike(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces of which one is taken: a quotient among them hides how exact the others are, so what came out of a sum is cleaned first."""
    mixed = scale_of(pieces) is None
    return [cleaned(piece) if piece.terms or (mixed and piece.added) else piece for piece in pieces]


def either(pieces: Sequence[Piece]) -> Piece:
    """What is known of a number that is one of the pieces."""
    return Piece(
        "", None, "", pieces[0].sort, (), scale_of(pieces), max(piece.top for piece in pieces), max(piece.low for piece in pieces),
        all(piece.clean for piece in pieces), any(piece.added for piece in pieces), any(piece.due for piece in pieces),
    )  # fmt: skip


def to_decimals(item: Piece, digits: int) -> Piece:
    """Rounded half away from zero: noise goes first where it could hide a half."""
    coarse = item.clean or (item.scale is not None and item.scale <= digits)
    piece = item if coarse else cleaned(item)
    value, zero = f"ROUND({piece.value},{digits})", f"ROUND({piece.zero},{digits})"
    return Piece(value, piece.blank, zero, "number", (), max(digits, 0), piece.top + 1, max(digits, 0))
