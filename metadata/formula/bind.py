"""From resolved trees to bound ones: cells become keys, for one place of one form.

Open rows: within an open row a cell of the same row is that of the instance being computed; from outside, all instances
together, and only inside an aggregating function.
"""

from __future__ import annotations

from dataclasses import dataclass

from metadata.errors import KhuonError, fail
from metadata.formula.scope import Floor, Scope, kind_of_cell
from metadata.formula.tree import (
    Call,
    Cell,
    Chain,
    Children,
    Choose,
    Compare,
    Converted,
    Group,
    Kind,
    Logic,
    Node,
    Not,
    Nothing,
    Number,
    Product,
    Settle,
    Slot,
    Slots,
    Where,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Where a formula stands: table, row and column; all empty for checks that name their cells in full."""

    section: str = ""
    row: str | None = None
    column: str | None = None

    @property
    def name(self) -> str:
        """For messages."""
        return f"{self.row}:{self.column}" if self.row and self.column else self.section


@dataclass(frozen=True)
class Binder:
    """Binds trees at a place of ``floor``; ``others`` are the floors of the other forms of the regime."""

    scope: Scope
    floor: Floor
    place: Place

    def bind(self, node: Node) -> Node:
        """The bound tree. Raises ``formula.reference_unresolved``, ``open_outside``, ``nested_open``."""
        match node:
            case Cell():
                return self.one(node)
            case Chain():
                return Chain(tuple((sign, self.bind(item)) for sign, item in node.terms), node.kind, node.blank)
            case Product():
                return Product(tuple((sign, self.bind(item)) for sign, item in node.factors), node.kind, node.blank)
            case Settle():
                return Settle(self.bind(node.item))
            case Converted():
                return Product((("*", self.bind(node.item)), ("*", Number(node.factor))), node.kind, node.blank)
            case Call(function="wmean"):
                return self.weighted(node)
            case Not():
                return Not(self.bind(node.item))
            case Compare():
                return Compare(node.operator, self.bind(node.left), self.bind(node.right))
            case Logic():
                return Logic(node.operator, tuple(self.bind(item) for item in node.items))
            case Choose():
                return Choose(self.bind(node.test), self.bind(node.yes), self.bind(node.no), node.kind, node.blank)
            case Call():
                return Call(node.function, tuple(leaf for item in node.arguments for leaf in self.argument(item)), node.kind, node.blank)
            case Where():
                values = None if node.values is None else self.list_slots(node.values)
                return Where(values, self.list_slots(node.test), node.operator, node.operand)
        return node

    def argument(self, node: Node) -> list[Node]:
        """An argument of a function: groups become their cells."""
        match node:
            case Group():
                return [leaf for cell in node.items for leaf in self.several(cell)]
            case Children():
                return self.children(node)
            case Cell():
                return self.several(node)
        return [self.bind(node)]

    def weighted(self, node: Call) -> Call:
        """Values, then as many weights. Raises ``formula.weights`` when they do not stand in pairs."""
        values, weights = (self.argument(item) for item in node.arguments)
        alike = [isinstance(leaf, Slots) and leaf.owner for leaf in values] == [isinstance(leaf, Slots) and leaf.owner for leaf in weights]
        if not alike:
            raise fail("formula.weights", self.place.name, values=len(values), weights=len(weights))
        return Call(node.function, (*values, *weights), node.kind, node.blank)

    # -- cells

    def unresolved(self, cell: Cell) -> KhuonError:
        """``formula.reference_unresolved`` for a cell."""
        return fail("formula.reference_unresolved", self.place.name, name=cell.written or cell.column or cell.row or "?", place_name=self.place.name)

    def one(self, cell: Cell) -> Node:
        """The one slot of a cell."""
        found = self.several(cell)
        if len(found) == 1 and not isinstance(found[0], Slots):
            return found[0]
        name = cell.written or cell.row or cell.column or "?"
        raise fail("formula.open_outside", self.place.name, name=name)

    def several(self, cell: Cell) -> list[Node]:
        """The slot of a cell, or the slots of all instances when it stands in an open row elsewhere or in the units below."""
        if cell.period == "below":
            return [self.below(cell)]
        if cell.single:
            return [Slot(self.prefix(cell) + cell.single, cell.kind)]
        if cell.form != self.floor.form_id:
            return [self.elsewhere(cell)]
        row, column = self.row_of(cell, self.floor), cell.column or self.place.column
        if column is None:
            raise self.unresolved(cell)
        kind = cell.kind
        if cell.period == "same" and not self.floor.exists(cell.section, row, column):
            return [Nothing(kind)]
        owner = self.floor.owner.get(row)
        if owner is None:
            return [Slot(f"{self.prefix(cell)}{row}:{column}", kind)]
        if self.place.row is not None and owner == self.floor.owner.get(self.place.row):
            return [Slot(f"{self.prefix(cell)}{row}#:{column}", kind)]
        return [Slots(self.prefix(cell) + owner, f"{self.prefix(cell)}{row}#:{column}", kind)]

    def below(self, cell: Cell) -> Node:
        """The cell in all units below, which are the instances. Raises ``formula.nested_open`` for a cell of an open row."""
        owner = f"below|{cell.form}"
        if cell.single:
            return Slots(owner, f"{owner}|#:{cell.single}", cell.kind)
        here = cell.form == self.floor.form_id
        other = self.scope if here else self.scope.other(cell.form)
        assert other is not None
        floor = self.floor if here else other.names.floor
        row = self.row_of(cell, floor)
        column = cell.column or (self.place.column if here else self.same_column(cell, other))
        if column is None:
            raise self.unresolved(cell)
        if floor.owner.get(row) is not None:
            raise fail("formula.nested_open", self.place.name, name=cell.written or row, outer="units_below")
        return Slots(owner, f"{owner}|{row}#:{column}", cell.kind) if floor.exists(cell.section, row, column) else Nothing(cell.kind)

    def prefix(self, cell: Cell) -> str:
        """Empty for a cell of this form and period, else ``period|form|``."""
        here = cell.period == "same" and cell.form == self.floor.form_id
        return "" if here else f"{cell.period}|{cell.form}|"

    def row_of(self, cell: Cell, floor: Floor) -> str:
        """Which row a cell without a row means."""
        if cell.row is not None:
            return cell.row
        if cell.section == self.place.section and cell.form == self.floor.form_id and self.place.row is not None:
            return self.place.row
        rows = floor.data_rows(cell.section)
        if len(rows) == 1:
            return rows[0].id
        here = self.floor.row_by_id.get(self.place.row or "")
        if here is not None:
            like = [row.id for row in rows if row.node.code and row.node.code == here[1].node.code]
            if len(like) == 1:
                return like[0]
        raise self.unresolved(cell)

    def elsewhere(self, cell: Cell) -> Node:
        """A cell of another form: its own row if it has one only, else the row with this row's code."""
        other = self.scope.other(cell.form)
        assert other is not None
        floor = other.names.floor
        row = self.row_of(cell, floor)
        column = cell.column or self.same_column(cell, other)
        key = f"{self.prefix(cell)}{row}"
        owner = floor.owner.get(row)
        if owner is not None:
            return Slots(f"{self.prefix(cell)}{owner}", f"{key}#:{column}", cell.kind)
        return Slot(f"{key}:{column}", cell.kind) if floor.exists(cell.section, row, column) else Nothing(cell.kind)

    def same_column(self, cell: Cell, other: Scope) -> str:
        """In another form, the column with the code of the column that the formula stands in."""
        grid = self.floor.grids.get(self.place.section)
        leaf = grid.column_by_id.get(self.place.column or "") if grid else None
        found = other.names.columns.get(leaf.node.code or "", []) if leaf else []
        like = [twin.id for section, twin in found if section == cell.section]
        if not like:
            raise self.unresolved(cell)
        return like[0]

    # -- several rows

    def children(self, node: Children) -> list[Node]:
        """Slots of the child rows, a heading standing for its own children."""
        row, column = node.row or self.place.row, node.column or self.place.column
        section = node.section or self.place.section
        if row is None or column is None or section not in self.floor.grids:
            raise fail("formula.reference_unresolved", self.place.name, name="children()", place_name=self.place.name)
        grid = self.floor.grids[section]
        found: list[Node] = []
        waiting = list(reversed(grid.children_of(row)))
        while waiting:
            child = waiting.pop()
            if not child.has_cells:
                waiting.extend(reversed(grid.children_of(child.id)))
                continue
            outer = self.floor.outer_owner(child.id) if child.node.kind == "open" else None
            if outer is not None:
                raise fail("formula.nested_open", child.id, name=child.node.label or child.id, outer=outer)
            if self.floor.exists(section, child.id, column):
                kind = kind_of_cell(grid.spec(child.id, column))
                found.extend(self.several(Cell(node.form, section, child.id, column, kind=kind)))
        numeric = [leaf for leaf in found if leaf.kind.numeric]
        return numeric or [Nothing(Kind.NUMBER)]

    def list_slots(self, cell: Cell | Slots) -> Slots:
        """All instances of a column of a list."""
        assert isinstance(cell, Cell)
        found = self.several(cell)
        if len(found) != 1 or not isinstance(found[0], Slots):
            raise self.unresolved(cell)
        return found[0]
