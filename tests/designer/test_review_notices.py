"""Units are told what a release changes for them, from which period; others are not, and what the policy keeps silent is not told."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from runtime.store import session
from runtime.store.models import Draft, Release
from tests.people import Person

People = Callable[..., Person]
Stored = Callable[[str], Draft]
DRAFT = "d_g_kn_draft"
RENAME = {"op": "set", "path": ["f_kn", "title"], "value": "TỔNG HỢP ĐƠN KHIẾU NẠI", "was": "TỔNG HỢP ĐƠN"}
SAID = "TỔNG HỢP ĐƠN KHIẾU NẠI"


def act(who: Person, what: str, **body: Any) -> Any:
    return who.api("POST", f"/api/drafts/{DRAFT}/{what}", body)


def publish(person: People, stored: Stored) -> str:
    designer = person("designer")
    changed = act(designer, "operations", base=stored(DRAFT).version, operations=[RENAME])
    assert changed.status_code == 200, changed.get_data(as_text=True)
    sent = act(designer, "submit")
    assert sent.status_code == 200, sent.get_data(as_text=True)
    shown = stored(DRAFT).content_hash
    assert act(person("leader"), "forward", shown=shown).status_code == 200
    done = act(person("approver"), "approve", shown=shown, valid_from="2027-01")
    assert done.status_code == 200, done.get_data(as_text=True)
    return str(done.get_json()["release"])


@pytest.mark.parametrize("address", ["/", "/viec"])
def test_a_unit_that_reports_is_told(person: People, stored: Stored, address: str) -> None:
    assert 'id="notices"' not in person("clerk_a").get(address).get_data(as_text=True)
    publish(person, stored)
    page = person("clerk_a").get(address).get_data(as_text=True)
    for words in ("Biểu mẫu thay đổi", SAID, "áp dụng từ tháng 1 năm 2027", "vẫn theo biểu cũ"):
        assert words in page, words


def test_who_does_not_report_is_not_told(person: People, stored: Stored) -> None:
    publish(person, stored)
    for login in ("designer", "leader", "approver", "admin"):
        assert 'id="notices"' not in person(login).get("/").get_data(as_text=True), login


def test_a_policy_that_is_changed_later_takes_no_notice_back(app: Flask, person: People, stored: Stored) -> None:
    release = publish(person, stored)
    assert person("approver").post("/phe-duyet/chinh-sach", {"route_0": "approver"}).status_code == 302
    with app.app_context():
        assert json.loads(session().get_one(Release, release).body)["policy"]["route"] == "notice"
    assert 'id="notices"' in person("clerk_a").get("/").get_data(as_text=True)


def test_a_light_route_is_silent(person: People, stored: Stored) -> None:
    assert person("approver").post("/phe-duyet/chinh-sach", {f"route_{level}": "approver" for level in range(4)}).status_code == 302
    publish(person, stored)
    assert 'id="notices"' not in person("clerk_a").get("/").get_data(as_text=True)
