"""Functions as workbook text: pieces of text in, a piece of text out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from metadata.formula.spelling.arithmetic import alike, all_blank, cells_of, either, plus, scale_of, times, to_decimals
from metadata.formula.spelling.workbook import (
    ARGUMENTS,
    NOTHING,
    UNKNOWN,
    Piece,
    TooWide,
    cell,
    guarded,
    junction,
    names,
    pair_runs,
    solid,
    span,
    whole,
)


def _listed(texts: Sequence[str]) -> str:
    if len(texts) > ARGUMENTS:
        raise TooWide
    return ",".join(texts)


def total(pieces: Sequence[Piece]) -> Piece:
    """``sum``: a chain of additions."""
    return plus([(1, piece) for piece in pieces])


def mean(pieces: Sequence[Piece]) -> Piece:
    """``avg``: the sum over the count."""
    there = [piece for piece in pieces if piece is not NOTHING]
    if not there:
        return NOTHING
    above, count = total(there), filled(there)
    if above.scale == 0 and all(piece.refs for piece in there):
        value, blank = f"AVERAGE({names(cells_of(there))})", all_blank(there)
        return Piece(value, blank, guarded(blank, value), "number", (), None, above.top, 6, clean=True)
    return times([("*", replace(above, value=above.zero, blank=None, refs=())), ("/", count)])


def _extreme(function: str, last: str, pieces: Sequence[Piece]) -> Piece:
    """Cells by name, which skips blanks; of computed arguments a blank one stands back behind every number."""
    there = [piece for piece in pieces if piece is not NOTHING]
    if not there:
        return NOTHING
    there = alike(there)
    refs = cells_of(there)
    shown = ([names(refs)] if refs else []) + [guarded(piece.blank, piece.value, last) for piece in there if not piece.refs]
    value, blank = f"{function}({_listed(shown)})", all_blank(there)
    if len(there) == 1 and len(refs) <= 1:
        return there[0]
    return replace(either(there), value=value, blank=blank, zero=guarded(blank, value))


def least(pieces: Sequence[Piece]) -> Piece:
    """``min``."""
    return _extreme("MIN", "1E+300", pieces)


def greatest(pieces: Sequence[Piece]) -> Piece:
    """``max``."""
    return _extreme("MAX", "-1E+300", pieces)


def filled(pieces: Sequence[Piece]) -> Piece:
    """``count``."""
    plain = [ref for piece in pieces for ref in piece.refs if ref.sort in {"number", "date"} and not ref.old]
    others = [cell(ref) for piece in pieces for ref in piece.refs if ref.sort not in {"number", "date"} or ref.old]
    terms = [f"COUNT({names(plain)})"] if plain else []
    terms += ["1" if piece.blank is None else f"IF({piece.blank},0,1)" for piece in [*others, *(p for p in pieces if not p.refs and p is not NOTHING)]]
    return whole(terms[0] if len(terms) == 1 else f"({'+'.join(terms)})" if terms else "0")


def first_filled(pieces: Sequence[Piece]) -> Piece:
    """``coalesce``."""
    there = alike(pieces)
    value, zero = there[-1].value, there[-1].zero
    for piece in reversed(there[:-1]):
        if piece.blank is None:
            value, zero = piece.value, piece.zero
        else:
            value, zero = f"IF({piece.blank},{value},{piece.value})", f"IF({piece.blank},{zero},{piece.value})"
    return replace(either(there), value=value, blank=all_blank(there), zero=zero)


def absolute(pieces: Sequence[Piece]) -> Piece:
    """``abs``."""
    piece = alike(pieces)[0]
    return replace(piece, value=f"ABS({piece.value})", zero=f"ABS({piece.zero})", refs=())


def rounded(pieces: Sequence[Piece]) -> Piece:
    """``round``; the second piece is a written whole number."""
    return to_decimals(pieces[0], int(Decimal(pieces[1].value.strip("()"))) if len(pieces) > 1 else 0)


def weighted_mean(pieces: Sequence[Piece]) -> Piece:
    """``wmean``: the first half of the pieces weighed by the second half."""
    half = len(pieces) // 2
    pairs = list(zip(pieces[:half], pieces[half:], strict=True))
    cells = [pair for value, weight in pairs if value.refs and weight.refs for pair in zip(value.refs, weight.refs, strict=True)]
    products, weights = [], []
    for values, weighing in pair_runs(cells):
        one, other = span(values), span(weighing)
        if len(values) == 1:
            products.append(f"IF(COUNT({one},{other})=2,{one}*{other},0)")
            weights.append(f"IF(COUNT({one},{other})=2,{other},0)")
        else:  # what is no number counts as 0 in either list
            products.append(f"SUMPRODUCT({one},{other})")
            weights.append(f"SUMPRODUCT(ISNUMBER({one})*1,{other})")
    for value, weight in pairs:
        if not (value.refs and weight.refs) and value is not NOTHING and weight is not NOTHING:
            blank = junction("OR", [value.blank, weight.blank])
            products.append(guarded(blank, f"{solid(value).value}*{solid(weight).value}"))
            weights.append(guarded(blank, solid(weight).value))
    if not products:
        return NOTHING
    scale, top = scale_of([piece for pair in pairs for piece in pair if piece is not NOTHING]), max(piece.top for piece in pieces)
    above = _summed(products, None if scale is None else 2 * scale, 2 * top)
    return times([("*", above), ("/", _summed(weights, scale, top))])


def _summed(texts: Sequence[str], scale: int | None, top: int) -> Piece:
    text = f"({'+'.join(texts)})"
    return Piece(text, None, text, "number", (), scale, top + 6, UNKNOWN if scale is None else scale, clean=scale == 0, added=scale != 0)
