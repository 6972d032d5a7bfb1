"""What a catalogued function says about itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

Operand = Decimal | str | bool | dt.date | None
"""A value while computing; None is blank. States, "-" and X, are blank by then."""

ParameterKind = Literal["number", "any", "cells", "condition", "places", "reference", "form", "rows", "column", "operator", "literal", "weights", "text"]
Role = Literal["compute", "rewrite", "place"]
Blank = Literal["any", "all", "never"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """``kind`` says what may stand there; ``many`` that it repeats; ``optional`` that it may be left out."""

    name: str
    vi: str
    kind: ParameterKind
    many: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """``formula`` over cells given as wire text ("" or "-" blank) gives ``result`` (None blank), as canonical text."""

    formula: str
    cells: Mapping[str, str]
    result: str | None


@dataclass(frozen=True, slots=True)
class Function:
    """One function of the catalogue, everything about it in one place.

    ``role``: *compute* functions are calls in the tree with a spelling per target; *rewrite* functions are other nodes in
    disguise (``ratio(a, b)`` is ``a / b``); *place* functions name cells. ``blank`` says when a computed result can
    be blank: if any argument is, only if all are, or never.

    Spellings of a *compute* function: ``python`` (closures and code object), ``asteval`` (the second opinion's own), ``arrays``
    (vectors in, vector out), ``sql`` and ``excel`` (pieces of text in, piece out), ``typescript`` (its name in the browser).
    """

    name: str
    names_vi: tuple[str, ...]
    role: Role
    parameters: tuple[Parameter, ...]
    result: str
    vi: str
    en: str
    examples: tuple[Example, ...]
    blank: Blank = "any"
    python: Callable[[Sequence[Operand]], Operand] | None = None
    asteval: Callable[..., Any] | None = None
    arrays: Callable[[Sequence[Any]], Any] | None = None
    sql: Callable[[Sequence[Any]], Any] | None = None
    excel: Callable[[Sequence[Any]], Any] | None = None
    typescript: str = ""
    usage: str = ""
    notes: tuple[str, ...] = field(default=())

    @property
    def least(self) -> int:
        """Fewest arguments."""
        return sum(not p.optional for p in self.parameters)

    @property
    def most(self) -> int | None:
        """Most arguments; None without bound."""
        return None if any(p.many for p in self.parameters) else len(self.parameters)

    def parameter(self, index: int) -> Parameter:
        """The parameter that the argument at ``index`` (from 0) belongs to."""
        return self.parameters[min(index, len(self.parameters) - 1)]
