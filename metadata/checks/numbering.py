"""The row of column numbers: every data column has its own, in order and without a hole.

Forms number 1, 2, 3 … and give the columns that caption rows a letter (A, B) or the first numbers. ``proposal_number`` is the number for
the column at ``place``; ``proposal_numbers`` the numbers of all columns that would change, by id.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from metadata.checks.registry import check, warning
from metadata.documents import Form, GridSection
from metadata.errors import KhuonError, Problem
from metadata.formula.relation_axis import bare_number
from metadata.formula.relation_text import parse_line
from metadata.grid import Leaf, grid_of
from metadata.template import Template

_LETTERS: Final = "ABCDEFGHIKLMNOPQ"


@check
def column_numbers(template: Template) -> Iterator[Problem]:
    """Printed numbers do not repeat in a table, run on without a hole, and either all leaf columns have one or none."""
    for form in template.forms:
        for section in form.grids:
            leaves = grid_of(form, section.id).leaves
            if any(leaf.node.number for leaf in leaves):
                row = _Numbers(form, section, leaves)
                for found in (row.repeated(), row.missing(), row.jumps(), row.letters()):
                    yield from found


def _whole(number: str | None) -> int | None:
    """A plain number of the row; None for letters and for 1a, 3.1."""
    text = bare_number(number or "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else None


class _Numbers:
    """The number row of one table."""

    def __init__(self, form: Form, section: GridSection, leaves: Sequence[Leaf]) -> None:
        self.form, self.section, self.leaves = form, section, leaves
        self.values = [_whole(leaf.node.number) for leaf in leaves]
        self.data = sum(leaf.is_data for leaf in leaves)

    def place(self, leaf: Leaf) -> str:
        return f"{self.form.id}/{self.section.id}/{leaf.id}"

    def in_order(self) -> dict[str, str]:
        """Numbers that differ when all that are plain are counted through from the first, by id; brackets kept."""
        first = next((value for value in self.values if value is not None), None)
        if first is None or self.named_by_lines():
            return {}
        wanted: dict[str, str] = {}
        for leaf, value in zip(self.leaves, self.values, strict=True):
            if value is None and (leaf.node.number or not leaf.is_data):
                continue
            if str(first) != bare_number(leaf.node.number or ""):
                wanted[leaf.id] = f"({first})" if (leaf.node.number or "").startswith("(") else str(first)
            first += 1
        return wanted

    def named_by_lines(self) -> bool:
        """Whether a printed line names a number that no column has: then a column is missing, not a number."""
        have = {bare_number(leaf.node.number) for leaf in self.leaves if leaf.node.number}
        for leaf in self.leaves:
            try:
                numbers = parse_line(leaf.node.relation).numbers() if leaf.node.relation else []
            except KhuonError:
                continue
            if not have.issuperset(numbers):
                return True
        return False

    def repeated(self) -> Iterator[Problem]:
        """A number printed twice."""
        seen: set[str] = set()
        for leaf in self.leaves:
            number = leaf.node.number
            if number is not None and number in seen:
                args = {"number": number, "section": self.section.title or self.section.id, **self._numbers()}
                yield Problem("template.number_duplicate", self.place(leaf), args)
            seen.add(number or "")

    def _numbers(self) -> dict[str, dict[str, str]]:
        numbers = self.in_order()
        return {"proposal_numbers": numbers} if numbers else {}

    def missing(self) -> Iterator[Problem]:
        """A data column without a number beside numbered ones."""
        numbered = sum(bool(leaf.node.number) for leaf in self.leaves if leaf.is_data)
        for index, leaf in enumerate(self.leaves):
            if leaf.is_data and leaf.node.number is None and numbered:
                args = {"label": leaf.node.label, "columns": self.data, "numbered": numbered}
                gap = self._gap(index)
                yield warning("template.number_missing", self.place(leaf), **args, **({"proposal_number": gap} if gap else self._numbers()))

    def _gap(self, index: int) -> str:
        """The one number that fits between the neighbours of an unnumbered column."""
        before = self.values[index - 1] if index else None
        after = self.values[index + 1] if index + 1 < len(self.values) else None
        if before is None:
            return ""
        fits = after == before + 2 or (after is None and index + 1 == len(self.values))
        return str(before + 1) if fits else ""

    def jumps(self) -> Iterator[Problem]:
        """A number that does not follow the one before it."""
        before: int | None = None
        for leaf, value in zip(self.leaves, self.values, strict=True):
            if value is None:
                if leaf.is_data and leaf.node.number is None and before is not None:
                    before += 1  # an unnumbered column is told as such
                continue
            if before is not None and value not in {before, before + 1}:
                args = {"before": before, "number": value, "columns": self.data, **self._numbers()}
                yield warning("template.number_jump", self.place(leaf), **args)
            before = value

    def letters(self) -> Iterator[Problem]:
        """Letters belong to the columns that caption rows, in order from A; data columns are counted."""
        stubs = [leaf for leaf in self.leaves if not leaf.is_data and len(leaf.node.number or "") == 1 and str(leaf.node.number).isalpha()]
        for leaf, letter in zip(stubs, _LETTERS, strict=False):
            if str(leaf.node.number).upper() != letter:
                yield warning("template.number_letter", self.place(leaf), number=leaf.node.number, expected=letter, proposal_number=letter)
        if sum(value is not None for leaf, value in zip(self.leaves, self.values, strict=True) if leaf.is_data) < 2:
            return
        for index, leaf in enumerate(self.leaves):
            number = leaf.node.number or ""
            if leaf.is_data and number.isalpha():
                gap = self._gap(index)
                yield warning("template.number_of_stub", self.place(leaf), number=number, label=leaf.node.label, **({"proposal_number": gap} if gap else {}))
