"""What the formulas and checks of a form say as sums of whole columns or whole rows, to be compared by meaning.

``c9 == c11 + c12 + c13``, ``c12 + c13 + c11 = c9`` and a computed column 9 with ``sum(c11:c13)`` mean the same. Only
what is linear over columns (or over rows) of one table of the form is told; everything else is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

from metadata.documents import CellSpec, GridSection
from metadata.errors import KhuonError
from metadata.formula.program.build import scope_of
from metadata.formula.resolve import parse_checks, parse_value
from metadata.formula.scope import Scope
from metadata.formula.tree import Call, Cell, Chain, Children, Compare, Group, Node, Number, Product, Settle
from metadata.template import Template

AxisName = Literal["columns", "rows"]
Sum = dict[str, Fraction]
Meaning = tuple[str, frozenset[tuple[str, Fraction]]]
_CONSTANT: Final = ""
_PRINTED: Final = {"==": "=", "<=": "≤", ">=": "≥", "<": "<", ">": ">"}
_MIRRORED: Final = {"=": "=", "≤": "≥", "≥": "≤", "<": ">", ">": "<"}


@dataclass(frozen=True, slots=True)
class Equation:
    """A sum compared with one column or row, by ids. ``left`` is empty when nothing stands alone on a side.

    ``source`` is the check (``k_a/k1``), or empty for the formula of the column or row ``left``. ``whole`` is false for a check of some
    rows or columns only.
    """

    axis: AxisName
    section: str
    left: str
    operator: str
    terms: tuple[tuple[Fraction, str], ...]
    meaning: Meaning
    source: str = ""
    whole: bool = True

    @property
    def ids(self) -> frozenset[str]:
        """The columns or rows on the other side."""
        return frozenset(name for _, name in self.terms)

    def natural(self) -> Equation:
        """The same with the whole on the left, where ``c5 = c1 - c4`` takes a part from it: ``c1 = c4 + c5``."""
        if self.operator != "=" or all(times > 0 for times, _ in self.terms):
            return self
        alone = _alone(((Fraction(1), self.left), *((-times, name) for times, name in self.terms)))
        return self if alone is None else replace(self, left=alone[0], terms=alone[1])

    @property
    def is_plain(self) -> bool:
        """Whether it can be printed: one column or row on the left, others added or subtracted once."""
        return bool(self.left) and all(abs(times) == 1 and name != _CONSTANT for times, name in self.terms)


def meaning_of(operator: str, left: str, terms: Iterable[tuple[int | Fraction, str]]) -> Meaning:
    """What a comparison says, whatever the order of its terms and sides."""
    total: Sum = {left: Fraction(1)}
    for times, name in terms:
        total[name] = total.get(name, Fraction(0)) - times
    return _normal(operator, total)


def _normal(operator: str, total: Mapping[str, Fraction]) -> Meaning:
    left = {name: times for name, times in total.items() if times}
    if operator in {"≥", ">"}:
        operator, left = _MIRRORED[operator], {name: -times for name, times in left.items()}
    if not left:
        return operator, frozenset()
    first = left[min(left)]
    scale = first if operator == "=" else abs(first)
    return operator, frozenset((name, times / scale) for name, times in left.items())


# ---------------------------------------------------------------- reading trees


@dataclass(frozen=True)
class _Reader:
    """Sums of one tree. ``row`` is the row that a formula stands in, for ``children()``."""

    scope: Scope
    row: str | None = None

    def sum(self, node: Node) -> tuple[set[tuple[AxisName, str]], list[tuple[Fraction, str]]] | None:
        """The tables that its cells stand in, by axis, and its terms; None when it is no plain sum."""
        places: set[tuple[AxisName, str]] = set()
        terms: list[tuple[Fraction, str]] = []
        return (places, terms) if self._add(node, Fraction(1), places, terms) else None

    def _add(self, node: Node, times: Fraction, places: set[tuple[AxisName, str]], terms: list[tuple[Fraction, str]]) -> bool:
        match node:
            case Settle(item):
                return self._add(item, times, places, terms)
            case Number(value):
                terms.append((times * Fraction(Decimal(value)), _CONSTANT))
                return True
            case Cell():
                return self._cell(node, times, places, terms)
            case Group(items):
                return all(self._cell(item, times, places, terms) for item in items)
            case Children():
                return self._children(node, times, places, terms)
            case Chain(items):
                return all(self._add(item, times * sign, places, terms) for sign, item in items)
            case Call("sum", arguments):
                return all(self._add(item, times, places, terms) for item in arguments)
            case Product((("*", Number(value)), ("*", other))) | Product((("*", other), ("*", Number(value)))):
                return self._add(other, times * Fraction(Decimal(value)), places, terms)
        return False

    def _cell(self, cell: Cell, times: Fraction, places: set[tuple[AxisName, str]], terms: list[tuple[Fraction, str]]) -> bool:
        if cell.form != self.scope.form_id or cell.period != "same" or cell.single or (cell.row is None) == (cell.column is None):
            return False
        places.add(("columns" if cell.row is None else "rows", cell.section))
        terms.append((times, str(cell.row or cell.column)))
        return True

    def _children(self, node: Children, times: Fraction, places: set[tuple[AxisName, str]], terms: list[tuple[Fraction, str]]) -> bool:
        row = node.row or self.row
        if row is None or node.column is not None or node.form != self.scope.form_id:
            return False
        rows = self.scope.names.grids[node.section].section.rows.nodes
        places.add(("rows", node.section))
        terms.extend((times, child) for child in rows[row].children if rows[child].kind != "heading")
        return True


def _merged(terms: Iterable[tuple[Fraction, str]]) -> tuple[tuple[Fraction, str], ...]:
    total: Sum = {}
    for times, name in terms:
        total[name] = total.get(name, Fraction(0)) + times
    return tuple((times, name) for name, times in total.items() if times)


def _compared(node: Node, reader: _Reader, source: str, *, whole: bool) -> Equation | None:
    if not isinstance(node, Compare) or node.operator not in _PRINTED:
        return None
    left, right = reader.sum(node.left), reader.sum(node.right)
    if left is None or right is None or len(left[0] | right[0]) != 1:
        return None
    ((axis, section),) = left[0] | right[0]
    return _equation(axis, section, _PRINTED[node.operator], (_merged(left[1]), _merged(right[1])), source, whole=whole)


def _equation(
    axis: AxisName, section: str, operator: str, sides: tuple[tuple[tuple[Fraction, str], ...], tuple[tuple[Fraction, str], ...]], source: str, *, whole: bool
) -> Equation | None:
    left, right = sides
    if not (len(left) == 1 and left[0][0] == 1 and left[0][1] != _CONSTANT):
        left, right, operator = right, left, _MIRRORED[operator]
    if not (len(left) == 1 and left[0][0] == 1 and left[0][1] != _CONSTANT):
        # Nothing stands alone: what has another sign than all the rest is the whole of a sum.
        alone = _alone(_merged([*left, *((-times, name) for times, name in right)]))
        if alone is None:
            return None
        operator = operator if alone[2] else _MIRRORED[operator]
        left, right = ((Fraction(1), alone[0]),), alone[1]
    name = left[0][1]
    found = meaning_of(operator, name, right)
    return Equation(axis, section, name, operator, right, found, source, whole) if found[1] else None


def _alone(moved: tuple[tuple[Fraction, str], ...]) -> tuple[str, tuple[tuple[Fraction, str], ...], bool] | None:
    """Of a sum that is nothing: the one name with another sign than all the rest, those, and whether its sign is plus."""
    found = [(times, name) for times, name in moved if sum((other > 0) == (times > 0) for other, _ in moved) == 1]
    if len(found) != 1 or len(moved) < 3 or abs(found[0][0]) != 1 or found[0][1] == _CONSTANT:
        return None
    times, name = found[0]
    return name, tuple((-other / times, one) for other, one in moved if one != name), times > 0


# ---------------------------------------------------------------- reading forms


def equations_of(template: Template, form_id: str) -> list[Equation]:
    """The sums of one form: computed columns and rows first, then its checks in order. What does not parse is left out."""
    scope = scope_of(template, form_id)
    found = [one for section in template.form(form_id).grids for one in _computed(section, scope.at(section.id))]
    for rule_id, rule in template.rules(form_id).items():
        try:
            nodes = parse_checks(rule.expr, scope.at(rule.section))
        except KhuonError:
            continue
        whole = rule.rows is None and rule.columns is None
        found.extend(one.natural() for node in nodes if (one := _compared(node, _Reader(scope), rule_id, whole=whole)))
    return found


def _computed(section: GridSection, scope: Scope) -> Iterator[Equation]:
    for column in section.columns.leaves():
        yield from _formula(column.id, column.cell, "columns", section.id, scope)
    for row in section.rows.nodes.values():
        yield from _formula(row.id, row.cell, "rows", section.id, scope)
    for key, cell in section.cells.items():
        row_id, _, column_id = key.partition(":")
        for node_id, axis in ((column_id, "columns"), (row_id, "rows")):
            yield from _formula(node_id, cell, axis, section.id, scope, whole=False)  # type: ignore[arg-type]


def _formula(node_id: str, cell: CellSpec, axis: AxisName, section: str, scope: Scope, *, whole: bool = True) -> Iterator[Equation]:
    if not cell.formula or cell.kind == "carried":
        return
    try:
        node = parse_value(cell.formula, scope)
    except KhuonError:
        return
    made = _Reader(scope, node_id if axis == "rows" else None).sum(node)
    if made is None or made[0] != {(axis, section)}:
        return
    terms = _merged(made[1])
    if node_id not in {name for _, name in terms}:
        yield Equation(axis, section, node_id, "=", terms, meaning_of("=", node_id, terms), whole=whole)
