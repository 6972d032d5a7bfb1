"""A formula in words, by the captions and numbers that officials know: for the screen, messages and the approval file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Final

from metadata.documents import Option
from metadata.formula.functions import CATALOGUE
from metadata.formula.scope import FormNames, Scope
from metadata.formula.tree import (
    Call,
    Cell,
    Chain,
    Children,
    Choose,
    Compare,
    Converted,
    Group,
    Logic,
    Node,
    Not,
    Nothing,
    Number,
    Product,
    Settle,
    Slots,
    Text,
    Truth,
    Where,
)  # fmt: skip
from metadata.grid import Grid, Leaf
from metadata.measures import measures
from metadata.numbers import format_vi

SIGNS: Final = {"==": "=", "!=": "≠", "<=": "≤", ">=": "≥", "<": "<", ">": ">"}
_WORDS: Final = {
    "vi": {"column": "cột", "row": "dòng", "prev": "kỳ trước", "prev_year": "cùng kỳ năm trước", "ytd": "lũy kế các kỳ trước", "below": "ở các đơn vị cấp dưới", "convert": "quy đổi {v} từ {source} sang {target}", "and": "và", "or": "hoặc",
           "not": "không phải", "if": "nếu", "then": "thì", "else": "còn không thì", "to": "đến", "children": "các dòng con", "of": "của",
           "rows where": "số dòng có", "sum where": "tổng {v} của các dòng có", "true": "đúng", "false": "sai", "nothing": "trống"},
    "en": {"column": "column", "row": "row", "prev": "of the previous period", "prev_year": "of the same period last year", "ytd": "of the earlier periods this year", "below": "in the units below", "convert": "{v} converted from {source} to {target}", "and": "and", "or": "or",
           "not": "not", "if": "if", "then": "then", "else": "else", "to": "to", "children": "the child rows", "of": "of",
           "rows where": "number of rows with", "sum where": "sum of {v} over rows with", "true": "true", "false": "false", "nothing": "blank"},
}  # fmt: skip


def column_caption(grid: Grid, leaf: Leaf) -> str:
    """A column's caption; with the captions above it when another column has the same."""
    twins = [other for other in grid.data_leaves if other.node.label == leaf.node.label]
    return leaf.node.label if len(twins) == 1 else " – ".join(leaf.path)


