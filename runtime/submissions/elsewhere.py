"""Whether the reports that a form takes figures from moved on since a page read them: those of other periods, and those of the units below.

A page holds a sign of what it read. The sign is another one as soon as any of these reports was stated, corrected, taken back or excluded.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final

from sqlalchemy import and_, or_, select

from metadata.values import encode
from runtime.store.models import Submission, UnitLink
from runtime.submissions.comparing import before_json
from runtime.submissions.magnitude import earlier_periods, magnitude_json
from runtime.submissions.neighbours import STATED
from runtime.submissions.opened import Opened
from runtime.submissions.payload import form_findings
from runtime.units import children_of

#: Between what the reports are and which carried cells wait for entry.
_APART: Final = "."


def sign_of(opened: Opened, form_id: str) -> str:
    """The sign that a page of the form keeps: of the reports it reads, and of its carried cells that wait for entry."""
    return _reports(opened, form_id) + _APART + _entry(opened, form_id)


def news_from_elsewhere(opened: Opened, form_id: str, sign: str, lang: str) -> dict[str, Any]:
    """What a page that holds ``sign`` has to take: nothing when nothing moved.

    Else ``elsewhere`` (the new sign) with the figures of other forms and periods and the findings by them; or, when carried cells became
    cells to enter or the other way round, ``anew``: the form is another one and has to be opened again.
    """
    reports, _, entry = sign.partition(_APART)
    if _reports(opened, form_id) == reports:
        return {}
    told: dict[str, Any] = {"elsewhere": sign_of(opened, form_id)}
    if _entry(opened, form_id) != entry:
        return told | {"anew": True}
    before = before_json(opened, form_id, lang)
    return told | outside(opened, form_id, lang) | {
        "previous": before["previous"],
        "year_before": before["year_before"],
        "magnitude": magnitude_json(opened, form_id, opened.filled(form_id)),
    }


def outside(opened: Opened, form_id: str, lang: str) -> dict[str, Any]:
    """What other forms and periods hold for a form now, and what is found in it by that."""
    found = form_findings(opened, form_id)
    return {
        "externals": {key: encode(value) for key, value in opened.externals(form_id).items()},
        "failures": [finding.as_json(lang) for finding in found],
    }


def _reports(opened: Opened, form_id: str) -> str:
    """A digest of the reports read. One that is not stated counts only as owed, so that work on it tells nothing."""
    mine = opened.submission
    words = {external.period for external in opened.program(form_id).externals}
    periods = {*earlier_periods(opened.period), *(opened.period.of_year()[:-1] if "ytd" in words else ())}
    merged = select(UnitLink.before_id).where(UnitLink.after_id == mine.unit_id, UnitLink.kind == "merge")
    read = and_(
        Submission.regime_id == mine.regime_id,
        Submission.period.in_([period.id for period in periods]),
        or_(Submission.unit_id == mine.unit_id, Submission.unit_id.in_(merged)),
    )
    if "below" in words:
        below = [unit.id for unit in children_of(opened.db, mine.unit_id, opened.period.last_day)]
        read = or_(read, and_(Submission.collection_id == mine.collection_id, Submission.unit_id.in_(below)))
    query = select(Submission.id, Submission.state, Submission.version, Submission.release_hash).where(read).order_by(Submission.id)
    rows = [list(row) if row.state in STATED else [row.id, row.state == "excluded"] for row in opened.db.execute(query)]
    return _short(rows)


def _entry(opened: Opened, form_id: str) -> str:
    return _short(sorted(opened.for_entry(form_id)))


def _short(what: Any) -> str:
    return hashlib.sha256(json.dumps(what).encode()).hexdigest()[:24]
