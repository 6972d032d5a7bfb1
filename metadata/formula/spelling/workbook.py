"""What workbook text is made of: cells, pieces of text, constants, and how a number sheds the noise of doubles.

A spreadsheet's own rules differ from ours: a blank is 0 there, "-" breaks a sum, a division by zero is an error. So every blank is written
out: a node becomes a :class:`Piece` of three texts. Only old functions are used, which every spreadsheet knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Literal

ARGUMENTS: Final = 255
"""Most arguments that a spreadsheet takes."""
_LITERAL: Final = 250
"""Characters of one quoted constant; spreadsheets take 255."""
FINEST: Final = 15
"""Most decimals that a double tells apart."""
UNKNOWN: Final = 400
"""Digits of a number about which nothing is known."""

_ACTS: Final = re.compile(r"(?<=_)(?=x)|(?<=[A-Z])(?=\()")
"""Where a constant is cut because something in it would act on its way through the file: ``_x0041_`` is read as a character, and what
looks like a function newer than the file format gets a prefix."""

Sort = Literal["number", "text", "date", "truth", "other"]


class TooWide(Exception):  # noqa: N818 - no failure: the printer writes the node in parts
    """More arguments than a spreadsheet takes."""


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """A cell of the workbook.

    ``prefix`` names the sheet with its "!" (empty on the same sheet), ``name`` the cell on it; ``row`` and ``column`` tell which cells
    are neighbours. ``decimals`` and ``digits`` (before the point) are those of its numbers. ``labels`` are value and caption of a choice.
    ``marked`` says that "-" or X stand there for a blank among texts; ``old`` that a date from before March 1900 stands there as text.
    """

    prefix: str
    row: int
    column: int
    name: str
    sort: Sort = "number"
    decimals: int = 0
    digits: int = 12
    labels: tuple[tuple[str, str], ...] = ()
    marked: bool = False
    old: bool = False
    never_blank: bool = False

    @property
    def text(self) -> str:
        """The cell as formulas name it."""
        return self.prefix + self.name


@dataclass(frozen=True, slots=True)
class Piece:
    """Texts of a node: ``value`` is right when not blank; ``blank`` the condition, None for never; ``zero`` reads a blank as nothing.

    All three can stand where an operand can; ``blank`` and ``zero`` are never an error. ``refs`` are the cells of a node that is nothing
    but cells. ``scale`` are the decimals of an exact number, None for what came out of a division; ``top`` and ``low`` bound its
    size: below ``10**top``, and if not 0 at least ``10**-low``. ``clean`` says that it is the double nearest to the true value,
    ``added`` that it came out of a sum and may keep a trace where it ought to be 0; ``terms`` are the terms of such a sum of
    quotients, ``due`` says that the language takes it to 15 digits here. ``constant`` is a written number.
    """

    value: str
    blank: str | None
    zero: str
    sort: Sort = "number"
    refs: tuple[Ref, ...] = ()
    scale: int | None = 0
    top: int = 0
    low: int = 0
    clean: bool = True
    added: bool = False
    due: bool = False
    terms: tuple[str, ...] = ()
    constant: Decimal | None = None

    @property
    def size(self) -> int:
        """Length of its longest text."""
        return max(len(self.value), len(self.zero), len(self.blank or ""))


NOTHING: Final = Piece("0", "TRUE", "0")
"""A blank number."""


def whole(value: str, blank: str | None = None, zero: str = "", top: int = 6) -> Piece:
    """A whole number, exact."""
    return Piece(value, blank, zero or value, top=top)


def guarded(blank: str | None, value: str, nothing: str = "0") -> str:
    """The value with ``nothing`` for a blank."""
    return value if blank is None else f"IF({blank},{nothing},{value})"


def junction(function: str, tests: Iterable[str | None]) -> str | None:
    """Tests joined by AND or OR, each once; None when there is none."""
    different = list(dict.fromkeys(test for test in tests if test is not None))
    if len(different) > ARGUMENTS:
        raise TooWide
    if not different:
        return None
    return different[0] if len(different) == 1 else f"{function}({','.join(different)})"


# ---------------------------------------------------------------- cells


def names(refs: Sequence[Ref]) -> str:
    """Arguments naming the cells, neighbours in a row or a column drawn together. Raises :class:`TooWide`."""
    found = [span(run) for run in runs(refs)]
    if len(found) > ARGUMENTS:
        raise TooWide
    return ",".join(found)


def span(run: Sequence[Ref]) -> str:
    """Neighbouring cells as one argument."""
    return run[0].text + (f":{run[-1].name}" if len(run) > 1 else "")


def runs(refs: Sequence[Ref]) -> list[list[Ref]]:
    """Cells in order, cut where the next is no neighbour."""
    found: list[list[Ref]] = []
    for ref in refs:
        if found and continues(found[-1], ref):
            found[-1].append(ref)
        else:
            found.append([ref])
    return found


def continues(run: Sequence[Ref], ref: Ref) -> bool:
    """Whether a cell lengthens a run of cells in a row or a column."""
    last, first = run[-1], run[0]
    down = ref.column == last.column and ref.row == last.row + 1 and first.column == ref.column
    across = ref.row == last.row and ref.column == last.column + 1 and first.row == ref.row
    return ref.prefix == last.prefix and (down or across)


def pair_runs(pairs: Sequence[tuple[Ref, Ref]]) -> list[tuple[list[Ref], list[Ref]]]:
    """Pairs of cells in order, cut where either is no neighbour."""
    found: list[tuple[list[Ref], list[Ref]]] = []
    for one, other in pairs:
        if found and continues(found[-1][0], one) and continues(found[-1][1], other) and _same_way(found[-1], one, other):
            found[-1][0].append(one)
            found[-1][1].append(other)
        else:
            found.append(([one], [other]))
    return found


def _same_way(run: tuple[list[Ref], list[Ref]], one: Ref, other: Ref) -> bool:
    """Whether both lists go on in one direction: a column times a row is no sum of products."""
    return (one.column == run[0][-1].column) == (other.column == run[1][-1].column)


def cell(ref: Ref) -> Piece:
    """One cell."""
    name = ref.text
    if ref.sort == "truth":
        return Piece(name, None, name, "truth", (ref,))
    if ref.sort == "text":
        return _text_cell(ref)
    if ref.sort == "date":
        return _date_cell(ref)
    if ref.sort == "other":
        return Piece(name, _unwritten(ref), name, "other", (ref,))
    blank, zero = (None, name) if ref.never_blank else (f"NOT(ISNUMBER({name}))", f"N({name})")
    return Piece(name, blank, zero, "number", (ref,), ref.decimals, ref.digits, ref.decimals)


def _unwritten(ref: Ref) -> str:
    name = ref.text
    return f'OR({name}="",{name}="-",{name}="X")' if ref.marked else f'{name}=""'


def _text_cell(ref: Ref) -> Piece:
    blank = _unwritten(ref)
    if ref.labels:  # of a choice the caption stands in the sheet
        taken = [f'IF(EXACT({ref.text},{quoted(label)}),{quoted(value)},"")' for value, label in ref.labels]
        written = taken[0] if len(taken) == 1 else f"({'&'.join(taken)})"
    else:
        written = guarded(blank, ref.text, '""') if ref.marked else f"T({ref.text})"
    return Piece(written, blank, written, "text", (ref,))


def _date_cell(ref: Ref) -> Piece:
    """A day as its number; one from before March 1900 stands there as text, day first, and is counted 2,000 years later."""
    name = ref.text
    if not ref.old:
        return Piece(name, f"NOT(ISNUMBER({name}))", f"N({name})", "date", (ref,))
    read = f"DATE(RIGHT({name},4)+2000,MID({name},4,2),LEFT({name},2))-730485"
    value = f"IF(ISNUMBER({name}),{name},{read})"
    blank = f"AND(NOT(ISNUMBER({name})),LEN({name})<>10)"
    return Piece(value, blank, guarded(blank, value, "-1000000"), "date", (ref,))


def several(refs: Sequence[Ref]) -> Piece:
    """Several cells as an argument of a function; they are used by ``refs`` alone, its texts are those of their sum."""
    if not refs:
        return NOTHING
    if len(refs) == 1:
        return cell(refs[0])
    if refs[0].sort != "number":
        return Piece("0", f"COUNTA({names(refs)})=0", "0", refs[0].sort, tuple(refs))
    listed, scale = names(refs), max(ref.decimals for ref in refs)
    top = max(ref.digits for ref in refs) + len(str(len(refs)))
    return Piece(f"SUM({listed})", f"COUNT({listed})=0", f"SUM({listed})", "number", tuple(refs), scale, top, scale)


# ---------------------------------------------------------------- constants


def number(value: Decimal) -> Piece:
    """A written number."""
    short = value.normalize() if value else Decimal(0)
    text = format(short, "f")
    text = f"({text})" if short < 0 else text
    scale = max(0, -int(short.as_tuple().exponent))
    return Piece(text, None, text, "number", (), scale, short.adjusted() + 1, -short.adjusted(), constant=short)


def quoted(text: str) -> str:
    """A text as a constant: whatever stands in it stays text."""
    parts: list[str] = []
    for at, line in enumerate(text.translate({0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD}).split("\n")):
        parts += ["CHAR(10)"] if at else []
        parts += ['"' + part.replace('"', '""') + '"' for piece in _ACTS.sub("\n", line).split("\n") for part in _cut(piece)]
    parts = [part for part in parts if part != '""'] or ['""']
    return parts[0] if len(parts) == 1 else f"({'&'.join(parts)})"


def _cut(text: str) -> list[str]:
    return [text[start : start + _LITERAL // 2] for start in range(0, len(text), _LITERAL // 2)]


# ---------------------------------------------------------------- doubles


def cleaned(piece: Piece) -> Piece:
    """The number as the double nearest to its true value, where noise could show."""
    if piece.sort != "number" or piece.clean:
        return piece
    if piece.scale is not None and piece.scale <= FINEST:
        decimals = piece.scale
        return _through(piece, lambda text: f"ROUND({text},{decimals})")
    return settled(piece)


def settled(piece: Piece) -> Piece:
    """Taken to 15 significant digits: of itself, or of the largest of its terms, below which a sum of doubles knows nothing."""
    if piece.scale is not None and piece.clean:
        return piece
    return _through(piece, lambda text: _fifteen(text, piece.terms or (text,)))


def _fifteen(text: str, terms: Sequence[str]) -> str:
    sizes = [f"ABS({term})" for term in terms]
    if len(sizes) > ARGUMENTS:
        raise TooWide
    largest = sizes[0] if len(sizes) == 1 else f"MAX({','.join(sizes)})"
    return f"ROUND({text},14-INT(LOG10({largest}+1E-300)))"  # the trifle keeps a 0 out of the logarithm


def _through(piece: Piece, write: Callable[[str], str]) -> Piece:
    value = write(piece.value)
    zero = value if piece.zero == piece.value else write(piece.zero)
    return replace(piece, value=value, zero=zero, refs=(), clean=True, added=False, due=False, terms=(), constant=None)


def solid(piece: Piece) -> Piece:
    """A number about to be used by anything but a sum: without the trace that a sum leaves where it ought to be 0."""
    if piece.due and piece.scale is None:
        return settled(piece)
    return cleaned(piece) if piece.added else piece
