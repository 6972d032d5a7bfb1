"""What can be done with a draft. Every function that changes something runs in the caller's transaction."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import Session, object_session

from designer.drafts import log
from designer.drafts.clashes import refuse_clashes
from designer.drafts.later import later_work
from designer.drafts.log import EDIT, REDO, UNDO, Entry
from designer.drafts.mapping import mapping_findings
from designer.operations import Context, revert, run
from designer.operations.integrity import check_documents
from designer.releases import base_documents
from metadata.canonical import canonical
from metadata.checks import check_template
from metadata.errors import KhuonError, Problem, fail
from runtime import audit, clock, lives
from runtime.actor import Actor
from runtime.store.models import Draft, DraftOperation, new_id

Documents = dict[str, dict[str, Any]]
EDITABLE = ("draft", "returned")
#: States in which a regime's draft is on its way; there is at most one of them.
OPEN = ("draft", "returned", "in_review", "in_approval")
#: Cells up to which findings come with every answer; beyond it the person asks for them.
QUICK_CELLS = 6_000
#: Ids that an operation brings, up to which the log is asked for each; beyond it the whole log is read.
_ASKED = 40


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer to a change: revision, own new entries, entries in between, findings of single operations, and how the draft stood then."""

    rev: int
    entries: list[dict[str, Any]]
    since: list[dict[str, Any]] = field(default_factory=list)
    problems: tuple[Problem, ...] = ()
    hash: str = ""
    state: str = ""


def outcome_of(draft: Draft, entries: list[dict[str, Any]], since: list[dict[str, Any]], problems: tuple[Problem, ...] = ()) -> Outcome:
    """What a change came to, said inside its transaction: the draft may be dropped the moment after."""
    return Outcome(draft.version, entries, since, problems, draft.content_hash, draft.state)


def documents_of(draft: Draft) -> Documents:
    """The documents of a draft after its last operation."""
    found: Documents = json.loads(draft.body)
    return found


def put_documents(draft: Draft, documents: Mapping[str, Mapping[str, Any]]) -> None:
    """Keep documents as the draft's body and their hash beside it."""
    body = canonical(documents)
    draft.body = body.decode()
    draft.content_hash = hashlib.sha256(body).hexdigest()
    draft.updated_at = clock.now()


def lock(db: Session, draft: Draft) -> None:
    """Take the draft's row for this transaction and read it again. Raises ``not_found`` when somebody dropped it meanwhile."""
    db.flush()
    try:
        db.refresh(draft, with_for_update=True)
    except InvalidRequestError:
        raise fail("not_found") from None


def editable(db: Session, actor: Actor, draft: Draft) -> None:
    """Take the row; a returned draft becomes a draft again. Raises ``draft.not_editable``."""
    lock(db, draft)
    if draft.state not in EDITABLE:
        raise fail("draft.not_editable", state=draft.state)
    if draft.state == "returned":
        lives.move(db, actor, draft, "edit")


def apply(
    db: Session, actor: Actor, draft: Draft, base: int, operations: Sequence[Any], client: str | None = None
) -> Outcome:
    """Run operations on the draft as it is now, whatever happened since ``base``; all of them or none.

    ``client`` names the request, so that one sent twice is done once. Raises ``draft.*`` and what
    :func:`designer.operations.run` raises.
    """
    editable(db, actor, draft)
    if not 0 <= base <= draft.version:
        raise fail("draft.base_unknown", "base", base=base)
    if known := repeated(db, draft, client, base):
        return known
    since = log.entries_since(db, draft, base)
    documents = documents_of(draft)
    refuse_clashes(operations, [entry for entry in since if entry["by_id"] != actor.user_id], documents)
    applied = run(documents, operations, _context(db, draft, documents, operations))
    first = draft.version + 1
    for index, done in enumerate(applied.done):
        entry = Entry(first + index, EDIT, first + index, done.operation, done.changes, done.label, actor.user_id or "")
        append(db, draft, entry, f"{client or new_id()}/{index}")
    if applied.done:
        put_documents(draft, applied.documents)
    db.flush()
    return outcome_of(draft, log.entries_since(db, draft, first - 1), since, applied.problems)


def _context(db: Session, draft: Draft, documents: Documents, operations: Sequence[Any]) -> Context:
    """Ids that may not come again: looked for only where an operation brings ids, and only in entries that hold them."""
    brought = {key for op in operations if isinstance(op, Mapping) for key in log.ids_brought(op)}
    if not brought:
        return Context()
    query = select(DraftOperation).where(DraftOperation.draft_id == draft.id)
    if len(brought) <= _ASKED:
        query = query.where(or_(*(DraftOperation.operation.contains(f'"{key}"', autoescape=True) for key in sorted(brought))))
    ever = log.ids_ever((log.read_entry(row) for row in db.scalars(query)), base_documents(db, draft.base_hash))
    now = log.ids_ever((), documents)
    return Context(retired=frozenset(ever - now))


def repeated(db: Session, draft: Draft, client: str | None, base: int) -> Outcome | None:
    """The answer to a request that was carried out before; ``None`` for a new one."""
    known = _already(db, draft, client) if client is not None else []
    if not known:
        return None
    between = log.entries_since(db, draft, base)
    mine = [entry for entry in between if known[0] <= entry["seq"] <= known[-1]]
    return outcome_of(draft, mine, [entry for entry in between if entry not in mine])


