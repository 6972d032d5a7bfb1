"""Class oversize, as far as the platform answers it: bodies, keys, numbers, form parts, pages of lists."""

from __future__ import annotations

import pytest
from flask import Flask

from runtime.store import session
from runtime.store.models import SubmissionForm
from tests.attacks.payloads import built, expected, of_class
from tests.people import API, Person

ATTACKS = of_class("oversize")
SAVE = "/api/submissions/s_g_kn_u_33_A/forms/f_kn"


@pytest.mark.parametrize("name", ["OV-01", "OV-02", "OV-04"])
def test_large_bodies(whole: Flask, name: str) -> None:
    clerk = Person(whole, "clerk_a")
    raw = built(ATTACKS[name]["send"]["raw"]).encode()
    expected(ATTACKS[name], clerk.api("PATCH", SAVE, headers={"If-Match": "0"}, raw=raw))
    with whole.app_context():
        assert session().get_one(SubmissionForm, ("s_g_kn_u_33_A", "f_kn")).document == "{}"


@pytest.mark.parametrize("path", ["/account", "/login", "/admin/units/new/"])
@pytest.mark.parametrize("name", ["OV-06", "OV-07"])
def test_wide_forms(whole: Flask, name: str, path: str) -> None:
    admin = Person(whole, "admin")
    args = ATTACKS[name]["send"]["args"]
    fields = {f"k{n}": "x" for n in range(args.get("parts") or args["n"])}
    kind = "multipart/form-data" if name == "OV-06" else "application/x-www-form-urlencoded"
    headers = {**API, "X-CSRFToken": admin.token()}
    expected(ATTACKS[name], admin.client.post(path, data=fields, content_type=kind, headers=headers))


def test_a_form_in_chunks_is_counted_as_well(whole: Flask) -> None:
    admin = Person(whole, "admin")
    body = "&".join(f"k{n}=x" for n in range(2_000))
    headers = {**API, "X-CSRFToken": admin.token()}
    answer = admin.client.post("/account", data=body, content_type="application/x-www-form-urlencoded", headers=headers)
    expected(ATTACKS["OV-07"], answer)


def test_ov_12_a_page_of_a_million(whole: Flask) -> None:
    clerk = Person(whole, "clerk_a")
    query = ATTACKS["OV-12"]["send"]["query"]
    expected(ATTACKS["OV-12"], clerk.api("GET", f"/viec?page_size={query['page_size']}"))


@pytest.mark.parametrize("value", ["0", "-1", "1e3", "٣", "201", "9" * 400])
def test_page_sizes_that_are_none(whole: Flask, value: str) -> None:
    answer = Person(whole, "clerk_a").api("GET", f"/viec?page_size={value}")
    assert (answer.status_code, answer.get_json()["code"]) == (422, "query.page_size")


@pytest.mark.parametrize("value", ["0", "-1", "x", "99999999999999999999"])
def test_pages_that_are_none(whole: Flask, value: str) -> None:
    assert Person(whole, "clerk_a").api("GET", f"/viec?page={value}").get_json()["code"] == "query.page"
    listed = Person(whole, "admin").client.get(f"/admin/audit/?page={value}", headers=API)
    assert listed.status_code < 500
