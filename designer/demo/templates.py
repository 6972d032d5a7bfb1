"""Templates of the demo: two regimes in force, a release that waits for approval, a draft on the table."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import resources
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from designer.demo.reports import actor
from designer.drafts import service
from designer.publish import approve
from designer.releases import documents_of_release, newest
from runtime import clock, lives
from runtime.store import transaction
from runtime.store.models import Draft, Regime, Release

Documents = Mapping[str, dict[str, Any]]

#: What the next release of KNTC changes: one of each kind that an approver meets.
NEXT_COMPLAINTS: Final = (
    {"op": "set", "path": ["f_01xld", "sections", "items", "s1", "columns", "nodes", "c10", "label"],
     "value": "Số vụ việc đủ điều kiện xử lý", "was": "Số vụ việc"},
    {"op": "set_rule", "rules": "k_01xld", "id": "k23",
     "rule": {"expr": "c26 <= c24", "severity": "warning", "tolerance": "0", "blanks": "nothing",
              "message": "Số văn bản phúc đáp nhiều hơn số đơn đã chuyển", "origin": {"kind": "manual"}}},
    {"op": "insert_node", "doc": "f_04xld", "section": "s1", "axis": "columns", "parent": None, "after": "c24", "id": "c25",
     "node": {"label": "Ghi chú", "code": "c25", "number": "25", "cell": {"kind": "text", "max_length": 1000}}},
    {"op": "set", "path": ["g_kntc", "deadlines", "items", "d1", "days"], "value": 4, "was": 3},
)

#: A draft that somebody is in the middle of: the district group leaves the form.
NEXT_PROCEDURES: Final = (
    {"op": "remove_node", "doc": "f_06a", "section": "s1", "axis": "rows", "id": "rhuyen"},
    {"op": "set", "path": ["f_06a", "sections", "items", "s1", "rows", "nodes", "rtong", "cell", "formula"],
     "value": "sum(so, xa)", "was": "sum(so, huyen, xa)"},
    {"op": "set", "path": ["f_06a", "sections", "items", "s1", "cells", "rtong:c6", "formula"],
     "value": "sum(so, xa)", "was": "sum(so, huyen, xa)"},
    {"op": "set", "path": ["f_06a", "sections", "items", "s1", "rows", "nodes", "rxa", "marker"], "value": "II", "was": "III"},
)


def example_documents(name: str) -> dict[str, dict[str, Any]]:
    """The documents of an example regime."""
    folder = resources.files("examples").joinpath(name, "documents")
    files = sorted((item for item in folder.iterdir() if item.name.endswith(".json")), key=lambda item: item.name)
    documents = [json.loads(item.read_text(encoding="utf-8")) for item in files]
    return {data["id"]: data for data in documents}


def publish_example(name: str, owner: str, people: tuple[str, str, str], valid_from: str, note: str) -> None:
    """Take an example regime the whole way: draft, leader's desk, approval. ``people``: designer, leader, approver."""
    publish_documents(example_documents(name), owner, people, valid_from, note)


def publish_documents(documents: Documents, owner: str, people: tuple[str, str, str], valid_from: str, note: str) -> None:
    """The same with documents of one regime."""
    regime_id, regime = next((key, data) for key, data in documents.items() if data["spec"] == "regime/1")
    with transaction() as db:
        author = actor(db, people[0], "designer")
        db.add(Regime(id=regime_id, code=regime["code"], name=regime["name"], owner_id=owner, created_at=clock.now(), created_by=author.user_id or ""))
        db.flush()
        draft_id = service.start(db, author, regime_id, documents, None, regime["name"]).id
    _submit_and_forward(draft_id, people, note)
    with transaction() as db:
        draft = db.get_one(Draft, draft_id)
        approve(db, actor(db, people[2], "approver"), draft, draft.content_hash, valid_from, "Đồng ý ban hành.")


def _submit_and_forward(draft_id: str, people: tuple[str, str, str], note: str) -> None:
    with transaction() as db:
        service.submit(db, actor(db, people[0], "designer"), db.get_one(Draft, draft_id), note)
    with transaction() as db:
        draft = db.get_one(Draft, draft_id)
        lives.move(db, actor(db, people[1], "leader"), draft, "forward", shown=draft.content_hash, note="Đề nghị phê duyệt.")


def _next_draft(regime_id: str, designer: str, operations: tuple[Mapping[str, Any], ...]) -> str:
    with transaction() as db:
        author = actor(db, designer, "designer")
        release = newest(db, regime_id)
        if release is None:
            raise LookupError(regime_id)
        draft = service.start(db, author, regime_id, documents_of_release(db, release), release.hash, db.get_one(Regime, regime_id).name)
        # One by one, as they are made on screen, so that the history reads like work.
        for operation in operations:
            service.apply(db, author, draft, draft.version, [operation])
        return draft.id


def add_waiting_release() -> None:
    """The next release of KNTC stands on the desk of the IT department."""
    draft_id = _next_draft("g_kntc", "thietke", NEXT_COMPLAINTS)
    _submit_and_forward(draft_id, ("thietke", "lanhdao", ""), "Bổ sung cột Ghi chú ở 04/XLD, thêm một kiểm tra, lùi hạn gửi của cấp xã một ngày.")


def add_open_draft() -> None:
    """A draft of TTHC that its designer is still working on."""
    _next_draft("g_tthc", "thietke.vp", NEXT_PROCEDURES)


def loaded(db: Session) -> bool:
    """Whether the demo's first regime is in force already."""
    return db.scalar(select(Release.id).where(Release.regime_id == "g_kntc")) is not None
