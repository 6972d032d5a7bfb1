"""Signing in: the lock, the forced change, where one lands, and that strangers learn nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from runtime import clock
from runtime.auth.pages import local_path
from runtime.auth.passwords import check_strength
from runtime.store import session, transaction
from runtime.store.models import Audit, User
from tests.people import Person
from tests.world import PASSWORD

People = Callable[..., Person]


def test_five_wrong_tries_lock_the_account_for_a_while(app: Flask, person: People) -> None:
    with clock.frozen(clock.now()) as forward:
        one = person()
        assert [one.sign_in("clerk_a", "sai").status_code for _ in range(5)] == [401] * 5
        assert one.sign_in("clerk_a").status_code == 429, "even the right password"
        assert "15 phút" in one.sign_in("clerk_a").get_data(as_text=True)
        assert person().sign_in("clerk_b").status_code == 302, "others go on"
        forward(timedelta(minutes=16))
        assert one.sign_in("clerk_a").status_code == 302
    with app.app_context():
        codes = session().scalars(select(Audit.code).where(Audit.outcome == "refused")).all()
        assert codes.count("auth.failed") == 5
        assert codes.count("auth.locked") == 2


def test_a_right_password_clears_the_count(person: People) -> None:
    one = person()
    for _ in range(4):
        one.sign_in("clerk_a", "sai")
    assert one.sign_in("clerk_a").status_code == 302
    other = person()
    assert [other.sign_in("clerk_a", "sai").status_code for _ in range(4)] == [401] * 4
    assert other.sign_in("clerk_a").status_code == 302


def test_an_unknown_account_answers_and_locks_like_a_known_one(person: People) -> None:
    one = person()
    known, unknown = one.sign_in("clerk_a", "sai"), one.sign_in("khong.co", "sai")
    assert known.status_code == unknown.status_code == 401
    strip = lambda page: page.get_data(as_text=True).split("<main")[1].split("csrf_token")[0]  # noqa: E731
    assert strip(known) == strip(unknown)
    for _ in range(4):
        one.sign_in("khong.co", "sai")
    assert one.sign_in("khong.co", "sai").status_code == 429


@pytest.mark.parametrize("login", ["CLERK_A", "  clerk_a "])
def test_the_user_name_is_taken_as_people_type_it(person: People, login: str) -> None:
    assert person().sign_in(login).status_code == 302


@pytest.mark.parametrize(
    "login", ["", "a" * 10_000, "\ud800".encode("utf-8", "replace").decode(), "' or 1=1--"]
)
def test_odd_user_names_are_just_wrong(person: People, login: str) -> None:
    assert person().sign_in(login).status_code == 401


def test_a_user_name_with_nul_is_refused_before_any_store_sees_it(person: People) -> None:
    assert person().sign_in("\x00").status_code == 422


def test_a_password_typed_in_decomposed_letters_is_the_same(person: People) -> None:
    import unicodedata

    assert person().sign_in("clerk_a", unicodedata.normalize("NFD", PASSWORD)).status_code == 302


def test_the_first_password_must_be_changed_before_anything_else(app: Flask, person: People) -> None:
    with app.app_context(), transaction() as db:
        db.get_one(User, "p_clerk_a").must_change = True
    one = person()
    assert one.sign_in("clerk_a").headers["Location"] == "/account/password"
    assert one.get("/").status_code == 403
    assert one.api("GET", "/api/session").get_json()["code"] == "auth.change_password"
    fields = {"current": PASSWORD, "new": "nắng vàng trên đồng", "again": "nắng vàng trên đồng"}
    assert one.post("/account/password", fields).status_code == 302
    assert one.get("/").status_code == 200
    assert person().sign_in("clerk_a").status_code == 401
    assert person().sign_in("clerk_a", "nắng vàng trên đồng").status_code == 302


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"current": "sai", "new": "nắng vàng trên đồng", "again": "nắng vàng trên đồng"}, "hiện tại"),
        ({"current": PASSWORD, "new": "nắng vàng trên đồng", "again": "khác"}, "không giống nhau"),
        ({"current": PASSWORD, "new": PASSWORD, "again": PASSWORD}, "trùng"),
        ({"current": PASSWORD, "new": "ngắn", "again": "ngắn"}, "chưa đủ mạnh"),
    ],
)
def test_a_bad_change_says_what_is_wrong(person: People, fields: dict[str, str], said: str) -> None:
    answer = person("clerk_a").post("/account/password", fields)
    assert answer.status_code == 422
    assert said in answer.get_data(as_text=True)


@pytest.mark.parametrize("weak", ["ngắn", "password12345", "1234567890", "aaaaaaaaaaaa", "clerk_a-2026", "x" * 300])
def test_weak_passwords(app: Flask, weak: str) -> None:
    with app.app_context(), pytest.raises(Exception, match=r"auth\.password_weak"):
        check_strength(weak, "clerk_a")


@pytest.mark.parametrize(
    ("raw", "path"),
    [
        ("/tasks?page=2", "/tasks?page=2"),
        ("//x.example/", "/"),
        ("///x.example/", "/"),
        ("https://x.example/", "/"),
        ("/\\x.example", "/"),
        ("\\\\x.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/a\r\nSet-Cookie: x=1", "/"),
        ("/\t/x.example", "/"),
        ("tasks", "/"),
        ("/logout", "/"),
        ("", "/"),
        (None, "/"),
    ],
)
def test_after_signing_in_one_stays_on_this_host(raw: str | None, path: str) -> None:
    assert local_path(raw) == path


def test_a_page_asked_for_is_the_page_one_lands_on(person: People) -> None:
    one = person()
    page = one.get("/account?x=1")
    assert page.status_code == 401
    assert 'name="next" value="/account?x=1"' in page.get_data(as_text=True)
    assert one.sign_in("clerk_a", next="/account?x=1").headers["Location"] == "/account?x=1"


def test_a_role_is_switched_and_kept_for_the_next_time(person: People) -> None:
    both = person("both")
    assert both.api("GET", "/api/session").get_json()["role"] == "approver"
    assert both.post("/role", {"holding": "h_both_designer"}).status_code == 302
    assert both.api("GET", "/api/session").get_json()["role"] == "designer"
    assert person("both").api("GET", "/api/session").get_json()["role"] == "designer"


@pytest.mark.parametrize("holding", ["h_admin_admin", "", "x"])
def test_nobody_acts_in_a_role_of_somebody_else(person: People, holding: str) -> None:
    both = person("both")
    assert both.post("/role", {"holding": holding}).status_code == 422
    assert both.api("GET", "/api/session").get_json()["role"] == "approver"


def test_the_language_is_a_choice_that_lasts(person: People) -> None:
    clerk = person("clerk_a")
    assert "Xin chào" in clerk.get("/").get_data(as_text=True)
    assert clerk.post("/language", {"language": "en", "next": "/account"}).headers["Location"] == "/account"
    assert "Hello" in clerk.get("/").get_data(as_text=True)
    clerk.post("/language", {"language": "xx"})
    assert "Hello" in clerk.get("/").get_data(as_text=True)


def test_the_own_name_is_changed_on_the_page_and_by_the_api(app: Flask, person: People) -> None:
    clerk = person("clerk_a")
    assert clerk.post("/account", {"name": "  Trần   Thị\u0301 B "}).status_code == 302
    with app.app_context():
        assert session().get_one(User, "p_clerk_a").name == "Trần Thị́ B"
    assert clerk.post("/account", {"name": " "}).status_code == 422
    assert clerk.api("PUT", "/api/profile", {"name": "Trần Thị C"}).get_json() == {"name": "Trần Thị C"}
