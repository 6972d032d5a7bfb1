"""Stored values of an older release as values of a newer one, along the mappings of the releases between them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from metadata.documents import FormMapping
from metadata.formula.program import build
from metadata.mapping import Conversion, base_of, mappings_of
from metadata.template import Template
from metadata.values import CellValue
from runtime.releases import kept, template_of
from runtime.store.models import Release
from runtime.submissions.filled import Filled

#: Releases walked back at most: a longer way is not taken.
FURTHEST = 50


def steps(db: Session, older: str, newer: str) -> tuple[str, ...]:
    """Hashes from one release to a later one, both included; empty when the later one does not follow from the older."""
    way, at = [newer], newer
    while at != older:
        body = db.scalar(select(Release.body).where(Release.hash == at))
        before = json.loads(body).get("previous") if body is not None else None
        if before is None or before in way or len(way) > FURTHEST:
            return ()
        way.append(before)
        at = before
    return tuple(reversed(way))


def mapping_between(db: Session, older: str, newer: str, form_id: str) -> FormMapping | None:
    """What the newer release says of where a form's values of the release right before it go; None when it says nothing."""
    content = kept(("base", older), lambda: base_of(template_of(db, older).documents))
    return mappings_of(template_of(db, newer), older, content).get(form_id)


def way_of(db: Session, older: str, newer: str, form_id: str) -> tuple[Conversion, ...]:
    """Conversions that bring a form of an older release to a newer one, oldest first; empty between a release and itself.

    Without a chain of releases between them (one that is older than the store knows) places keep their ids.
    """
    if older == newer:
        return ()
    hashes = steps(db, older, newer) or (older, newer)
    found: list[Conversion] = []
    wanted = form_id
    for before, after in reversed(list(pairwise(hashes))):
        mapping = mapping_between(db, before, after, wanted)
        one = kept(
            ("conversion", before, after, wanted),
            lambda b=before, a=after, w=wanted, m=mapping: Conversion(template_of(db, b), template_of(db, a), w, m),  # type: ignore[misc]
        )
        found.append(one)
        wanted = one.source_id
    return tuple(reversed(found))


def along(way: tuple[Conversion, ...], filled: Filled) -> Filled:
    """A filled form brought along a way; reasons of overridden cells go with their cells."""
    for one in way:
        found = one.convert(filled.values, filled.instance_ids())
        instances = {found.rows.get(row, row): rows for row, rows in filled.instances.items() if row in found.rows or one.routes is None}
        overrides = {key: reason for key, reason in filled.overrides.items() if key in found.values}
        filled = Filled(found.values, instances, overrides)
    return filled


def converted(db: Session, filled: Filled, older: str, newer: str, form_id: str) -> Filled:
    """What stood in the form's forerunner, as the newer release has it, computed cells brought up to date."""
    way = way_of(db, older, newer, form_id)
    if not way:
        return filled
    return recomputed(template_of(db, newer), form_id, along(way, filled))


def recomputed(template: Template, form_id: str, filled: Filled) -> Filled:
    """The form with what its own formulas give; a cell whose parts were not in the old form keeps the old form's total."""
    program = kept(("converted", template.content_hash, form_id), lambda: build(template, form_id, lenient=True).without_checks())
    if not program.formulas:
        return filled
    results = program.run(filled.values, filled.instance_ids()).values
    values: dict[str, CellValue] = {**filled.values, **{key: value for key, value in results.items() if value is not None}}
    return replace(filled, values=values)


def source_form(db: Session, older: str, newer: str, form_id: str) -> str:
    """Id under which the form stands in the older release."""
    way = way_of(db, older, newer, form_id)
    return way[0].source_id if way else form_id


def lost(way: tuple[Conversion, ...], filled: Filled) -> Mapping[str, CellValue]:
    """Values of the first form of a way that find no place in the next one."""
    return way[0].convert(filled.values, filled.instance_ids()).lost if way else {}
