"""Classes injection_other and unicode, as far as the platform answers them: queries, logs, names, texts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from metadata.text import fold
from runtime.store import session, transaction
from runtime.store.models import Submission, Unit, User
from runtime.units import add_unit, name_unit
from tests.attacks.payloads import expected, of_class
from tests.people import API, Person
from tests.world import START

OTHER, UNICODE = of_class("injection_other"), of_class("unicode")


def rows(page: str) -> int:
    return len(re.findall(r"<tr>\s*<td\b", page))


def test_io_01_sorting_by_sql(whole: Flask) -> None:
    clerk = Person(whole, "clerk_a")
    sort = OTHER["IO-01"]["send"]["query"]["sort"]
    expected(OTHER["IO-01"], clerk.client.get("/viec", query_string={"sort": sort}, headers=API))
    listed = Person(whole, "admin").client.get("/admin/units/", query_string={"sort": sort}, headers=API)
    expected(OTHER["IO-01"], listed)


def test_io_02_filtering_by_sql(whole: Flask) -> None:
    unit = OTHER["IO-02"]["send"]["query"]["unit"]
    clerk = Person(whole, "clerk_a")
    expected(OTHER["IO-02"], clerk.client.get("/viec", query_string={"unit": unit}, headers=API))


@pytest.mark.parametrize("words", ["%", "_", "\\", "%_\\", "a' or '1'='1"])
@pytest.mark.parametrize("view", ["units", "users", "roles", "audit"])
def test_io_04_wildcards_are_letters(whole: Flask, words: str, view: str) -> None:
    page = Person(whole, "admin").client.get(f"/admin/{view}/", query_string={"search": words}, headers=API)
    assert page.status_code == 200
    found = rows(page.get_data(as_text=True))
    # User names of the small province hold "_"; nothing holds the others.
    assert (found > 0) == (words == "_" and view != "units")


def test_io_04_search_needs_no_marks(whole: Flask) -> None:
    page = Person(whole, "admin").get("/admin/units/?search=pho hien").get_data(as_text=True)
    assert "Phường Phố Hiến" in page
    assert "Xã Ân Thi" not in page


def test_io_06_terminal_escapes_do_not_come_in(whole: Flask) -> None:
    text = OTHER["IO-06"]["send"]["text"]
    with whole.app_context(), transaction() as db:
        db.get_one(Submission, "s_g_kn_u_33_A").state = "sent"
    receiver = Person(whole, "receiver")
    answer = receiver.api("POST", "/api/submissions/s_g_kn_u_33_A/return", {"reason": text, "cells": []})
    assert answer.status_code == 422
    assert answer.get_json()["code"] == OTHER["IO-06"]["expect"]["code"]
    renamed = Person(whole, "clerk_a").post("/account", {"name": text})
    assert renamed.status_code == 422


def test_io_09_placeholders_stay_as_typed_and_the_log_is_one_line(
    whole: Flask, capsys: pytest.CaptureFixture[str]
) -> None:
    text = OTHER["IO-09"]["send"]["text"]
    clerk = Person(whole, "clerk_a")
    assert clerk.api("PUT", "/api/profile", {"name": text}).get_json() == {"name": text}
    assert "%s %(user)s {0} {user}" in clerk.get("/").get_data(as_text=True)
    capsys.readouterr()
    clerk.client.get("/khong/%1b%5b2J/%25s%0Ax", headers=API)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1
    assert "\x1b" not in lines[0]
    assert json.loads(lines[0])["path"] == "/khong/\x1b[2J/%s\nx"


def composed(app: Flask, make: Callable[[Any], None]) -> None:
    with app.app_context(), transaction() as db:
        make(db)


def test_un_01_two_spellings_of_a_name_are_one(whole: Flask) -> None:
    pair = UNICODE["UN-01"]["send"]

    def make(db: Any) -> None:
        for number, name in enumerate((pair["a"], pair["b"])):
            add_unit(db, code=f"9{number}", name=name, kind="commune", tier="commune", valid_from=START)

    composed(whole, make)
    with whole.app_context():
        names = {session().get_one(Unit, f"u_9{n}").name for n in (0, 1)}
        keys = {session().get_one(Unit, f"u_9{n}").sort_key for n in (0, 1)}
        assert names == {pair["a"]}
        assert len(keys) == 1
        session().get_one(User, "p_clerk_a").name = pair["b"]
        assert session().get_one(User, "p_clerk_a").name == pair["a"]
        session().rollback()


@pytest.mark.parametrize("name", ["UN-02", "UN-16"])
def test_un_02_16_search_finds_either_spelling(name: str) -> None:
    pair = UNICODE[name]["send"]
    assert fold(pair["a"]) == fold(pair["b"])


def test_un_04_codes_are_ascii(whole: Flask) -> None:
    admin = Person(whole, "admin")
    fields = {
        "code": UNICODE["UN-04"]["send"]["value"],
        "name": "Xã Mới",
        "kind": "commune",
        "tier": "commune",
        "parent": "u_33",
        "valid_from": "2026-01-01",
    }
    page = admin.post("/admin/units/new/", fields)
    assert page.status_code == 422
    assert "chữ cái không dấu" in page.get_data(as_text=True)


def test_un_07_a_lone_surrogate(whole: Flask) -> None:
    clerk = Person(whole, "clerk_a")
    raw = UNICODE["UN-07"]["send"]["raw"].encode()
    answer = clerk.api("PATCH", "/api/submissions/s_g_kn_u_33_A/forms/f_kn", headers={"If-Match": "0"}, raw=raw)
    expected(UNICODE["UN-07"], answer)


def test_un_17_names_sort_as_in_the_dictionary(whole: Flask) -> None:
    values = UNICODE["UN-17"]["send"]["values"]

    def make(db: Any) -> None:
        for number, name in enumerate(values):
            unit = add_unit(db, code=f"8{number}", name="x", kind="commune", tier="commune", valid_from=START)
            name_unit(unit, name)

    composed(whole, make)
    with whole.app_context():
        from sqlalchemy import select

        query = select(Unit.name).where(Unit.code.like("8_")).order_by(Unit.sort_key)
        assert list(session().scalars(query)) == ["An", "Ăn", "Ân", "Dak", "Đà Nẵng", "E", "Ẹ", "Ế"]
