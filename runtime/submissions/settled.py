"""A report as it is stored, computed and checked: done once for what it is done from.

The key of what is kept says everything that the computation reads: the documents as stored, what the forms take from other periods and from
the units below, the usual figures, the release, the engine, whose turn it is. A document goes by the digest of its text, what was made of
documents by theirs and the way it was made (``Filled.mark``). So another text anywhere is another key, and there is nothing that could be out
of date; what is lost costs one computation, and a document that has to be read again finds what was made from it. Each process keeps its own.

Who checks and sends computes anew (:mod:`runtime.submissions.acts`): this is for looking at a report.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from sys import getsizeof
from types import MappingProxyType
from typing import Final

from runtime.keeping import MEGABYTE, Kept
from runtime.releases import formula_engine
from runtime.submissions.filled import Filled, marked
from runtime.submissions.findings import Finding, of_submission
from runtime.submissions.magnitude import history
from runtime.submissions.opened import Opened
from runtime.written import Written, written_once

#: Kinds of cells that nobody fills in.
_GIVEN: Final = frozenset({"computed", "carried", "blocked"})
#: Bytes of a finding without its letters.
_FINDING: Final = 1_000
#: Reports that a process keeps computed.
_SETTLED: Final = Kept(32 * MEGABYTE)


@dataclass(frozen=True)
class Settled:
    """Forms by id with their computed cells; everything found; by form how many cells to enter are filled and how many are empty."""

    forms: Mapping[str, Filled]
    findings: tuple[Finding, ...]
    entered: Mapping[str, tuple[int, int]]

    @property
    def size(self) -> int:
        """About how many bytes it takes, counted from above."""
        return sum(filled.size for filled in self.forms.values()) + sum(_size(finding) for finding in self.findings)


def settled(opened: Opened) -> Settled:
    """The report as stored, computed and checked; ``opened`` goes on with these values. With values that are not stored nothing is kept."""
    if opened.held:
        return _settle(opened, None)
    key = tuple(_sources(opened))

    def make() -> Settled:
        # The key speaks of what is stored now, not of what was read or computed a moment ago.
        opened.as_stored()
        return _settle(opened, key)

    found = _SETTLED.get(key, make, lambda made: made.size)
    for form_id, filled in found.forms.items():
        opened.hold(form_id, filled)
    # They are what is stored, computed: who asks again gets the same.
    opened.held = False
    return found


def written_values(filled: Filled) -> Written:
    """The values of a form, written once for what it was made from."""
    if filled.mark is None:
        return Written.of(filled.values_json())
    return written_once(("values", filled.mark), lambda: {"values": filled.values_json()})["values"]


def _settle(opened: Opened, key: Hashable) -> Settled:
    findings = tuple(of_submission(opened))
    forms = {form.id: opened.filled(form.id) for form in opened.forms}
    forms = {form_id: marked(filled, None if key is None else ("settled", key, form_id)) for form_id, filled in forms.items()}
    entered = {form_id: _entered(opened, form_id, filled) for form_id, filled in forms.items()}
    return Settled(MappingProxyType(forms), findings, MappingProxyType(entered))


def _size(finding: Finding) -> int:
    said = (finding.vi, finding.en, finding.hint_vi, finding.hint_en, *finding.names_vi, *finding.names_en, *finding.cells)
    return _FINDING * (1 + len(finding.beyond)) + sum(map(getsizeof, said))


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
        yield form.id, opened.for_entry(form.id), history(opened, form.id).key
        yield opened.stored(form.id).key if form.id in stored else None
        elsewhere = {(one.period, one.form) for one in opened.program(form.id).externals if one.period != "same"}
        # Rows that a form begins with are those of the period before.
        if form.id not in stored:
            elsewhere.add(("prev", form.id))
        for source in sorted(elsewhere):
            found = opened.fetch(*source)
            yield *source, None if found is None else found.key
