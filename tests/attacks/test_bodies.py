"""Bodies at every address of the API: keys that nobody declared, JSON that two readers understand differently, no token."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from flask import Flask

from runtime.store import session
from runtime.store.models import Audit, Draft, Submission
from tests.attacks.test_odd_values import NAMED, addresses, filled_in, sound
from tests.people import API, PAGE, Person, code_of

UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
DRAFT, WAITING, REVIEWED = "d_g_kn_draft", "d_g_kn_in_approval", "d_g_kn_in_review"
SOURCE = "i_tt"
REPORT, SENT = "s_g_kn_u_33_A", "s_g_kn_u_33_B"
#: Who may send a body to an address, and about what. An address that is missing here fails the test.
SENDERS = {
    "draft_api.": ("designer", DRAFT),
    "review_api.forward": ("leader", REVIEWED),
    "review_api.send_back": ("leader", REVIEWED),
    "review_api.publish_alone": ("leader", REVIEWED),
    "review_api.endorse": ("approver", WAITING),
    "review_api.approve": ("approver", WAITING),
    "filling_api.": ("clerk_a", REPORT),
    "correcting_api.": ("clerk_a", REPORT),
    "giving_back.": ("head_a", REPORT),
    "filling_presence.": ("clerk_a", REPORT),
    "differing.": ("clerk_a", REPORT),
    "commenting.": ("clerk_a", REPORT),
    "workbooks_api.": ("clerk_a", REPORT),
    "on_behalf.": ("clerk_a", REPORT),
    "on_behalf.begin": ("receiver", REPORT),
    "appraising_api.": ("receiver", SENT),
    "draft_comments.": ("leader", REVIEWED),
    "draft_history.": ("designer", DRAFT),
    "draft_print.": ("designer", DRAFT),
    "library_api.": ("designer", DRAFT),
    "copies_api.": ("designer", DRAFT),
    "draft_presence.": ("designer", DRAFT),
    "draft_proofs.": ("designer", DRAFT),
    "draft_samples.": ("designer", DRAFT),
    "importing_api.": ("designer", SOURCE),
    "filling_api.send": ("head_a", REPORT),
    "filling_api.recall": ("head_a", REPORT),
    "receiving_api.": ("receiver", SENT),
    "receiving_api.open_": ("receiver", "g_kn"),
    "receiving_api.consolidate": ("receiver", "c_g_kn_2026-10"),
    "auth.save_profile_json": ("clerk_a", ""),
}
#: Takes a file in a form, not JSON.
NO_JSON = {"packages.upload_json", "importing_api.take"}
BROKEN: dict[str, tuple[bytes, set[str]]] = {
    "unknown key": (b'{"state":"published"}', {"json.unknown_key"}),
    "key twice": (b'{"a":1,"a":2}', {"json.duplicate_key"}),
    "not a number": (b'{"a":NaN}', {"number.not_finite"}),
    "infinity": (b'{"a":-Infinity}', {"number.not_finite"}),
    "too large for a float": (b'{"a":1e999}', {"number.not_finite"}),
    "long number": (b'{"a":' + b"9" * 5_000 + b"}", {"number.too_long"}),
    "surrogate": (b'{"a":"\\ud800"}', {"text.surrogate"}),
    "NUL": (b'{"a":"\\u0000"}', {"text.control_character"}),
    "NUL in a key": (b'{"a\\u0000b":1}', {"text.control_character"}),
    "deep": (b'{"a":' + b"[" * 50_000 + b"]" * 50_000 + b"}", {"json.too_deep"}),
    "deep objects": (b'{"a":' * 300 + b"1" + b"}" * 300, {"json.too_deep"}),
    "list": (b"[]", {"json.schema"}),
    "text": (b'"x"', {"json.schema"}),
    "nothing": (b"", {"json.invalid"}),
    "UTF-16": ('{"a":1}'.encode("utf-16"), {"json.encoding"}),
}


def api(app: Flask) -> Iterator[tuple[str, str, str, str]]:
    """Endpoint, method, who sends, address."""
    for rule, method in addresses(app):
        if method in UNSAFE and rule.rule.startswith("/api/") and rule.endpoint not in NO_JSON:
            part = rule.endpoint.partition(".")[0] + "."
            login, about = SENDERS.get(rule.endpoint) or SENDERS[part]
            yield rule.endpoint, method, login, filled_in(rule, {**NAMED, "id": about, "sha": "ab"})


def signed_in(app: Flask) -> Callable[[str], Person]:
    """A browser for each login, signed in when it is first needed."""
    return cache(lambda login: Person(app, login))


def state(app: Flask) -> list[tuple[str, int, str]]:
    with app.app_context():
        db = session()
        found: list[Any] = [*db.query(Draft), *db.query(Submission)]
        return sorted((one.id, one.version, one.state) for one in found)


@pytest.mark.parametrize("name", BROKEN)
def test_every_api_reads_strictly(whole: Flask, name: str) -> None:
    raw, codes = BROKEN[name]
    before, person_of = state(whole), signed_in(whole)
    for endpoint, method, login, path in api(whole):
        person = person_of(login)
        headers = {"If-Match": "0", "Idempotency-Key": "k-1234567890"}
        answer = person.api(method, path, raw=raw, headers=headers)
        sound(answer, f"{endpoint} {name}")
        assert code_of(answer) in codes, f"{endpoint}: {answer.status_code} {answer.get_json()}"
    assert state(whole) == before


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/json+evil", "application/csp-report", ""])
def test_every_api_takes_json_only(whole: Flask, kind: str) -> None:
    before, person_of = state(whole), signed_in(whole)
    for endpoint, method, login, path in api(whole):
        person = person_of(login)
        headers = {**API, "X-CSRFToken": person.token(), "If-Match": "0", "Idempotency-Key": "k-1234567890"}
        answer = person.client.open(path, method=method, data=b"{}", content_type=kind, headers=headers)
        sound(answer, endpoint)
        assert (answer.status_code, code_of(answer)) == (415, "http.media_type"), endpoint
    assert state(whole) == before


@pytest.mark.parametrize("keys", ["state", "unit_id", "version", "content_hash!", "__proto__"])
def test_a_known_body_with_one_key_more(whole: Flask, keys: str) -> None:
    """The key beside a body that is right: it is named, and nothing of the body is done."""
    bodies: dict[str, Any] = {
        "filling_api.store": {"cells": {"r1:c1": {"to": "5", "was": None}}},
        "filling_api.check": {"reasons": {}},
        "filling_api.send": {"reasons": {}, "content_hash": "0" * 64},
        "filling_api.upload": {"name": "a.pdf", "content": "QQ=="},
        "receiving_api.give_back": {"reason": "Sai"},
        "receiving_api.exclude": {"reason": "Giải thể"},
        "receiving_api.reopen": {"reason": "Nhầm"},
        "receiving_api.more_time": {"until": "2099-01-01"},
        "receiving_api.open_": {"period": "2026-09"},
        "draft_api.operations": {"base": 0, "operations": [{"op": "set", "path": ["f_kn", "title"], "value": "X", "was": "TỔNG HỢP ĐƠN"}]},
        "draft_api.parse": {"form": "f_kn", "text": "c1", "as": "formula"},
        "review_api.approve": {"shown": "0" * 64, "valid_from": "2026-12"},
        "review_api.forward": {"shown": "0" * 64},
        "auth.save_profile_json": {"name": "Mới"},
    }
    before, person_of = state(whole), signed_in(whole)
    for endpoint, method, login, path in api(whole):
        person = person_of(login)
        raw = json.dumps({**bodies.get(endpoint, {}), keys: "published"}).encode()
        answer = person.api(method, path, raw=raw, headers={"If-Match": "0", "Idempotency-Key": "k-1234567890"})
        assert code_of(answer) == "json.unknown_key", f"{endpoint}: {answer.status_code} {answer.get_json()}"
        assert answer.get_json()["problems"][0]["args"]["key"] == keys
    assert state(whole) == before


@pytest.mark.parametrize("where", ["operation", "cell", "instance", "reason", "package"])
def test_one_key_more_deep_inside(whole: Flask, where: str) -> None:
    extra = {"approved_by": "p_approver"}
    operation = {"op": "set", "path": ["f_kn", "title"], "value": "X", "was": "TỔNG HỢP ĐƠN", **extra}
    clerk, designer, receiver = (Person(whole, login) for login in ("clerk_a", "designer", "receiver"))
    save, at_zero = f"/api/submissions/{REPORT}/forms/f_kn", {"If-Match": "0"}
    cells = {"r1:c1": {"to": "5", "was": None}}
    rows = {"r1": [{"id": "k1", "label": "x", **extra}]}
    cell_note = [{"form": "f_kn", "key": "r1:c1", "text": "Sai", **extra}]
    answer = {
        "operation": lambda: designer.api("POST", f"/api/drafts/{DRAFT}/operations", {"base": 0, "operations": [operation]}),
        "cell": lambda: clerk.api("PATCH", save, {"cells": {"r1:c1": {**cells["r1:c1"], **extra}}}, at_zero),
        "instance": lambda: clerk.api("PATCH", save, {"cells": cells, "instances": rows}, at_zero),
        "reason": lambda: receiver.api("POST", f"/api/submissions/{SENT}/return", {"reason": "x", "cells": cell_note}),
        "package": lambda: designer.api("POST", f"/api/drafts/{DRAFT}/operations", {"base": 0, "operations": [{**operation, "value": None}]}),
    }[where]()
    assert code_of(answer) == "json.unknown_key", answer.get_json()


def test_no_unsafe_address_takes_a_request_without_its_token(whole: Flask) -> None:
    """From our own page's place or from nowhere: without the token of the session nothing is done."""
    before = state(whole)
    people = {login: Person(whole, login) for login in ("designer", "leader", "approver", "clerk_a", "head_a", "receiver", "admin")}
    for rule, method in addresses(whole):
        if method not in UNSAFE:
            continue
        for login, person in people.items():
            path = filled_in(rule, {**NAMED, "id": DRAFT if login == "designer" else REPORT, "sha": "ab", "filename": "x"})
            for headers in (API, {**API, "X-CSRFToken": "x" * 60}, {**PAGE, "Sec-Fetch-Site": "same-origin"}):
                answer = person.client.open(path, method=method, headers=headers)
                assert answer.status_code in {403, 404}, f"{login} {method} {path}: {answer.status_code}"
                if answer.mimetype == "application/problem+json":
                    assert code_of(answer) in {"csrf", "forbidden", "not_found"}
    assert state(whole) == before


def test_a_body_of_fifty_megabytes_is_not_read(whole: Flask) -> None:
    clerk = Person(whole, "clerk_a")
    path = f"/api/submissions/{REPORT}/forms/f_kn"
    headers = {**API, "X-CSRFToken": clerk.token(), "If-Match": "0"}
    for kind in ("application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain"):
        answer = clerk.client.patch(path, data=b" " * (50 * 2**20), content_type=kind, headers=headers)
        assert (answer.status_code, code_of(answer)) == (413, "http.too_large"), kind


def test_a_refusal_by_token_is_in_the_record(whole: Flask) -> None:
    clerk = Person(whole, "clerk_a")
    answer = clerk.client.post(f"/api/submissions/{REPORT}/check", json={}, headers=API)
    assert code_of(answer) == "csrf"
    with whole.app_context():
        line = session().query(Audit).order_by(Audit.seq.desc()).first()
        assert line is not None
        assert (line.outcome, line.code, line.user_id, line.instance) == ("refused", "csrf", "p_clerk_a", answer.get_json()["instance"])
