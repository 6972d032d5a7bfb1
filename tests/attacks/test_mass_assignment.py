"""Class mass_assignment: keys that belong to the server are refused by name, and nothing is kept."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask import Flask

from runtime.store import session
from runtime.store.models import Draft, Submission, SubmissionForm, User
from tests.attacks.payloads import expected, of_class
from tests.people import Person, code_of

ATTACKS = of_class("mass_assignment")
SAVE = "/api/submissions/s_g_kn_u_33_A/forms/f_kn"
AT_ZERO = {"If-Match": "0"}


def as_sent_here(attack: dict[str, Any]) -> bytes:
    """The payload with the names of the small province: its cells, and a cell as this API takes it."""
    raw = attack["send"]["raw"]
    if attack["id"] == "MA-04":
        raw = json.dumps({"cells": {"r1:c3": {"to": "999", "was": None}}})
    return str(raw).encode()


@pytest.mark.parametrize("name", [i for i, a in ATTACKS.items() if a["send"]["action"] == "submission.save"])
def test_a_unit_sets_nothing_but_its_cells(whole: Flask, name: str) -> None:
    clerk = Person(whole, "clerk_a")
    answer = clerk.api("PATCH", SAVE, headers=AT_ZERO, raw=as_sent_here(ATTACKS[name]))
    expected(ATTACKS[name], answer)
    with whole.app_context():
        kept = session().get_one(Submission, "s_g_kn_u_33_A")
        assert (kept.state, kept.unit_id, kept.version) == ("assigned", "u_33_A", 0)
        form = session().get_one(SubmissionForm, ("s_g_kn_u_33_A", "f_kn"))
        assert form.document == "{}"


def test_a_designer_sets_no_state(whole: Flask) -> None:
    designer = Person(whole, "designer")
    answer = designer.api("POST", "/api/drafts/d_g_kn_draft/operations", raw=ATTACKS["MA-06"]["send"]["raw"].encode())
    expected(ATTACKS["MA-06"], answer)
    with whole.app_context():
        assert session().get_one(Draft, "d_g_kn_draft").state == "draft"


def test_a_person_gives_oneself_no_role(whole: Flask) -> None:
    clerk = Person(whole, "clerk_a")
    expected(ATTACKS["MA-07"], clerk.api("PUT", "/api/profile", raw=ATTACKS["MA-07"]["send"]["raw"].encode()))
    with whole.app_context():
        user = session().get_one(User, "p_clerk_a")
        assert (user.name, [h.role for h in user.holdings]) == ("Người clerk_a", ["clerk"])


@pytest.mark.parametrize("name", ["role", "must_change", "password_hash", "id", "holdings-0-role", "_state"])
def test_a_form_of_administration_takes_its_own_fields_only(whole: Flask, name: str) -> None:
    admin = Person(whole, "admin")
    fields = {"name": "Mới", "unit_id": "u_33_A", "active": "y", name: "admin"}
    answer = admin.client.post(
        "/admin/users/edit/?id=p_clerk_a",
        data={"csrf_token": admin.token(), **fields},
        headers={"Accept": "application/json"},
    )
    assert (answer.status_code, code_of(answer)) == (422, "json.unknown_key")
    with whole.app_context():
        assert session().get_one(User, "p_clerk_a").name == "Người clerk_a"


def test_the_whole_class_is_run() -> None:
    actions = {attack["send"]["action"] for attack in ATTACKS.values()}
    assert actions == {"submission.save", "template.save", "profile.save"}
