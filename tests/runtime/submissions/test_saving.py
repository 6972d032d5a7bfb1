"""Saving cell by cell: what is taken, what is refused, and that nobody's figure is overwritten in silence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.runtime import world as worlds
from tests.runtime.world import World, documents_of, regime_document

FORM: dict[str, Any] = {
    "spec": "form/1",
    "id": "f_1",
    "code": "01/T",
    "title": "BIỂU THỬ",
    "sections": {
        "order": ["s1", "s2", "s3"],
        "items": {
            "s1": {
                "kind": "grid",
                "title": "",
                "columns": {
                    "root": ["cA", "c1", "c2", "c3"],
                    "nodes": {
                        "cA": {"label": "Chỉ tiêu", "number": "A", "stub": "caption"},
                        "c1": {"label": "Tổng", "code": "c1", "number": "1", "cell": {"kind": "computed", "formula": "c2 + c3"}},
                        "c2": {"label": "Một", "code": "c2", "number": "2"},
                        "c3": {"label": "Hai", "code": "c3", "number": "3", "cell": {"decimals": 2}},
                    },
                },
                "rows": {
                    "root": ["r1", "r2", "r3"],
                    "nodes": {
                        "r1": {"label": "Dòng một", "kind": "data", "code": "r1"},
                        "r2": {"label": "Lĩnh vực", "kind": "open", "open": {"min": 0, "max": 3}},
                        "r3": {"label": "Của cơ quan chủ trì", "kind": "data", "cell": {"party": "lead"}},
                    },
                },
                "cells": {"r3:c3": {"kind": "blocked"}},
            },
            "s2": {
                "kind": "fields",
                "title": "",
                "fields": {"order": ["q1"], "items": {"q1": {"label": "Ghi chú", "cell": {"kind": "text", "max_length": 20}}}},
            },
            "s3": {
                "kind": "files",
                "title": "",
                "files": {"order": ["t1"], "items": {"t1": {"label": "Quyết định", "accept": ["pdf"]}}},
            },
        },
    },
}
DOCUMENTS = [FORM, regime_document(["f_1"])]


@pytest.fixture
def world(tmp_path: Any) -> Iterator[World]:
    with worlds.world_of(f"sqlite:///{tmp_path / 'store.sqlite3'}", DOCUMENTS) as made:
        yield made


def values(world: World, report: str) -> dict[str, Any]:
    payload = world.client("clerk-a").get(f"/api/submissions/{report}/forms/f_1").get_json()
    found: dict[str, Any] = payload["values"]
    return found


def test_computed_cells_come_back(world: World) -> None:
    report = world.submission("a")
    answer = world.client("clerk-a").save(report, "f_1", {"r1:c2": "2", "r1:c3": "0.50"}).get_json()
    assert answer["version"] == 1
    assert answer["computed"]["r1:c1"] == "3"  # rounded to the cell's decimals, half away from zero
    assert values(world, report) == {"r1:c1": "3", "r1:c2": "2", "r1:c3": "0.5"}


def test_four_states_stay_four(world: World) -> None:
    report, clerk = world.submission("a"), world.client("clerk-a")
    clerk.save(report, "f_1", {"r1:c2": {"s": "-"}, "r1:c3": "0"})
    assert values(world, report) == {"r1:c1": "0", "r1:c2": {"s": "-"}, "r1:c3": "0"}
    clerk.save(report, "f_1", {"r1:c3": (None, "0")})
    assert values(world, report) == {"r1:c2": {"s": "-"}}


@pytest.mark.parametrize(
    ("cells", "status", "code", "place"),
    [
        ({"r1:c1": "9"}, 422, "cell.computed", "r1:c1"),
        ({"r3:c3": "9"}, 422, "cell.blocked", "r3:c3"),
        ({"r3:c2": "9"}, 422, "cell.not_yours", "r3:c2"),
        ({"r9:c1": "9"}, 422, "cell.unknown", "r9:c1"),
        ({"r1:cA": "9"}, 422, "cell.unknown", "r1:cA"),
        ({"r2:c2": "9"}, 422, "cell.unknown", "r2:c2"),
        ({"r2#k1:c2": "9"}, 422, "cell.unknown", "r2#k1:c2"),
        ({"__proto__": "9"}, 422, "cell.unknown", "__proto__"),
        ({"r1:c2": True}, 422, "cell.not_a_number", "r1:c2"),
        ({"r1:c2": 7}, 422, "cell.not_a_number", "r1:c2"),
        ({"r1:c2": "1e3"}, 422, "cell.not_a_number", "r1:c2"),
        ({"r1:c2": "1.234,5"}, 422, "cell.not_a_number", "r1:c2"),
        ({"r1:c2": "9" * 60}, 422, "number.too_long", "r1:c2"),
        ({"r1:c2": {"x": 1}}, 422, "cell.shape", "r1:c2"),
        ({"r1:c2": ["1"]}, 422, "cell.shape", "r1:c2"),
        ({"t1": {"file": {"name": "a.pdf", "sha256": "0" * 64, "size": 1}}}, 422, "file.unknown", "t1"),
    ],
)
def test_what_cannot_be_entered(world: World, cells: dict[str, Any], status: int, code: str, place: str) -> None:
    report = world.submission("a")
    answer = world.client("clerk-a").save(report, "f_1", {**cells, "q1": {"t": "kèm"}})
    body = answer.get_json()
    assert (answer.status_code, body["code"]) == (status, code)
    assert body["problems"][0]["place"] == place
    assert values(world, report) == {}  # all or nothing
    assert world.state(report) == "assigned"


def test_a_draft_that_is_no_value_is_kept_and_reported(world: World) -> None:
    report, clerk = world.submission("a"), world.client("clerk-a")
    answer = clerk.save(report, "f_1", {"r1:c2": {"raw": "1e3"}, "r1:c3": "1.234", "q1": "12"}).get_json()
    found = {item["cells"][0]: item["code"] for item in answer["failures"]}
    assert found["r1:c2"] == "cell.not_a_number"
    assert found["r1:c3"] == "number.scale"
    assert found["q1"] == "cell.not_text"
    assert "r1:c1" in answer["incomplete"]
    assert values(world, report)["r1:c2"] == {"raw": "1e3"}
    refused = clerk.post(f"/api/submissions/{report}/check", {}).get_json()
    assert refused["code"] == "submission.has_errors"


def test_twenty_digit_money_comes_back_digit_by_digit(world: World) -> None:
    report = world.submission("a")
    world.client("clerk-a").save(report, "f_1", {"r1:c3": "12345678901234567890.12"})
    assert values(world, report)["r1:c3"] == "12345678901234567890.12"


@pytest.mark.parametrize(
    "raw",
    [
        '{"cells":{},"status":"approved"}',
        '{"cells":{},"unit_id":"b"}',
        '{"cells":{"r1:c2":{"to":"1","was":null,"by":"x"}}}',
        '{"cells":{"r1:c2":{"to":"1","was":null}},"cells":{}}',
        '{"cells":{"r1:c2":{"to":NaN,"was":null}}}',
        '{"cells":{"r1:c2":{"to":Infinity,"was":null}}}',
        '{"cells":{"r1:c2":{"to":1e-400,"was":null}}}',
        '{"cells":',
        "[]",
    ],
)
def test_bodies_that_are_refused(world: World, raw: str) -> None:
    report, clerk = world.submission("a"), world.client("clerk-a")
    answer = clerk.http.patch(
        f"/api/submissions/{report}/forms/f_1",
        data=raw,
        content_type="application/json",
        headers={"X-CSRFToken": clerk._token(), "If-Match": "0"},
    )
    assert answer.status_code in (400, 422), answer.get_json()
    assert answer.mimetype == "application/problem+json"
    assert values(world, report) == {}


def test_a_save_must_say_its_version(world: World) -> None:
    clerk = world.client("clerk-a")
    path = f"/api/submissions/{world.submission('a')}/forms/f_1"
    answer = clerk.send("PATCH", path, {"cells": {}})
    assert (answer.status_code, answer.get_json()["code"]) == (428, "version.required")


def test_two_people_in_different_cells_are_both_kept(world: World) -> None:
    report = world.submission("a")
    clerk, head = world.client("clerk-a"), world.client("head-a")
    assert clerk.save(report, "f_1", {"r1:c2": "1"}, version=0).status_code == 200
    assert head.save(report, "f_1", {"r1:c3": "2"}, version=0).status_code == 200
    assert values(world, report) == {"r1:c1": "3", "r1:c2": "1", "r1:c3": "2"}


def test_two_people_in_one_cell_are_asked(world: World) -> None:
    report = world.submission("a")
    world.client("clerk-a").save(report, "f_1", {"r1:c2": "1"}, version=0)
    answer = world.client("head-a").save(report, "f_1", {"r1:c2": "5", "r1:c3": "2"}, version=0)
    body = answer.get_json()
    assert (answer.status_code, body["code"]) == (409, "version.conflict")
    (cell,) = [item for item in body["problems"] if item["code"] == "version.cell"]
    assert cell["place"] == "r1:c2"
    assert (cell["args"]["current"], cell["args"]["yours"]) == ("1", "5")
    assert values(world, report) == {"r1:c1": "1", "r1:c2": "1"}  # nothing of the second save


def test_the_same_change_twice_is_no_conflict(world: World) -> None:
    report, clerk = world.submission("a"), world.client("clerk-a")
    assert clerk.save(report, "f_1", {"r1:c2": "1"}, version=0).status_code == 200
    assert clerk.save(report, "f_1", {"r1:c2": "1"}, version=0).status_code == 200


def rows(*names: str) -> dict[str, Any]:
    return {"r2": [{"id": name, "label": f"Lĩnh vực {name}", "item": None} for name in names]}


def test_added_rows(world: World) -> None:
    report, clerk = world.submission("a"), world.client("clerk-a")
    answer = clerk.save(report, "f_1", {"r2#k1:c2": "4", "r2#k1:c3": "1"}, instances=rows("k1"))
    assert answer.get_json()["computed"]["r2#k1:c1"] == "5"
    assert clerk.save(report, "f_1", {}, instances=rows()).status_code == 200
    assert values(world, report) == {}
    history = clerk.get(f"/api/submissions/{report}/history?form=f_1&key=r2%23k1:c2").get_json()["cells"]
    assert [(item["before"], item["after"]) for item in history] == [("4", None), (None, "4")]


@pytest.mark.parametrize(
    ("instances", "code"),
    [
        (rows("k1", "k1"), "rows.bad_id"),
        (rows("K#1"), "rows.bad_id"),
        (rows("a", "b", "c", "d"), "rows.too_many"),
        ({"r1": []}, "rows.unknown"),
        ({"r2": [{"id": "k1", "label": "x", "item": "m9"}]}, "rows.item"),
    ],
)
def test_rows_that_are_refused(world: World, instances: dict[str, Any], code: str) -> None:
    answer = world.client("clerk-a").save(world.submission("a"), "f_1", {}, instances=instances)
    assert (answer.status_code, answer.get_json()["code"]) == (422, code)


def test_a_list_of_rows_changed_meanwhile_is_not_replaced(world: World) -> None:
    report = world.submission("a")
    world.client("clerk-a").save(report, "f_1", {}, version=0, instances=rows("k1"))
    answer = world.client("head-a").save(report, "f_1", {}, version=0, instances=rows("k2"))
    assert (answer.status_code, answer.get_json()["code"]) == (409, "version.conflict")


def test_history_names_who_when_and_from_what(world: World) -> None:
    report, clerk = world.submission("a"), world.client("clerk-a")
    clerk.save(report, "f_1", {"r1:c2": "1"})
    world.client("head-a").save(report, "f_1", {"r1:c2": ("2", "1")})
    found = clerk.get(f"/api/submissions/{report}/history?form=f_1&key=r1:c2").get_json()["cells"]
    assert [(item["by"], item["before"], item["after"]) for item in found] == [
        ("Người head-a", "1", "2"),
        ("Người clerk-a", None, "1"),
    ]


def test_a_file_is_read_only_through_the_report_that_names_it(world: World) -> None:
    report, clerk = world.submission("a"), world.client("clerk-a")
    kept = clerk.post(f"/api/submissions/{report}/files", {"name": "qd.pdf", "content": "JVBERi0="})
    assert kept.status_code == 201
    path = f"/api/submissions/{report}/files/{kept.get_json()['sha256']}"
    assert clerk.get(path).status_code == 404
    assert clerk.save(report, "f_1", {"t1": {"file": kept.get_json()}}).status_code == 200
    answer = clerk.get(path)
    assert (answer.status_code, answer.data) == (200, b"%PDF-")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.mimetype == "application/octet-stream"
    assert world.client("clerk-b").get(path).status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [("qd.pdf", "", "file.missing"), ("qd.pdf", "%%%", "file.missing"), ("../x.pdf", "JVBERi0=", "file.name")],
)
def test_files_that_are_refused(world: World, name: str, content: str, code: str) -> None:
    path = f"/api/submissions/{world.submission('a')}/files"
    assert world.client("clerk-a").post(path, {"name": name, "content": content}).get_json()["code"] == code


def test_who_may_not_save(world: World) -> None:
    report = world.submission("a")
    path = f"/api/submissions/{report}/forms/f_1"
    body = {"cells": {"r1:c2": {"to": "1", "was": None}}}
    for login, status in (("clerk-b", 404), ("receiver", 403), ("receiver-other", 404), ("auditor", 403)):
        answer = world.client(login).send("PATCH", path, body, If_Match="0")
        assert answer.status_code == status, (login, answer.get_json())
    assert values(world, report) == {}


def test_a_unit_sees_only_its_own_kind_of_rows() -> None:
    documents = documents_of("tthc_2020")
    assert any(row.get("audience") for doc in documents if doc["spec"] == "form/1"
               for row in doc["sections"]["items"]["s1"]["rows"]["nodes"].values())  # fmt: skip
