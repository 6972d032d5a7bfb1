"""The typed tree: what a formula means, and the only thing that targets are printed from.

Every node knows its :class:`Kind` and whether it *can be blank*. A tree comes in two stages: **resolved** (cells named by row and
column ids, ``None`` standing for "the row/column the formula stands in") and **bound** (slots with keys, for one
place of one form). Only the leaves differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Final
from typing import Literal as Lit


class Kind(Enum):
    """Types of values. A *ratio* is a number that came out of a division: it settles to 15 digits before use."""

    NUMBER = "number"
    RATIO = "ratio"
    TEXT = "text"
    DATE = "date"
    TRUTH = "truth"
    OTHER = "other"

    def __init__(self, name: str) -> None:
        self.numeric: bool = name in {"number", "ratio"}
        """Number or ratio."""


Period = Lit["same", "prev", "prev_year", "ytd", "below"]
"""Whose figure a cell is: this unit's of some period, or (``below``) those of all units below in this period, which makes a group."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number written in the formula."""

    value: Decimal
    kind = Kind.NUMBER
    blank = False


@dataclass(frozen=True, slots=True)
class Text:
    """A quoted text, for comparison only."""

    value: str
    kind = Kind.TEXT
    blank = False


@dataclass(frozen=True, slots=True)
class Truth:
    """``true`` or ``false``."""

    value: bool
    kind = Kind.TRUTH
    blank = False


@dataclass(frozen=True, slots=True)
class Nothing:
    """A cell that is not there for this unit or period (hidden row, blocked cell): always blank."""

    kind: Kind = Kind.NUMBER
    blank = True


# ---------------------------------------------------------------- resolved leaves


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell by ids. ``single`` is the id of an answer outside grids (then row and column are None).

    With period ``below`` it stands for several cells, one a unit, and belongs inside an aggregating function.
    """

    form: str
    section: str
    row: str | None
    column: str | None
    period: Period = "same"
    kind: Kind = Kind.NUMBER
    single: str = ""
    written: str = ""
    blank = True


@dataclass(frozen=True, slots=True)
class Group:
    """Several cells in print order, inside an aggregating function only."""

    items: tuple[Cell, ...]
    written: str = ""
    kind: Kind = Kind.NUMBER
    blank = True


@dataclass(frozen=True, slots=True)
class Children:
    """The child rows of ``row`` (None: of the row the formula stands in), in ``column`` (None: the same column)."""

    form: str
    section: str
    row: str | None
    column: str | None
    kind: Kind = Kind.NUMBER
    blank = True


@dataclass(frozen=True, slots=True)
class Where:
    """Count (``values`` None) or sum over the rows of a list whose ``test`` cell compares as asked."""

    values: Cell | Slots | None
    test: Cell | Slots
    operator: str
    operand: Number | Text | Truth
    kind = Kind.NUMBER

    @property
    def blank(self) -> bool:
        """A count is never blank; the sum of no rows is."""
        return self.values is not None


# ---------------------------------------------------------------- bound leaves


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell by key: ``r1:c9`` of this form, ``same|f_02xld|r1:c9`` of another form or period.

    In ``r3#:c9`` the instance of the open row being computed goes behind the ``#``.
    """

    key: str
    kind: Kind = Kind.NUMBER
    blank = True

    @property
    def is_open(self) -> bool:
        """Whether the key is completed by the instance being computed."""
        return "#:" in self.key

    @property
    def is_outside(self) -> bool:
        """Whether the value comes from another form or period."""
        return "|" in self.key


@dataclass(frozen=True, slots=True)
class Slots:
    """The cells of one column over all instances of an open row.

    ``owner`` is the open row that has the instances; for a list of another form ``same|f_list|r1``; for the units below
    ``below|f_list``, the units being the instances.
    """

    owner: str
    key: str
    kind: Kind = Kind.NUMBER
    blank = True


# ---------------------------------------------------------------- operations


@dataclass(frozen=True, slots=True)
class Chain:
    """Additions and subtractions: a blank counts as nothing, a chain of blanks is blank."""

    terms: tuple[tuple[int, Node], ...]
    kind: Kind
    blank: bool


@dataclass(frozen=True, slots=True)
class Product:
    """Multiplications and divisions from left to right; with a blank, or a division by zero, blank."""

    factors: tuple[tuple[str, Node], ...]
    kind: Kind
    blank: bool


@dataclass(frozen=True, slots=True)
class Settle:
    """A ratio taken to 15 significant digits, before it is compared, rounded or chosen."""

    item: Node
    kind = Kind.NUMBER

    @property
    def blank(self) -> bool:
        """As its item."""
        return self.item.blank


@dataclass(frozen=True, slots=True)
class Compare:
    """A comparison; a blank reads as nothing (0 among numbers, no text among texts)."""

    operator: str
    left: Node
    right: Node
    kind = Kind.TRUTH
    blank = False


@dataclass(frozen=True, slots=True)
class Logic:
    """``and`` or ``or``."""

    operator: str
    items: tuple[Node, ...]
    kind = Kind.TRUTH
    blank = False


@dataclass(frozen=True, slots=True)
class Not:
    """``not``."""

    item: Node
    kind = Kind.TRUTH
    blank = False


@dataclass(frozen=True, slots=True)
class Choose:
    """``yes if test else no``."""

    test: Node
    yes: Node
    no: Node
    kind: Kind
    blank: bool


@dataclass(frozen=True, slots=True)
class Converted:
    """A number taken from one unit of measure to another; when bound a product with ``factor``."""

    item: Node
    factor: Decimal
    source: str
    target: str
    kind: Kind
    blank: bool


@dataclass(frozen=True, slots=True)
class Call:
    """A catalogued function over values; groups among the arguments are flattened."""

    function: str
    arguments: tuple[Node, ...]
    kind: Kind
    blank: bool


Leaf = Number | Text | Truth | Nothing | Cell | Group | Children | Where | Slot | Slots
Node = Leaf | Chain | Product | Settle | Compare | Logic | Not | Choose | Converted | Call


def parts(node: Node) -> tuple[Node, ...]:
    """The nodes directly inside a node, in reading order."""
    match node:
        case Chain():
            return tuple(item for _, item in node.terms)
        case Product():
            return tuple(item for _, item in node.factors)
        case Settle() | Not() | Converted():
            return (node.item,)
        case Compare():
            return node.left, node.right
        case Logic():
            return node.items
        case Choose():
            return node.test, node.yes, node.no
        case Call():
            return node.arguments
        case Group():
            return node.items
        case Where():
            return (node.test,) if node.values is None else (node.values, node.test)
    return ()


_SINGLE: Final = frozenset({Number, Text, Truth, Nothing, Cell, Children, Slot, Slots})
"""Nodes with nothing inside: most of every tree."""


def walk(node: Node) -> list[Node]:
    """All nodes of a tree in reading order, itself first; without recursion."""
    found: list[Node] = []
    waiting = [node]
    while waiting:
        here = waiting.pop()
        found.append(here)
        if type(here) not in _SINGLE:
            waiting.extend(reversed(parts(here)))
    return found
