"""A package looked at before anything is written: what is new, the same, different or in the way; then taken in as chosen.

Every document has its line and its choice. What comes in is a draft, or one change of the open draft that can be undone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from designer.drafts import service as drafts
from designer.drafts.reverting import replace_documents
from designer.library import shelf
from designer.operations.formulas import refuse_out_of_place, refuse_unreadable
from designer.operations.integrity import check_documents
from designer.packages import checked_documents, free_code
from designer.regimes import cloning
from designer.regimes import service as regimes
from designer.releases import documents_of_release, newest, releases_of
from metadata.canonical import canonical, digest
from metadata.diff import Diff, compare
from metadata.errors import fail
from metadata.package import read_facts, read_parts
from runtime import audit, clock
from runtime.actor import Actor
from runtime.store.models import Draft, PackageUpload, Regime, new_id
from runtime.units import naming

Documents = dict[str, dict[str, Any]]
#: Uploads that nobody took in are swept away after this.
KEPT: Final = timedelta(days=1)
THEIRS, OURS = "theirs", "ours"
_WEIGHT: Final = ("clash", "changed", "absent", "new", "same")


@dataclass(frozen=True, slots=True)
class Line:
    """One document: ``state`` is new, same, changed, absent (not in the package) or clash (another kind of that id)."""

    id: str
    kind: str
    name: str
    state: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What a package would bring. ``owner`` is new, ours or others; ``ways`` are the ways it can be taken in."""

    facts: Mapping[str, str]
    documents: Documents
    regime: Mapping[str, Any]
    owner: str
    ours: Documents
    draft: Draft | None
    lines: tuple[Line, ...]
    diff: Diff
    ways: tuple[str, ...]
    code: str
    code_taken: bool
    age: str
    our_no: int | None
    #: Library parts that come along, each with how it stands to those here (see ``shelf.incoming``).
    parts: tuple[tuple[Mapping[str, Any], str], ...] = ()


def keep(db: Session, actor: Actor, name: str, data: bytes) -> PackageUpload:
    """Keep a package while it is looked at; what is wrong with it is said now. Raises ``package.*``, ``template.*``."""
    checked_documents(data)
    shelf.incoming(db, read_parts(data))
    read_facts(data)
    db.execute(delete(PackageUpload).where(PackageUpload.at < clock.now() - KEPT))
    row = PackageUpload(id=new_id(), name=name[:300], original=data, by_id=actor.user_id or "", at=clock.now())
    db.add(row)
    db.flush()
    return row


def upload_of(db: Session, actor: Actor, upload_id: str) -> PackageUpload:
    """A package that this person sent. Raises ``package.gone``."""
    found = db.get(PackageUpload, upload_id)
    if found is None or found.by_id != actor.user_id:
        raise fail("package.gone")
    return found


def look(db: Session, actor: Actor, data: bytes) -> Preview:
    """The package beside what is here."""
    documents = checked_documents(data)
    facts = read_facts(data)
    regime = next(body for body in documents.values() if body["spec"] == "regime/1")
    known = db.get(Regime, str(regime["id"]))
    owner = "new" if known is None else "ours" if known.owner_id == actor.unit_id else "others"
    draft = drafts.open_draft(db, known.id) if known is not None and owner == "ours" else None
    release = newest(db, known.id) if known is not None and owner == "ours" else None
    ours = drafts.documents_of(draft) if draft else documents_of_release(db, release) if release else {}
    code = known.code if known is not None and owner == "ours" else str(regime["code"])
    holder = db.scalar(select(Regime.id).where(Regime.code == code))
    settled = as_ours(documents, code, actor) if owner == "ours" else documents
    return Preview(
        facts=facts,
        documents=settled,
        regime=regime,
        owner=owner,
        ours=ours,
        draft=draft,
        lines=tuple(_lines(ours, settled)),
        diff=compare(ours, settled, naming(db)),
        ways=_ways(owner, draft),
        code=free_code(db, code) if owner != "ours" else code,
        code_taken=holder is not None and owner != "ours",
        age=_age(db, known.id, facts) if known is not None and owner == "ours" and release else "",
        our_no=release.no if release else None,
        parts=tuple(shelf.incoming(db, read_parts(data))),
    )


def as_ours(documents: Documents, code: str, actor: Actor) -> Documents:
    """The documents with the code and the receiver that the regime has here."""
    regime = next(key for key, body in documents.items() if body["spec"] == "regime/1")
    return {**documents, regime: {**documents[regime], "code": code, "receiver": actor.unit_id or ""}}


def _ways(owner: str, draft: Draft | None) -> tuple[str, ...]:
    match owner:
        case "new":
            return ("new", "copy")
        case "others":
            return ("copy",)
    if draft is None:
        return ("next", "copy")
    return ("draft", "copy") if draft.state in drafts.EDITABLE else ("copy",)


