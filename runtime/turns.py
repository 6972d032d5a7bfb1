"""The period of a report in words, with the round where its regime has several: three reports of one year are told apart."""

from __future__ import annotations

from sqlalchemy.orm import Session

from metadata.periods import Period
from runtime.releases import template_of
from runtime.store.models import Collection, Submission


def period_words(db: Session, item: Collection | Submission, lang: str) -> str:
    """``Năm 2026 – Lần 1``; the period alone where there is one round."""
    label = Period.parse(item.period).label(lang)
    rounds = template_of(db, item.release_hash).regime.rounds
    turn = rounds.get(item.round)
    return f"{label} – {turn.name}" if turn is not None and len(rounds) > 1 else label
