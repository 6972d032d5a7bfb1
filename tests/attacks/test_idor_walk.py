"""Class idor over every address that names an object: another agency's or unit's answers as nothing does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from runtime.security.gate import demand_for
from runtime.store.models import Base, Collection, Draft, ImportSource, Regime, Release, Submission
from tests.attacks.test_idor import lines, without_ids
from tests.attacks.test_odd_values import NAMED, UNSAFE, addresses, filled_in
from tests.people import Person

#: Kind of object -> one that belongs to others, for the people below; and an id of the same length that nobody has.
THEIRS: dict[str, dict[type[Base], str]] = {
    "clerk_a": {Submission: "s_g_kn_u_33_B", Draft: "d_g_nv_draft", Regime: "g_nv", Release: "r_g_nv_1"},
    "head_a": {Submission: "s_g_nv_u_33_B", Draft: "d_g_kn_draft", Regime: "g_kn", Release: "r_g_kn_1"},
    "designer": {ImportSource: "i_nv", Submission: "s_g_kn_u_33_B", Draft: "d_g_nv_draft", Regime: "g_nv", Release: "r_g_nv_1"},
    "leader": {ImportSource: "i_nv", Submission: "s_g_nv_u_33_B", Draft: "d_g_nv_draft", Regime: "g_nv", Release: "r_g_nv_1"},
    "receiver": {Submission: "s_g_nv_u_33_B", Regime: "g_nv", Collection: "c_g_nv_2026-10", Release: "r_g_nv_1"},
    "receiver_nv": {Submission: "s_g_kn_u_33_A", Regime: "g_kn", Collection: "c_g_kn_2026-10", Release: "r_g_kn_1"},
    "approver": {Submission: "s_g_kn_u_33_B", Draft: "d_g_nv_draft", Collection: "c_g_kn_2026-10"},
    "admin": {Submission: "s_g_kn_u_33_B", Draft: "d_g_nv_draft", Regime: "g_nv", Collection: "c_g_nv_2026-10"},
}


def about(app: Flask, kinds: dict[type[Base], str]) -> Iterator[tuple[Rule, str, str, str]]:
    """Address, method, the id of others, an id of nobody."""
    for rule, method in addresses(app):
        demand = demand_for(app, rule.endpoint)
        if demand is not None and demand.model in kinds:
            theirs = kinds[demand.model]
            yield rule, method, theirs, "x" * len(theirs)


@pytest.mark.parametrize("login", THEIRS)
def test_what_belongs_to_others_is_like_nothing(whole: Flask, login: str) -> None:
    person, walked = Person(whole, login), 0
    for rule, method, theirs, nobodys in about(whole, THEIRS[login]):
        body = {} if method in UNSAFE else None
        headers = {"If-Match": "0", "Idempotency-Key": "k-1234567890"}
        before = lines(whole)
        answers = [
            person.api(method, filled_in(rule, {**NAMED, "sha": "ab", "id": one}), body, headers) for one in (theirs, nobodys)
        ]
        known, unknown = answers
        what = f"{login} {method} {rule.rule}"
        assert known.status_code == unknown.status_code, f"{what}: {known.status_code} {unknown.status_code}"
        assert known.status_code in {403, 404}, f"{what}: {known.status_code}"
        assert without_ids(known, theirs) == without_ids(unknown, nobodys), what
        assert len(known.data) == len(unknown.data), what
        assert {k for k, _ in known.headers} == {k for k, _ in unknown.headers}, what
        assert lines(whole) == before + 2, f"{what}: each try leaves one line"
        walked += 1
    assert walked > 10


def test_a_file_of_another_report_is_not_reached_through_the_own_one(whole: Flask) -> None:
    clerk_a, clerk_b = Person(whole, "clerk_a"), Person(whole, "clerk_b")
    sent = {"name": "mật.pdf", "content": "JVBERi0xLjQgbeG6rXQ="}
    kept = clerk_b.api("POST", "/api/submissions/s_g_kn_u_33_B/files", sent).get_json()
    answer = clerk_a.api("GET", f"/api/submissions/s_g_kn_u_33_A/files/{kept['sha256']}")
    nothing = clerk_a.api("GET", f"/api/submissions/s_g_kn_u_33_A/files/{'0' * 64}")
    assert (answer.status_code, nothing.status_code) == (404, 404)
    assert without_ids(answer, kept["sha256"]) == without_ids(nothing, "0" * 64)


@pytest.mark.parametrize("query", ["unit=u_33_B", "unit=*", "round=x", "form=f_nv", "key=r1:c1&form=../../x", "state=sent"])
def test_a_query_widens_nothing(whole: Flask, query: str) -> None:
    clerk = Person(whole, "clerk_a")
    for path in ("/viec", "/bao-cao/s_g_kn_u_33_A/lich-su", "/api/submissions/s_g_kn_u_33_A/history"):
        answer = clerk.get(f"{path}?{query}")
        assert answer.status_code in {200, 404, 422}
        assert "Ân Thi" not in answer.get_data(as_text=True)
