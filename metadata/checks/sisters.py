"""What the other tables of a regime print and this one leaves out: like groups of columns with a chain there and none here.

Of three forms that classify cases by content, state and result, two print ``8=9+…=13+14=…`` and the third nothing: an
omission. The finding stands at the column that the chain belongs to and carries ``proposal_line``, the line with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from metadata.checks.outline import Outline, columns_outline, head_role, named
from metadata.documents import Column, Form, GridSection
from metadata.errors import KhuonError, Problem
from metadata.formula.equations import Equation
from metadata.formula.relation import Axis, Relation, axis_of, generate, printed_sum
from metadata.formula.relation_lint import corrected
from metadata.formula.relation_rules import on
from metadata.template import Template
from metadata.text import fold

_NEAR, _FAR = 0.7, 0.4
"""Shares of words in common: above the first two groups are of one kind, below the second they are not."""
_OPPOSITES = frozenset(["khong", "chua", "ngoai", "dang", "da", "truoc", "sau"])


# ---------------------------------------------------------------- tables


@dataclass(frozen=True, eq=False)
class Table:
    """The columns of one table with every equation that holds there: rules, formulas and printed lines put right."""

    form: Form
    outline: Outline
    axis: Axis
    columns: dict[str, Column]
    sums: dict[str, list[frozenset[str]]]
    likes: dict[tuple[str, ...], str] = field(default_factory=dict)
    """Columns found here for the paths of captions of other tables."""

    @cached_property
    def paths(self) -> Mapping[str, list[str]]:
        """Captions from the top down to every column."""
        return {column: self._path(column) for column in self.columns}

    def _path(self, column: str) -> list[str]:
        found: list[str] = []
        at: str | None = column
        while at is not None:
            found.append(self.outline.items[at].label)
            at = self.outline.parents[at]
        return found[::-1]

    @cached_property
    def wholes(self) -> Mapping[str, str]:
        """For every group that adds up to a column of the table: that column."""
        found = {item.id: self._whole_of(item.id) for item in self.outline.walk() if item.children and not item.own}
        return {group: whole for group, whole in found.items() if whole}

    def _whole_of(self, group: str) -> str:
        """The column outside a group that its parts, and nothing else, add up to; or the total that opens it. Empty when none does."""
        outline = self.outline
        members = outline.members(group)
        children = [child for child in outline.items[group].children if head_role(outline.items[child].label) != "part"]
        total = outline.total_of(group)
        for left, sums in self.sums.items():
            inside = left == total and bool(total)
            if left in members and not inside:
                continue
            tops = [outline.members(child) for child in children if outline.members(child) and child != left]
            if len(tops) > 1 and any(one <= members and all(one & top for top in tops) for one in sums):
                return left
        return ""

    def added_anyhow(self, group: str) -> bool:
        """Whether some sum takes something of every part of a group, perhaps beside other columns."""
        tops = [self.outline.members(child) for child in self.outline.items[group].children]
        tops = [top for top in tops if top]
        sums = ((left, frozenset().union(*sums)) for left, sums in self.sums.items())
        return any(left not in self.outline.members(group) and all(every & top for top in tops) for left, every in sums)


def _table(form: Form, section: GridSection, equations: Sequence[Equation]) -> Table:
    axis = axis_of(section.columns)
    sums: dict[str, list[frozenset[str]]] = {}
    for equation in on(equations, "columns", section.id):
        if equation.operator == "=":
            sums.setdefault(equation.left, []).append(equation.ids)
    columns = {column.id: column for column in section.columns.leaves()}
    for column in columns.values():
        for relation in _printed(column, axis):
            ids = frozenset(axis.member(number).id for _, number in relation.terms)
            sums.setdefault(axis.member(relation.left).id, []).append(ids)
    return Table(form, columns_outline(form, section), axis, columns, sums)


def _printed(column: Column, axis: Axis) -> list[Relation]:
    if not column.relation:
        return []
    try:
        return [one for one in corrected(column.relation, axis) if one.operator == "="]
    except KhuonError:
        return []


@dataclass(frozen=True)
class Tables:
    """The tables of a regime, and the groups that add up in them by caption."""

    all: list[Table]

    @cached_property
    def adding(self) -> Mapping[tuple[str, frozenset[str]], list[tuple[Table, str, str]]]:
        """Table, group and whole of every group that adds up, by its caption and the words in and under it."""
        found: dict[tuple[str, frozenset[str]], list[tuple[Table, str, str]]] = {}
        for table in self.all:
            for group, whole in table.wholes.items():
                found.setdefault((table.outline.items[group].label, _words_of(table, group)), []).append((table, group, whole))
        return found

    def sisters(self, table: Table, group: str) -> Iterator[tuple[Table, str, str]]:
        """The groups that add up and are of the same kind as this one: like captions elsewhere, other partitions in the same table."""
        mine, words = table.outline.items[group].label, _words_of(table, group)
        for (label, others), places in self.adding.items():
            near = _likeness(words, others)
            # Like captions over other things are no sisters; nearly the same under another caption are: of complaints, of denunciations.
            if (near >= _NEAR and not _opposite(mine, label)) or (near >= _FAR and _alike(mine, label)):
                yield from (place for place in places if place[0] is not table)
        if head_role(mine) == "partition":
            for other, whole in table.wholes.items():
                if head_role(table.outline.items[other].label) == "partition":
                    yield table, other, whole


def tables_of(template: Template, equations: Mapping[str, Sequence[Equation]]) -> Tables:
    """The tables of a template with the equations of its forms, by form."""
    return Tables([_table(form, section, equations[form.id]) for form in template.forms for section in form.grids])


# ---------------------------------------------------------------- likeness


@lru_cache(maxsize=8192)
def _words(label: str) -> list[str]:
    """A caption as folded words."""
    return fold(label).split()


def _opposite(first: str, second: str) -> bool:
    """Whether captions differ by what turns the meaning around: ``thuộc``, ``không thuộc thẩm quyền``; ``lần 1``, ``lần 2``."""
    odd = set(_words(first)) ^ set(_words(second))
    return bool(odd & _OPPOSITES) or any(word.isdigit() for word in odd)


@lru_cache(maxsize=16384)
def _alike(first: str, second: str) -> bool:
    """Whether two captions name the same thing in two forms: ``Kết quả xử lý đơn`` and ``Kết quả xử lý``."""
    one, two = _words(first), _words(second)
    if "theo" in one and "theo" in two:
        return _after(one, "theo") == _after(two, "theo")
    if _opposite(first, second):
        return False
    if one[: len(two)] == two or two[: len(one)] == one:
        return len(one) > 0 < len(two)
    return _likeness(set(one), set(two)) >= 0.6


def _after(words: list[str], word: str) -> list[str]:
    return words[len(words) - words[::-1].index(word) :]


def _like_column(here: Table, there: Table, column: str) -> str:
    """The column of one table that stands where a column of another does: same caption, under a like one. Empty when unclear."""
    wanted = there.paths[column]
    if tuple(wanted) not in here.likes:
        here.likes[tuple(wanted)] = _found(here, wanted)
    return here.likes[tuple(wanted)]


def _found(here: Table, wanted: Sequence[str]) -> str:
    found = [
        one
        for one, path in here.paths.items()
        if len(path) == len(wanted) and _words(path[-1]) == _words(wanted[-1]) and all(map(_alike, path[:-1], wanted[:-1]))
    ]
    return found[0] if len(found) == 1 else ""


# ---------------------------------------------------------------- omissions


@dataclass
class Omission:
    """The chain that a column lacks: groups of its table that add up to it, and the forms that print as much."""

    table: Table
    column: str
    groups: list[str] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)

    def problem(self) -> Problem:
        """``template.relation_omitted`` at the column."""
        outline = self.table.outline
        relations = [self._relation(group) for group in self.groups]
        column = self.table.columns[self.column]
        line = (column.relation or "") if _printed(column, self.table.axis) else ""
        proposal = line + "".join("=" + printed_sum(one.terms) for one in relations) if line else generate(relations)
        vi, en = named(outline, self.column)
        label = " ".join(outline.items[self.column].label.split())
        groups = ", ".join(f"“{outline.items[group].label}”" for group in self.groups)
        args = {"column": vi, "column_en": en, "label": label, "groups": groups, "forms": ", ".join(self.forms), "proposal": generate(relations), "proposal_line": proposal}
        return Problem("template.relation_omitted", f"{outline.form}/{outline.section}/{self.column}", args, "warning")

    def _relation(self, group: str) -> Relation:
        """The sum of a group. Raises KeyError when a column of it has no number."""
        outline, axis = self.table.outline, self.table.axis
        children = outline.items[group].children
        ids = [one for child in children if child != self.column and head_role(outline.items[child].label) != "part" for one in outline.top(child)]
        return Relation(axis.by_id[self.column].number, tuple((1, axis.by_id[one].number) for one in ids))


def omissions(form: Form, tables: Tables) -> list[Omission]:
    """The chains that columns of a form lack and the other tables print, one a column."""
    found: dict[tuple[str, str], Omission] = {}
    for table in tables.all:
        if table.form is not form or not table.axis.members:
            continue
        for item in table.outline.walk():
            evidence = _evidence(table, item.id, tables) if item.children and not item.own and head_role(item.label) != "part" else None
            if evidence is None:
                continue
            column, source = evidence
            omission = found.setdefault((table.outline.section, column), Omission(table, column))
            omission.groups.append(item.id)
            omission.forms += [one for one in source if one not in omission.forms]
    return list(found.values())


def _evidence(table: Table, group: str, tables: Tables) -> tuple[str, list[str]] | None:
    """The column that a group without an equation should add up to, and the forms that say so."""
    outline = table.outline
    if group in table.wholes or table.added_anyhow(group) or outline.strands(group):
        return None
    forms: dict[str, list[str]] = {}
    likeness: dict[str, float] = {}
    for other, like, whole in tables.sisters(table, group):
        column = _column_for(table, group, other, like, whole)
        if column and _numbered(table, group, column):
            forms.setdefault(column, [])
            forms[column] += [other.form.code] if other.form.code not in forms[column] else []
            likeness[column] = max(likeness.get(column, 0.0), _likeness(_words_of(table, group), _words_of(other, like)))
    # Cases (vụ việc) and letters (đơn) are classified alike: the nearest in words decides, then how many forms say so.
    best = sorted(((likeness[column], len(forms[column]), column) for column in forms), reverse=True)
    if not best or (len(best) > 1 and best[0][:2] == best[1][:2]):
        return None
    return best[0][2], forms[best[0][2]]


def _words_of(table: Table, group: str) -> frozenset[str]:
    items = table.outline.items
    return frozenset(word for one in (group, *items[group].children) for word in _words(items[one].label))


def _likeness(one: AbstractSet[str], two: AbstractSet[str]) -> float:
    return len(one & two) / max(1, len(one | two))


def _column_for(table: Table, group: str, other: Table, like: str, whole: str) -> str:
    if whole == other.outline.total_of(like):
        return table.outline.total_of(group) if other is not table else ""
    return whole if other is table else _like_column(table, other, whole)


def _numbered(table: Table, group: str, column: str) -> bool:
    """Whether the sum can be printed: all its columns are numbered, two or more, and in one unit."""
    outline = table.outline
    ids = [one for child in outline.items[group].children if child != column for one in outline.top(child)]
    if column in outline.members(group) and column != outline.total_of(group):
        return False
    units = {outline.items[one].unit for one in (column, *ids)} - {None}
    return len(ids) > 1 and len(units) <= 1 and all(one in table.axis.by_id for one in (column, *ids))
