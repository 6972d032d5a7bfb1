"""What a formula says before anybody asks what its names mean.

The parser makes these nodes from text; :mod:`metadata.formula.resolve` turns them into the typed tree. ``span`` is
(offset, length) in characters of the NFC text.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, a quoted text or a truth value."""

    value: Decimal | str | bool
    span: Span


@dataclass(frozen=True, slots=True)
class Name:
    """One code, or two codes joined with a dot."""

    parts: tuple[str, ...]
    span: Span

    @property
    def text(self) -> str:
        """As written, without blanks."""
        return ".".join(self.parts)


@dataclass(frozen=True, slots=True)
class Between:
    """``c4:c9``, the same as ``range(c4, c9)``."""

    first: Name
    last: Name
    span: Span


@dataclass(frozen=True, slots=True)
class Invocation:
    """A call of a catalogued function; ``function`` is its English name."""

    function: str
    arguments: tuple[Syntax, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Terms:
    """A chain of additions and subtractions, or one signed value."""

    items: tuple[tuple[int, Syntax], ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Factors:
    """A chain of multiplications and divisions from left to right; the first operator is ``*``."""

    items: tuple[tuple[str, Syntax], ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Comparison:
    """``a < b <= c``: one more operand than operators."""

    operands: tuple[Syntax, ...]
    operators: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Junction:
    """``and`` or ``or`` of two or more conditions."""

    operator: str
    items: tuple[Syntax, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Negation:
    """``not`` of a condition."""

    item: Syntax
    span: Span


@dataclass(frozen=True, slots=True)
class Choice:
    """``yes if test else no``, and ``if(test, yes, no)``."""

    test: Syntax
    yes: Syntax
    no: Syntax
    span: Span


Syntax = Literal | Name | Between | Invocation | Terms | Factors | Comparison | Junction | Negation | Choice
