"""The catalogue: indicators of the releases that hold and of the open drafts that the person may see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from designer.catalogue.likeness import key_of
from designer.catalogue.proposals import Known
from designer.catalogue.reported import newest_releases, released_documents, reported
from designer.drafts.service import OPEN, documents_of
from metadata.canonical import canonical
from metadata.documents import read_indicator
from metadata.text import fold
from metadata.uses import Use, uses_in
from runtime.actor import Actor
from runtime.permissions import restrict
from runtime.store.models import Draft, Regime, Release

Documents = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an indicator stands: a release (``no``) or an open draft."""

    regime: Regime
    documents: Documents
    release: Release | None = None
    draft: Draft | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator of one regime, as its release, or failing that its draft, has it."""

    id: str
    data: Mapping[str, Any]
    origin: Origin
    #: The open draft says something else of it, or has it alone.
    in_draft: Draft | None
    used: int


def origins(db: Session, actor: Actor) -> list[Origin]:
    """Releases that hold, then open drafts."""
    found = [Origin(row.regime, released_documents(db, row), release=row) for row in newest_releases(db)]
    query = restrict(select(Draft), actor, "draft.read").where(Draft.state.in_(OPEN)).options(joinedload(Draft.regime))
    return found + [Origin(row.regime, documents_of(row), draft=row) for row in db.scalars(query.order_by(Draft.id))]


def catalogue(db: Session, actor: Actor, words: str = "", regime: str = "") -> list[Line]:
    """The indicators, by regime and code, narrowed by words (any letters, with or without marks) and by regime."""
    lines: dict[tuple[str, str], Line] = {}
    for origin in origins(db, actor):
        if regime and origin.regime.id != regime:
            continue
        for key, body in origin.documents.items():
            if body.get("spec") != "indicator/1":
                continue
            known = lines.get((origin.regime.id, key))
            if known is None:
                used = len(uses_in(origin.documents, key))
                lines[(origin.regime.id, key)] = Line(key, body, origin, origin.draft, used)
            elif origin.draft is not None and canonical(known.data) != canonical(body):
                lines[(origin.regime.id, key)] = Line(key, known.data, known.origin, origin.draft, known.used)
    wanted = fold(words).split()
    found = [line for line in lines.values() if all(word in _searched(line) for word in wanted)]
    return sorted(found, key=lambda line: (line.origin.regime.code, str(line.data["code"]), line.id))


def _searched(line: Line) -> str:
    texts = [str(line.data.get(key, "")) for key in ("code", "name", "definition", "owner", "basis")]
    return fold(" ".join([*texts, key_of(str(line.data["name"])), line.origin.regime.code, line.origin.regime.name]))


def known_indicators(db: Session, documents: Documents) -> list[Known]:
    """Indicators that a draft may be bound to: its own, then those of other regimes, each id once."""
    found = {key: Known(body, read_indicator(body)) for key, body in documents.items() if body.get("spec") == "indicator/1"}
    for key, (body, regime) in reported(db).indicators.items():
        if key not in documents:
            found[key] = Known(body, read_indicator(body), regime)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Where:
    """A use of an indicator or a list, and the regime that it is in."""

    origin: Origin
    use: Use
    form: str


def where_used(db: Session, actor: Actor, wanted: str) -> list[Where]:
    """Uses of an indicator, a list or a member in every release that holds and every draft that the person may see."""
    return [where for origin in origins(db, actor) for where in _uses(origin, wanted)]


def _uses(origin: Origin, wanted: str) -> Iterator[Where]:
    for use in uses_in(origin.documents, wanted):
        form = origin.documents.get(use.form, {})
        yield Where(origin, use, str(form.get("code", "")))