@dataclass(frozen=True)
class Wording:
    """How to say a formula of ``scope``. ``full`` adds captions to numbers."""

    scope: Scope
    lang: str = "vi"
    full: bool = False

    def word(self, name: str) -> str:
        """A connecting word."""
        return _WORDS[self.lang][name]

    # -- cells

    def cell(self, cell: Cell) -> str:
        """``cột 9``, ``dòng 03``, ``02/XLD cột 9``, ``cột 11 kỳ trước``."""
        here = cell.form == self.scope.form_id
        other = self.scope if here else self.scope.other(cell.form)
        names = (other or self.scope).names
        said = " ".join([] if here else [names.form.code]) + ("" if here else " ") + self._inside(cell, names)
        return said if cell.period == "same" else f"{said} {self.word(cell.period)}"

    def _inside(self, cell: Cell, names: FormNames) -> str:
        if cell.single:
            return f"“{next((s.label for s in names.all_singles if s.id == cell.single), cell.single)}”"
        grid = names.grids[cell.section]
        parts = [f"{self.word('row')} {self._row(cell.row, grid)}"] if cell.row else []
        if cell.column:
            parts.append(self.column(grid.column_by_id[cell.column], grid))
        return " ".join(parts)

    def _row(self, row_id: str, grid: Grid) -> str:
        row = grid.by_id[row_id].node
        # Any other code is a name of ours ("huyen", "w1"); the marker and the caption are printed.
        printed = grid.row_number(row) or row.marker or ""
        # Under I and II rows count 1, 2, 3 anew: one of them needs its caption.
        if row.label and not self.full and printed in grid.repeated_numbers:
            return f"{printed} “{shorten(row.label, 60, placeholder='…')}”"
        if self.full and row.label:
            return f"{printed} “{row.label}”".strip()
        return printed or (f"“{row.label}”" if row.label else row.code or "")

    def column(self, leaf: Leaf, grid: Grid) -> str:
        """``cột 9`` or, without a printed number, the caption; both when full."""
        caption = f"“{column_caption(grid, leaf)}”"
        if not leaf.node.number:
            return f"{self.word('column')} {caption}"
        said = f"{self.word('column')} {leaf.node.number}"
        return f"{said} {caption}" if self.full else said

    # -- expressions

    def say(self, node: Node) -> str:
        """The expression in words."""
        match node:
            case Number(value):
                return format_vi(value)
            case Text(text):
                return f"“{text}”"
            case Truth(truth):
                return self.word("true" if truth else "false")
            case Nothing():
                return self.word("nothing")
            case Cell():
                return self.cell(node)
            case Chain(terms):
                return self._chain(terms)
            case Product(factors):
                return self._product(factors)
            case Settle(item):
                return self.say(item)
            case Compare(operator, left, right):
                return f"{self._beside(left, right)} {SIGNS[operator]} {self._beside(right, left)}"
            case Logic(operator, items):
                return f" {self.word(operator)} ".join(self._wrapped(item, (Logic,)) for item in items)
            case Not(item):
                return f"{self.word('not')} ({self.say(item)})"
            case Choose(test, yes, no):
                return f"{self.word('if')} {self.say(test)} {self.word('then')} {self.say(yes)}, {self.word('else')} {self.say(no)}"
            case Converted(item, _, source, target):
                units = {"source": measures()[source].symbol, "target": measures()[target].symbol}
                return self.word("convert").format(v=self._wrapped(item, (Chain, Choose)), **units)
            case Call(function, arguments):
                return f"{self._function(function)}({'; '.join(self.say(item) for item in arguments)})"
            case Group(items):
                return f"{self.cell(items[0])} {self.word('to')} {self.cell(items[-1])}"
            case Children(_, section, row, _):
                said = self.word("children")
                return f"{said} {self.word('of')} {self._row(row, self.scope.names.grids[section])}" if row else said
            case Where():
                return self._where(node)
        return "…"

    def _beside(self, node: Node, other: Node) -> str:
        """One side of a comparison. A text compared with a choice is called by its label, as it is chosen: the value is a name of ours."""
        held, cell = (each.item if isinstance(each, Settle) else each for each in (node, other))
        options = self._choices(cell) if isinstance(held, Text) and isinstance(cell, Cell) else ()
        label = next((option.label for option in options if isinstance(held, Text) and option.value == held.value), None)
        return f"“{label}”" if label else self.say(node)

    def _choices(self, cell: Cell) -> Sequence[Option]:
        other = self.scope if cell.form == self.scope.form_id else self.scope.other(cell.form)
        names = (other or self.scope).names
        if cell.single:
            return next((single.spec.choices or () for single in names.all_singles if single.id == cell.single), ())
        grid = names.grids[cell.section]
        if cell.row and cell.column:
            return grid.spec(cell.row, cell.column).choices or ()
        held = grid.column_by_id[cell.column].node if cell.column else grid.by_id[cell.row or ""].node
        return held.cell.over(grid.section.cell).over(names.form.cell).choices or ()

    def _function(self, name: str) -> str:
        function = CATALOGUE[name]
        return function.names_vi[0].replace("_", " ") if self.lang == "vi" else name

    def _wrapped(self, node: Node, weaker: tuple[type, ...]) -> str:
        said = self.say(node)
        inner = node.item if isinstance(node, Settle) else node
        return f"({said})" if isinstance(inner, weaker) else said

    def _chain(self, terms: Sequence[tuple[int, Node]]) -> str:
        said = ""
        for index, (sign, item) in enumerate(terms):
            mark = ("" if sign == 1 else "−") if index == 0 else (" + " if sign == 1 else " − ")
            said += mark + self._wrapped(item, (Choose,) if sign == 1 else (Choose, Chain))
        return said

    def _product(self, factors: Sequence[tuple[str, Node]]) -> str:
        said = ""
        for index, (sign, item) in enumerate(factors):
            mark = "" if index == 0 else " × " if sign == "*" else " ÷ "
            said += mark + self._wrapped(item, (Chain, Choose, Product) if sign == "/" else (Chain, Choose))
        return said

    def _where(self, node: Where) -> str:
        if isinstance(node.test, Slots) or isinstance(node.values, Slots):
            return "…"
        test = f"{self.cell(node.test)} {SIGNS[node.operator]} {self._beside(node.operand, node.test)}"
        if node.values is None:
            return f"{self.word('rows where')} {test}"
        return f"{self.word('sum where').replace('{v}', self.cell(node.values))} {test}"

    # -- the printed way

    def tight(self, node: Node) -> tuple[str, str] | None:
        """``("column", "11+12+13")`` for a plain sum of this form's numbered columns (or coded rows); None for anything else."""
        terms = node.terms if isinstance(node, Chain) else ((1, node),)
        said, kinds = "", set()
        for index, (sign, item) in enumerate(terms):
            name = self._tight_name(item)
            if name is None:
                return None
            kinds.add(name[0])
            said += ("" if index == 0 and sign == 1 else "+" if sign == 1 else "-") + name[1]
        return (kinds.pop(), said) if len(kinds) == 1 else None

    def _tight_name(self, node: Node) -> tuple[str, str] | None:
        if isinstance(node, Call) and node.function == "sum" and len(node.arguments) == 1 and isinstance(node.arguments[0], Group):
            ends = [self._tight_name(node.arguments[0].items[i]) for i in (0, -1)]
            return (ends[0][0], f"{ends[0][1]}+…+{ends[1][1]}") if ends[0] and ends[1] else None
        if not isinstance(node, Cell) or node.form != self.scope.form_id or node.period != "same" or node.single:
            return None
        grid = self.scope.names.grids[node.section]
        if node.row is None and node.column:
            number = grid.column_by_id[node.column].node.number
            return ("column", number) if number else None
        if node.column is None and node.row:
            number = grid.row_number(grid.by_id[node.row].node)
            return ("row", number) if number else None
        return None

    def side(self, node: Node) -> str:
        """A side of a check: one cell by name, a plain sum as printed, anything else in words."""
        plain = node.item if isinstance(node, Settle) else node
        if isinstance(plain, Cell):
            return self.cell(plain)
        tight = self.tight(plain)
        return tight[1] if tight else self.say(plain)

    def head(self, node: Node) -> str:
        """The left side, as the beginning of a sentence."""
        plain = node.item if isinstance(node, Settle) else node
        tight = None if isinstance(plain, Cell) else self.tight(plain)
        return f"{self.word(tight[0])} {tight[1]}" if tight else self.side(plain)


def capitalised(text: str) -> str:
    """With a capital first letter."""
    return text[:1].upper() + text[1:]


def in_words(node: Node, scope: Scope, lang: str = "vi", *, full: bool = False) -> str:
    """A resolved formula in words: ``cột 11 + cột 12 + cột 13``; with captions when ``full``."""
    return Wording(scope, lang, full).say(node)


def formula_in_words(target: Cell, node: Node, scope: Scope, lang: str = "vi", *, full: bool = False) -> str:
    """What a computed cell is: ``Cột 9 = cột 11 + cột 12 + cột 13``."""
    wording = Wording(scope, lang, full)
    return capitalised(f"{wording.cell(target)} = {wording.say(node)}")


def check_in_words(nodes: Sequence[Node], scope: Scope, lang: str = "vi", *, full: bool = False) -> str:
    """The conditions of a check (see ``parse_checks``), joined: ``Cột 9 = cột 11 + cột 12; cột 9 = cột 14``."""
    wording = Wording(scope, lang, full)
    return capitalised("; ".join(wording.say(node) for node in nodes))
