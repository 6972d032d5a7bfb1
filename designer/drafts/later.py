"""What was built on a change since: named when the change cannot be taken back without it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from designer.drafts.log import line_of, read_entry
from designer.operations import Change
from metadata.errors import KhuonError, Problem
from runtime.store.models import Draft, DraftOperation, User
from runtime.words import language, t

#: Later changes that a refusal names.
NAMED: Final = 8


def later_work(db: Session, draft: Draft, last: int, changes: Sequence[Change], error: KhuonError) -> Exception:
    """The refusal: what stands in the way, with the later changes of the same places."""
    places = [change.path for change in changes]
    rows = db.execute(
        select(DraftOperation, User.name)
        .join(User, User.id == DraftOperation.by_id)
        .where(DraftOperation.draft_id == draft.id, DraftOperation.seq > last)
        .order_by(DraftOperation.seq)
        .execution_options(yield_per=500)
    )
    later: list[dict[str, Any]] = []
    lang, documents = language(), json.loads(draft.body)
    for row, name in rows:
        entry = read_entry(row)
        if any(_touches(change.path, place) for change in entry.changes for place in places):
            later.append({"seq": row.seq, "label": line_of(db, row, json.loads(row.operation), documents, lang), "by": name})
    if not later:
        return error
    args: dict[str, Any] = dict(error.problems[0].args)
    sides: dict[str, Any] = {key: args[key] for key in ("path", "yours", "theirs") if key in args}
    named = "; ".join(f"“{item['label']}” ({item['by']})" for item in later[-NAMED:])
    more = len(later) - NAMED
    tail = "; " + t("drop.more", n=more) if more > 0 else ""
    problem = Problem("draft.later_work", error.problems[0].place, {"later": later[-NAMED:], "named": named + tail, **sides})
    return KhuonError(problem)


def _touches(path: Sequence[str], place: Sequence[str]) -> bool:
    shorter = min(len(path), len(place))
    return tuple(path[:shorter]) == tuple(place[:shorter])
