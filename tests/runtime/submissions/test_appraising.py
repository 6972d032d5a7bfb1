"""Cells that the lead agency fills: when, by whom, and that what the unit sent stays as it was."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from runtime.store.models import Audit, CellChange, SentForm, Submission
from tests.runtime import world as worlds
from tests.runtime.world import Client, World, documents_of, regime_document


def scores() -> list[dict[str, Any]]:
    """The score sheet of the examples: own mark and evidence by the unit, mark and reason by the lead agency."""
    found = {one["id"]: deepcopy(one) for one in documents_of("cham_diem_cchc")}
    return [found["f_diem"], found["k_diem"], regime_document(["f_diem"])]


@pytest.fixture
def world(tmp_path: Any) -> Iterator[World]:
    with worlds.world_of(f"sqlite:///{tmp_path / 'store.sqlite3'}", scores()) as made:
        yield made


def url(report: str) -> str:
    return f"/api/submissions/{report}/forms/f_diem"


def cells(world: World, login: str, report: str) -> dict[str, Any]:
    found: dict[str, Any] = world.client(login).get(url(report)).get_json()["values"]
    return found


def attach(client: Client, path: str, name: str, body: bytes) -> dict[str, Any]:
    answer = client.post(path, {"name": name, "content": base64.b64encode(body).decode()})
    assert answer.status_code == 201, answer.get_json()
    return {"file": answer.get_json()}


def sent(world: World) -> str:
    report, clerk = world.submission("a"), world.client("clerk-a")
    proof = attach(clerk, f"/api/submissions/{report}/files", "ke-hoach.pdf", b"%PDF-1.4 ke hoach")
    marks = {"y02:d2": "1.5", "y03:d2": "1.25", "y05:d2": "0", "y06:d2": "0"}
    clerk.save(report, "f_diem", {**marks, "y02:d3": proof, "y03:d3": proof})
    world.client("head-a").deliver(report)
    return report


def appraise(client: Client, report: str, values: dict[str, Any], version: int | None = None) -> Any:
    now = client.get(url(report)).get_json()
    stored = now["values"]
    body = {"cells": {key: {"to": value, "was": stored.get(key)} for key, value in values.items()}}
    seen = now["version"] if version is None else version
    return client.send("PATCH", f"{url(report)}/appraisal", body, If_Match=str(seen))


def test_the_unit_is_not_asked_for_what_the_lead_agency_fills(world: World) -> None:
    report = sent(world)
    assert world.state(report) == "sent"
    # Four marks and two files stand; two files and six remarks are blank. The lead agency's cells are not counted.
    tab = world.client("clerk-a").get(url(report)).get_json()["submission"]["forms"][0]
    assert (tab["filled"], tab["missing"]) == (6, 8)


def test_marks_are_entered_after_receipt_and_before_acceptance_only(world: World) -> None:
    report, receiver = sent(world), world.client("receiver")
    assert "unappraised" not in world.client("clerk-a").get(f"/api/submissions/{report}/checks").get_json(), "the unit is not told"
    early = appraise(receiver, report, {"y02:d5": "1.5"})
    assert (early.status_code, early.get_json()["code"]) == (409, "submission.receive_first")
    receiver.post(f"/api/submissions/{report}/receive")
    answer = appraise(receiver, report, {"y02:d5": "1.5", "y03:d5": "1", "y02:d6": {"t": "Ban hành chậm 10 ngày."}})
    assert answer.status_code == 200, answer.get_json()
    assert answer.get_json()["computed"]["y01:d5"] == "2.50"  # 1,5 + 1
    seen = cells(world, "clerk-a", report)
    assert (seen["y02:d5"], seen["y01:d5"], seen["y02:d6"]) == ("1.5", "2.50", {"t": "Ban hành chậm 10 ngày."})
    blank = receiver.get(f"/api/submissions/{report}/checks").get_json()["unappraised"]
    assert blank == [{"code": "CCHC-01", "count": 2}], "two of four marks; remarks may stay blank"
    assert receiver.post(f"/api/submissions/{report}/accept").status_code == 200
    late = appraise(receiver, report, {"y02:d5": "2"})
    assert (late.status_code, late.get_json()["code"]) == (409, "submission.not_appraisable")
    assert cells(world, "receiver", report)["y02:d5"] == "1.5"


def test_each_party_keeps_to_its_own_cells(world: World) -> None:
    report, receiver, clerk = sent(world), world.client("receiver"), world.client("clerk-a")
    receiver.post(f"/api/submissions/{report}/receive")
    for key, code in {"y02:d2": "cell.not_yours", "y02:d3": "cell.not_yours", "y01:d5": "cell.computed", "y99:d5": "cell.unknown"}.items():
        answer = appraise(receiver, report, {key: "1"})
        assert (answer.status_code, answer.get_json()["problems"][0]["code"]) == (422, code), key
    for login in ("clerk-a", "head-a", "auditor"):
        assert appraise(world.client(login), report, {"y02:d5": "2"}).status_code in (403, 404), login
    assert clerk.save(report, "f_diem", {"y02:d5": "2"}).status_code == 409
    assert "y02:d5" not in cells(world, "receiver", report)


def test_what_was_sent_and_signed_stays_word_for_word(world: World) -> None:
    report, receiver = sent(world), world.client("receiver")
    with world.db() as db:
        before = db.get(Submission, report).content_hash
        word = db.get(SentForm, (report, 1, "f_diem")).document
    receiver.post(f"/api/submissions/{report}/receive")
    own = {key: value for key, value in cells(world, "clerk-a", report).items() if key.split(":")[1] in ("d1", "d2", "d3", "d4")}
    appraise(receiver, report, {"y02:d5": "1"})
    with world.db() as db:
        assert db.get(Submission, report).content_hash == before
        assert db.get(SentForm, (report, 1, "f_diem")).document == word
        kept = [json.loads(one.after) for one in db.query(CellChange).filter_by(submission_id=report, cell="y02:d5")]
        assert kept == ["1"]
        assert db.query(Audit).filter_by(action="submission.appraise").count() == 1
    now = cells(world, "clerk-a", report)
    assert {key: now.get(key) for key in own} == own


def test_a_report_is_not_accepted_with_faulty_marks(world: World) -> None:
    report, receiver = sent(world), world.client("receiver")
    receiver.post(f"/api/submissions/{report}/receive")
    highest = cells(world, "receiver", report)["y02:d1"]
    answer = appraise(receiver, report, {"y02:d5": "99", "y03:d5": {"raw": "một"}})
    sentences = [one["sentence"] for one in answer.get_json()["failures"]]
    assert len(sentences) >= 2
    refused = receiver.post(f"/api/submissions/{report}/accept").get_json()
    assert refused["code"] == "submission.appraisal"
    assert world.state(report) == "received"
    appraise(receiver, report, {"y02:d5": highest, "y03:d5": None})
    assert receiver.post(f"/api/submissions/{report}/accept").status_code == 200


def test_a_second_desk_does_not_overwrite_a_mark(world: World) -> None:
    report, receiver = sent(world), world.client("receiver")
    receiver.post(f"/api/submissions/{report}/receive")
    seen = receiver.get(url(report)).get_json()["version"]
    appraise(receiver, report, {"y02:d5": "1"})
    body = {"cells": {"y02:d5": {"to": "2", "was": None}}}
    clash = receiver.send("PATCH", f"{url(report)}/appraisal", body, If_Match=str(seen))
    assert (clash.status_code, clash.get_json()["code"]) == (409, "version.conflict")


def test_a_mark_without_evidence_is_not_sent(world: World) -> None:
    report, clerk = world.submission("a"), world.client("clerk-a")
    found = clerk.save(report, "f_diem", {"y02:d2": "1.5", "y05:d2": "0"}).get_json()["failures"]
    assert [(one["code"], one["cells"]) for one in found] == [("cell.evidence", ["y02:d3"])]
    assert "Ban hành kế hoạch · Điểm tự đánh giá" in found[0]["sentence"]
    proof = attach(clerk, f"/api/submissions/{report}/files", "ke-hoach.pdf", b"%PDF-1.4")
    assert clerk.save(report, "f_diem", {"y02:d3": proof}).get_json()["failures"] == []


@pytest.mark.parametrize(("name", "size", "code"), [("thu.exe", 10, "cell.file_type"), ("anh.pdf", 11, "cell.file_size")])
def test_a_file_of_another_kind_or_size_is_a_coded_error(tmp_path: Any, name: str, size: int, code: str) -> None:
    documents = scores()
    documents[0]["sections"]["items"]["s1"]["columns"]["nodes"]["d3"]["cell"]["max_mb"] = 1
    with worlds.world_of(f"sqlite:///{tmp_path / 'store.sqlite3'}", documents) as world:
        report, clerk = world.submission("a"), world.client("clerk-a")
        proof = attach(clerk, f"/api/submissions/{report}/files", name, b"%PDF-1.4" + b"x" * size * 100_000)
        found = clerk.save(report, "f_diem", {"y02:d3": proof}).get_json()["failures"]
        assert [(one["code"], one["cells"]) for one in found] == [(code, ["y02:d3"])]


def test_the_lead_agency_adds_no_rows_and_no_reasons_of_the_unit(world: World) -> None:
    report, receiver = sent(world), world.client("receiver")
    receiver.post(f"/api/submissions/{report}/receive")
    body = {"cells": {}, "instances": {"y02": [{"id": "k1", "label": "thêm"}]}, "overrides": {"y02:d2": {"reason": "x"}}}
    version = receiver.get(url(report)).get_json()["version"]
    answer = receiver.send("PATCH", f"{url(report)}/appraisal", body, If_Match=str(version))
    assert answer.status_code == 422
    assert {one["code"] for one in answer.get_json()["problems"]} == {"rows.unknown", "cell.not_yours"}


def test_questions_outside_of_tables_are_answered_by_the_party_they_are_put_to(tmp_path: Any) -> None:
    documents = scores()
    sections = documents[0]["sections"]
    sections["order"].append("s9")
    questions = {"q8": {"label": "Tự nhận xét", "cell": {"kind": "text"}}, "q9": {"label": "Ý kiến thẩm định", "cell": {"kind": "text", "party": "lead", "required": True}}}
    sections["items"]["s9"] = {"kind": "fields", "title": "", "fields": {"order": list(questions), "items": questions}}
    with worlds.world_of(f"sqlite:///{tmp_path / 'store.sqlite3'}", documents) as world:
        report, receiver = world.submission("a"), world.client("receiver")
        refused = world.client("clerk-a").save(report, "f_diem", {"q9": {"t": "Đồng ý"}})
        assert (refused.status_code, refused.get_json()["code"]) == (422, "cell.not_yours")
        sent(world)
        payload = receiver.get(url(report)).get_json()
        assert payload["uiSchema"]["s9"]["q9"]["ui:options"]["party"] == "lead"
        receiver.post(f"/api/submissions/{report}/receive")
        assert appraise(receiver, report, {"q8": {"t": "Tốt"}}).get_json()["code"] == "cell.not_yours"
        assert "f_diem!q9" in {one["place"] for one in receiver.post(f"/api/submissions/{report}/accept", {}).get_json()["problems"]}
        assert appraise(receiver, report, {"q9": {"t": "Đồng ý với điểm tự chấm."}}).status_code == 200
        assert cells(world, "clerk-a", report)["q9"] == {"t": "Đồng ý với điểm tự chấm."}
