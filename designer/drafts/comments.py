"""Remarks on places of a draft: written at the desks, answered by the author, resolved one by one.

A remark names its place by ids (form, then row, column, cell ``row:column``, check or another part of the form), so it stays
with the place when the draft comes back changed, and says so when the place is gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from designer.drafts.service import documents_of, lock
from designer.releases import base_documents
from metadata.diff.change import Words, plain
from metadata.diff.reading import Reader
from metadata.errors import fail
from metadata.text import clean
from runtime import audit, clock
from runtime.actor import Actor
from runtime.filters import moment
from runtime.guards import MAX_REASON
from runtime.permissions import allowed
from runtime.store.models import Draft, ReviewComment, User, new_id

#: Remarks and answers on one draft.
MOST: Final = 500
#: Parts of a section that have members with captions, and what a member is called.
_PARTS: Final[Mapping[str, tuple[str, str]]] = {
    "columns": ("cột", "column"),
    "rows": ("dòng", "row"),
    "headings": ("đề mục", "heading"),
    "fields": ("câu hỏi", "question"),
    "files": ("tệp", "file"),
}


def add(db: Session, actor: Actor, draft: Draft, form: str, place: str, text: str) -> ReviewComment:
    """A remark on a place. Raises ``review.comment_empty``, ``review.comment_place``, ``review.comments_many``, ``workflow.state``."""
    _turn(db, actor, draft, "review.comment")
    if (form or place) and _found(db, draft, form, place) is None:
        raise fail("review.comment_place", "place", place=f"{form}/{place}"[:120])
    return _keep(db, actor, draft, form, place, text, None)


def answer(db: Session, actor: Actor, draft: Draft, comment_id: str, text: str) -> ReviewComment:
    """An answer to a remark that is open. Raises ``not_found``, ``review.comment_*``, ``workflow.state``."""
    _turn(db, actor, draft, "review.comment")
    asked = one(db, draft, comment_id)
    if asked.resolved_at is not None:
        raise fail("review.comment_closed")
    return _keep(db, actor, draft, asked.form, asked.place, text, asked.id)


def _keep(
    db: Session, actor: Actor, draft: Draft, form: str, place: str, text: str, parent: str | None
) -> ReviewComment:
    said = clean(text, "text", lines=True).strip()
    if not said:
        raise fail("review.comment_empty", "text")
    if len(said) > MAX_REASON:
        raise fail("cell.too_long", "text", length=len(said), limit=MAX_REASON)
    count = db.scalar(select(func.count()).select_from(ReviewComment).where(ReviewComment.draft_id == draft.id)) or 0
    if count >= MOST:
        raise fail("review.comments_many", limit=MOST)
    row = ReviewComment(
        id=new_id(),
        draft_id=draft.id,
        parent_id=parent,
        form=form,
        place=place,
        text=said,
        content_hash=draft.content_hash,
        by_id=actor.user_id or "",
        at=clock.now(),
    )
    db.add(row)
    db.flush()
    facts = {"comment": row.id, "place": f"{form}/{place}", "answers": parent or ""}
    audit.record(db, "review.comment", draft, actor=actor, facts=facts)
    return row


def resolve(db: Session, actor: Actor, draft: Draft, comment_id: str, *, done: bool) -> ReviewComment:
    """Close a remark, or open it again. Raises ``not_found``, ``workflow.state``, ``review.comment_closed`` for a closed one."""
    _turn(db, actor, draft, "review.resolve")
    row = one(db, draft, comment_id)
    if done and row.resolved_at is not None:
        raise fail("review.comment_closed")
    row.resolved_by, row.resolved_at = (actor.user_id, clock.now()) if done else (None, None)
    db.flush()
    audit.record(db, "review.resolve", draft, actor=actor, facts={"comment": row.id, "done": done})
    return row


def _turn(db: Session, actor: Actor, draft: Draft, action: str) -> None:
    """Take the draft's row as every act on it does: whoever decides has read all remarks, and nobody remarks on what is decided."""
    lock(db, draft)
    if not allowed(actor, action, draft):
        raise fail("workflow.state", state=draft.state)


