"""Links for leaders without an account: what they show, what they never show, when they end."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from runtime import clock
from runtime.store import session, transaction
from runtime.store.models import Audit, Draft, ReviewLink
from tests.people import Person

People = Callable[..., Person]
Stored = Callable[[str], Draft]
ADDRESS = re.compile(r"http://localhost/xem-duyet/([A-Za-z0-9_-]{43})")


@pytest.fixture
def in_review(person: People, draft_id: str) -> str:
    assert person("designer").api("POST", f"/api/drafts/{draft_id}/submit", {"note": "Xin duyệt"}).status_code == 200
    return draft_id


def make(who: Person, draft_id: str, hours: str = "24", name: str = "Phó Chủ tịch") -> Any:
    return who.post(f"/xet-duyet/{draft_id}/duong-dan", {"hours": hours, "name": name})


def secret_of(answer: Any) -> str:
    found = ADDRESS.search(answer.get_data(as_text=True))
    assert found, answer.status_code
    return found.group(1)


def look(app: Flask, secret: str, address: str = "10.0.0.7", form: str = "") -> Any:
    """A browser that never was here before."""
    return app.test_client().get(
        f"/xem-duyet/{secret}{form}", headers={"Accept": "text/html"}, environ_base={"REMOTE_ADDR": address}
    )


def change(app: Flask, **values: Any) -> None:
    with app.app_context(), transaction() as db:
        for key, value in values.items():
            setattr(db.query(ReviewLink).one(), key, value)


def test_a_link_shows_the_desk_to_read_only_without_cookies(app: Flask, person: People, in_review: str) -> None:
    leader = person("leader")
    leader.api("POST", f"/api/drafts/{in_review}/comments", {"text": "Ý kiến nội bộ"})
    secret = secret_of(make(leader, in_review))
    answer = look(app, secret)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Cache-Control"] == "no-store"
    for said in ("thêm biểu 01/XLD", 'data-island="review"', "Người designer", "Xin duyệt"):
        assert said in page
    for kept in ("Ý kiến nội bộ", "<form", "csrf", in_review, '"write"', "/xet-duyet/", "/phe-duyet/"):
        assert kept not in page
    assert look(app, secret, form="?form=f_01xld").status_code == 200


def test_the_secret_is_kept_as_its_hash_only(app: Flask, person: People, in_review: str) -> None:
    secret = secret_of(make(person("leader"), in_review))
    look(app, secret)
    look(app, secret[:-1] + "x")
    with app.app_context():
        link = session().query(ReviewLink).one()
        assert link.id == hashlib.sha256(secret.encode()).hexdigest()
        lines = session().query(Audit).all()
    written = " ".join(f"{line.object_id} {line.facts} {line.code}" for line in lines)
    assert secret not in written
    assert secret[:-1] not in written


def test_wrong_ended_revoked_and_off_the_desk_are_answered_alike(app: Flask, person: People, in_review: str) -> None:
    leader = person("leader")
    secret = secret_of(make(leader, in_review))
    wrong = look(app, "A" * 43)
    assert wrong.status_code == 404
    now = clock.now()
    change(app, expires_at=now - timedelta(seconds=1))
    ended = look(app, secret)
    change(app, expires_at=now + timedelta(hours=1), revoked_at=now)
    revoked = look(app, secret)
    change(app, revoked_at=None)
    assert look(app, secret).status_code == 200
    leader.api("POST", f"/api/drafts/{in_review}/return", {"note": "Sửa lại"})
    returned = look(app, secret)
    for other in (ended, revoked, returned):
        assert (other.status_code, other.data) == (404, wrong.data)
        assert dict(other.headers) == dict(wrong.headers)


def test_wrong_tries_of_an_office_shut_nobody_out_who_holds_a_right_link(app: Flask, person: People, in_review: str) -> None:
    secret = secret_of(make(person("leader"), in_review))
    for number in range(20):
        assert look(app, f"sai{number}").status_code == 404
    shut = look(app, "sai20")
    assert shut.status_code == 429
    assert "Đường dẫn đúng vẫn mở được ngay" in shut.get_data(as_text=True)
    assert look(app, "sai20", "10.0.0.8").status_code == 404
    assert look(app, secret).status_code == 200
    with app.app_context(), transaction() as db:
        assert db.query(Audit).filter_by(action="review.shared", outcome="refused").count() == 21


def test_the_desk_lists_who_made_it_and_when_it_was_opened(app: Flask, person: People, in_review: str) -> None:
    leader = person("leader")
    secret = secret_of(make(leader, in_review))
    page = leader.get(f"/xet-duyet/{in_review}").get_data(as_text=True)
    assert "Phó Chủ tịch" in page
    assert "Người leader tạo lúc" in page
    # The answer is a page of its own: it opens at the link that was just made, not at its top.
    assert f'action="/xet-duyet/{in_review}/duong-dan#links"' in page
    assert "chưa ai mở" in page
    assert secret not in page
    look(app, secret)
    look(app, secret, form="?form=f_01xld")
    assert "1 lượt" in leader.get(f"/xet-duyet/{in_review}").get_data(as_text=True)
    link = hashlib.sha256(secret.encode()).hexdigest()
    assert leader.post(f"/xet-duyet/{in_review}/duong-dan/{link}/thu-hoi").status_code == 302
    assert look(app, secret).status_code == 404
    assert "Phó Chủ tịch" not in leader.get(f"/xet-duyet/{in_review}").get_data(as_text=True)
    with app.app_context():
        acts = [line.action for line in session().query(Audit).filter(Audit.action.in_(("review.link", "review.shared")))]
    assert sorted(acts) == ["review.link", "review.link", "review.shared", "review.shared"]


@pytest.mark.parametrize("hours", ["", "5", "-4", "4.0", "٤", "100000000000"])
def test_only_the_offered_times(person: People, in_review: str, hours: str) -> None:
    answer = make(person("leader"), in_review, hours)
    assert answer.status_code == 422
    assert "Thời hạn của đường dẫn chưa đúng" in answer.get_data(as_text=True)


def test_at_most_twenty_live_at_a_time(app: Flask, person: People, in_review: str) -> None:
    leader = person("leader")
    for _ in range(20):
        assert make(leader, in_review, "4").status_code == 200
    assert make(leader, in_review).status_code == 409
    with app.app_context(), transaction() as db:
        db.query(ReviewLink).limit(1).one().expires_at = clock.now() - timedelta(seconds=1)
    assert make(leader, in_review).status_code == 200


def test_who_may_make_and_end_links(app: Flask, person: People, in_review: str) -> None:
    link = hashlib.sha256(secret_of(make(person("leader"), in_review)).encode()).hexdigest()
    for login, status in (("designer", 403), ("auditor", 403), ("approver", 404), ("designer_nv", 404), ("clerk_a", 404)):
        assert make(person(login), in_review).status_code == status, login
        assert person(login).post(f"/xet-duyet/{in_review}/duong-dan/{link}/thu-hoi").status_code == status, login
    assert person("leader").post(f"/xet-duyet/{in_review}/duong-dan/{'0' * 64}/thu-hoi").status_code == 404
    with app.app_context():
        assert session().query(ReviewLink).count() == 1
