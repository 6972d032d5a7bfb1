"""Several people at one draft at the same moment, over both stores: no accident, no lost work, no broken log."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy import select

from designer.drafts import service
from designer.drafts.log import read_entry
from designer.operations import apply_changes
from metadata.canonical import canonical
from runtime.store import session, transaction
from runtime.store.models import Draft, DraftOperation, DroppedDraft
from tests.at_once import at_once
from tests.designer.conftest import acting
from tests.designer.operations.random_operations import random_operation
from tests.designer.samples import C, template
from tests.people import Person
from tests.world import add_regime

Calls = list[tuple[str, int, dict[str, Any]]]


class Quick(Person):
    """A browser that keeps its token, so that requests follow each other closely."""

    def __init__(self, app: Flask, login: str) -> None:
        super().__init__(app, login)
        self.kept = super().token()

    def token(self) -> str:
        return getattr(self, "kept", "") or super().token()


def begin(app: Flask, regime: str) -> str:
    documents: dict[str, Any] = template()
    documents[regime] = {**documents.pop("g_thu"), "id": regime}
    with app.app_context(), transaction() as db:
        add_regime(db, regime, "u_33_TT")
        return service.start(db, acting("designer"), regime, documents, None, "Chế độ thử").id


def working(app: Flask, login: str, draft: str, seed: int, calls: Calls) -> Callable[[], None]:
    """Random gestures of one person, each from what the last answer said."""
    who, source, documents = Quick(app, login), random.Random(seed), template()

    def work() -> None:
        rev = 0
        for turn in range(10):
            what = source.choice(["operations"] * 5 + ["undo", "redo", "revert", "back", "points", "listen"])
            bodies: dict[str, dict[str, Any]] = {
                "operations": {"base": rev, "operations": [random_operation(documents, source)], "client": f"t{seed}x{turn}"},
                "revert": {"first": max(1, rev), "last": max(1, rev), "base": rev},
                "back": {"seq": rev // 2, "base": rev},
                "points": {"name": f"Mốc {turn}"},
                "listen": {"since": rev, "page": "trangchung"},
            }
            answer = who.api("POST", f"/api/drafts/{draft}/{what}", bodies.get(what, {"base": rev}))
            told = answer.get_json()
            calls.append((what, answer.status_code, told))
            rev = told.get("rev", rev) if answer.status_code == 200 else rev

    return work


def log_of(app: Flask, draft: str) -> tuple[dict[str, Any], list[Any]]:
    with app.app_context():
        rows = session().scalars(select(DraftOperation).where(DraftOperation.draft_id == draft).order_by(DraftOperation.seq))
        body: dict[str, Any] = json.loads(session().get_one(Draft, draft).body)
        return body, [read_entry(row) for row in rows]


def test_four_pages_at_once_leave_a_whole_log_and_what_it_says(both: Flask) -> None:
    for seed in range(2):
        draft = begin(both, f"g_dua{seed}")
        with both.app_context():
            start = service.documents_of(session().get_one(Draft, draft))
        calls: Calls = []
        people = ("designer", "designer2", "designer", "designer2")
        at_once(*[working(both, login, draft, seed * 10 + n, calls) for n, login in enumerate(people)])
        assert [(what, code, told.get("code")) for what, code, told in calls if code >= 500] == []
        body, entries = log_of(both, draft)
        assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
        now = start
        for entry in entries:
            now = apply_changes(now, entry.changes)
        assert canonical(now) == canonical(body), "the draft is what its log says"
        promised = {entry["seq"] for what, code, told in calls if code == 200 and what != "listen" for entry in told["entries"]}
        assert promised == {entry.seq for entry in entries}, "what was answered well is in the log, and nothing else"


def test_a_draft_that_is_dropped_under_ones_hands_is_not_there_or_kept_whole(both: Flask) -> None:
    for turn in range(2):
        draft = begin(both, f"g_bo{turn}")
        calls: Calls = []
        pages: list[int] = []
        writer, dropper, reader = Quick(both, "designer2"), Quick(both, "designer"), Quick(both, "designer2")

        def write(writer: Quick = writer, draft: str = draft, calls: Calls = calls) -> None:
            label = "Tổng số đơn"
            for number in range(8):
                set_label = {"op": "set", "path": [*C, "c1", "label"], "value": f"Tổng {number}", "was": label}
                answer = writer.api("POST", f"/api/drafts/{draft}/operations", {"base": number, "operations": [set_label]})
                calls.append(("write", answer.status_code, answer.get_json()))
                label = f"Tổng {number}" if answer.status_code == 200 else label

        def read(reader: Quick = reader, draft: str = draft, calls: Calls = calls) -> None:
            for tail in ("", "/history", "/diff", "/meaning/f_01xld", "/uses?of=i_don", "/library", "?since=1", "/change?first=1&last=1"):
                answer = reader.api("GET", f"/api/drafts/{draft}{tail}")
                calls.append((tail, answer.status_code, answer.get_json()))
                answer = reader.api("POST", f"/api/drafts/{draft}/listen", {"since": 0, "page": "trangkhac"})
                calls.append(("listen", answer.status_code, answer.get_json()))
                pages.append(reader.get(f"/thiet-ke/{draft}").status_code)

        def drop(dropper: Quick = dropper, draft: str = draft) -> None:
            pages.append(dropper.post(f"/thiet-ke/{draft}/xoa", {"confirm": "1"}).status_code)

        at_once(write, read, drop)
        assert [(what, code, told.get("code")) for what, code, told in calls if code >= 500] == []
        assert not [code for code in pages if code >= 500]
        written = [told["rev"] for what, code, told in calls if what == "write" and code == 200]
        with both.app_context():
            kept = session().get(DroppedDraft, draft)
            assert kept is not None
            rows = json.loads(kept.kept)["rows"]["draft_operation"]
        assert [row["seq"] for row in rows] == written
