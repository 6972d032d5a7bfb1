"""Formula text to the typed tree: names become cells, functions become nodes, types are checked.

:func:`parse` is the only door. Everything it refuses carries a code and the place in the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal, TypeVar

from metadata.errors import KhuonError
from metadata.formula import calls, habits, limits, typing
from metadata.formula.functions import CATALOGUE, Function, find_function
from metadata.formula.parser import read
from metadata.formula.refusals import forbidden, oddity, proposals, refuse, wrong_argument
from metadata.formula.scope import Scope, kind_of_cell
from metadata.formula.syntax import (
    Between,
    Choice,
    Comparison,
    Factors,
    Invocation,
    Junction,
    Name,
    Negation,
    Span,
    Syntax,
    Terms,
)
from metadata.formula.syntax import Literal as Written
from metadata.formula.tree import Cell, Chain, Children, Compare, Group, Kind, Node, Number, Text, Truth
from metadata.formula.written import sheet_range_size, whole_number

_T = TypeVar("_T")


class _Resolver:
    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.cells = 0

    # -- expressions

    def value(self, syntax: Syntax) -> Node:
        match syntax:
            case Written(value=bool() as truth):
                return Truth(truth)
            case Written(value=str() as text):
                return Text(text)
            case Written(value=Decimal() as number):
                return Number(number)
            case Name() | Between():
                return self.cells_of(syntax, self.scope)
            case Terms(items):
                return typing.chain([(sign, self.value(item), item.span) for sign, item in items])
            case Factors(items):
                return typing.product([(sign, self.value(item), item.span) for sign, item in items])
            case Comparison():
                pairs = self.comparisons(syntax, against_first=False)
                return pairs[0] if len(pairs) == 1 else typing.logic("and", [(pair, syntax.span) for pair in pairs])
            case Junction(operator, parts):
                return typing.logic(operator, [(self.value(part), part.span) for part in parts])
            case Negation(item):
                return typing.negation(self.value(item), item.span)
            case Choice(test, yes, no):
                return typing.choose(self.value(test), self.value(yes), self.value(no), syntax.span)
            case Invocation():
                return self.invocation(syntax)
        raise TypeError(type(syntax).__name__)

    def comparisons(self, syntax: Comparison, *, against_first: bool) -> list[Compare]:
        """The comparisons of a chain; ``against_first`` reads ``a = b = c`` as a = b, a = c."""
        values = [self.value(operand) for operand in syntax.operands]
        first = against_first and set(syntax.operators) == {"=="}
        return [
            typing.compare(operator, values[0 if first else index], values[index + 1], syntax.span)
            for index, operator in enumerate(syntax.operators)
        ]

    # -- names

    def cells_of(self, syntax: Syntax, scope: Scope) -> Cell | Group:
        """The cell or cells that a name, range or placing function stands for."""
        match syntax:
            case Name():
                return self.named(syntax, scope)
            case Between(first, last):
                return self.between(first, last, scope, syntax.span)
            case Invocation(function="range", arguments=(Name() as first, Name() as last)):
                return self.between(first, last, scope, syntax.span)
            case Invocation(function="form" | "prev" | "prev_year" | "units_below") if scope is self.scope:
                found = self.invocation(syntax)
                if isinstance(found, Cell | Group):
                    return found
        function = syntax.function if isinstance(syntax, Invocation) else ""
        raise wrong_argument(CATALOGUE[function or "prev"], 1, syntax.span, "một ô", "a cell")

    def named(self, name: Name, scope: Scope) -> Cell:
        """The cell of a name, looked up once a table: long forms name the same cells in every formula."""
        key = (scope.section, name.text)
        known = scope.names.cells.get(key)
        if known is None:
            known = self.bare(name, scope) if len(name.parts) == 1 else self.dotted(name, scope)
            scope.names.cells[key] = known
        return known

    def bare(self, name: Name, scope: Scope) -> Cell:
        code = name.text
        columns, rows = scope.columns(code), scope.rows(code)
        if columns:
            section, leaf = self.only(columns, name, scope)
            return Cell(scope.form_id, section, None, leaf.id, kind=scope.names.column_kind(section, leaf), written=code)
        if rows:
            section, row = self.only(rows, name, scope)
            return Cell(scope.form_id, section, row.id, None, kind=scope.names.row_kind(section, row), written=code)
        single = scope.names.singles.get(code)
        if single:
            return Cell(scope.form_id, "", None, None, kind=kind_of_cell(single.spec), single=single.id, written=code)
        raise self.unknown(name, scope)

    def dotted(self, name: Name, scope: Scope) -> Cell:
        row_code, column_code = name.parts
        rows, columns = scope.rows(row_code), scope.columns(column_code)
        pairs = [(s, (row, leaf)) for s, row in rows for t, leaf in columns if s == t]
        if not pairs:
            for code, found in ((row_code, rows), (column_code, columns)):
                if not found and not scope.columns(code) and not scope.rows(code):
                    raise self.unknown(Name((code,), name.span), scope)
            raise refuse("formula.not_a_cell", name.span, name=name.text)
        section, (row, leaf) = self.only(pairs, name, scope)
        grid = scope.names.grids[section]
        return Cell(scope.form_id, section, row.id, leaf.id, kind=kind_of_cell(grid.spec(row.id, leaf.id)), written=name.text)

    def only(self, found: Sequence[tuple[str, _T]], name: Name, scope: Scope) -> tuple[str, _T]:
        if len(found) > 1:
            titles = ", ".join(scope.section_title(section) for section, _ in found)
            raise refuse("formula.ambiguous_name", name.span, name=name.text, sections=titles)
        return found[0]

    def unknown(self, name: Name, scope: Scope) -> KhuonError:
        if find_function(name.text) is not None or name.text.startswith("_"):
            return forbidden(name.text, name.span)
        known = scope.known()
        address = {} if name.text.lower() in known else habits.of_address(name.text)
        near = address or proposals(name.text, known)
        return refuse("formula.unknown_name", name.span, name=name.text, **oddity(name.text), **near)

    def between(self, first: Name, last: Name, scope: Scope, span: Span) -> Group:
        self.refuse_sheet_range(first, last, scope, span)
        start, end = self.cells_of(first, scope), self.cells_of(last, scope)
        assert isinstance(start, Cell)
        assert isinstance(end, Cell)
        written = f"{first.text}:{last.text}"
        across = start.row == end.row and start.column is not None and end.column is not None
        down = start.column == end.column and start.row is not None and end.row is not None
        if start.single or end.single or start.section != end.section or start.kind is not end.kind or not (across or down):
            raise refuse("formula.range_mixed", span, name=written)
        grid = scope.names.grids[start.section]
        ids = [leaf.id for leaf in grid.data_leaves] if across else [row.id for row in grid.rows if row.has_cells]
        ends = (start.column, end.column) if across else (start.row, end.row)
        if ends[0] not in ids or ends[1] not in ids:
            raise refuse("formula.range_mixed", span, name=written)
        low, high = sorted(ids.index(str(e)) for e in ends)
        self.count(high - low + 1, written, span)
        named = [i for i in ids[low : high + 1] if _kind_beside(scope, start, i, across=across) is start.kind]
        items = tuple(replace(start, column=i, written="") if across else replace(start, row=i, written="") for i in named)
        return Group(items, written, start.kind)

    def refuse_sheet_range(self, first: Name, last: Name, scope: Scope, span: Span) -> None:
        """``A1:XFD1048576`` names no code; say how large it is before saying that it is unknown."""
        count = sheet_range_size(first.text, last.text)
        if count > limits.NODES and not any(name.text in scope.known() for name in (first, last)):
            raise refuse("formula.range_too_large", span, name=f"{first.text}:{last.text}", count=count, limit=limits.NODES)

    def count(self, cells: int, name: str, span: Span) -> None:
        self.cells += cells
        if self.cells > limits.NODES:
            raise refuse("formula.range_too_large", span, name=name, count=self.cells, limit=limits.NODES)

    # -- functions

    def invocation(self, syntax: Invocation) -> Node:
        function = CATALOGUE[syntax.function]
        self.check_count(function, syntax)
        match syntax.function:
            case "range":
                return self.cells_of(syntax, self.scope)
            case "children":
                return self.children(syntax)
            case "form":
                return self.in_form(syntax)
            case "prev" | "prev_year" as period:
                return self.in_period(syntax, period)
            case "ytd":
                before = self.in_period(syntax, "ytd")
                now = replace(before, period="same")
                return Chain(((1, before), (1, now)), Kind.NUMBER, blank=True)
            case "units_below":
                return self.in_units(syntax)
            case "count_where" | "sum_where":
                return calls.where(self, syntax)
            case "wmean":
                return calls.weighted_mean(self, syntax)
            case "convert":
                return calls.conversion(self, syntax)
            case "ratio":
                part, whole = syntax.arguments
                return typing.product([("*", self.value(part), part.span), ("/", self.value(whole), whole.span)])
            case "percent":
                part, whole = syntax.arguments
                return typing.percent(self.value(part), self.value(whole), syntax.span)
        arguments = [self.argument(function, index, item) for index, item in enumerate(syntax.arguments)]
        return typing.call(function, arguments, syntax.span)

    def check_count(self, function: Function, syntax: Invocation) -> None:
        count, most = len(syntax.arguments), function.most
        if count < function.least or (most is not None and count > most):
            span = str(function.least) if function.least == most else f"{function.least}–{most or '…'}"
            raise refuse("formula.arguments", syntax.span, name=function.name, expected=f"{span} tham số", expected_en=f"{span} arguments",
                       count=count, usage=function.usage)

    def argument(self, function: Function, index: int, syntax: Syntax) -> Node:
        parameter = function.parameter(index)
        node = self.value(syntax)
        group = typing.is_group(node)
        fits = {
            "cells": node.kind.numeric,
            "any": group or isinstance(node, Cell) or node.kind.numeric,
            "number": node.kind.numeric and not group,
            "literal": whole_number(syntax) is not None,
        }[parameter.kind]
        if not fits:
            expected = {"cells": ("các ô số", "number cells"), "any": ("các ô", "cells"), "number": ("một số", "a number")}
            vi, en = expected.get(parameter.kind, ("số nguyên từ -12 đến 12", "a whole number from -12 to 12"))
            raise wrong_argument(function, index + 1, syntax.span, vi, en)
        return Number(Decimal(whole_number(syntax) or 0)) if parameter.kind == "literal" else node

    def children(self, syntax: Invocation) -> Node:
        if not syntax.arguments:
            return Children(self.scope.form_id, self.scope.section or "", None, None)
        named = syntax.arguments[0]
        cell = self.cells_of(named, self.scope)
        if not isinstance(cell, Cell) or cell.row is None:
            raise wrong_argument(CATALOGUE["children"], 1, named.span, "mã dòng", "a row code")
        return Children(self.scope.form_id, cell.section, cell.row, cell.column)

    def in_form(self, syntax: Invocation) -> Cell | Group:
        named, place = syntax.arguments
        form_id = named.text if isinstance(named, Name) and len(named.parts) == 1 else ""
        other = self.scope.other(form_id) if form_id else None
        if other is None:
            raise refuse("formula.unknown_form", named.span, name=form_id or "?", **proposals(form_id, self.scope.forms))
        return self.cells_of(place, other)

    def in_period(self, syntax: Invocation, period: Literal["prev", "prev_year", "ytd"]) -> Cell:
        cell = self.cells_of(syntax.arguments[0], self.scope)
        if not isinstance(cell, Cell) or cell.period != "same" or (period == "ytd" and not cell.kind.numeric):
            raise wrong_argument(CATALOGUE[syntax.function], 1, syntax.span, "một ô số", "a number cell")
        return replace(cell, period=period)

    def in_units(self, syntax: Invocation) -> Cell:
        cell = self.cells_of(syntax.arguments[0], self.scope)
        if not isinstance(cell, Cell) or cell.period != "same":
            raise wrong_argument(CATALOGUE[syntax.function], 1, syntax.span, "một ô của biểu", "a cell of a form")
        return replace(cell, period="below")


def _kind_beside(scope: Scope, start: Cell, other: str, *, across: bool) -> Kind:
    """Type of the cell of another column (or row) of a range. Notes among figures are of another type than its ends and left out."""
    names = scope.names
    grid = names.grids[start.section]
    row, column = (start.row, other) if across else (other, start.column)
    if row is not None and column is not None:
        return kind_of_cell(grid.spec(row, column))
    return names.column_kind(start.section, grid.column_by_id[other]) if across else names.row_kind(start.section, grid.by_id[other].node)


def parse(text: str, scope: Scope) -> Node:
    """The typed tree of a formula.

    Raises KhuonError with a ``formula.*`` code; its arguments ``offset`` and ``length`` say where in the text.
    """
    return typing.single(_Resolver(scope).value(read(text)), (0, len(text)))


def resolve(syntax: Syntax, scope: Scope) -> Node:
    """The tree of a part of a formula that was read already, a group of cells included. Raises as :func:`parse`."""
    return _Resolver(scope).value(syntax)


def parse_value(text: str, scope: Scope) -> Node:
    """The tree of a computed cell: a number, a ratio already settled. Raises ``formula.result_type`` for anything else."""
    node = parse(text, scope)
    if not node.kind.numeric:
        vi, en = typing.KIND_NAMES[node.kind]
        raise refuse("formula.result_type", (0, len(text)), found=vi, found_en=en)
    return typing.settled(node)


def parse_checks(text: str, scope: Scope) -> list[Node]:
    """The conditions of a check. ``a = b = c`` is two (a = b, a = c), ``x and y`` is two; any other condition is one.

    Raises ``formula.not_a_condition`` when the text gives no truth value.
    """
    syntax = read(text)
    resolver = _Resolver(scope)
    parts = list(syntax.items) if isinstance(syntax, Junction) and syntax.operator == "and" else [syntax]
    found: list[Node] = []
    for part in parts:
        if isinstance(part, Comparison):
            found.extend(resolver.comparisons(part, against_first=True))
            continue
        node = typing.single(resolver.value(part), part.span)
        if node.kind is not Kind.TRUTH:
            vi, en = typing.KIND_NAMES[node.kind]
            raise refuse("formula.not_a_condition", part.span, text=text, found=vi, found_en=en)
        found.append(node)
    return found
