"""A report as it is stored, computed and checked: done once for what it is done from.

The key of what is kept holds everything that the computation reads, and holds it itself: the documents as stored, what the forms take from
other periods and from the units below, the usual figures, the release, the engine, whose turn it is. A document is read into the same object
as long as its text is the same (:func:`runtime.submissions.filled.kept_filled`), and objects are compared by being the same one. So another
text anywhere is another key, and there is nothing that could be out of date; what is lost costs one computation. Each process keeps its own.

Who checks and sends computes anew (:mod:`runtime.submissions.acts`): this is for looking at a report.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from runtime.keeping import Kept, Same
from runtime.releases import formula_engine
from runtime.submissions.filled import Filled, frozen
from runtime.submissions.findings import Finding, of_submission
from runtime.submissions.magnitude import history
from runtime.submissions.opened import Opened
from runtime.written import Written

#: Kinds of cells that nobody fills in.
_GIVEN: Final = frozenset({"computed", "carried", "blocked"})
#: A finding weighs as much as so many cells.
_FINDING: Final = 10
_SETTLED: Final = Kept(150_000)
#: Letters of values written as JSON.
_TEXTS: Final = Kept(6_000_000)


@dataclass(frozen=True)
class Settled:
    """Forms by id with their computed cells; everything found; by form how many cells to enter are filled and how many are empty."""

    forms: Mapping[str, Filled]
    findings: tuple[Finding, ...]
    entered: Mapping[str, tuple[int, int]]

    @property
    def weight(self) -> int:
        """About how many cells it is worth in memory."""
        return sum(len(filled.values) + 1 for filled in self.forms.values()) + _FINDING * len(self.findings)


def settled(opened: Opened) -> Settled:
    """The report as stored, computed and checked; it is held by ``opened`` from then on."""
    if opened.held:
        return _settle(opened)
    found = _SETTLED.get(tuple(_sources(opened)), lambda: _settle(opened), lambda made: made.weight)
    for form_id, filled in found.forms.items():
        opened.hold(form_id, filled)
    return found


def written_values(filled: Filled) -> Written:
    """The values of a form, written once as long as it is the same object."""
    return _TEXTS.get(Same(filled), lambda: Written.of(filled.values_json()), lambda made: len(made.text))


def _settle(opened: Opened) -> Settled:
    findings = tuple(of_submission(opened))
    forms = {form.id: frozen(opened.filled(form.id)) for form in opened.forms}
    return Settled(forms, findings, {form_id: _entered(opened, form_id, filled) for form_id, filled in forms.items()})


def _entered(opened: Opened, form_id: str, filled: Filled) -> tuple[int, int]:
    cells, parties = opened.cells(form_id), opened.parties
    kinds = ((key, cells.spec(key)) for key in cells.keys(filled))
    keys = [key for key, spec in kinds if spec is not None and spec.kind not in _GIVEN and (spec.party or "unit") in parties]
    full = sum(1 for key in keys if filled.values.get(key) is not None)
    return full, len(keys) - full


def _sources(opened: Opened) -> Iterator[Hashable]:
    """All that the computation reads."""
    report = opened.submission
    yield report.id, report.release_hash, report.period, report.round, opened.audience, opened.parties, formula_engine()
    stored = {row.form_id for row in report.forms}
    for form in opened.forms:
        yield form.id, opened.for_entry(form.id), Same(history(opened, form.id))
        yield Same(opened.stored(form.id)) if form.id in stored else None
        elsewhere = {(one.period, one.form) for one in opened.program(form.id).externals if one.period != "same"}
        # Rows that a form begins with are those of the period before.
        if form.id not in stored:
            elsewhere.add(("prev", form.id))
        for source in sorted(elsewhere):
            yield *source, Same(opened.fetch(*source))
