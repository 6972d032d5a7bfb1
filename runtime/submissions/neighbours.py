"""The same unit's forms in other periods, for figures carried over and for comparison; the forms of the units below."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from metadata.adding import add
from metadata.periods import Period
from metadata.values import CellValue
from runtime.keeping import MEGABYTE, Kept
from runtime.store.models import Submission, SubmissionForm, UnitLink
from runtime.submissions.conversion import converted, source_form, steps
from runtime.submissions.externals import of_units
from runtime.submissions.filled import Filled, kept_filled, marked
from runtime.units import children_of

#: The form of a period for which nothing was stated and nothing is owed: told from a form that was sent empty.
NOTHING: Final = marked(Filled(), "nothing")
#: What was sent without anything in this form.
EMPTY: Final = marked(Filled(), "empty")
#: Forms made from stored ones that a process keeps.
_MADE: Final = Kept(16 * MEGABYTE)
#: Bytes that the key of such a form takes for each form it was made of.
_PART: Final = 200
#: Only what a unit has sent counts as its figure of another period.
STATED: Final = ("sent", "received", "accepted", "consolidated")


def find(db: Session, regime_id: str, unit_ids: Sequence[str], period: Period, round_id: str) -> list[Submission]:
    """What the units stated for a period: of each unit the same round, else the round sent last."""
    rows = db.scalars(
        select(Submission)
        .where(
            Submission.regime_id == regime_id,
            Submission.unit_id.in_(unit_ids),
            Submission.period == period.id,
            Submission.state.in_(STATED),
        )
        .order_by(Submission.sent_at)
    )
    best: dict[str, Submission] = {}
    for row in rows:
        known = best.get(row.unit_id)
        if known is None or known.round != round_id:
            best[row.unit_id] = row
    return list(best.values())


def stated_form(db: Session, submission: Submission, period: Period, form_id: str) -> Filled | None:
    """What the submission's unit stated in a form for another period.

    :data:`NOTHING` when nothing was asked for that period; None when it was asked for and is not stated yet.
    A unit that was made by merging others takes the sum of what these stated.
    """
    own = find(db, submission.regime_id, [submission.unit_id], period, submission.round)
    if not own and _owed(db, submission, period):
        return None
    if not own:
        before = list(
            db.scalars(
                select(UnitLink.before_id).where(UnitLink.after_id == submission.unit_id, UnitLink.kind == "merge")
            )
        )
        own = find(db, submission.regime_id, before, period, submission.round) if before else []
    if not own:
        return NOTHING
    forms = [_form(db, found, form_id, submission.release_hash) for found in own]
    return added([form for form in forms if form is not None]) or EMPTY


def stated_below(db: Session, submission: Submission, period: Period, form_id: str) -> Filled | None:
    """What the units directly below stated in a form of the same collection, by unit (see :func:`of_units`).

    :data:`NOTHING` when none of them owes a report; None until all that owe one have sent it: a part of a total is no total.
    """
    below = [unit.id for unit in children_of(db, submission.unit_id, period.last_day)]
    reports = db.scalars(
        select(Submission)
        .where(
            Submission.collection_id == submission.collection_id,
            Submission.unit_id.in_(below),
            Submission.state != "excluded",
        )
        .order_by(Submission.unit_id)
    ).all()
    if not reports:
        return NOTHING
    if any(report.state not in STATED for report in reports):
        return None
    forms = {report.unit_id: _form(db, report, form_id, submission.release_hash) or EMPTY for report in reports}
    return _once(("units", *forms), forms.values(), lambda: of_units(forms))


def _once(how: tuple[Hashable, ...], forms: Iterable[Filled], make: Callable[[], Filled]) -> Filled:
    """What was made of the same forms in this way before, marked by both. ``how`` says, beside the forms, all that ``make`` reads."""
    key = (how, *(form.key for form in forms))
    return _MADE.get(key, lambda: marked(make(), key), lambda filled: filled.size + _PART * len(key))


def _owed(db: Session, submission: Submission, period: Period) -> bool:
    return (
        db.scalar(
            select(Submission.id)
            .where(
                Submission.regime_id == submission.regime_id,
                Submission.unit_id == submission.unit_id,
                Submission.period == period.id,
                Submission.state != "excluded",
            )
            .limit(1)
        )
        is not None
    )


def _form(db: Session, other: Submission, form_id: str, release_hash: str) -> Filled | None:
    """The form as the reader's release has it: what was stated on an older release goes by the mapping."""
    apart = other.release_hash != release_hash
    source = source_form(db, other.release_hash, release_hash, form_id) if apart else form_id
    text = db.scalar(
        select(SubmissionForm.document).where(
            SubmissionForm.submission_id == other.id, SubmissionForm.form_id == source
        )
    )
    if text is None:
        return None
    filled = kept_filled(text)
    if not apart:
        return filled
    # A release says for good what comes before it, but one between these two may come into the store later.
    way = steps(db, other.release_hash, release_hash)
    return _once(("brought", other.release_hash, release_hash, form_id, *way), [filled], lambda: converted(db, filled, other.release_hash, release_hash, form_id))


def added(forms: Iterable[Filled]) -> Filled | None:
    """One form as it is; several as the sums of their fixed cells; none as None."""
    found = list(forms)
    if len(found) < 2:
        return found[0] if found else None
    return _once(("sum",), found, lambda: _sum(found))


def _sum(found: Sequence[Filled]) -> Filled:
    keys = dict.fromkeys(key for form in found for key in form.values if "#" not in key)
    values: dict[str, CellValue] = {key: add(form.values.get(key) for form in found) for key in keys}
    return Filled({key: value for key, value in values.items() if value is not None})
