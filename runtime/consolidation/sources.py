"""Reading the units' stored forms: by (form, collection), vectors first, documents only where they are needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from runtime import vectors
from runtime.consolidation.plan import Plan
from runtime.consolidation.report import Source
from runtime.store.models import Collection, Submission, SubmissionForm, Unit
from runtime.submissions.conversion import converted, source_form
from runtime.submissions.externals import of_units
from runtime.submissions.filled import Filled, load_filled
from runtime.vectors import Vector, pack

#: Whose figures are in a consolidation.
COUNTED = ("accepted", "consolidated")


@dataclass(frozen=True, slots=True)
class Counted:
    """A unit whose report was accepted."""

    submission_id: str
    unit_id: str
    name: str
    state: str
    release_hash: str


def counted_units(db: Session, collection: Collection) -> list[Counted]:
    """Units with accepted reports: agencies before communes, in the order of the alphabet."""
    rows = db.execute(
        select(Submission.id, Unit.id, Unit.name, Submission.state, Submission.release_hash)
        .join(Unit, Unit.id == Submission.unit_id)
        .where(Submission.collection_id == collection.id, Submission.state.in_(COUNTED))
        .order_by(Unit.kind.desc(), Unit.sort_key, Unit.id)
    )
    return [Counted(*row) for row in rows]


def read_sources(
    db: Session, collection: Collection, plan: Plan, units: Sequence[Counted], release_hash: str
) -> list[Source]:
    """Sources of one form for these units, in their order. ``release_hash`` names the release of the plan.

    A report of an older release has its figures in other cells: they go by the mapping into the plan's.

    A unit that never saved the form has no row and is a source of blanks.
    """
    form_id = plan.form.id
    width = len(plan.slots)
    empty = Vector(bytes(8 * width), bytes(width))
    stored: dict[str, Vector] = {
        key: Vector(numbers, states) if states else empty
        for key, numbers, states in db.execute(
            select(SubmissionForm.submission_id, SubmissionForm.vector, SubmissionForm.states).where(
                SubmissionForm.form_id == form_id, SubmissionForm.collection_id == collection.id
            )
        )
    }
    older = {unit.submission_id: unit.release_hash for unit in units if unit.release_hash != release_hash}
    wanted = {unit.submission_id for unit in units}
    if not plan.needs_documents:
        wanted = {key for key in wanted if key in stored and _has_wide(stored[key])}
    documents = _documents(db, collection, form_id, wanted) if wanted else {}
    for key, filled in _brought_over(db, collection, form_id, older, release_hash).items():
        stored[key] = pack(plan.slots, filled.values)
        documents.pop(key, None)
        if plan.needs_documents or _has_wide(stored[key]):
            documents[key] = filled.dump()
    return [
        Source(
            unit.unit_id,
            unit.name,
            unit.submission_id,
            stored.get(unit.submission_id, empty),
            documents.get(unit.submission_id),
        )
        for unit in units
    ]


def _brought_over(
    db: Session, collection: Collection, form_id: str, older: Mapping[str, str], release_hash: str
) -> dict[str, Filled]:
    """Forms of reports on other releases, as this release has them; ``older`` gives their release by submission."""
    found: dict[str, Filled] = {}
    for release in dict.fromkeys(older.values()):
        keys = {key for key, own in older.items() if own == release}
        texts = _documents(db, collection, source_form(db, release, release_hash, form_id), keys)
        for key in keys:
            filled = load_filled(texts[key]) if key in texts else Filled()
            found[key] = converted(db, filled, release, release_hash, form_id)
    return found


def members_form(
    db: Session, collection: Collection, members: Sequence[str], form_id: str, release_hash: str
) -> Filled:
    """One form of the units that are added up, by unit: what ``units_below`` reads in a consolidated report."""
    rows = db.execute(
        select(Submission.unit_id, Submission.id, Submission.release_hash).where(
            Submission.collection_id == collection.id, Submission.state.in_(COUNTED)
        )
    )
    units = {unit: (submission, release) for unit, submission, release in rows if unit in set(members)}
    forms = _brought_over(db, collection, form_id, dict(units.values()), release_hash)
    return of_units({unit: forms[units[unit][0]] if unit in units else Filled() for unit in members})


def _has_wide(vector: Vector) -> bool:
    return vectors.WIDE in vector.states


def _documents(db: Session, collection: Collection, form_id: str, wanted: Iterable[str]) -> dict[str, str]:
    keep = set(wanted)
    rows = db.execute(
        select(SubmissionForm.submission_id, SubmissionForm.document).where(
            SubmissionForm.form_id == form_id, SubmissionForm.collection_id == collection.id
        )
    )
    return {key: text for key, text in rows if key in keep}
