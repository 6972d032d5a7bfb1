"""The smallest correction over HTTP: for the form as it stands on the screen, for who may edit it, storing nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from metadata.corrections import Change, Correction
from runtime.filling import correcting
from tests.runtime import world as worlds
from tests.runtime.submissions.test_saving import FORM
from tests.runtime.world import World, documents_of, regime_document, sample

RULES: dict[str, Any] = {
    "spec": "rules/1",
    "id": "k_1",
    "form": "f_1",
    "order": ["k1"],
    "items": {"k1": {"expr": "r1.c1 == 5", "severity": "error", "tolerance": "0", "origin": {"kind": "manual"}}},
}


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is asked here is what is found, on however busy a machine; that time is a bound is asked of the search itself."""
    monkeypatch.setattr(correcting, "SECONDS", 120.0)


@pytest.fixture
def world(tmp_path: Any) -> Iterator[World]:
    with worlds.world_of(f"sqlite:///{tmp_path / 'store.sqlite3'}", documents_of("thanh_tra_2021")) as made:
        yield made


@pytest.fixture
def small(tmp_path: Any) -> Iterator[World]:
    with worlds.world_of(f"sqlite:///{tmp_path / 'store.sqlite3'}", [FORM, RULES, regime_document(["f_1"])]) as made:
        yield made


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the engine is asked, in place of an engine."""
    seen: list[dict[str, Any]] = []

    def engine(_program: Any, values: Any, instances: Any, externals: Any, **more: Any) -> Correction:
        seen.append({"values": dict(values), "instances": dict(instances), "externals": dict(externals), **more})
        change = Change("r1:c2", values.get("r1:c2"), None, False, {"vi": "theo hồ sơ", "en": "from the records"})
        return Correction("found", {"vi": "Sửa 1 ô.", "en": "Change 1."}, (change,), 0)

    monkeypatch.setattr(correcting, "smallest_correction", engine)
    return seen


def ask(world: World, login: str, report: str, form: str, values: Any, **more: Any) -> Any:
    return world.client(login).post(f"/api/submissions/{report}/forms/{form}/correction", {"values": values, **more})


def test_the_fewest_cells_of_a_real_form(world: World) -> None:
    clerk, report = world.client("clerk-a"), world.submission("a")
    clerk.fill(report, sample(name="fails_c13"))
    before = clerk.get(f"/api/submissions/{report}/forms/f_01xld").get_json()
    answer = ask(world, "clerk-a", report, "f_01xld", sample(name="fails_c13")["f_01xld"])
    assert answer.status_code == 200, answer.get_json()
    body = answer.get_json()
    assert body["status"] == "found"
    assert [(change["key"], change["from"], change["to"], change["determined"]) for change in body["changes"]] == [("r1:c13", "34", "33", True)]
    assert body["changes"][0]["cell"].endswith("(cột 13)")
    assert "(cột 13)" in body["sentence"]["vi"]
    after = clerk.get(f"/api/submissions/{report}/forms/f_01xld").get_json()
    assert (after["values"], after["version"]) == (before["values"], before["version"]), "nothing is stored"


def test_checks_against_forms_without_figures_wait_for_them(world: World) -> None:
    report = world.submission("a")
    cells = sample()["f_01xld"]
    body = ask(world, "clerk-a", report, "f_01xld", cells).get_json()
    assert (body["status"], body["changes"]) == ("waiting", [])
    assert "02/XLD, 03/XLD, 04/XLD" in body["sentence"]["vi"]
    wrong = ask(world, "clerk-a", report, "f_01xld", {**cells, "r1:c13": "34"}).get_json()
    assert len(wrong["changes"]) == 1
    assert wrong["sentence"]["vi"].endswith("Gợi ý này chưa tính các kiểm tra so với 02/XLD, 03/XLD, 04/XLD, nơi chưa nhập số nào.")


def test_too_many_cells_are_no_proposal() -> None:
    change = Change("r1:c2", None, None, False, {"vi": "…", "en": "…"})
    answer = Correction("found", {"vi": "Sửa 9 ô …", "en": "Change 9 …"}, (change,) * 9, 0).as_dict()
    told = correcting.told(answer, [])
    assert (told["status"], told["changes"], told["others"]) == ("too_many", [], None)
    assert "9 ô" in told["sentence"]["vi"]


def test_what_is_on_the_screen_counts_and_not_what_is_stored(world: World) -> None:
    clerk, report = world.client("clerk-a"), world.submission("a")
    clerk.fill(report, sample(name="fails_c13"))
    mended = {**sample(name="fails_c13")["f_01xld"], "r1:c13": "33"}
    assert ask(world, "clerk-a", report, "f_01xld", mended).get_json()["status"] == "no_errors"


def test_cells_that_the_unit_cannot_type_into_stay(small: World, asked: list[dict[str, Any]]) -> None:
    report = small.submission("a")
    rows = {"r2": [{"id": "k1", "label": "Đất đai"}]}
    values = {"r1:c1": "9", "r1:c2": "7", "r2#k1:c2": "1", "r3:c2": "4", "khong:co": "1", "q1": {"t": "ghi chú"}}
    answer = ask(small, "clerk-a", report, "f_1", values, instances=rows)
    assert answer.status_code == 200, answer.get_json()
    (question,) = asked
    assert {key: str(value) for key, value in question["values"].items()} == {"r1:c2": "7", "r2#k1:c2": "1", "r3:c2": "4", "q1": "ghi chú"}
    assert question["instances"] == {"r2": ["k1"]}
    assert {"r1:c1", "r2#k1:c1", "r3:c1", "r3:c2", "r3:c3"} <= set(question["locked"])
    assert {"r1:c2", "r1:c3", "r2#k1:c2"}.isdisjoint(question["locked"])
    assert question["specs"]["r2#k1:c3"].decimals == 2
    assert question["seconds"] == correcting.SECONDS
    assert question["names"]("r2#k1:c2")["vi"] == "Đất đai · Một (cột 2)"
    change = answer.get_json()["changes"][0]
    assert (change["cell"], change["from"], change["to"], change["determined"]) == ("Dòng một · Một (cột 2)", "7", None, False)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "json.missing_key"),
        ({"values": {"r1:c2": 7}}, "cell.not_a_number"),
        ({"values": {}, "instances": {"r9": []}}, "rows.unknown"),
        ({"values": {}, "instances": {"r2": [{"id": f"k{n}", "label": ""} for n in range(4)]}}, "rows.too_many"),
        ({"values": {}, "seconds": 900}, "json.unknown_key"),
    ],
)
def test_what_the_page_cannot_hold_is_refused(small: World, asked: list[dict[str, Any]], body: dict[str, Any], code: str) -> None:
    answer = small.client("clerk-a").post(f"/api/submissions/{small.submission('a')}/forms/f_1/correction", body)
    assert (answer.status_code, answer.get_json()["code"]) == (422, code), answer.get_json()
    assert asked == []


def test_only_who_may_edit_the_report_asks(small: World, asked: list[dict[str, Any]]) -> None:
    report = small.submission("a")
    for login, status in (("clerk-a", 200), ("head-a", 200), ("clerk-b", 404), ("receiver", 403), ("receiver-other", 404), ("auditor", 403)):
        assert ask(small, login, report, "f_1", {}).status_code == status, login
    assert ask(small, "clerk-a", report, "f_khong", {}).get_json()["code"] == "submission.unknown_form"
    assert len(asked) == 2


def test_a_report_that_was_sent_is_not_corrected(world: World) -> None:
    clerk, report = world.client("clerk-a"), world.submission("a")
    clerk.fill(report, sample())
    world.client("head-a").deliver(report)
    answer = ask(world, "clerk-a", report, "f_01xld", {})
    assert (answer.status_code, answer.get_json()["code"]) == (409, "submission.already_submitted")
