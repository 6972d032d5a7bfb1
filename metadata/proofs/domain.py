"""What may stand in a cell: the limits of entry, as proofs need them, for every key that a program reads."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from metadata.documents import CellSpec
from metadata.formula.program import template_key
from metadata.formula.scope import FormNames, kind_of_cell
from metadata.formula.tree import Kind
from metadata.template import Template

_ENTERED = frozenset({"number", "carried"})


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one cell.

    ``low`` and ``high`` are inclusive, None without bound; a number is a multiple of
    ``10 ** -decimals`` and of ``step``. ``options``: the values of a choice, None where any text may stand.
    ``entry`` is the kind of cell (``number``, ``choice``, ``text``, ``computed`` …).
    """

    kind: Kind = Kind.NUMBER
    entry: str = "number"
    decimals: int = 0
    low: Fraction | None = None
    high: Fraction | None = None
    step: Fraction | None = None
    options: tuple[str, ...] | None = None

    def takes(self, text: str | None) -> bool:
        """Whether a number may be entered, as canonical text; a blank always may."""
        if text is None:
            return True
        value = Fraction(text)
        within = (self.low is None or self.low <= value) and (self.high is None or value <= self.high)
        return within and (value * 10**self.decimals).denominator == 1 and (not self.step or (value / self.step).denominator == 1)


class Domain:
    """Limits by key: this form's cells, those of other forms (``same|f_02xld|r1:c9``) and of other periods.

    A cell of an earlier period is taken to have had the limits that it has now; a year to date only keeps their sign.
    Computed cells have no limits of entry.
    """

    def __init__(self, template: Template, form_id: str) -> None:
        self._template, self._form_id = template, form_id
        self._names: dict[str, FormNames] = {}
        self._known: dict[str, Limits] = {}

    def limits(self, key: str) -> Limits:
        """Limits of a cell; of an instance of an open row those of the row."""
        key = template_key(key)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._find(key)
        return found

    def _find(self, key: str) -> Limits:
        period, form_id, cell = key.split("|", 2) if "|" in key else ("same", self._form_id, key)
        spec = self.spec(form_id, cell)
        limits = self._limits(spec)
        if period == "ytd":
            return Limits(limits.kind, limits.entry, limits.decimals, Fraction(0) if limits.low is not None and limits.low >= 0 else None)
        return limits

    def names(self, form_id: str) -> FormNames:
        """The names of a form. Raises ``template.reference``."""
        if form_id not in self._names:
            self._names[form_id] = FormNames(self._template.form(form_id))
        return self._names[form_id]

    def spec(self, form_id: str, cell: str) -> CellSpec:
        """Properties of a cell of a form; a plain number for one that is not there."""
        names = self.names(form_id)
        row, colon, column = cell.replace("#", "").partition(":")
        if not colon or not row:
            singles = {single.id: single.spec for single in names.all_singles}
            return singles.get(cell.lstrip("#:"), CellSpec(kind="number"))
        for grid in names.grids.values():
            if row in grid.by_id and column in grid.column_by_id:
                return grid.spec(row, column)
        return CellSpec(kind="number")

    def _limits(self, spec: CellSpec) -> Limits:
        entry = spec.kind or "number"
        kind, decimals = kind_of_cell(spec), spec.decimals or 0
        if entry == "choice":
            return Limits(kind, entry, options=self._options(spec))
        if entry not in _ENTERED:
            return Limits(kind, entry, decimals)
        low, high = _fraction(spec.min), _fraction(spec.max)
        if not spec.signed and (low is None or low >= 0):
            low = max(low or Fraction(0), Fraction(0))
        return Limits(kind, entry, decimals, low, high, _fraction(spec.step) if spec.step else None)

    def _options(self, spec: CellSpec) -> tuple[str, ...] | None:
        if spec.choices:
            return tuple(option.value for option in spec.choices)
        dimension = self._template.dimensions.get(spec.dimension or "")
        return tuple(dimension.members) if dimension else None


def _fraction(number: Decimal | None) -> Fraction | None:
    return None if number is None else Fraction(number)
