"""What bringing a form's own workbook back would change, cell by cell, and what is refused; nothing is stored here.

A workbook is compared with the form as it stood when the workbook was taken away: a cell that the clerk left alone changes nothing,
whatever others entered meanwhile. A cell that changed on both sides is refused with both values. A copy that was taken in and edited
again starts from what it brought (:mod:`runtime.formbooks.uploads`).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from metadata.documents import CellSpec
from metadata.errors import Problem
from metadata.rich import RichText
from metadata.values import NA, CellValue
from runtime.formbooks.belonging import number_of, way_from
from runtime.formbooks.earlier import at_version
from runtime.formbooks.found import LABEL, Found, FoundCell
from runtime.formbooks.looking import Looking
from runtime.formbooks.older import judge_older
from runtime.formbooks.preview import Change, Preview, Refusal
from runtime.formbooks.rows import Rows, judge_rows, owner_of
from runtime.formbooks.typed import Proposal
from runtime.formbooks.uploads import rebased
from runtime.submissions.filled import Filled, split_key
from runtime.submissions.opened import Opened


def judge(opened: Opened, form_id: str, found: Found) -> Preview:
    """The preview of a workbook for one form of a report.

    Raises ``workbook.other_unit``, ``workbook.other_period``, ``workbook.other_report``, ``workbook.other_form``,
    ``workbook.other_release`` for a workbook that cannot be this form's.
    """
    opened.form(form_id)
    way = way_from(opened, form_id, found.facts)
    filled, version = opened.filled(form_id), opened.version(form_id)
    if way:
        return judge_older(opened, form_id, found, way, number_of(opened, found.facts))
    base = at_version(opened, form_id, found.facts.version)
    looking = Looking(opened.cells(form_id), filled)
    base, brought = rebased(opened, looking, base, found) if found.facts.filled else (replace(base, values={}), {})
    work = _Work(looking, base, found, found.facts.version == version)
    return replace(work.preview(form_id, version), brought=brought)


@dataclass
class _Work:
    looking: Looking
    base: Filled
    found: Found
    #: Nothing was saved since the workbook was made, so what was computed then is what is computed now.
    fresh: bool
    changes: list[Change] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    locked: list[Refusal] = field(default_factory=list)
    unchanged: int = 0

    def preview(self, form_id: str, version: int) -> Preview:
        rows = judge_rows(self.looking, self.base, self.found)
        for key, cell in self.found.cells.items():
            spec = self.looking.cells.spec(key)
            if spec is None or split_key(key)[2] == LABEL or owner_of(self.looking.cells, key) in rows.left_out:
                continue
            if self.looking.enterable(key, spec):
                self.entry(key, cell, spec)
            else:
                self.lock(key, cell, spec)
        return Preview(
            form=form_id,
            version=version,
            filled=self.looking.filled,
            changes=(*rows.changes, *self.changes),
            refusals=(*rows.refusals, *self.refusals),
            added=tuple(rows.added),
            absent=tuple(rows.absent),
            locked=(*rows.locked, *self.locked),
            remarks=remarks(self.looking, self.found, rows),
            unchanged=self.unchanged,
        )

    def entry(self, key: str, cell: FoundCell, spec: CellSpec) -> None:
        """A cell that the unit fills."""
        was, now = self.base.values.get(key), self.looking.filled.values.get(key)
        untouched = cell.blank and not self.found.facts.filled
        if untouched or self.looking.holds(cell, spec, was) or self.looking.holds(cell, spec, now):
            self.unchanged += 1
        elif cell.merged and cell.blank:
            self.refusals.append(Refusal(key, Problem("workbook.merged", cell.place), now))
        else:
            self.changed(key, cell, spec, was, now)

    def changed(self, key: str, cell: FoundCell, spec: CellSpec, was: CellValue, now: CellValue) -> None:
        """A cell that holds something else than what it started from."""
        value: CellValue = None
        marks: tuple[Problem, ...] = ()
        if not cell.blank:
            reading, marks = self.looking.judged(cell, spec)
            if reading.problem is not None:
                self.refusals.append(Refusal(key, reading.problem, now, reading.proposals, cell.typed))
                return
            value = reading.value
        if isinstance(now, RichText):
            marks = (*marks, Problem("workbook.formatting", cell.place, {}, "warning"))
        refused = self.doubt(cell, was, now)
        if refused is not None:
            self.refusals.append(Refusal(key, refused, now, (Proposal(value, "file"),), cell.typed))
        else:
            self.changes.append(Change(key, cell.place, now, value, marks))

    def doubt(self, cell: FoundCell, was: CellValue, now: CellValue) -> Problem | None:
        """Why a good value is not taken without a person saying so."""
        if self.found.facts.filled and was != now:
            return Problem("workbook.clash", cell.place, {"now": self.looking.shown(cell.key, now) or "–"})
        if cell.merged:
            return Problem("workbook.merged", cell.place)
        return Problem("file.hidden_content", cell.place) if cell.hidden else None

    def lock(self, key: str, cell: FoundCell, spec: CellSpec) -> None:
        """A cell that nobody fills: what was changed there is skipped, counted and listed."""
        now = NA if spec.kind == "blocked" else self.looking.filled.values.get(key)
        written = cell.formula is not None and spec.kind == "computed"
        empty = cell.blank and (now in (None, NA) or not self.found.facts.filled)
        if written or empty or not self.fresh or self.looking.holds(cell, spec, now):
            return
        code = "workbook.carried" if spec.kind == "carried" and spec.override else "workbook.locked"
        self.locked.append(Refusal(key, Problem(code, cell.place, {}, "info"), now, typed=cell.typed))


def remarks(looking: Looking, found: Found, rows: Rows) -> tuple[Problem, ...]:
    """What there is to say of the workbook as a whole: cells that moved, that are gone, what stands outside of all cells."""
    said = []
    if found.moved:
        said.append(Problem("workbook.layout", "", {"moved": len(found.moved)}, "info"))
    for key in found.missing:
        spec = looking.cells.spec(key)
        if spec is not None and looking.enterable(key, spec) and owner_of(looking.cells, key) not in rows.left_out:
            said.append(Problem("workbook.missing", looking.cells.name(key, looking.filled), {}, "warning"))
    said += [Problem("workbook.foreign", one.place, {"text": (one.formula or one.text or one.number or "")[:80]}, "warning") for one in found.foreign]
    return tuple(said)
