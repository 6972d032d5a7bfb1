"""Class idor: what belongs to others answers exactly like what does not exist, and leaves one line in the record."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from runtime.store import session
from runtime.store.models import Audit
from tests.attacks.payloads import expected, of_class
from tests.people import Person

ATTACKS = of_class("idor")
OTHER, NONE = "s_g_kn_u_33_B", "s_g_kn_u_33_X"

#: attack -> who, method, address with {id}, the id of another, an id of the same length that nobody has.
WAYS: dict[str, list[tuple[str, str, str, str, str]]] = {
    "ID-01": [
        ("clerk_a", "GET", "/bao-cao/{id}", OTHER, NONE),
        ("head_a", "GET", "/bao-cao/{id}/f_kn", OTHER, NONE),
        ("clerk_a", "GET", "/api/submissions/{id}/history", OTHER, NONE),
        ("receiver_nv", "GET", "/tiep-nhan/bao-cao/{id}/f_kn", OTHER, NONE),
    ],
    "ID-02": [
        ("clerk_a", "GET", "/api/submissions/{id}/forms/f_kn", OTHER, NONE),
        ("clerk_a", "GET", "/api/submissions/{id}/notes", OTHER, NONE),
    ],
    "ID-04": [
        ("clerk_a", "POST", "/api/submissions/{id}/copy", OTHER, NONE),
        ("clerk_a", "GET", "/api/submissions/{id}/forms/f_kn/compare", OTHER, NONE),
    ],
    "ID-06": [
        ("clerk_a", "GET", "/bao-cao/{id}/in", OTHER, NONE),
        ("clerk_a", "GET", "/bao-cao/{id}/f_kn/tai/xlsx", OTHER, NONE),
    ],
    "ID-07": [("clerk_a", "GET", "/bao-cao/s_g_kn_u_33_A,{id}/in", OTHER, NONE)],
    "ID-09": [("clerk_a", "DELETE", "/api/submissions/{id}", OTHER, NONE)],
    "ID-11": [
        ("clerk_a", "GET", "/viec?unit={id}", "u_33_B", "u_33_X"),
        ("clerk_a", "GET", "/viec?unit={id}", "*", "u_33_X"),
    ],
    "ID-12": [
        ("clerk_a", "GET", "/tong-hop/{id}/2026-10/f_kn/o/r1:c1", "g_nv", "g_xx"),
        ("receiver", "POST", "/tong-hop/{id}/2026-10/f_kn/o/r1:c1", "g_nv", "g_xx"),
        ("receiver", "POST", "/tong-hop/{id}/2026-10/f_kn/bo-dieu-chinh", "g_nv", "g_xx"),
    ],
    "ID-14": [
        ("designer", "GET", "/thiet-ke/{id}", "d_g_nv_draft", "d_g_xx_draft"),
        ("designer", "POST", "/api/drafts/{id}/operations", "d_g_nv_draft", "d_g_xx_draft"),
        ("designer", "GET", "/ban-hanh/{id}", "r_g_nv_1", "r_g_xx_1"),
        ("designer", "POST", "/thiet-ke/che-do/{id}/ban-thao", "g_nv", "g_xx"),
    ],
}
CASES = [(attack, *way) for attack, ways in WAYS.items() for way in ways]


def test_the_whole_class_is_run() -> None:
    assert set(WAYS) == set(ATTACKS)


def lines(app: Flask) -> int:
    with app.app_context():
        return session().scalar(select(func.count()).select_from(Audit).where(Audit.outcome == "refused")) or 0


def without_ids(answer: Any, *known: str) -> str:
    text = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<instance>", answer.get_data(as_text=True))
    for one in known:
        text = text.replace(one, "<id>")
    return text


@pytest.mark.parametrize(("attack", "login", "method", "path", "other", "none"), CASES)
def test_another_ones_is_like_nobodys(
    whole: Flask, attack: str, login: str, method: str, path: str, other: str, none: str
) -> None:
    person = Person(whole, login)
    before = lines(whole)
    body = {} if method == "GET" else {"cells": {}}
    theirs = person.api(method, path.format(id=other), body if method != "GET" else None)
    known_address = "copy" not in path and method != "DELETE"
    assert lines(whole) == before + (1 if known_address else 0)
    nobodys = person.api(method, path.format(id=none), body if method != "GET" else None)
    expected(ATTACKS[attack], theirs)
    assert theirs.status_code == nobodys.status_code
    assert without_ids(theirs, other) == without_ids(nobodys, none)
    assert theirs.headers.get("Content-Type") == nobodys.headers.get("Content-Type")


def test_the_own_one_is_there(whole: Flask) -> None:
    clerk = Person(whole, "clerk_a")
    assert clerk.get("/bao-cao/s_g_kn_u_33_A/f_kn").status_code == 200
    assert clerk.get("/viec?unit=u_33_A").status_code == 200
    assert Person(whole, "designer").get("/ban-hanh/r_g_kn_1").status_code == 200
