"""What a scope means in SQL: for each kind of object, the rows that belong to an actor.

``own_unit`` belongs to the unit acted for; ``lead_regime`` to a regime that this unit owns; ``subtree`` to this
unit or one below it today; ``parent_unit`` to a unit right below this one today; ``on_behalf`` to a report that this unit,
still above or still the lead agency, fills for its unit; ``approvals`` is what waits or waited at the IT department; ``self`` is one's own account.
A kind of object without a line here is out of reach of that scope.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, true

from runtime import clock
from runtime.actor import Actor
from runtime.store.models import (
    Audit,
    Base,
    Collection,
    ConsolidationResult,
    Draft,
    ImportSource,
    OnBehalf,
    Regime,
    Release,
    ReviewEvent,
    RoleHolding,
    Submission,
    Unit,
    UnitParent,
    User,
)
from runtime.units import subtree, valid_on

Condition = ColumnElement[bool]


def _regimes(actor: Actor) -> Select[str]:
    return select(Regime.id).where(Regime.owner_id == actor.unit_id)


def _collections(actor: Actor) -> Select[str]:
    return select(Collection.id).where(Collection.regime_id.in_(_regimes(actor)))


def _below(actor: Actor) -> Select[str]:
    return subtree(actor.unit_id or "")


def _own_collections(actor: Actor) -> Select[str]:
    return select(Submission.collection_id).where(Submission.unit_id == actor.unit_id)


def _children(actor: Actor) -> Select[str]:
    today = clock.today()
    return select(UnitParent.unit_id).where(
        UnitParent.parent_id == actor.unit_id, valid_on(UnitParent.valid_from, UnitParent.valid_to, today)
    )


def _on_behalf(actor: Actor) -> Condition:
    open_ones = select(OnBehalf.submission_id).where(OnBehalf.unit_id == actor.unit_id, OnBehalf.ended_at.is_(None))
    tie = or_(Submission.regime_id.in_(_regimes(actor)), Submission.unit_id.in_(_children(actor)))
    return and_(Submission.id.in_(open_ones), tie)


def _came_to_approval() -> Select[str]:
    return select(ReviewEvent.draft_id).where(ReviewEvent.to_state == "in_approval")


SCOPES: dict[tuple[str, type[Base]], Callable[[Actor], Condition]] = {
    ("own_unit", Submission): lambda a: Submission.unit_id == a.unit_id,
    ("parent_unit", Submission): lambda a: Submission.unit_id.in_(_children(a)),
    ("on_behalf", Submission): _on_behalf,
    ("own_unit", Collection): lambda a: Collection.id.in_(_own_collections(a)),
    ("own_unit", Unit): lambda a: Unit.id == a.unit_id,
    ("own_unit", ImportSource): lambda a: ImportSource.unit_id == a.unit_id,
    ("lead_regime", Regime): lambda a: Regime.owner_id == a.unit_id,
    ("lead_regime", Draft): lambda a: Draft.regime_id.in_(_regimes(a)),
    ("lead_regime", Release): lambda a: Release.regime_id.in_(_regimes(a)),
    ("lead_regime", Collection): lambda a: Collection.regime_id.in_(_regimes(a)),
    ("lead_regime", Submission): lambda a: Submission.regime_id.in_(_regimes(a)),
    ("lead_regime", ConsolidationResult): lambda a: ConsolidationResult.collection_id.in_(_collections(a)),
    ("subtree", Unit): lambda a: Unit.id.in_(_below(a)),
    ("subtree", User): lambda a: User.unit_id.in_(_below(a)),
    ("subtree", RoleHolding): lambda a: RoleHolding.unit_id.in_(_below(a)),
    ("subtree", Audit): lambda a: Audit.unit_id.in_(_below(a)),
    ("approvals", Draft): lambda _: or_(Draft.state == "in_approval", Draft.id.in_(_came_to_approval())),
    ("approvals", Regime): lambda _: true(),
    ("approvals", Release): lambda _: true(),
    ("self", User): lambda a: User.id == a.user_id,
}


def scope_condition(scope: str, model: type[Base], actor: Actor) -> Condition:
    """The rows of ``model`` inside ``scope`` for ``actor``; nothing where the scope does not know the model."""
    if scope in {"all", "public"}:
        return true()
    if (make := SCOPES.get((scope, model))) is None:
        return false()
    return make(actor)
