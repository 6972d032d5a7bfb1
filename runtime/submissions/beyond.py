"""Cells of other forms of the report that a failed check reads: where to look besides the form that the check belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from metadata.formula.program import Failure, Program, template_key, with_instance
from metadata.formula.tree import Slot, Slots
from runtime.submissions.opened import Opened

#: Cells of one check that are told.
MOST: Final = 8


@dataclass(frozen=True, slots=True)
class Beyond:
    """A cell of another form of the same report: ``key`` is where to go, the names are what a person calls it."""

    form: str
    form_code: str
    key: str
    name_vi: str
    name_en: str

    def as_json(self, lang: str) -> dict[str, Any]:
        """The wire form."""
        return {"form": self.form, "form_code": self.form_code, "key": self.key, "name": self.name_en if lang == "en" else self.name_vi}


def beyond(opened: Opened, form_id: str, failures: Iterable[Failure]) -> dict[str, tuple[Beyond, ...]]:
    """For each failed check by its id the cells of other forms that it reads, at most ``MOST``, in the order in which it names them.

    A cell of this form that repeats or computes from another form counts with what it reads there: that is what can be put right.
    """
    failed = list(failures)
    if not failed or not opened.reads_others(form_id):
        return {}
    program = opened.program(form_id)
    checks = {check.id: check.reads for check in program.checks}
    formulas = {formula.key: formula.reads for formula in program.formulas if any("|" in leaf.key for leaf in formula.reads)}
    found: dict[str, tuple[Beyond, ...]] = {}
    for one in failed:
        inst = _instance(one.id)
        leaves = [leaf for read in checks.get(template_key(one.id), ()) for leaf in (read, *formulas.get(read.key, ()))]
        keys = dict.fromkeys(place for leaf in leaves for place in _places(opened, program, leaf, inst))
        found[one.id] = tuple(_told(opened, form, key) for form, key in list(keys)[:MOST])
    return found


def _instance(check_id: str) -> str:
    """The added row in which a check failed; empty for none."""
    return check_id.rpartition("#")[2].rstrip(":") if "#" in check_id else ""


def _places(opened: Opened, program: Program, leaf: Slot | Slots, inst: str) -> Iterator[tuple[str, str]]:
    """Form and key of a cell that stands in another form of the same period."""
    period, _, rest = leaf.key.partition("|")
    form, mark, cell = rest.partition("|")
    if not mark or period != "same" or form == program.form_id or not any(one.id == form for one in opened.forms):
        return
    if "#:" not in cell:
        yield form, cell
        return
    filled, row = opened.filled(form), cell.partition("#")[0]
    rows = [one.id for one in filled.instances.get(opened.cells(form).owners.get(row, row), ())]
    for each in [inst] if inst in rows else rows:
        yield form, with_instance(cell, each)


def _told(opened: Opened, form: str, key: str) -> Beyond:
    cells, filled = opened.cells(form), opened.filled(form)
    return Beyond(form, opened.form(form).code, key, cells.name(key, filled, "vi"), cells.name(key, filled, "en"))
