"""Units in time: who is under whom on a day, what a unit became, and the acts that change it.

Nothing is deleted: a unit ends, a parent ends, and links name successors.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from metadata.diff import UnitNames
from metadata.errors import fail
from metadata.text import clean, fold, sort_key
from runtime import clock
from runtime.store.models import LINK_KINDS, TIERS, UNIT_KINDS, Unit, UnitLink, UnitParent

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,63}", re.ASCII)
#: A province has fewer levels; the bound stops a broken tree.
MAX_DEPTH = 12


def valid_on(
    first: InstrumentedAttribute[date], last: InstrumentedAttribute[date | None], on: date
) -> ColumnElement[bool]:
    """SQL condition: the span from ``first`` to ``last`` (both included, None = open) holds the day."""
    return and_(first <= on, or_(last.is_(None), last >= on))


def subtree(root: str, on: date | None = None) -> Select[str]:
    """Select of the ids of a unit and all below it on a day, for use inside ``in_()``."""
    on = on or clock.today()
    top = select(Unit.id).where(Unit.id == root).cte(recursive=True)
    step = (
        select(UnitParent.unit_id)
        .join(top, UnitParent.parent_id == top.c.id)
        .where(valid_on(UnitParent.valid_from, UnitParent.valid_to, on))
    )
    return select(top.union(step).c.id)


def subtree_ids(db: Session, root: str, on: date | None = None) -> set[str]:
    """Ids of a unit and all below it on a day."""
    return set(db.scalars(subtree(root, on)))


def parent_of(db: Session, unit_id: str, on: date | None = None) -> Unit | None:
    """The unit above on a day; None at the top."""
    on = on or clock.today()
    return db.scalar(
        select(Unit)
        .join(UnitParent, UnitParent.parent_id == Unit.id)
        .where(UnitParent.unit_id == unit_id, valid_on(UnitParent.valid_from, UnitParent.valid_to, on))
    )


def children_of(db: Session, unit_id: str, on: date | None = None, kinds: tuple[str, ...] = ()) -> list[Unit]:
    """Units directly below on a day, in the order of the Vietnamese alphabet; ``kinds`` narrows them."""
    on = on or clock.today()
    query = (
        select(Unit)
        .join(UnitParent, UnitParent.unit_id == Unit.id)
        .where(
            UnitParent.parent_id == unit_id,
            valid_on(UnitParent.valid_from, UnitParent.valid_to, on),
            valid_on(Unit.valid_from, Unit.valid_to, on),
        )
        .order_by(Unit.sort_key)
    )
    return list(db.scalars(query.where(Unit.kind.in_(kinds)) if kinds else query))


def ancestors_of(db: Session, unit_id: str, on: date | None = None) -> list[Unit]:
    """Units above on a day, the nearest first."""
    found: list[Unit] = []
    at: str = unit_id
    while (above := parent_of(db, at, on)) is not None and len(found) < MAX_DEPTH:
        found.append(above)
        at = above.id
    return found


def successors_of(db: Session, unit_id: str) -> list[tuple[Unit, UnitLink]]:
    """What a unit became, with the link that says how and when."""
    rows = db.execute(
        select(Unit, UnitLink).join(UnitLink, UnitLink.after_id == Unit.id).where(UnitLink.before_id == unit_id)
    )
    return [(unit, link) for unit, link in rows]


def predecessors_of(db: Session, unit_id: str) -> list[tuple[Unit, UnitLink]]:
    """What a unit was made from."""
    rows = db.execute(
        select(Unit, UnitLink).join(UnitLink, UnitLink.before_id == Unit.id).where(UnitLink.after_id == unit_id)
    )
    return [(unit, link) for unit, link in rows]


def naming(db: Session) -> UnitNames:
    """Names of units for sentences about a template, whose documents hold ids alone; ended units too."""

    def names(ids: Iterable[str]) -> Mapping[str, str]:
        found = db.execute(select(Unit.id, Unit.name).where(Unit.id.in_(list(ids))))
        return {row.id: row.name for row in found}

    return names


def unit_id_of(code: str) -> str:
    """Stable id made from a code: ``33.08911`` becomes ``u_33_08911``. Raises ``code.pattern``."""
    if not _CODE.fullmatch(code):
        raise fail("code.pattern", "code", value=code)
    return "u_" + re.sub(r"[^A-Za-z0-9]+", "_", code)


def order_key(name: str) -> str:
    """Text whose plain order is the Vietnamese dictionary order of ``name`` (letters first, tones second)."""
    letters, tones, _ = sort_key(name)
    return "".join(f"{n:04x}" for n in letters)[:400] + "." + "".join(str(n) for n in tones)[:199]


def name_unit(unit: Unit, name: str) -> None:
    """Give a unit its name in NFC, with the keys for sorting and finding."""
    name = clean(" ".join(name.split()), "name")
    if not name:
        raise fail("unit.name_required", "name")
    unit.name, unit.sort_key, unit.search_key = name, order_key(name), fold(name)[:300]


def add_unit(
    db: Session,
    *,
    code: str,
    name: str,
    kind: str,
    tier: str,
    valid_from: date,
    valid_to: date | None = None,
    parent_id: str | None = None,
    unit_id: str | None = None,
) -> Unit:
    """Register a unit. Raises ``code.pattern``, ``unit.code_taken``, ``unit.dates``, ``unit.unknown``."""
    new_id = unit_id or unit_id_of(code)
    if not _CODE.fullmatch(code):
        raise fail("code.pattern", "code", value=code)
    if kind not in UNIT_KINDS or tier not in TIERS:
        raise fail("json.schema", "kind", reason=f"{kind}/{tier}")
    if db.scalar(select(Unit.id).where(or_(Unit.code == code, Unit.id == new_id))):
        raise fail("unit.code_taken", "code", code=code)
    check_span(valid_from, valid_to)
    unit = Unit(id=new_id, code=code, kind=kind, tier=tier, valid_from=valid_from, valid_to=valid_to)
    name_unit(unit, name)
    db.add(unit)
    db.flush()
    if parent_id is not None:
        move_unit(db, unit, parent_id, valid_from)
    return unit


def check_span(first: date, last: date | None) -> None:
    """Raises ``unit.dates`` when the last day is before the first."""
    if last is not None and last < first:
        raise fail("unit.dates", "valid_to", reason=f"{last:%d/%m/%Y} < {first:%d/%m/%Y}")


def move_unit(db: Session, unit: Unit, parent_id: str, on: date) -> None:
    """Put a unit under a parent from a day on; the parent before ends the day before. Raises ``unit.cycle``."""
    if db.get(Unit, parent_id) is None:
        raise fail("unit.unknown", "parent")
    if parent_id in subtree_ids(db, unit.id, on):
        raise fail("unit.cycle", "parent")
    for span in db.scalars(
        select(UnitParent).where(
            UnitParent.unit_id == unit.id, or_(UnitParent.valid_to.is_(None), UnitParent.valid_to >= on)
        )
    ):
        if span.valid_from >= on:
            db.delete(span)
        else:
            span.valid_to = on - timedelta(days=1)
    db.add(UnitParent(unit_id=unit.id, parent_id=parent_id, valid_from=on))
    db.flush()
    db.expire(unit, ["parents"])


def end_unit(db: Session, unit: Unit, last_day: date, successors: tuple[str, ...] = (), kind: str = "merge") -> None:
    """End a unit and name its successors. Raises ``unit.dates``, ``unit.unknown``."""
    check_span(unit.valid_from, last_day)
    if kind not in LINK_KINDS:
        raise fail("json.schema", "kind", reason=kind)
    unit.valid_to = last_day
    for after in successors:
        if after == unit.id or db.get(Unit, after) is None:
            raise fail("unit.unknown", "successors")
        if db.get(UnitLink, (unit.id, after)) is None:
            db.add(UnitLink(before_id=unit.id, after_id=after, kind=kind, on=last_day + timedelta(days=1)))
    db.flush()
