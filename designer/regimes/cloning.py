"""A regime copied under ids of its own, with everything that names those ids."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from sqlalchemy.orm import Session

from designer.drafts import service as drafts
from designer.drafts.points import set_point
from designer.regimes import service as regimes
from designer.releases import documents_of_release, newest
from metadata.errors import fail
from metadata.formula.functions import CATALOGUE
from runtime import audit
from runtime.actor import Actor, Holding
from runtime.store.models import Draft, Regime

Documents = Mapping[str, Mapping[str, Any]]
#: Shared meaning: an indicator or a list is the same one in every regime that uses it.
_SHARED: Final = ("indicator/1", "dimension/1")
#: Speaks of a release of the regime that is copied; the copy has none.
_LEFT: Final = ("mapping/1", "release/1")
_FORM: Final = "|".join(map(re.escape, ("form", *CATALOGUE["form"].names_vi)))
#: Texts that are formulas, by key.
_FORMULAS: Final = frozenset({"expr", "formula", "weight"})


def new_ids(documents: Documents, regime_id: str) -> dict[str, str]:
    """Old id → new id of every document that belongs to one regime alone."""
    tail = regime_id.removeprefix("g_")[-20:].strip("_")
    found: dict[str, str] = {}
    for key, body in documents.items():
        if body.get("spec") in _SHARED or body.get("spec") in _LEFT:
            continue
        found[key] = regime_id if body.get("spec") == "regime/1" else _free(f"{key[:42]}_{tail}", {*documents, *found.values()})
    return found


def _free(wanted: str, taken: set[str]) -> str:
    number, key = 2, wanted
    while key in taken:
        key, number = f"{wanted}_{number}", number + 1
    return key


def with_ids(documents: Documents, ids: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """The documents under other ids, in all that names them: the regime, the form of a document, formulas, examples."""
    kept = {key: body for key, body in documents.items() if body.get("spec") not in _LEFT}
    return {ids.get(key, key): _document(body, ids) for key, body in kept.items()}


def _document(body: Mapping[str, Any], ids: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = _texts(body, ids)
    found["id"] = ids.get(found["id"], found["id"])
    if isinstance(found.get("form"), str):
        found["form"] = ids.get(found["form"], found["form"])
    if body.get("spec") == "regime/1":
        found["forms"] = [ids.get(key, key) for key in body.get("forms", [])]
    if body.get("spec") == "example/1" and isinstance(body.get("outside"), Mapping):
        found["outside"] = {_outside(key, ids): value for key, value in body["outside"].items()}
    return found


def _outside(key: str, ids: Mapping[str, str]) -> str:
    """``prev|f_01|r1:c1``: the form stands in the middle."""
    parts = key.split("|")
    return "|".join([parts[0], ids.get(parts[1], parts[1]), *parts[2:]]) if len(parts) > 2 else key


def _texts(value: Any, ids: Mapping[str, str], key: str = "") -> Any:
    if isinstance(value, Mapping):
        return {name: _texts(item, ids, "expr" if key == "time" else name) for name, item in value.items()}
    if isinstance(value, list):
        return [_texts(item, ids, key) for item in value]
    return in_formula(value, ids) if isinstance(value, str) and key in _FORMULAS else value


def in_formula(text: str, ids: Mapping[str, str]) -> str:
    """A formula with the forms that it reads under other ids; nothing else in it is touched."""
    pattern = re.compile(rf"(?<!\w)((?:{_FORM})\s*\(\s*)([A-Za-z][A-Za-z0-9_]*)(?=\s*[,;)])", re.IGNORECASE)
    return pattern.sub(lambda match: match[1] + ids.get(match[2], match[2]), text)


def sources_of(db: Session, regime: Regime) -> dict[str, tuple[str, Documents]]:
    """What a copy can be made of: ``release`` and ``draft`` as far as there are any, with the words for each."""
    found: dict[str, tuple[str, Documents]] = {}
    release = newest(db, regime.id)
    if release is not None:
        found["release"] = (f"{regime.code}, bản số {release.no}", documents_of_release(db, release))
    draft = drafts.open_draft(db, regime.id)
    if draft is not None:
        found["draft"] = (f"{regime.code}, bản thảo (thao tác {draft.version})", drafts.documents_of(draft))
    return found


def owners_of(actor: Actor) -> dict[str, Holding]:
    """The units that may lead a copy: where the person is a designer, the acting one first."""
    held = [one for one in actor.holdings if one.role == "designer"]
    return {one.unit_id: one for one in sorted(held, key=lambda one: one.unit_id != actor.unit_id)}


def clone(db: Session, actor: Actor, regime: Regime, source: str, code: str, name: str, owner: str = "") -> Draft:
    """A regime with the documents of another, as a draft; of the acting unit, or of another one where the person is a designer.

    Raises ``template.code``, ``regime.field_missing``, ``regime.code_taken``, ``query.filter`` for a source or an owner
    that is not open.
    """
    if owner and owner != actor.unit_id:
        holding = owners_of(actor).get(owner)
        if holding is None:
            raise fail("query.filter", "owner", name="owner")
        actor = replace(actor, holding=holding)
    wanted = regimes.read_new_regime({"code": code, "name": name})
    known = sources_of(db, regime)
    if source not in known:
        raise fail("query.filter", "source", name="source")
    words, documents = known[source]
    new_id = regimes.free_regime_id(db, wanted.code)
    copied = with_ids(documents, new_ids(documents, new_id))
    copied[new_id] = {**copied[new_id], "code": wanted.code, "name": wanted.name, "receiver": actor.unit_id or ""}
    made = regimes.add_regime(db, actor, copied[new_id])
    draft = drafts.start(db, actor, made.id, copied, None, wanted.name)
    # Where it came from stays with the draft, and is something to compare with.
    set_point(db, actor, draft, f"Nhân bản từ {words}", 0)
    audit.record(db, "regime.clone", made, actor=actor, facts={"from": regime.id, "source": words})
    return draft
