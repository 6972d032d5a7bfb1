"""The doors to the proofs: the designer's panel and the two desks, over an engine of the test's own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask

from designer.drafts import proving
from metadata.template import Template
from runtime.store.models import Draft
from tests.designer.samples import C, template
from tests.people import Person, code_of

People = Callable[..., Person]
Stored = Callable[[str], Draft]

FORCED = {
    "code": "proof.forced",
    "severity": "warning",
    "rules": ["k_01xld/k1"],
    "checks": ["k_01xld/k1@r1"],
    "cells": ["r1:c1"],
    "values": {"r1:c1": "0"},
    "message": {"vi": "Ô “Cấp xã, cột 1” chỉ có thể là 0.", "en": "Cell “Cấp xã, column 1” can only be 0."},
    "todo": {"vi": "Xem lại <kiểm tra>.", "en": "Look at the <check>."},
}
CLASH = {**FORCED, "code": "proof.contradiction", "severity": "error", "message": {"vi": "Hai kiểm tra mâu thuẫn.", "en": "Two checks contradict."}}
#: Seconds after which a thread that waits for another one gives up.
PATIENCE = 120
UNPROVEN = {"rule": "k_01xld/k1", "check": "k_01xld/k1@r2", "code": "proof.not_linear", "message": {"vi": "Tích của hai ô.", "en": "A product of two cells."}}


class Engine:
    """Answers what it was told to, and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answer: dict[str, Any] = {"complete": True, "findings": [], "unproven": [], "examples": {}, "no_example": {}}
        self.holds: threading.Event | None = None
        self.begun = threading.Event()

    def __call__(self, made: Template, form_id: str) -> dict[str, Any]:
        """Stands in for ``proving.prove``."""
        self.asked.append(form_id)
        self.begun.set()
        if self.holds is not None:
            self.holds.wait(PATIENCE)
        assert made.form(form_id).id == form_id
        return {"form": form_id, "seconds": 0.2, **self.answer}


@pytest.fixture(autouse=True)
def engine(monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    made = Engine()
    monkeypatch.setattr(proving, "prove", made)
    proving.forget_proofs()
    yield made
    proving.forget_proofs()


def prove(who: Person, draft_id: str, form: str = "f_01xld") -> Any:
    return who.api("POST", f"/api/drafts/{draft_id}/proofs", {"form": form})


def edit(who: Person, draft_id: str, base: int, *operations: Any) -> None:
    answer = who.api("POST", f"/api/drafts/{draft_id}/operations", {"base": base, "operations": list(operations)})
    assert answer.status_code == 200, answer.get_data(as_text=True)


RENAME = {"op": "set", "path": [*C, "c1", "label"], "value": "Tổng số", "was": "Tổng số đơn"}


def test_the_designer_gets_the_proof_with_the_revision_it_is_of(person: People, draft_id: str, engine: Engine, stored: Stored) -> None:
    engine.answer["findings"] = [FORCED]
    answer = prove(person("designer"), draft_id)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    body = answer.get_json()
    assert (body["form"], body["complete"], body["rev"], body["limit"]) == ("f_01xld", True, 0, proving.SECONDS)
    assert body["findings"] == [FORCED]
    assert body["hash"] == stored(draft_id).content_hash


def test_one_content_is_worked_out_once(person: People, draft_id: str, engine: Engine) -> None:
    designer = person("designer")
    for _ in range(2):
        assert prove(designer, draft_id).status_code == 200
    assert engine.asked == ["f_01xld"]
    edit(designer, draft_id, 0, RENAME)
    assert prove(designer, draft_id).get_json()["rev"] == 1
    assert engine.asked == ["f_01xld"] * 2
    # Back to the first content: nothing is worked out anew.
    assert designer.api("POST", f"/api/drafts/{draft_id}/undo", {"base": 1}).status_code == 200
    assert prove(designer, draft_id).get_json()["rev"] == 2
    assert len(engine.asked) == 2


def test_kept_examples_take_no_proof_away(person: People, draft_id: str, engine: Engine) -> None:
    designer = person("designer")
    prove(designer, draft_id)
    rule = template()["k_01xld"]["items"]["k1"]
    examples = [{"cells": {"r1:c1": "2", "r1:c2": "1"}, "expect": "pass"}, {"cells": {"r1:c1": "0", "r1:c2": "1"}, "expect": "fail"}]
    edit(designer, draft_id, 0, {"op": "set_rule", "rules": "k_01xld", "id": "k1", "rule": {**rule, "examples": examples}, "was": rule})
    assert prove(designer, draft_id).status_code == 200
    assert engine.asked == ["f_01xld"]


def test_a_kept_example_that_no_longer_holds_is_found_by_the_check(person: People, draft_id: str) -> None:
    designer = person("designer")
    rule = template()["k_01xld"]["items"]["k1"]
    wrong = {**rule, "examples": [{"cells": {"r1:c1": "0", "r1:c2": "1"}, "expect": "pass"}]}
    edit(designer, draft_id, 0, {"op": "set_rule", "rules": "k_01xld", "id": "k1", "rule": wrong, "was": rule})
    found = designer.api("POST", f"/api/drafts/{draft_id}/check", {}).get_json()["problems"]
    assert "template.example_failed" in {problem["code"] for problem in found}


def test_only_what_ran_out_of_time_is_tried_again_and_only_by_the_designer(person: People, draft_id: str, engine: Engine) -> None:
    engine.answer["complete"] = False
    assert prove(person("designer"), draft_id).get_json()["complete"] is False
    assert proving.proof_of(template(), "f_01xld")["complete"] is False, "the desks show what there is"
    engine.answer["complete"] = True
    assert prove(person("designer"), draft_id).get_json()["complete"] is True
    assert prove(person("designer"), draft_id).get_json()["complete"] is True
    assert engine.asked == ["f_01xld"] * 2


def test_two_who_ask_at_once_share_one_answer(engine: Engine) -> None:
    engine.holds = threading.Event()
    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(proving.proof_of, template(), "f_01xld") for _ in range(2)]
        engine.holds.set()
        first, second = (each.result(PATIENCE) for each in both)
    assert first is second
    assert engine.asked == ["f_01xld"]


