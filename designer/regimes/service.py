"""Regimes of an agency: listing, creating, starting a draft."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from designer.drafts import service as drafts
from designer.drafts.dropping import dropped
from designer.releases import documents_of_release, newest
from metadata.errors import fail
from metadata.text import clean, fold
from runtime import audit, clock
from runtime.actor import Actor
from runtime.permissions import restrict
from runtime.store.models import Draft, DroppedDraft, Regime, Release

CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,63}", re.ASCII)
KINDS: Final = ("periodic", "thematic", "adhoc")
FREQUENCIES: Final = ("month", "quarter", "half", "nine_months", "year", "once")
#: Cut-off days when nothing else is said: from the 15th of the month before to the 14th of the last month
#: (Decree 09/2019/NĐ-CP, article 12).
CUTOFF: Final = {"from": {"month": -1, "day": 15}, "to": {"month": 0, "day": 14}}


@dataclass(frozen=True, slots=True)
class Line:
    """One regime of the list: what is in force, what is being drawn, which forms it has."""

    regime: Regime
    release: Release | None
    draft: Draft | None
    forms: tuple[tuple[str, str, str], ...]
    #: Drafts that were dropped and can be brought back: row, who dropped it, until when.
    dropped: tuple[tuple[DroppedDraft, str, datetime], ...] = ()


def listing(db: Session, actor: Actor) -> list[Line]:
    """Regimes that the person may see, by code."""
    regimes = list(db.scalars(restrict(select(Regime), actor, "regimes.list").order_by(Regime.code)))
    gone = dropped(db, [regime.id for regime in regimes])
    return [_line(db, actor, regime, tuple(gone.get(regime.id, ()))) for regime in regimes]


def _line(db: Session, actor: Actor, regime: Regime, gone: tuple[tuple[DroppedDraft, str, datetime], ...]) -> Line:
    seen = restrict(select(Draft), actor, "draft.read").where(Draft.regime_id == regime.id, Draft.state.in_(drafts.OPEN))
    draft = db.scalars(seen).first()
    release = newest(db, regime.id)
    if draft is not None:
        documents: Mapping[str, Mapping[str, Any]] = drafts.documents_of(draft)
    else:
        documents = documents_of_release(db, release) if release else {}
    return Line(regime, release, draft, forms_of(documents), gone)


def forms_of(documents: Mapping[str, Mapping[str, Any]]) -> tuple[tuple[str, str, str], ...]:
    """(id, code, title) of the forms, in the regime's order."""
    for document in documents.values():
        if document.get("spec") == "regime/1":
            order = [key for key in document.get("forms", []) if key in documents]
            return tuple((key, str(documents[key]["code"]), str(documents[key]["title"])) for key in order)
    return ()


@dataclass(frozen=True, slots=True)
class NewRegime:
    """What a person says of a new regime."""

    code: str
    name: str
    kind: str = "periodic"
    frequency: str = "quarter"
    basis: str = ""


def read_new_regime(form: Mapping[str, str]) -> NewRegime:
    """Fields of the page. Raises ``template.code``, ``regime.field_missing``, ``query.filter``."""
    code = clean(form.get("code", "").strip(), "code")
    name = clean(" ".join(form.get("name", "").split()), "name")
    basis = clean(form.get("basis", "").strip(), "basis")
    if not code:
        raise fail("regime.field_missing", "code", field="Mã chế độ")
    if not CODE.fullmatch(code):
        raise fail("template.code", "code", code=code[:80])
    if not name:
        raise fail("regime.field_missing", "name", field="Tên chế độ")
    kind, frequency = form.get("kind", "periodic"), form.get("frequency", "quarter")
    if kind not in KINDS:
        raise fail("query.filter", "kind", name="kind")
    if frequency not in FREQUENCIES:
        raise fail("query.filter", "frequency", name="frequency")
    return NewRegime(code, name[:300], kind, frequency, basis[:500])


def create(db: Session, actor: Actor, new: NewRegime) -> Draft:
    """A regime of the acting unit with an empty draft. Raises ``regime.code_taken``."""
    document = blank_regime(free_regime_id(db, new.code), new, actor.unit_id or "")
    regime = add_regime(db, actor, document)
    return drafts.start(db, actor, regime.id, {regime.id: document}, None, new.name)


def add_regime(db: Session, actor: Actor, document: Mapping[str, Any]) -> Regime:
    """The row of a regime document, owned by the acting unit. Raises ``regime.code_taken``."""
    code = str(document["code"])
    if db.scalar(select(Regime.id).where(Regime.code == code)) is not None:
        raise fail("regime.code_taken", "code", code=code)
    regime = Regime(
        id=str(document["id"]),
        code=code,
        name=str(document["name"])[:300],
        owner_id=actor.unit_id or "",
        created_at=clock.now(),
        created_by=actor.user_id or "",
    )
    db.add(regime)
    db.flush()
    audit.record(db, "regime.create", regime, actor=actor, facts={"code": code})
    return regime


def blank_regime(regime_id: str, new: NewRegime, receiver: str) -> dict[str, Any]:
    """The document of a regime without forms."""
    document: dict[str, Any] = {
        "spec": "regime/1",
        "id": regime_id,
        "code": new.code,
        "name": new.name,
        "kind": new.kind,
        "frequency": new.frequency,
        "cutoff": json.loads(json.dumps(CUTOFF)),
        "reporters": {"kinds": ["commune"]},
        "receiver": receiver,
        "forms": [],
    }
    if new.basis:
        document["basis"] = [{"number": new.basis}]
    return document


def free_regime_id(db: Session, code: str) -> str:
    """An id made of the code that no regime has yet."""
    stem = "g_" + (re.sub(r"[^a-z0-9]+", "_", fold(code)).strip("_") or "moi")[:48]
    key, number = stem, 2
    while db.get(Regime, key) is not None:
        key, number = f"{stem}_{number}", number + 1
    return key


def start_draft(db: Session, actor: Actor, regime: Regime) -> Draft:
    """The next draft of a regime: from the newest release, else empty. Raises ``draft.exists``."""
    release = newest(db, regime.id)
    if release is None:
        new = NewRegime(regime.code, regime.name)
        return drafts.start(db, actor, regime.id, {regime.id: blank_regime(regime.id, new, regime.owner_id)}, None, regime.name)
    return drafts.start(db, actor, regime.id, documents_of_release(db, release), release.hash, regime.name)