def one(db: Session, draft: Draft, comment_id: str) -> ReviewComment:
    """A remark of this draft; answers are none. Raises ``not_found``."""
    row = db.get(ReviewComment, comment_id, populate_existing=True)
    if row is None or row.draft_id != draft.id or row.parent_id is not None:
        raise fail("not_found")
    return row


def listed(db: Session, draft: Draft, lang: str) -> list[dict[str, Any]]:
    """Remarks with their answers, oldest first, for pages and islands."""
    rows = list(
        db.scalars(select(ReviewComment).where(ReviewComment.draft_id == draft.id).order_by(ReviewComment.at, ReviewComment.id))
    )
    people = {row.by_id for row in rows} | {row.resolved_by for row in rows if row.resolved_by}
    names = dict(db.execute(select(User.id, User.name).where(User.id.in_(people))).all()) if people else {}
    sides = (documents_of(draft), base_documents(db, draft.base_hash)) if rows else ({}, {})
    return [
        _told(row, names, sides, lang) | {"answers": [_said(each, names) for each in rows if each.parent_id == row.id]}
        for row in rows
        if row.parent_id is None
    ]


def duties(actor: Actor, draft: Draft) -> dict[str, bool]:
    """What the person may do with remarks now."""
    return {"write": allowed(actor, "review.comment", draft), "resolve": allowed(actor, "review.resolve", draft)}


def _said(row: ReviewComment, names: Mapping[str, str]) -> dict[str, Any]:
    return {"id": row.id, "text": row.text, "by": names.get(row.by_id, ""), "at": moment(row.at)}


def _told(row: ReviewComment, names: Mapping[str, str], sides: tuple[Any, Any], lang: str) -> dict[str, Any]:
    here = place_in(sides[0], row.form, row.place)
    known = here or place_in(sides[1], row.form, row.place)
    closed = {"by": names.get(row.resolved_by or "", ""), "at": moment(row.resolved_at)} if row.resolved_at else None
    return {
        **_said(row, names),
        "form": row.form,
        "section": known[0] if known else "",
        "place": row.place,
        "where": known[1].of(lang) if known else row.place,
        "gone": bool(row.form) and here is None,
        "resolved": closed,
    }


def _found(db: Session, draft: Draft, form: str, place: str) -> tuple[str, Words] | None:
    return place_in(documents_of(draft), form, place) or place_in(base_documents(db, draft.base_hash), form, place)


def place_in(documents: Mapping[str, Any], form: str, place: str) -> tuple[str, Words] | None:
    """Section and name of a place of a form; None when there is no such place. A check is ``document/check``."""
    document = documents.get(form)
    if document is None or not str(document.get("spec", "")).startswith("form/"):
        return None
    if "/" in place:
        return _rule(documents, form, place)
    code = document.get("code", form)
    if not place:
        return "", Words(f"cả biểu {code}", f"the whole form {code}")
    for section, body in document.get("sections", {}).get("items", {}).items():
        if place == section:
            return section, plain(str(body.get("title") or code))
        said = [next(_names(body, part), None) for part in place.split(":")]
        if len(said) <= len(("row", "column")) and all(said):
            names = [name for name in said if name]
            return section, Words(" × ".join(name.vi for name in names), " × ".join(name.en for name in names))
    return None


def _rule(documents: Mapping[str, Any], form: str, place: str) -> tuple[str, Words] | None:
    reader = Reader(documents)
    rule = reader.rule(place)
    if rule is None or documents[place.partition("/")[0]].get("form") != form:
        return None
    said = reader.check(form, rule.get("expr")) or plain(str(rule.get("expr", "")))
    return "", Words(f"kiểm tra “{said.vi}”", f"check “{said.en}”")


def _names(section: Mapping[str, Any], key: str) -> Iterator[Words]:
    for part, (vi, en) in _PARTS.items():
        held = section.get(part) or {}
        item = (held.get("nodes") or held.get("items") or {}).get(key)
        if item is not None:
            number = item.get("number") or item.get("marker")
            caption = f"“{item['label']}”" if item.get("label") else ""
            mark = " ".join(filter(None, (str(number or ""), caption))) or key
            yield Words(f"{vi} {mark}", f"{en} {mark}")