def test_a_failure_is_told_and_not_kept(person: People, draft_id: str, engine: Engine) -> None:
    assert code_of(prove(person("designer"), draft_id, "f_khong")) == "submission.unknown_form"
    assert code_of(prove(person("designer"), draft_id, "f_khong")) == "submission.unknown_form"
    assert engine.asked == []
    assert person("designer").api("POST", f"/api/drafts/{draft_id}/proofs", {"form": "f_01xld", "seconds": 900}).status_code == 422


@pytest.mark.parametrize(("login", "status"), [("designer2", 200), ("leader", 200), ("auditor", 200), ("designer_nv", 404), ("clerk_a", 404), ("admin", 404)])
def test_who_reads_the_draft_asks_for_its_proofs(person: People, draft_id: str, login: str, status: int) -> None:
    assert prove(person(login), draft_id).status_code == status


def test_the_real_engine_answers(person: People, draft_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(proving, "SECONDS", 120.0)
    body = prove(person("designer"), draft_id).get_json()
    assert body["complete"] is True
    assert {example["expect"] for example in body["examples"]["k_01xld/k1"]} == {"pass", "fail"}
    rule = template()["k_01xld"]["items"]["k1"]
    kept = {**rule, "examples": body["examples"]["k_01xld/k1"]}
    edit(person("designer"), draft_id, 0, {"op": "set_rule", "rules": "k_01xld", "id": "k1", "rule": kept, "was": rule})
    found = person("designer").api("POST", f"/api/drafts/{draft_id}/check", {}).get_json()["problems"]
    assert "template.example_failed" not in {problem["code"] for problem in found}


# ---------------------------------------------------------------- desks


@pytest.fixture
def waiting(person: People, draft_id: str, stored: Stored) -> tuple[str, str]:
    """A draft on the desk of the IT department, with its hash."""
    assert person("designer").api("POST", f"/api/drafts/{draft_id}/submit", {"note": ""}).status_code == 200
    shown = stored(draft_id).content_hash
    assert person("leader").api("POST", f"/api/drafts/{draft_id}/forward", {"shown": shown}).status_code == 200
    return draft_id, shown


def proof_page(who: Person, address: str) -> str:
    answer = who.get(address)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return str(answer.get_data(as_text=True))


def test_the_desk_shows_a_link_first_and_then_what_was_proven(person: People, waiting: tuple[str, str], engine: Engine) -> None:
    draft_id, shown = waiting
    engine.answer.update(findings=[FORCED, CLASH], unproven=[UNPROVEN])
    approver = person("approver")
    link = f"/phe-duyet/{draft_id}/kiem-chung/f_01xld?ma={shown}"
    page = proof_page(approver, f"/phe-duyet/{draft_id}")
    assert f'href="{link}"' in page
    assert "data-part=" in page
    assert engine.asked == []
    part = proof_page(approver, f"{link}&phan=1")
    assert "<html" not in part
    assert part.index("Hai kiểm tra mâu thuẫn.") < part.index("chỉ có thể là 0"), "errors first"
    assert "1 lỗi trong 2 điều tìm thấy" in part
    assert "Không chứng minh được: 1 điều" in part
    assert "Xem lại &lt;kiểm tra&gt;." in part
    assert "1 kiểm tra, chưa giữ ví dụ nào" in part
    again = proof_page(approver, f"/phe-duyet/{draft_id}")
    assert "Hai kiểm tra mâu thuẫn." in again
    assert f'data-part="{link}' not in again
    assert "Hai kiểm tra mâu thuẫn." in proof_page(approver, link)
    assert engine.asked == ["f_01xld"]


def test_the_desk_counts_the_kept_examples(person: People, draft_id: str) -> None:
    rule = template()["k_01xld"]["items"]["k1"]
    examples = [{"cells": {"r1:c1": "2", "r1:c2": "1"}, "expect": "pass"}, {"cells": {"r1:c1": "0", "r1:c2": "1"}, "expect": "fail"}]
    edit(person("designer"), draft_id, 0, {"op": "set_rule", "rules": "k_01xld", "id": "k1", "rule": {**rule, "examples": examples}, "was": rule})
    assert person("designer").api("POST", f"/api/drafts/{draft_id}/submit", {"note": ""}).status_code == 200
    assert "1/1 kiểm tra có ví dụ, cộng 2 ví dụ" in proof_page(person("leader"), f"/xet-duyet/{draft_id}")


def test_a_form_without_checks_is_not_called_proven(person: People, draft_id: str) -> None:
    rule = template()["k_01xld"]["items"]["k1"]
    edit(person("designer"), draft_id, 0, {"op": "remove_rule", "rules": "k_01xld", "id": "k1", "was": rule})
    assert person("designer").api("POST", f"/api/drafts/{draft_id}/submit", {"note": ""}).status_code == 200
    page = proof_page(person("leader"), f"/xet-duyet/{draft_id}/kiem-chung/f_01xld")
    assert "không có kiểm tra nào" in page
    assert "đã chứng minh" not in page


def test_all_proven_says_what_and_unproven_is_never_fine(person: People, waiting: tuple[str, str], engine: Engine) -> None:
    address = f"/phe-duyet/{waiting[0]}/kiem-chung/f_01xld"
    fine = "không ô nào bị buộc phải mang đúng một số"
    page = proof_page(person("approver"), address)
    assert fine in page
    assert "đã chứng minh" in page
    proving.forget_proofs()
    engine.answer["unproven"] = [UNPROVEN]
    page = proof_page(person("approver"), address)
    assert fine not in page
    assert "chưa chứng minh hết" in page
    proving.forget_proofs()
    engine.answer.update(unproven=[], complete=False)
    page = proof_page(person("approver"), address)
    assert fine not in page
    assert "mà chưa xét xong" in page


def test_a_proof_is_about_the_content_that_was_shown(person: People, draft_id: str, engine: Engine, stored: Stored) -> None:
    assert person("designer").api("POST", f"/api/drafts/{draft_id}/submit", {"note": ""}).status_code == 200
    leader, shown = person("leader"), stored(draft_id).content_hash
    address = f"/xet-duyet/{draft_id}/kiem-chung/f_01xld"
    assert "đã chứng minh" in proof_page(leader, f"{address}?ma={shown}")
    assert person("designer").api("POST", f"/api/drafts/{draft_id}/withdraw", {}).status_code == 200
    edit(person("designer"), draft_id, 0, RENAME)
    assert person("designer").api("POST", f"/api/drafts/{draft_id}/submit", {"note": ""}).status_code == 200
    assert leader.get(f"{address}?ma={shown}").status_code == 409
    assert leader.get(f"{address}?ma={stored(draft_id).content_hash}").status_code == 200
    assert person("approver").get(f"/phe-duyet/{draft_id}/kiem-chung/f_01xld").status_code == 404
    assert leader.get(f"/xet-duyet/{draft_id}/kiem-chung/f_khong").status_code == 404


def test_formulas_that_cannot_be_read_are_named_in_place_of_a_proof(app: Flask, person: People, monkeypatch: pytest.MonkeyPatch, waiting: tuple[str, str]) -> None:
    from metadata.errors import fail

    def refused(_template: Template, _form_id: str) -> dict[str, Any]:
        raise fail("formula.unknown_form", "f_01xld/s1/c8", name="f_x", proposal="", proposal_en="")

    monkeypatch.setattr(proving, "prove", refused)
    page = proof_page(person("approver"), f"/phe-duyet/{waiting[0]}/kiem-chung/f_01xld")
    assert "không có gì được chứng minh" in page
    assert "Không có biểu “f_x”" in page


def test_a_proof_that_nobody_asked_for_gives_way_and_one_that_somebody_did_waits(person: People, draft_id: str, engine: Engine) -> None:
    engine.holds = threading.Event()
    designer = person("designer")
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(lambda: designer.api("POST", f"/api/drafts/{draft_id}/proofs", {"form": "f_01xld", "auto": True}))
        assert engine.begun.wait(PATIENCE)
        refused = person("designer2").api("POST", f"/api/drafts/{draft_id}/proofs", {"form": "f_01xld", "auto": True})
        assert (refused.status_code, code_of(refused)) == (409, "proof.busy")
        waiting = pool.submit(lambda: prove(person("leader"), draft_id))
        engine.holds.set()
        assert first.result().status_code == waiting.result().status_code == 200
    assert engine.asked == ["f_01xld"]
    again = person("designer").api("POST", f"/api/drafts/{draft_id}/proofs", {"form": "f_01xld", "auto": True})
    assert again.status_code == 200
    assert engine.asked == ["f_01xld"]
