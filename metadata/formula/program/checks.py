"""Rules to bound checks: where each one holds, which cells it names, how it is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from metadata.documents import Rule
from metadata.errors import fail
from metadata.formula.bind import Binder, Place
from metadata.formula.program.model import Check, Tolerance
from metadata.formula.resolve import parse_checks
from metadata.formula.scope import Floor, Scope, kind_of_cell
from metadata.formula.tree import (
    Call,
    Cell,
    Children,
    Compare,
    Node,
    Nothing,
    Number,
    Settle,
    Slot,
    Slots,
    Text,
    Truth,
    Where,
    parts,
    walk,
)
from metadata.formula.words import Wording, capitalised

_HALF = Decimal("0.5")


_READ = (Slot, Slots)


def leaves(node: Node) -> tuple[Slot | Slots, ...]:
    """What a bound tree reads, each once, in reading order."""
    return tuple(dict.fromkeys(leaf for leaf in walk(node) if isinstance(leaf, _READ)))


def _plain_cells(node: Node, *, inside: bool = False) -> Iterator[tuple[Cell | Children, bool]]:
    """Cells named in a resolved tree, with whether they stand inside a function; list columns of conditions left out."""
    if isinstance(node, Where):
        return
    if isinstance(node, Cell | Children):
        yield node, inside
        return
    for part in parts(node):
        yield from _plain_cells(part, inside=inside or isinstance(node, Call))


@dataclass(frozen=True)
class _Spread:
    """Over what a condition is repeated: the rows of a table, its columns, or nothing."""

    section: str = ""
    by: str = ""  # rows, columns or ""
    cells: tuple[Cell, ...] = ()


def spread_of(node: Node, scope: Scope, rule: Rule) -> _Spread:
    """Bare columns repeat over rows, bare rows over columns. Raises ``formula.mixed_names``."""
    own = [(c, inside) for c, inside in _plain_cells(node) if c.form == scope.form_id and not (isinstance(c, Cell) and c.single)]
    columns = [(c, inside) for c, inside in own if c.row is None and c.column is not None]
    rows = [(c, inside) for c, inside in own if c.row is not None and c.column is None]
    lists = {s for s, grid in scope.names.grids.items() if grid.section.kind == "list"}
    # A list's column inside a function means the whole list, unless the rule is about the list itself.
    outer = {c.section for c, inside in columns if not inside}
    columns = [(c, inside) for c, inside in columns if not inside or c.section in outer or (not outer and c.section not in lists)]
    sections = {c.section for c, _ in (*columns, *rows)}
    if (columns and rows) or len(sections) > 1:
        names = ", ".join(dict.fromkeys(c.written for c, _ in (*columns, *rows) if isinstance(c, Cell)))
        raise fail("formula.mixed_names", names=names)
    if not sections:
        return _Spread(rule.section or "")
    cells = tuple(c for c, _ in (*columns, *rows) if isinstance(c, Cell))
    return _Spread(sections.pop(), "rows" if columns else "columns", cells)


@dataclass(frozen=True)
class CheckMaker:
    """Makes the checks of a form; ``decimals_of`` gives the decimals of a slot by template key."""

    scope: Scope
    floor: Floor
    decimals_of: Callable[[str], int]

    def checks(self, rule_id: str, rule: Rule) -> Iterator[Check]:
        """All bound checks of a rule. Raises KhuonError naming what cannot be read or bound."""
        scope = self.scope.at(rule.section)
        for part, node in enumerate(parse_checks(rule.expr, scope)):
            spread = spread_of(node, scope, rule)
            for place in self.places(spread, rule):
                check = self.check(f"{rule_id}/{part}", rule_id, rule, node, place, scope)
                if check is not None:
                    yield check

    def places(self, spread: _Spread, rule: Rule) -> Iterator[Place]:
        """Where the condition holds."""
        if spread.by == "rows":
            for row in self.floor.data_rows(spread.section):
                if (rule.rows is None or row.id in rule.rows) and self.fits(spread, row.id, None):
                    yield Place(spread.section, row.id)
        elif spread.by == "columns":
            for leaf in self.floor.grids[spread.section].data_leaves:
                if (rule.columns is None or leaf.id in rule.columns) and self.fits(spread, None, leaf.id):
                    yield Place(spread.section, None, leaf.id)
        else:
            yield Place(spread.section)

    def fits(self, spread: _Spread, row: str | None, column: str | None) -> bool:
        """Whether the cells are of the kinds that the names promise: a text column takes no part in sums of rows."""
        grid = self.floor.grids[spread.section]
        for cell in spread.cells:
            row_id, col_id = row or cell.row, column or cell.column
            if row_id is None or col_id is None or row_id not in grid.by_id:
                continue
            spec = grid.spec(row_id, col_id)
            if spec.kind != "blocked" and kind_of_cell(spec).numeric != cell.kind.numeric:
                return False
        return True

    def check(self, check_id: str, rule_id: str, rule: Rule, node: Node, place: Place, scope: Scope) -> Check | None:
        """One bound check; None where one side has no cell (all blocked or not shown)."""
        bound = Binder(scope, self.floor, place).bind(node)
        reads = leaves(bound)
        if not reads or (isinstance(bound, Compare) and (_gone(bound.left) or _gone(bound.right))):
            return None
        owner = self.floor.owner.get(place.row) if place.row else None
        where = f"{place.row}#:" if owner else place.row or place.column or ""
        right = bound.right.item if isinstance(bound, Compare) and isinstance(bound.right, Settle) else getattr(bound, "right", None)
        return Check(
            id=f"{check_id}/{where}" if where else check_id, rule=rule_id, severity=rule.severity, node=bound, reads=reads,
            cells=tuple(leaf.key for leaf in reads if "|" not in leaf.key), owner=owner, skip_blanks=rule.blanks == "skip",
            tolerance=self.tolerance(rule, reads), head={lang: self.head(node, place, scope, lang) for lang in ("vi", "en")},
            tail={lang: self.tail(node, scope, lang) for lang in ("vi", "en")}, constant=isinstance(right, Number | Text | Truth), message=rule.message,
        )  # fmt: skip

    def tolerance(self, rule: Rule, reads: tuple[Slot | Slots, ...]) -> Tolerance:
        """The declared tolerance, or half a unit of the last decimal for every cell read."""
        if rule.tolerance is not None:
            return Tolerance(rule.tolerance)
        numeric = [leaf for leaf in reads if leaf.kind.numeric]
        terms = [(_HALF.scaleb(-self.decimals_of(leaf.key)), leaf.owner if isinstance(leaf, Slots) else None) for leaf in numeric]
        fixed = sum((half for half, owner in terms if owner is None), Decimal(0))
        return Tolerance(fixed, tuple((half, owner) for half, owner in terms if owner is not None))

    # -- words

    def head(self, node: Node, place: Place, scope: Scope, lang: str) -> str:
        """The beginning of the sentence: row, if there are several, and the left side."""
        wording = Wording(scope, lang)
        if not isinstance(node, Compare):
            said = wording.say(node)
            lead = self.row_words(place, lang)
            not_so = "không đúng điều kiện" if lang == "vi" else "does not hold"
            return capitalised(f"{lead + ': ' if lead else ''}{not_so}: {said}")
        said = wording.head(node.left)
        if place.column:
            grid = self.floor.grids[place.section]
            return capitalised(f"{said}, {wording.column(grid.column_by_id[place.column], grid)}")
        lead = self.row_words(place, lang)
        return capitalised(f"{lead}, {said}" if lead else said)

    def row_words(self, place: Place, lang: str) -> str:
        """``dòng “Khai tử”``; empty when the table has one row only. ``{n}`` is the place of an open row's instance."""
        if not place.row:
            return ""
        row, word = self.floor.row_by_id[place.row][1], "dòng" if lang == "vi" else "row"
        label = " ".join(text for text in (row.node.marker, row.node.label) if text) or row.node.code or row.id
        if self.floor.owner.get(place.row):
            return f"dòng thứ {{n}} “{label}”" if lang == "vi" else f"row {{n}} of “{label}”"
        return f"{word} “{label}”" if len(self.floor.data_rows(place.section)) > 1 else ""

    def tail(self, node: Node, scope: Scope, lang: str) -> str:
        """The right side."""
        return Wording(scope, lang).side(node.right) if isinstance(node, Compare) else ""


def _gone(node: Node) -> bool:
    """Whether a side named cells and none of them is there."""
    found = walk(node)
    return any(isinstance(n, Nothing) for n in found) and not any(isinstance(n, Slot | Slots) for n in found)

