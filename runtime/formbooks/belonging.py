"""Whose workbook it is: refused when it is another report's, mapped when it follows an older release of the same form."""

from __future__ import annotations

from itertools import pairwise

from sqlalchemy import select

from metadata.errors import KhuonError, fail
from metadata.mapping import Conversion
from metadata.periods import Period
from runtime.formbooks.found import Facts
from runtime.releases import template_of
from runtime.store.models import Release
from runtime.submissions.conversion import mapping_between, steps, way_of
from runtime.submissions.opened import Opened


def way_from(opened: Opened, form_id: str, facts: Facts) -> tuple[Conversion, ...]:
    """Conversions from the workbook's release to the report's; empty when both are the same.

    Raises ``workbook.other_unit``, ``workbook.other_period``, ``workbook.other_report``, ``workbook.other_form``,
    ``workbook.other_release``.
    """
    submission = opened.submission
    if facts.unit != submission.unit.code:
        raise fail("workbook.other_unit", unit=facts.unit[:80])
    if facts.period != submission.period:
        raise _other_period(facts.period)
    if facts.submission != submission.id:
        raise fail("workbook.other_report")
    if facts.release == submission.release_hash:
        if facts.form != form_id:
            raise fail("workbook.other_form", code=_code_of(opened, facts.form))
        return ()
    return _older(opened, form_id, facts)


def _other_period(period: str) -> KhuonError:
    try:
        known = Period.parse(period)
    except KhuonError:
        return fail("workbook.other_period", period=period[:40], period_en=period[:40])
    return fail("workbook.other_period", period=known.label("vi"), period_en=known.label("en"))


def _code_of(opened: Opened, form_id: str) -> str:
    return next((form.code for form in opened.forms if form.id == form_id), form_id[:80])


def _older(opened: Opened, form_id: str, facts: Facts) -> tuple[Conversion, ...]:
    """The way from an older release, when the releases say at every step where the form's cells went."""
    db, newer = opened.db, opened.submission.release_hash
    hashes = steps(db, facts.release, newer) if _number(opened, facts.release) is not None else ()
    wanted = form_id
    for before, after in reversed(list(pairwise(hashes))):
        mapping = mapping_between(db, before, after, wanted)
        if mapping is None and not _same_form(opened, before, after, wanted):
            hashes = ()
            break
        wanted = mapping.source if mapping is not None else wanted
    if not hashes:
        raise fail("workbook.other_release", old=_number(opened, facts.release) or "?", new=_number(opened, newer) or "?")
    if wanted != facts.form:
        raise fail("workbook.other_form", code=_code_of(opened, facts.form))
    return way_of(db, facts.release, newer, form_id)


def _same_form(opened: Opened, before: str, after: str, form_id: str) -> bool:
    """Whether a form is word for word the same in two releases: its cells keep their ids without anybody saying so."""
    old, new = template_of(opened.db, before).documents, template_of(opened.db, after).documents
    return form_id in old and old.get(form_id) == new.get(form_id)


def _number(opened: Opened, release_hash: str) -> int | None:
    return opened.db.scalar(select(Release.no).where(Release.hash == release_hash, Release.regime_id == opened.submission.regime_id))


def number_of(opened: Opened, facts: Facts) -> int | None:
    """Number of the release that a workbook follows when it is not the report's own."""
    return _number(opened, facts.release) if facts.release != opened.submission.release_hash else None
