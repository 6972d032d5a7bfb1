"""The way from a draft to a report that is being filled, by the API, for tests that need a form of their own in force."""

from __future__ import annotations

from typing import Any

from flask import Flask
from sqlalchemy import select

from runtime.store import session
from runtime.store.models import Draft, Submission
from tests.people import Person

DRAFT = "d_g_kn_draft"
PERIOD = "2026-11"


def done(answer: Any, status: int = 200) -> Any:
    """The JSON of an answer that must be well."""
    assert answer.status_code == status, answer.get_data(as_text=True)[:2_000]
    return answer.get_json()


def publish(app: Flask, operations: list[dict[str, Any]], note: str = "Xin duyệt") -> str:
    """Change the draft, bring it past both desks, open the round of this month; the id of commune A's report."""
    designer, leader, approver, receiver = (Person(app, login) for login in ("designer", "leader", "approver", "receiver"))
    done(designer.api("POST", f"/api/drafts/{DRAFT}/operations", {"base": 0, "operations": operations}))
    done(designer.api("POST", f"/api/drafts/{DRAFT}/submit", {"note": note}))
    with app.app_context():
        shown = session().get_one(Draft, DRAFT).content_hash
    done(leader.api("POST", f"/api/drafts/{DRAFT}/forward", {"shown": shown, "note": note}))
    done(approver.api("POST", f"/api/drafts/{DRAFT}/approve", {"shown": shown, "valid_from": PERIOD, "note": note}))
    done(receiver.api("POST", "/api/regimes/g_kn/collections", {"period": PERIOD}), 201)
    with app.app_context():
        query = select(Submission.id).where(Submission.period == PERIOD, Submission.unit_id == "u_33_A")
        return str(session().scalars(query).one())


def send(app: Flask, report: str) -> None:
    """The head checks and sends the report as it stands, with a reason for every warning."""
    head = Person(app, "head_a")
    found = done(head.api("GET", f"/api/submissions/{report}/checks"))["failures"]
    said = {item["id"]: "đã kiểm tra" for item in found}
    seen = done(head.api("POST", f"/api/submissions/{report}/check", {"reasons": said}))["content_hash"]
    key = {"Idempotency-Key": "k-1234567890"}
    done(head.api("POST", f"/api/submissions/{report}/send", {"content_hash": seen}, key))
