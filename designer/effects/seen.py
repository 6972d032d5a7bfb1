"""The effect as one official may see it: counts for all, figures only of reports that he may read."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from designer.effects.found import Effects, Example
from runtime.actor import Actor
from runtime.permissions import allowed, restrict
from runtime.store.models import Draft, Regime, Submission

#: Examples shown of each finding.
SHOWN: Final = 3
HIDDEN: Final = ""


def seen_by(db: Session, actor: Actor, draft: Draft, effects: Effects) -> Effects:
    """The same findings with figures of reports that the actor may not read left out; reports that he may read come first."""
    told = [one.examples for one in effects.lost] + [one.examples for one in effects.judged] + [one.examples for one in effects.moved]
    held = {example.submission for examples in told for example in examples}
    query = restrict(select(Submission.id).select_from(Submission), actor, "submission.read", Submission)
    mine = set(db.scalars(query.where(Submission.id.in_(sorted(held))))) if held else set()

    def cut(examples: list[Example]) -> list[Example]:
        shown = [one if one.submission in mine else replace(one, figure=HIDDEN, was=HIDDEN) for one in examples]
        return sorted(shown, key=lambda one: one.submission not in mine)[:SHOWN]

    totals = effects.totals
    if not allowed(actor, "consolidation.read", db.get_one(Regime, draft.regime_id)):
        totals = tuple(replace(one, before=HIDDEN, after=HIDDEN) for one in totals)
    return replace(
        effects,
        lost=tuple(replace(one, examples=cut(one.examples)) for one in effects.lost),
        judged=tuple(replace(one, examples=cut(one.examples)) for one in effects.judged),
        moved=tuple(replace(one, examples=cut(one.examples)) for one in effects.moved),
        totals=totals,
        hidden=not held <= mine or totals is not effects.totals,
    )