def _age(db: Session, regime_id: str, facts: Mapping[str, str]) -> str:
    known = releases_of(db, regime_id)
    for index, release in enumerate(known):
        if release.hash == facts.get("release"):
            return "same_release" if index == 0 else "older"
    return "newer" if "no" in facts else ""


def _lines(ours: Documents, theirs: Documents) -> list[Line]:
    found = []
    for key in [*theirs, *(key for key in ours if key not in theirs)]:
        mine, other = ours.get(key), theirs.get(key)
        body = other or mine or {}
        if mine is None or other is None:
            state = "new" if mine is None else "absent"
        elif mine.get("spec") != other.get("spec"):
            state = "clash"
        else:
            state = "same" if canonical(mine) == canonical(other) else "changed"
        found.append(Line(key, str(body.get("spec", "")).partition("/")[0], _name(body, {**ours, **theirs}), state))
    # What there is to decide comes first, what is the same last.
    return sorted(found, key=lambda line: _WEIGHT.index(line.state))


def _name(body: Mapping[str, Any], documents: Documents) -> str:
    of = documents.get(str(body.get("form", "")), {})
    parts = [of.get("code"), body.get("code"), body.get("title") or body.get("name")]
    return " ".join(part for part in parts if isinstance(part, str) and part)


def take(db: Session, actor: Actor, data: bytes, chosen: Mapping[str, str]) -> tuple[Draft, list[str]]:
    """Take a package in as chosen: ``way``, ``code`` and ``name`` of a copy, ``doc-<id>`` and ``part-<id>-<rev>`` theirs or ours.

    Returns the draft, and the names of library parts that were left as they are here.

    Raises ``query.filter`` for a way that is not open, and everything that is wrong with the outcome.
    """
    preview = look(db, actor, data)
    way = chosen.get("way", "")
    if way not in preview.ways:
        raise fail("query.filter", "way", name="way")
    facts = {"way": way, "regime": str(preview.regime["id"]), "hash": digest(preview.documents)}
    if way in ("new", "copy"):
        draft = _as_new(db, actor, preview, way, chosen)
    else:
        wanted = mixed(preview, chosen)
        base = newest(db, str(preview.regime["id"]))
        if preview.draft is not None:
            _refuse_broken(preview.ours, wanted)
            operation = {"op": "take_package", "hash": digest(preview.documents)}
            replace_documents(db, actor, preview.draft, wanted, operation, _label(preview))
            draft = preview.draft
        else:
            _refuse_broken({}, wanted)
            name = str(preview.regime["name"])
            draft = drafts.start(db, actor, str(preview.regime["id"]), wanted, base.hash if base else None, name)
    left = shelf.take(db, actor, read_parts(data), chosen)
    audit.record(db, "package.import", draft, actor=actor, facts=facts)
    return draft, left


def _label(preview: Preview) -> str:
    no = preview.facts.get("no")
    return f"Nhập gói {preview.regime['code']}" + (f", bản số {no}" if no else "")


def _refuse_broken(before: Documents, wanted: Documents) -> None:
    refuse_unreadable(before, wanted, wanted)
    check_documents(wanted, wanted)
    refuse_out_of_place(before, wanted, wanted)


def _as_new(db: Session, actor: Actor, preview: Preview, way: str, chosen: Mapping[str, str]) -> Draft:
    wanted = regimes.read_new_regime(
        {"code": chosen.get("code") or preview.code, "name": chosen.get("name") or str(preview.regime["name"])}
    )
    documents, old_id = preview.documents, str(preview.regime["id"])
    new = regimes.free_regime_id(db, wanted.code) if way == "copy" else old_id
    if way == "copy":
        documents = cloning.with_ids(documents, cloning.new_ids(documents, new))
    settled = {**documents[new], "code": wanted.code, "name": wanted.name, "receiver": actor.unit_id or ""}
    documents = {**documents, new: settled}
    made = regimes.add_regime(db, actor, settled)
    return drafts.start(db, actor, made.id, documents, None, wanted.name)


def mixed(preview: Preview, chosen: Mapping[str, str]) -> Documents:
    """Theirs and ours, document by document. What speaks of a form that is not taken goes with it."""
    taken: Documents = {}
    for line in preview.lines:
        side = chosen.get(f"doc-{line.id}") or (OURS if line.state == "absent" else THEIRS)
        source = preview.ours if side == OURS else preview.documents
        if line.id in source:
            taken[line.id] = source[line.id]
    regime = str(preview.regime["id"])
    forms = {key for key, body in taken.items() if body.get("spec") == "form/1"}
    listed = [*taken[regime]["forms"], *preview.documents[regime]["forms"], *preview.ours.get(regime, {}).get("forms", [])]
    taken[regime] = {**taken[regime], "forms": [key for key in dict.fromkeys(listed) if key in forms]}
    return {key: body for key, body in taken.items() if "form" not in body or body["form"] in forms}