def _already(db: Session, draft: Draft, client: str) -> list[int]:
    found = db.scalars(
        select(DraftOperation.seq).where(
            DraftOperation.draft_id == draft.id, DraftOperation.client_id.startswith(f"{client}/", autoescape=True)
        )
    )
    return sorted(found)


def append(db: Session, draft: Draft, entry: Entry, client_id: str) -> None:
    """One more entry in the log; the draft's revision is its number."""
    db.add(log.make_row(draft, entry, client_id, clock.now()))
    draft.version = entry.seq


def undo(db: Session, actor: Actor, draft: Draft, base: int | None = None, client: str | None = None) -> Outcome:
    """Take back the person's last gesture. Raises ``draft.nothing_to_undo``, ``draft.later_work``."""
    return _turn_back(db, actor, draft, UNDO, base, client)


def redo(db: Session, actor: Actor, draft: Draft, base: int | None = None, client: str | None = None) -> Outcome:
    """Do again what the person took back last. Raises ``draft.nothing_to_redo``, ``draft.later_work``."""
    return _turn_back(db, actor, draft, REDO, base, client)


def _turn_back(db: Session, actor: Actor, draft: Draft, kind: str, base: int | None, client: str | None) -> Outcome:
    editable(db, actor, draft)
    base = draft.version if base is None else base
    if known := repeated(db, draft, client, base):
        return known
    chosen = log.top_gesture(db, draft, actor.user_id or "", kind)
    if not chosen:
        raise fail("draft.nothing_to_undo" if kind == UNDO else "draft.nothing_to_redo")
    since = log.entries_since(db, draft, base)
    documents = documents_of(draft)
    first = draft.version
    for index, entry in enumerate(chosen):
        try:
            documents, made = revert(documents, entry.changes)
        except KhuonError as error:
            raise later_work(db, draft, entry.seq, entry.changes, error) from None
        label = ("Hoàn tác: " if kind == UNDO else "Làm lại: ") + log.edit_of(db, draft, entry).label
        new = Entry(draft.version + 1, kind, entry.of, {"op": kind}, tuple(made), label, actor.user_id or "")
        append(db, draft, new, f"{client or new_id()}/{index}")
    try:
        check_documents(documents, set(documents))
    except KhuonError as error:
        changes = [change for entry in chosen for change in entry.changes]
        raise later_work(db, draft, chosen[-1].seq, changes, error) from None
    put_documents(draft, documents)
    db.flush()
    return outcome_of(draft, log.entries_since(db, draft, first), since)


def findings(draft: Draft) -> list[Problem]:
    """Everything the checks have to say of the template, and of its mappings from the release in force; errors first."""
    documents = documents_of(draft)
    db = object_session(draft)
    found = [*check_template(documents), *(mapping_findings(db, draft, documents) if db is not None else ())]
    return sorted(found, key=lambda problem: problem.severity != "error")


def is_quick(draft: Draft) -> bool:
    """Whether the checks of the whole template are quick enough to run after every operation."""
    cells = 0
    for document in documents_of(draft).values():
        for section in document.get("sections", {}).get("items", {}).values():
            cells += len(section.get("columns", {}).get("nodes", ())) * len(section.get("rows", {}).get("nodes", ()))
    return cells <= QUICK_CELLS


def submit(db: Session, actor: Actor, draft: Draft, note: str) -> None:
    """Send the draft to the leader. Raises ``template.has_errors`` with every error, ``draft.unchanged``."""
    lock(db, draft)
    if draft.state in EDITABLE:
        refuse_errors(draft)
        documents = documents_of(draft)
        if canonical(documents) == canonical(base_documents(db, draft.base_hash)):
            raise fail("draft.unchanged")
    lives.move(db, actor, draft, "submit", note=note, shown=draft.content_hash)


def refuse_errors(draft: Draft) -> None:
    """Raise ``template.has_errors`` followed by every error of the template."""
    errors = [problem for problem in findings(draft) if problem.severity == "error"]
    if errors:
        raise KhuonError(Problem("template.has_errors", "", {"count": len(errors)}), *errors, status=422)


def withdraw(db: Session, actor: Actor, draft: Draft) -> None:
    """Take a draft back from the leader's desk before it went on."""
    lives.move(db, actor, draft, "withdraw")


def start(
    db: Session, actor: Actor, regime_id: str, documents: Mapping[str, Mapping[str, Any]], base_hash: str | None, title: str
) -> Draft:
    """A new draft of a regime. Raises ``draft.exists`` when one is open, and what is wrong with the documents."""
    taken = db.scalar(select(Draft.id).where(Draft.regime_id == regime_id, Draft.state.in_(OPEN)))
    if taken is not None:
        raise fail("draft.exists", taken)
    check_documents(dict(documents), documents)  # type: ignore[arg-type]
    now = clock.now()
    draft = Draft(
        id=new_id(),
        regime_id=regime_id,
        title=title[:300],
        state="draft",
        base_hash=base_hash,
        author_id=actor.user_id or "",
        created_at=now,
        updated_at=now,
    )
    put_documents(draft, documents)
    db.add(draft)
    db.flush()
    audit.record(db, "draft.create", draft, actor=actor, facts={"regime": regime_id, "base": base_hash})
    return draft


def open_draft(db: Session, regime_id: str) -> Draft | None:
    """The draft of a regime that is on its way, if there is one."""
    return db.scalar(select(Draft).where(Draft.regime_id == regime_id, Draft.state.in_(OPEN)))
