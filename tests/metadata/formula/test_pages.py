"""The pages about formulas: every example on them holds."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal, localcontext
from pathlib import Path

import pytest

from metadata.errors import KhuonError
from metadata.formula import relation
from metadata.formula.bind import Binder, Place
from metadata.formula.functions import Operand
from metadata.formula.program import bind_text, scope_of
from metadata.formula.resolve import parse, parse_checks
from metadata.formula.targets.asteval_engine import AstevalFormula
from metadata.formula.targets.closures import Cells, close
from metadata.formula.tree import Call, Chain, Node, Slot, Slots
from metadata.numbers import WIDE
from tests.metadata import examples
from tests.metadata.formula.vectors import SCOPE, bound, shown

FOLDER = Path(__file__).parents[3] / "docs" / "reference"
PAGE = (FOLDER / "ngon-ngu-cong-thuc.md").read_text(encoding="utf-8")
Row = tuple[str, str, str]


def tables(page: str) -> Iterator[tuple[str, Row]]:
    """The rows of every table that stands under a comment, with the comment's words."""
    for comment, lines in re.findall(r"<!-- ([^>]+) -->\n\n((?:\|.*\n)+)", page):
        for line in lines.splitlines()[2:]:
            first, second, third = (cell.strip() for cell in line.strip().strip("|").split("|"))
            yield comment, (first, second, third)


def code(text: str) -> str:
    return text.strip("`")


def read(value: str) -> Operand:
    if value == "-":
        return None
    if day := re.fullmatch(r"(\d\d)/(\d\d)/(\d{4})", value):
        return dt.date(int(day[3]), int(day[2]), int(day[1])).isoformat()
    return value.strip("“”") if value.startswith("“") else Decimal(value)


class Case:
    """One line of a table: where its formula stands and what the cells hold.

    Cells are ``c1 = 5``; of another row, form or period as the formula names them; of open rows and of the units below
    after ``dòng thêm 1:`` and ``đơn vị 1:``.
    """

    def __init__(self, where: str, said: str) -> None:
        path, self.row, self.column, *rest = where.split()
        regime, self.form = path.split("/")
        self.open = {name: value for name, _, value in (option.partition("=") for option in rest)}
        self.template = examples.template(regime)
        self.instances: dict[str, list[str]] = {}
        self.cells = Cells({}, "1" if self.open.get("open") == self.row else "", self.instances)
        for part in re.split(r"; (?![^(]*\))", said) if said else []:
            head, _, body = part.rpartition(": ")
            for one in body.split(", "):
                name, _, value = one.partition(" = ")
                self.cells.values[self.key(head, name)] = read(value)

    def bound(self, text: str) -> Node:
        return bind_text(self.template, self.form, text, self.row, self.column)

    def key(self, head: str, name: str) -> str:
        kind, _, number = head.rpartition(" ")
        if not head:
            before = re.fullmatch(r"ytd trước (\w+)", name)
            leaf = self.first(f"ytd({before[1]})" if before else name)
            number = self.cells.inst
        elif kind == "đơn vị":
            leaf = self.first(f"count(units_below({name}))")
        elif "list" in self.open:
            leaf = self.first(f"count(form({self.open['list']}; {name}))")
        else:
            leaf = Slots(self.open["open"], f"{self.open['open']}#:{name}")
        if isinstance(leaf, Slots) and number not in self.instances.setdefault(leaf.owner, []):
            self.instances[leaf.owner].append(number)
        return leaf.key.replace("#:", f"#{number}:")

    def first(self, text: str) -> Slot | Slots:
        """The cell that a formula reads first."""
        node = self.bound(text)
        leaf = node.terms[0][1] if isinstance(node, Chain) else node.arguments[0] if isinstance(node, Call) else node
        assert isinstance(leaf, Slot | Slots)
        return leaf

    def value(self, node: Node) -> Operand:
        with localcontext(WIDE):
            found = close(node)(self.cells)
        assert AstevalFormula(node)(self.cells) == found
        return found

    def holds(self, text: str) -> bool:
        scope = scope_of(self.template, self.form, "s1")
        binder = Binder(scope, scope.names.floor, Place("s1", self.row, self.column))
        return all(self.value(binder.bind(check)) is True for check in parse_checks(text, scope))


_ALL = list(tables(PAGE))
_FORMULAS = [(where, *row) for where, row in _ALL if where.count(" ") >= 2]
_LINES = [row for where, row in _ALL if where == "relation"]
_REFUSED = [(where.split()[1], *row) for where, row in _ALL if where.startswith("refused ")]


@pytest.mark.parametrize(("where", "text", "cells", "result"), _FORMULAS)
def test_examples_of_the_page_for_officials(where: str, text: str, cells: str, result: str) -> None:
    case = Case(where, cells)
    if result in {"đúng", "báo"}:
        assert case.holds(code(text)) is (result == "đúng")
        return
    assert shown(case.value(case.bound(code(text)))) == (None if result == "trống" else result)


@pytest.mark.parametrize(("form", "line", "checks"), _LINES)
def test_printed_lines_of_the_page(form: str, line: str, checks: str) -> None:
    template = examples.template("thanh_tra_2021")
    (section,) = next(f for f in template.forms if f.code == form).grids
    assert relation.rule_expressions(code(line), section.columns) == re.findall(r"`([^`]+)`", checks)


@pytest.mark.parametrize(("where", "wrong", "why", "right"), _REFUSED)
def test_what_the_page_says_is_refused(where: str, wrong: str, why: str, right: str) -> None:
    regime, form = where.split("/")
    scope = scope_of(examples.template(regime), form, "s1")
    with pytest.raises(KhuonError):
        parse(code(wrong), scope)
    assert parse(code(right), scope)
    assert why


def test_the_page_has_all_its_tables_and_is_one_page() -> None:
    assert (len(_FORMULAS), len(_LINES), len(_REFUSED)) >= (45, 3, 8)
    assert len(PAGE.splitlines()) < 200
    assert len(re.findall(r"\| `[^`]*` \|", PAGE)) >= len(_FORMULAS)


# ---------------------------------------------------------------- differences from Excel


def differences() -> list[Row]:
    found = re.findall(r"^\| (`[^|]+`) \| ?([^|]*?) ?\| [^|]+ \| ([^|]+) \|$", (FOLDER / "excel-differences.md").read_text(encoding="utf-8"), re.MULTILINE)
    return [(code(text), cells, here) for text, cells, here in found]


@pytest.mark.parametrize(("text", "cells", "here"), differences())
def test_differences_from_excel(text: str, cells: str, here: str) -> None:
    if here == "bị từ chối":
        with pytest.raises(KhuonError):
            parse(text, SCOPE)
        return
    named = (one.partition(" = ") for one in cells.split("; ")) if cells else ()
    values = Cells({f"r1:{name}": read(value) for name, _, value in named})
    node = bound(text)
    with localcontext(WIDE):
        found = close(node)(values)
    assert AstevalFormula(node)(values) == found
    said = {True: "đúng", False: "sai"}[found] if isinstance(found, bool) else "trống" if found is None else shown(found)
    assert said == here


def test_the_list_of_differences_is_whole() -> None:
    assert len(differences()) > 50
    assert sum(here == "bị từ chối" for _, _, here in differences()) > 12
