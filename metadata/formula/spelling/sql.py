"""Functions as SQL text (DuckDB): pieces of text in, a piece of text out.

Exact numbers are ``DECIMAL(38, scale)`` and every place where two of them meet casts them to one scale, because DuckDB takes the
scale of the first where both are 38 wide. What came out of a division is ``DOUBLE`` until its value matters; then it is written with 15
significant digits and read back as a decimal. Nothing here fails on a blank; what does not fit fails and is caught once, around the
whole formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import reduce
from typing import Final, Literal

from metadata.numbers import WIDE

Sort = Literal["decimal", "double", "text", "truth", "other"]

WIDTH: Final = 38
"""Digits that a DECIMAL holds at most."""
_FINE: Final = 18
"""Decimals kept where a quotient meets exact numbers."""
_COARSE: Final = 6
"""The same where amounts are too large for that."""
_DEEPEST: Final = 30
"""Decimals up to which a product is tried exactly."""
LONG: Final = 12
"""Terms written with signs between them; more are written flat, because DuckDB reads expressions only so deep, and slowly."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A value as SQL text.

    ``scale`` are the decimals of a decimal. ``ratio`` marks a double that keeps all its digits among others of its kind; another
    double takes 15 digits where it meets a number. ``many`` is a list of values; ``atom`` says that no brackets are needed around it;
    ``wide`` that amounts are large, so that products are doubles and quotients keep fewer decimals. ``literal`` is a written number.
    """

    text: str
    sort: Sort = "decimal"
    scale: int = 0
    blank: bool = True
    ratio: bool = False
    many: bool = False
    atom: bool = True
    wide: bool = False
    literal: Decimal | None = None

    @property
    def wrapped(self) -> str:
        """The text, in brackets where it is no atom."""
        return self.text if self.atom else f"({self.text})"


# ---------------------------------------------------------------- one number


def number(value: Decimal, *, wide: bool = False) -> Piece:
    """A written number."""
    text = format(value.copy_abs(), "f")
    scale = max(0, -int(value.as_tuple().exponent))
    signed = f"-{text}" if value < 0 else text
    if len(text.replace(".", "").lstrip("0")) > WIDTH or scale > WIDTH:
        return Piece(f"{signed}e0", "double", blank=False, atom=value >= 0, wide=wide)
    return Piece(signed, scale=scale, blank=False, atom=value >= 0, wide=wide, literal=value)


def fifteen(text: str) -> str:
    """A double written with 15 significant digits."""
    return f"format('{{:.15g}}', {text})"


def cast(text: str, scale: int, *, many: bool = False) -> str:
    """Taken to so many decimals, half away from zero."""
    return f"CAST({text} AS DECIMAL({WIDTH},{scale}){'[]' if many else ''})"


def scaled(piece: Piece, scale: int) -> Piece:
    """The number as a decimal of that scale."""
    if piece.literal is not None and scale >= piece.scale:
        value = WIDE.quantize(piece.literal, Decimal(1).scaleb(-scale)) if piece.literal else Decimal(0)
        return replace(piece, text=format(value, "f"), scale=scale)
    if piece.sort == "double":
        return Piece(_read_back(piece, scale), scale=scale, blank=piece.blank, wide=piece.wide)
    if piece.scale == scale:
        return piece
    return Piece(cast(piece.text, scale, many=piece.many), scale=scale, blank=piece.blank, many=piece.many, wide=piece.wide)


def _read_back(piece: Piece, scale: int) -> str:
    """A double with 15 digits as a decimal.

    DuckDB is ten times slower where reading a text drops digits; so few decimals are reached by way of more, and by so many more that
    a number at the tie of the last one keeps all its digits.
    """
    text = fifteen(piece.text)
    return cast(text, scale) if piece.wide or scale > _COARSE else cast(cast(text, scale + 16), scale)


def typed(piece: Piece) -> Piece:
    """A written number as a decimal like all others: DuckDB adds whole ones up as 32 bits."""
    return piece if piece.literal is None else Piece(cast(piece.text, piece.scale), scale=piece.scale, blank=False, wide=piece.wide)


def double(piece: Piece) -> str:
    """The number as a double, in text that stands alone."""
    if piece.literal is not None:
        return f"{piece.literal:f}e0" if piece.literal >= 0 else f"({piece.literal:f}e0)"
    return piece.wrapped if piece.sort == "double" else f"CAST({piece.text} AS DOUBLE)"


def settled(piece: Piece) -> Piece:
    """A number that takes 15 significant digits wherever it goes from here."""
    return replace(piece, ratio=False)


def alike(pieces: Sequence[Piece]) -> list[Piece]:
    """Numbers of one type: ratios among each other stay doubles, all others become decimals of the largest scale."""
    if all(piece.sort == "double" and piece.ratio for piece in pieces):
        return list(pieces)
    scale = max((piece.scale for piece in pieces if piece.sort == "decimal"), default=0)
    if any(piece.sort == "double" for piece in pieces):
        scale = max(scale, _COARSE if pieces[0].wide else _FINE)
    return [scaled(piece, scale) for piece in pieces]


def _like(pieces: Sequence[Piece], text: str, *, blank: bool, atom: bool = True) -> Piece:
    """A piece of the type of ``pieces``, which are alike."""
    first = pieces[0]
    return Piece(text, first.sort, first.scale, blank, first.ratio, atom=atom, wide=first.wide)


def filled_in(piece: Piece, nothing: str = "0") -> str:
    """With ``nothing`` for a blank; stands alone."""
    return f"COALESCE({piece.text}, {nothing})" if piece.blank else piece.wrapped


# ---------------------------------------------------------------- lists


def gathered(pieces: Sequence[Piece]) -> str:
    """All values in one list; the pieces are alike."""
    parts: list[str] = []
    single: list[str] = []
    for piece in (*pieces, None):
        if piece is not None and not piece.many:
            single.append(piece.text)
            continue
        if single:
            parts.append(f"[{', '.join(single)}]")
            single = []
        if piece is not None:
            parts.append(piece.text)
    return parts[0] if len(parts) == 1 else f"list_concat({', '.join(parts)})"


def _over(pieces: Sequence[Piece], of_list: str, of_few: str) -> Piece:
    """An aggregate that skips blanks: of a list, or of a few values side by side."""
    same = alike(pieces)
    blank = all(piece.blank for piece in pieces)
    if len(same) == 1 and not same[0].many:
        return same[0]
    same[0] = typed(same[0])
    if any(piece.many for piece in same):
        return _like(same, f"{of_list}({gathered(same)})", blank=blank)
    return _like(same, f"{of_few}({', '.join(piece.text for piece in same)})", blank=blank)


# ---------------------------------------------------------------- arithmetic


def plus(terms: Sequence[tuple[int, Piece]]) -> Piece:
    """A chain of additions and subtractions: a blank counts as nothing, a chain of blanks is blank."""
    written = [piece.literal if sign > 0 else piece.literal.copy_negate() for sign, piece in terms if piece.literal is not None]
    if len(written) == len(terms):
        return number(reduce(WIDE.add, written), wide=terms[0][1].wide)
    same = alike([piece if sign > 0 else _negative(piece) for sign, piece in terms])
    blank = all(piece.blank for piece in same)
    if len(same) == 1 and not same[0].many:
        return same[0]
    if blank or len(same) > LONG or any(piece.many for piece in same):
        return _like(same, f"list_sum({gathered(same)})", blank=blank)
    return _like(same, " + ".join(filled_in(piece) for piece in same), blank=False, atom=False)


def _negative(piece: Piece) -> Piece:
    if piece.literal:
        return number(piece.literal.copy_negate(), wide=piece.wide)
    return replace(piece, text=f"-{piece.wrapped}", atom=False)


def times(pieces: Sequence[Piece]) -> Piece:
    """A product, exact where its decimals leave room for it; with a blank it is blank."""
    blank, wide = any(piece.blank for piece in pieces), pieces[0].wide
    scale = sum(piece.scale for piece in pieces)
    written = [piece.literal for piece in pieces if piece.literal is not None]
    if len(pieces) == 1:
        return pieces[0]
    if len(written) == len(pieces):
        return number(reduce(WIDE.multiply, written), wide=wide)
    if not wide and scale <= _DEEPEST and all(piece.sort == "decimal" for piece in pieces):
        return Piece(_joined([piece.wrapped for piece in pieces]), scale=scale, blank=blank, atom=False)
    ratio = any(piece.sort == "double" and piece.ratio for piece in pieces)
    return Piece(_joined([double(piece) for piece in pieces]), "double", blank=blank, ratio=ratio, atom=False, wide=wide)


def _joined(factors: Sequence[str]) -> str:
    if len(factors) <= LONG:
        return " * ".join(factors)
    half = len(factors) // 2
    return f"({_joined(factors[:half])}) * ({_joined(factors[half:])})"


def over(above: Piece, *below: Piece) -> Piece:
    """A quotient in doubles, by one divisor or by all of several; with a blank, and by zero, it is blank."""
    blank = above.blank or any(piece.blank or not piece.literal for piece in below)
    return Piece(f"{double(above)} / {_wrapped_product([_divisor(piece) for piece in below])}", "double", blank=blank, ratio=True, atom=False, wide=above.wide)


def _wrapped_product(factors: Sequence[str]) -> str:
    return factors[0] if len(factors) == 1 else f"({_joined(factors)})"


def _divisor(piece: Piece) -> str:
    if piece.literal:
        return double(piece)
    return f"NULLIF({piece.text}, 0)" if piece.sort == "double" else f"CAST(NULLIF({piece.text}, 0) AS DOUBLE)"


# ---------------------------------------------------------------- the catalogue


def total(pieces: Sequence[Piece]) -> Piece:
    """``sum``: a chain of additions."""
    return plus([(1, piece) for piece in pieces])


def mean(pieces: Sequence[Piece]) -> Piece:
    """``avg``; ratios keep all their digits beside exact numbers too, because the mean is one itself."""
    ratio = any(piece.sort == "double" and piece.ratio for piece in pieces)
    same = [replace(piece, text=double(piece), many=False) for piece in pieces] if ratio and not any(piece.many for piece in pieces) else alike(pieces)
    return Piece(f"list_avg({gathered(same)})", "double", blank=all(piece.blank for piece in pieces), ratio=True, wide=pieces[0].wide)


def least(pieces: Sequence[Piece]) -> Piece:
    """``min``."""
    return _over(pieces, "list_min", "LEAST")


def greatest(pieces: Sequence[Piece]) -> Piece:
    """``max``."""
    return _over(pieces, "list_max", "GREATEST")


def first_filled(pieces: Sequence[Piece]) -> Piece:
    """``coalesce``."""
    return _over(pieces, "list_any_value", "COALESCE")


def filled(pieces: Sequence[Piece]) -> Piece:
    """``count``: how many are not blank."""
    fixed = sum(not piece.blank for piece in pieces)
    lists = [f"list_count({piece.text})" for piece in pieces if piece.many]
    single = [f"({piece.wrapped} IS NOT NULL)" for piece in pieces if piece.blank and not piece.many]
    counts = [*lists, *([f"list_sum([{', '.join(f'CAST({text} AS INTEGER)' for text in single)}])"] if single else []), *([str(fixed)] if fixed else [])]
    return Piece(cast(" + ".join(counts), 0), blank=False, wide=pieces[0].wide)


def absolute(pieces: Sequence[Piece]) -> Piece:
    """``abs``."""
    (piece,) = pieces
    return replace(piece, text=f"abs({piece.text})", atom=True) if piece.literal is None else number(piece.literal.copy_abs(), wide=piece.wide)


def rounded(pieces: Sequence[Piece]) -> Piece:
    """``round``; the second piece is a written whole number."""
    digits = int(pieces[1].literal or 0) if len(pieces) > 1 else 0
    piece = pieces[0]
    if digits >= 0:
        return piece if piece.sort == "decimal" and piece.scale <= digits else scaled(replace(piece, literal=None), digits)
    (exact,) = alike([settled(piece)])
    return Piece(f"round({exact.text}, {digits})", blank=piece.blank, wide=piece.wide)


def weighted_mean(pieces: Sequence[Piece]) -> Piece:
    """``wmean``: the first half of the pieces weighed by the second half; a pair with a blank is left out."""
    half = len(pieces) // 2
    values, weights = alike(pieces[:half]), alike(pieces[half:])
    pair = [replace(side[0], text=f"pair[{at}]", many=False, blank=True, atom=True, literal=None) for at, side in enumerate((values, weights), 1)]
    above = f"list_sum(list_transform(pairs, lambda pair: {times(pair).text}))"
    below = f"list_sum(list_transform(pairs, lambda pair: CASE WHEN {pair[0].text} IS NOT NULL THEN {pair[1].text} END))"
    mean_of = f"CAST({above} AS DOUBLE) / CAST(NULLIF({below}, 0) AS DOUBLE)"
    pairs = f"list_zip({gathered(values)}, {gathered(weights)})"
    return Piece(f"list_transform([{pairs}], lambda pairs: {mean_of})[1]", "double", ratio=True, wide=pieces[0].wide)
