"""The way of a report: filled, checked, sent, returned, accepted, consolidated; on the complaint forms of 2021."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.runtime import world as worlds
from tests.runtime.world import World, documents_of, sample


@pytest.fixture
def world(store_url: str) -> Iterator[World]:
    with worlds.world_of(store_url, documents_of("thanh_tra_2021")) as made:
        yield made


def test_from_an_empty_form_to_a_consolidated_report(world: World) -> None:
    clerk, head, receiver = world.client("clerk-a"), world.client("head-a"), world.client("receiver")
    report = world.submission("a")
    clerk.fill(report, sample())
    assert world.state(report) == "filling"

    found = clerk.get(f"/api/submissions/{report}/checks").get_json()
    assert found["errors"] == 0
    assert found["warnings"] == 2

    silent = clerk.post(f"/api/submissions/{report}/check", {})
    assert (silent.status_code, silent.get_json()["code"]) == (422, "submission.reason_required")

    head.deliver(report)
    assert world.state(report) == "sent"

    answer = receiver.post(
        f"/api/submissions/{report}/return",
        {"reason": "Kiểm tra lại", "cells": [{"form": "f_01xld", "key": "r1:c8", "text": "Số này bằng năm ngoái?"}]},
    )
    assert answer.status_code == 200, answer.get_json()
    payload = clerk.get(f"/api/submissions/{report}/forms/f_01xld").get_json()
    assert payload["submission"]["state"] == "returned"
    assert [(note["key"], note["resolved"]) for note in payload["notes"]] == [("r1:c8", False)]

    assert clerk.save(report, "f_01xld", {"r1:c8": ("97", "97"), "r1:c26": ("79", "78")}).status_code == 200
    assert clerk.save(report, "f_04xld", {"r1:c24": ("39", "38")}).status_code == 200
    head.deliver(report)
    assert receiver.post(f"/api/submissions/{report}/accept").status_code == 200

    with world.db() as db:
        collection = worlds.collection_of(db).id
    answer = receiver.post(f"/api/collections/{collection}/consolidate")
    assert answer.get_json() == {"units": 1}
    assert world.state(report) == "consolidated"


def test_one_more_in_column_13_fails_two_checks_and_nothing_else(world: World) -> None:
    clerk, report = world.client("clerk-a"), world.submission("a")
    clerk.fill(report, sample(name="fails_c13"))
    found = clerk.get(f"/api/submissions/{report}/checks").get_json()["failures"]
    errors = [item["sentence"] for item in found if item["severity"] == "error"]
    assert len(errors) == 2
    assert any("97" in sentence and "98" in sentence for sentence in errors)
    # A check with words of its own says them first, then the figures.
    warnings = [item["sentence"] for item in found if item["severity"] == "warning"]
    assert any(one.startswith("Số người của đoàn đông người nhiều hơn số người được tiếp thường xuyên: ") and one[-1].isdigit() for one in warnings), warnings
    answer = clerk.post(f"/api/submissions/{report}/check", {})
    body = answer.get_json()
    assert (answer.status_code, body["code"]) == (422, "submission.has_errors")
    assert [item["code"] for item in body["problems"]].count("submission.check_failed") == 2
