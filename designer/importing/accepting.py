"""Taking what was read into a draft: of a new regime, or as more forms of one that is open.

The documents go through the operation log as one gesture: one undo takes them out again. Ids that the draft has or
ever had are not used a second time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from designer.drafts import log
from designer.drafts import service as drafts
from designer.importing import sources
from designer.importing.view import left_view
from designer.packages import free_code
from designer.regimes import service as regimes
from designer.releases import base_documents
from metadata.errors import fail
from metadata.text import fold
from runtime import audit, clock
from runtime.actor import Actor
from runtime.permissions import fetch
from runtime.store.models import Draft, DraftOperation, ImportSource, new_id

Documents = dict[str, dict[str, Any]]
#: Properties that hold formulas, in which other forms are named by id.
_FORMULAS: Final = frozenset({"formula", "expr", "figure"})
_BASIS: Final = re.compile(r"\b\d{1,4}/\d{4}/[A-ZĐ0-9][\w.&-]*", re.UNICODE)
_ID: Final = 64


def accept_new(db: Session, actor: Actor, source: ImportSource, given: Mapping[str, str], wanted: Sequence[str] | None) -> Draft:
    """A new regime of the acting unit whose draft has the forms.

    ``given`` are the fields of the page of a new regime, ``wanted`` ids of forms (None: all of them). Raises
    ``source.*``, ``regime.*``, ``template.*`` and what :func:`designer.drafts.service.apply` raises.
    """
    sources.lock(db, source)
    sources.unaccepted(source)
    documents = chosen(source, wanted)
    new = regimes.read_new_regime({"basis": _basis(documents), **given})
    draft = regimes.create(db, actor, new)
    return _take(db, actor, source, draft, documents)


def accept_into(db: Session, actor: Actor, source: ImportSource, draft_id: str, wanted: Sequence[str] | None) -> Draft:
    """The draft with the forms at its end. Raises ``not_found``, ``source.*``, ``draft.*``, ``template.*``."""
    draft = fetch(db, Draft, draft_id, "draft.edit", actor)
    sources.lock(db, source)
    sources.unaccepted(source)
    return _take(db, actor, source, draft, chosen(source, wanted))


def chosen(source: ImportSource, wanted: Sequence[str] | None) -> Documents:
    """Documents of the forms wanted, in the order of the sheets; what belongs to no form comes along.

    Raises ``source.form_unknown``, ``source.no_form``.
    """
    proposal = sources.proposal_of(source)
    forms = list(proposal.forms)
    for form in wanted or ():
        if form not in forms:
            raise fail("source.form_unknown", form=form)
    taken = [form for form in forms if wanted is None or form in wanted]
    if not taken:
        raise fail("source.no_form")
    found: Documents = {form: dict(proposal.documents[form]) for form in taken}
    for key, document in proposal.documents.items():
        if key not in forms and document.get("form") in (None, *taken):
            found[key] = dict(document)
    return found


def _take(db: Session, actor: Actor, source: ImportSource, draft: Draft, documents: Documents) -> Draft:
    settled, names = with_free_ids(documents, _used(db, draft))
    group = f"nhap-{new_id()}"[:40]
    drafts.apply(db, actor, draft, draft.version, operations_of(settled, _last_form(draft), group), group)
    _remember(db, actor, source, draft, names)
    return draft


def _last_form(draft: Draft) -> str | None:
    forms = regimes.forms_of(drafts.documents_of(draft))
    return forms[-1][0] if forms else None


def _used(db: Session, draft: Draft) -> set[str]:
    """Document ids that the draft has or had, and those of the release that it came from."""
    base = base_documents(db, draft.base_hash)
    rows = db.scalars(select(DraftOperation).where(DraftOperation.draft_id == draft.id))
    entries = [log.read_entry(row) for row in rows]
    of_log = {change.path[0] for entry in entries for change in entry.changes}
    return {*drafts.documents_of(draft), *base, *of_log}


def with_free_ids(documents: Documents, used: set[str]) -> tuple[Documents, dict[str, str]]:
    """The documents under ids that are free, references followed; and the new id of each."""
    names: dict[str, str] = {}
    for key in documents:
        names[key] = _free(key, {*used, *names.values()})
    changed = {old: new for old, new in names.items() if old != new}
    return {names[key]: _renamed(body, names[key], changed) for key, body in documents.items()}, names


def _free(key: str, used: set[str]) -> str:
    found, number = key, 2
    while found in used:
        tail = f"_{number}"
        found, number = key[: _ID - len(tail)] + tail, number + 1
    return found


def _renamed(body: Mapping[str, Any], own: str, names: Mapping[str, str]) -> dict[str, Any]:
    renamed = {**body, "id": own}
    if isinstance(body.get("form"), str):
        renamed["form"] = names.get(body["form"], body["form"])
    if not names:
        return renamed
    pattern = re.compile(r"\b(" + "|".join(map(re.escape, names)) + r")\b")
    return {key: _in_formulas(value, key, pattern, names) for key, value in renamed.items()}


def _in_formulas(value: Any, key: str, pattern: re.Pattern[str], names: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        if key in _FORMULAS:
            return pattern.sub(lambda match: names[match.group()], value)
        return names.get(value, value) if key in ("dimension", "indicator", "catalogue") else value
    if isinstance(value, dict):
        return {name: _in_formulas(item, name, pattern, names) for name, item in value.items()}
    if isinstance(value, list):
        return [_in_formulas(item, key, pattern, names) for item in value]
    return value


def operations_of(documents: Documents, after: str | None, group: str) -> list[dict[str, Any]]:
    """Operations that bring the documents in: what forms refer to, the forms in order, what refers to them."""
    forms = {key: body for key, body in documents.items() if body.get("spec") == "form/1"}
    rest = {key: body for key, body in documents.items() if key not in forms}
    shared = [_set(key, body, group) for key, body in rest.items() if "form" not in body]
    added = []
    for key, body in forms.items():
        added.append({"op": "add_form", "id": key, "form": body, "after": after, "group": group})
        after = key
    return [*shared, *added, *(_set(key, body, group) for key, body in rest.items() if "form" in body)]


def _set(key: str, body: Mapping[str, Any], group: str) -> dict[str, Any]:
    return {"op": "set", "path": [key], "value": dict(body), "group": group}


def _remember(db: Session, actor: Actor, source: ImportSource, draft: Draft, names: Mapping[str, str]) -> None:
    """Keep with the source which form became which, and what was left behind, in the words of that day."""
    proposal, book = sources.proposal_of(source), sources.book_of(source)
    said = sources.said_of(source)
    left = left_view(book, proposal, said, "vi")
    taken: dict[str, Any] = {
        "forms": {form: names[form] for form in proposal.forms if form in names},
        "sheets": {names[block.form]: book.sheets[block.sheet].name for block in proposal.blocks if block.form in names},
        "left": left,
        "at": clock.now().isoformat(),
    }
    source.draft_id = draft.id
    sources.put_said(source, said.with_taken(taken))
    facts = {"draft": draft.id, "forms": len(taken["forms"]), "left": len(left)}
    audit.record(db, "import.write", source, actor=actor, facts=facts)
    db.flush()


def _basis(documents: Documents) -> str:
    """Number of the circular that a form names."""
    for body in documents.values():
        if found := _BASIS.search(str(body.get("basis", ""))):
            return found.group()
    return ""


def suggestion(db: Session, source: ImportSource) -> dict[str, str]:
    """Code and name that a new regime could have, from the first form."""
    proposal = sources.proposal_of(source)
    if not proposal.forms:
        return {"code": "", "name": ""}
    form = proposal.documents[proposal.forms[0]]
    tail = re.sub(r"[^A-Za-z0-9._-]+", "", fold(str(form.get("code", "")).split("/")[-1]).upper()).strip("._-")[:48]
    title = " ".join(str(form.get("title", "")).split())
    name = title.capitalize() if title.isupper() else title
    return {"code": free_code(db, tail) if tail and regimes.CODE.fullmatch(tail) else "", "name": name[:300]}
