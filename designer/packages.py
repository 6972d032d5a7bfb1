"""Templates in and out as packages. What comes in is always a draft of the importing agency, whatever it says of itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, object_session

from designer.drafts import service as drafts
from designer.library import shelf
from designer.operations.formulas import refuse_out_of_place, refuse_unreadable
from designer.operations.integrity import check_documents
from designer.regimes import service as regimes
from designer.releases import documents_of_release, newest
from metadata.errors import KhuonError, Problem, fail
from metadata.package import SUFFIX, read_documents, read_parts, write_package
from metadata.text import fold
from runtime import audit
from runtime.actor import Actor
from runtime.permissions import note_object
from runtime.store.models import Draft, Regime, Release

Documents = dict[str, dict[str, Any]]


def file_name(code: str, tail: str) -> str:
    """A file name of letters and digits, whatever the code holds."""
    stem = re.sub(r"[^A-Za-z0-9]+", "-", fold(code)).strip("-") or "mau"
    return f"{stem[:60]}-{tail}{SUFFIX}"


def package_of(db: Session, release: Release) -> bytes:
    """The package of a release."""
    facts = {"release": release.hash, "no": str(release.no), "regime": release.regime.code}
    documents = documents_of_release(db, release)
    return write_package(documents, facts, shelf.parts_of(db, documents))


def package_of_draft(draft: Draft) -> bytes:
    """The package of a draft as it stands, with the library parts that it is pinned to."""
    documents, db = drafts.documents_of(draft), object_session(draft)
    facts = {"regime": draft.regime.code, "revision": str(draft.version)}
    return write_package(documents, facts, shelf.parts_of(db, documents) if db is not None else ())


def bring_in(db: Session, actor: Actor, data: bytes) -> Draft:
    """A draft of the acting unit from a package, all or nothing.

    A regime that the unit has already gets the package as its next draft; one that another agency has comes in
    under a code and an id of its own. Library parts come along. Raises ``package.*``, ``template.*``, ``draft.exists``,
    ``library.package_clash`` when a revision differs from the one of that number here.
    """
    documents = checked_documents(data)
    refuse_clashing(db, data)
    shelf.take(db, actor, read_parts(data), {})
    regime_id = next(key for key, body in documents.items() if body["spec"] == "regime/1")
    regime, documents = _settled(db, actor, regime_id, documents)
    base = newest(db, regime.id)
    draft = drafts.start(db, actor, regime.id, documents, base.hash if base else None, str(documents[regime.id]["name"]))
    audit.record(db, "package.import", draft, actor=actor, facts={"regime": regime.id, "hash": draft.content_hash})
    return draft


def refuse_clashing(db: Session, data: bytes) -> None:
    """Raise ``library.package_clash`` once for every part of a package that differs from the revision of its number here."""
    clashing = [part for part, state in shelf.incoming(db, read_parts(data)) if state == "clash"]
    if clashing:
        raise KhuonError(*(Problem("library.package_clash", str(part["id"]), {"name": part["name"], "rev": part["rev"]}) for part in clashing))


def checked_documents(data: bytes) -> Documents:
    """The documents of a package, wholly sound; what it says of its own release is not among them.

    Raises ``package.*``, ``template.*`` and whatever else is wrong with them.
    """
    documents = {key: body for key, body in read_documents(data).items() if body.get("spec") != "release/1"}
    _check_codes(documents)
    note_object("package", next((key for key, body in documents.items() if body.get("spec") == "regime/1"), ""))
    refuse_unreadable({}, documents, documents)
    check_documents(documents, documents)
    refuse_out_of_place({}, documents, documents)
    return documents


def _check_codes(documents: Documents) -> None:
    """Raise ``template.code`` for a regime code that could mean a path."""
    for key, body in documents.items():
        code = body.get("code")
        if body.get("spec") == "regime/1" and isinstance(code, str) and not regimes.CODE.fullmatch(code):
            raise fail("template.code", f"{key}/code", code=code[:80])


def _settled(db: Session, actor: Actor, regime_id: str, documents: Documents) -> tuple[Regime, Documents]:
    """The regime row of the acting unit, and the documents with its id, code and receiver."""
    body = documents[regime_id]
    known = db.get(Regime, regime_id)
    if known is not None and known.owner_id == actor.unit_id:
        return known, _with_regime(documents, regime_id, {**body, "code": known.code, "receiver": actor.unit_id or ""})
    code = free_code(db, str(body["code"]))
    new_id = regime_id if known is None else regimes.free_regime_id(db, code)
    settled = {**body, "id": new_id, "code": code, "receiver": actor.unit_id or ""}
    return regimes.add_regime(db, actor, settled), _with_regime(documents, regime_id, settled)


def _with_regime(documents: Documents, regime_id: str, body: Mapping[str, Any]) -> Documents:
    rest = {key: document for key, document in documents.items() if key != regime_id}
    if body["id"] in rest:
        raise fail("draft.id_taken", str(body["id"]), id=str(body["id"]))
    return {**rest, str(body["id"]): dict(body)}


def free_code(db: Session, code: str) -> str:
    """The code, or the code with a number behind it when a regime has it."""
    found, number = code, 2
    while db.scalar(select(Regime.id).where(Regime.code == found)) is not None:
        found, number = f"{code[:58]}-{number}", number + 1
    return found
