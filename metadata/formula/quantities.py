"""Units of measure as formulas combine them: a dimension, and how many base units one of it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from metadata.formula.syntax import Span
from metadata.measures import Measure
from metadata.numbers import WIDE

_ONE: Final = Decimal(1)
_MOST_SCALES: Final = 32


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a number measures.

    ``scales``: base units in one of it; several where a written factor may be a conversion. ``measure`` is the unit to name,
    None for a quotient. ``made``: by arithmetic rather than read from a cell. ``loose``: a factor without unit took part.
    """

    dimension: str
    scales: frozenset[Decimal]
    measure: Measure | None = None
    made: bool = False
    loose: bool = False

    @property
    def counted(self) -> bool:
        """Whether it counts things."""
        return self.measure is not None and self.measure.counted


@dataclass(frozen=True, slots=True)
class Plain:
    """A number without unit: written (``value``), or a count of cells."""

    value: Decimal | None = None


Measured = Quantity | Plain | None
"""None: unknown."""


@dataclass(frozen=True, slots=True)
class Units:
    """The units of the cells that a name stands for, each once (None among them: a cell without one); ``many``: several cells."""

    measures: tuple[Measure | None, ...]
    many: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """Units that do not go together: code, severity, place in the text, fields of the sentence."""

    code: str
    severity: str
    span: Span
    args: dict[str, Any]


def of_measure(measure: Measure | None) -> Measured:
    """A cell's unit as a quantity."""
    return None if measure is None else Quantity(measure.dimension, frozenset({measure.factor}), measure)


def said(quantity: Quantity, lang: str = "vi") -> str:
    """The unit as it prints; ``tỷ số`` for a quotient."""
    return quantity.measure.symbol if quantity.measure else "tỷ số" if lang == "vi" else "ratio"


def adds_up(unit: Measured) -> bool:
    """False for a cell of a unit whose sums mean nothing."""
    return not isinstance(unit, Quantity) or unit.made or unit.measure is None or unit.measure.additive


def times(unit: Measured, factor: Decimal) -> Measured:
    """The same number in a unit that is ``factor`` of it: as percentages for 0.01."""
    return replace(unit, scales=frozenset(WIDE.multiply(scale, factor) for scale in unit.scales)) if isinstance(unit, Quantity) else unit


def mixed(act: str, base: Quantity, other: Quantity) -> str:
    """How sure it is that two dimensions do not go together: error, warning, or empty when they may."""
    if base.loose or other.loose:
        return ""
    quotient = base.measure is None or other.measure is None
    if base.counted and other.counted:
        return "" if act == "compare" else "warning"
    if quotient:
        return "" if base.counted or other.counted else "warning"
    return "error"


def multiplied(items: Sequence[tuple[str, Measured]]) -> Measured:
    """The unit of a product and quotient; None when it is a rate of its own or a factor is unknown."""
    powers: Counter[str] = Counter()
    scales, loose = {_ONE}, False
    named: dict[str, Measure] = {}
    for sign, unit in items:
        if unit is None:
            return None
        if isinstance(unit, Plain):
            loose = True
            scales = _rescaled(scales, sign, unit)
            continue
        if unit.dimension != "ratio":
            powers[unit.dimension] += 1 if sign == "*" else -1
            if unit.measure:
                named.setdefault(unit.dimension, unit.measure)
        loose = loose or unit.loose
        operate = WIDE.multiply if sign == "*" else WIDE.divide
        scales = {operate(one, two) for one in scales for two in unit.scales}
    left = {dimension: power for dimension, power in powers.items() if power}
    if len(scales) > _MOST_SCALES or (left and list(left.values()) != [1]):
        return None
    dimension = next(iter(left), "ratio")
    return Quantity(dimension, frozenset(scales), named.get(dimension), made=True, loose=loose)


def _rescaled(scales: set[Decimal], sign: str, unit: Plain) -> set[Decimal]:
    """A written factor may be what converts: both readings stay open."""
    if not unit.value:
        return scales
    operate = WIDE.divide if sign == "*" else WIDE.multiply
    return scales | {operate(scale, unit.value) for scale in scales}
