"""The draft API: saving, rebasing, undo and redo, two people, refusals."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from metadata.canonical import canonical
from runtime.store.models import Draft
from tests.designer.samples import C, R, template
from tests.people import Person, code_of

People = Callable[..., Person]
Stored = Callable[[str], Draft]


def send(who: Person, draft_id: str, operations: list[Any], base: int = 0, **more: Any) -> Any:
    return who.api("POST", f"/api/drafts/{draft_id}/operations", {"base": base, "operations": operations, **more})


def rename(label: str, was: str = "Tổng số đơn", column: str = "c1", **more: Any) -> dict[str, Any]:
    return {"op": "set", "path": [*C, column, "label"], "value": label, "was": was, **more}


def label_of(draft: Draft, column: str = "c1") -> str:
    body: Any = json.loads(draft.body)
    for key in [*C, column, "label"]:
        body = body[key]
    return str(body)


def test_an_operation_is_saved_with_its_entry(person: People, draft_id: str, stored: Stored) -> None:
    answer = send(person("designer"), draft_id, [rename("Tổng số")])
    assert answer.status_code == 200, answer.get_data(as_text=True)
    body = answer.get_json()
    assert body["rev"] == 1
    assert body["since"] == []
    entry = body["entries"][0]
    assert (entry["seq"], entry["op"], entry["by"], entry["mine"]) == (1, "set", "Người designer", True)
    assert entry["changes"] == [{"path": [*C, "c1", "label"], "old": "Tổng số đơn", "new": "Tổng số"}]
    assert entry["label"] == 'Đổi tên của cột "Tổng số đơn" thành "Tổng số"'
    draft = stored(draft_id)
    assert label_of(draft) == "Tổng số"
    assert draft.version == 1
    assert draft.content_hash == body["hash"]


def test_two_people_in_one_draft_lose_nothing(person: People, draft_id: str, stored: Stored) -> None:
    one, two = person("designer"), person("designer2")
    send(one, draft_id, [rename("Tổng số")])
    row = {"op": "set", "path": [*R, "r1", "label"], "value": "Xã, phường", "was": "Cấp xã"}
    answer = send(two, draft_id, [row], base=0).get_json()
    assert answer["rev"] == 2
    assert [(entry["seq"], entry["mine"]) for entry in answer["since"]] == [(1, False)]
    assert [entry["seq"] for entry in answer["entries"]] == [2]
    draft = stored(draft_id)
    assert label_of(draft) == "Tổng số"
    seen = one.api("GET", f"/api/drafts/{draft_id}?since=1").get_json()
    assert seen["rev"] == 2
    assert [(entry["by"], entry["mine"]) for entry in seen["entries"]] == [("Người designer2", False)]


def test_a_true_clash_shows_both_values_and_changes_nothing(person: People, draft_id: str, stored: Stored) -> None:
    one, two = person("designer"), person("designer2")
    send(one, draft_id, [rename("Của một")])
    answer = send(two, draft_id, [rename("Của hai")])
    assert answer.status_code == 409
    assert code_of(answer) == "draft.conflict"
    problem = answer.get_json()["problems"][0]
    assert problem["args"]["yours"] == "Của hai"
    assert problem["args"]["theirs"] == "Của một"
    assert problem["args"]["path"] == [*C, "c1", "label"]
    draft = stored(draft_id)
    assert (draft.version, label_of(draft)) == (1, "Của một")


def test_a_gesture_sent_twice_is_done_once(person: People, draft_id: str, stored: Stored) -> None:
    node = {"op": "insert_node", "doc": "f_01xld", "section": "s1", "axis": "columns", "parent": None, "after": "c1", "id": "cx", "node": {"label": "Mới"}, "group": "abc123"}
    who = person("designer")
    first, second = (send(who, draft_id, [node]) for _ in range(2))
    assert first.status_code == second.status_code == 200
    assert first.get_json()["entries"] == second.get_json()["entries"]
    assert stored(draft_id).version == 1


def test_undo_and_redo_across_everything(person: People, draft_id: str, stored: Stored) -> None:
    who = person("designer")
    before = stored(draft_id).content_hash
    send(who, draft_id, [rename("A"), rename("B", "Đơn khác", "c3")])
    send(who, draft_id, [{"op": "remove_node", "doc": "f_01xld", "section": "s1", "axis": "columns", "id": "g1"}], base=2)
    after = stored(draft_id).content_hash
    for _ in range(3):
        answer = who.api("POST", f"/api/drafts/{draft_id}/undo", {})
        assert answer.status_code == 200, answer.get_data(as_text=True)
    draft = stored(draft_id)
    assert draft.content_hash == before
    assert draft.body.encode() == canonical(template())
    assert code_of(who.api("POST", f"/api/drafts/{draft_id}/undo", {})) == "draft.nothing_to_undo"
    for _ in range(3):
        answer = who.api("POST", f"/api/drafts/{draft_id}/redo", {})
        assert answer.status_code == 200
    assert answer.get_json()["entries"][0]["label"].startswith("Làm lại: ")
    assert stored(draft_id).content_hash == after
    assert code_of(who.api("POST", f"/api/drafts/{draft_id}/redo", {})) == "draft.nothing_to_redo"


def test_an_undo_sent_twice_is_done_once(person: People, draft_id: str, stored: Stored) -> None:
    who = person("designer")
    send(who, draft_id, [rename("A")])
    send(who, draft_id, [rename("B", "A")], base=1)
    for _ in range(2):
        answer = who.api("POST", f"/api/drafts/{draft_id}/undo", {"base": 2, "client": "once"}).get_json()
        assert [(entry["seq"], entry["op"]) for entry in answer["entries"]] == [(3, "undo")]
    assert label_of(stored(draft_id)) == "A"


def test_operations_of_one_gesture_are_undone_together(person: People, draft_id: str, stored: Stored) -> None:
    who = person("designer")
    before = stored(draft_id).content_hash
    send(who, draft_id, [rename("A", group="g1"), rename("B", "Đơn khác", "c3", group="g1")])
    answer = who.api("POST", f"/api/drafts/{draft_id}/undo", {"base": 2}).get_json()
    assert [entry["op"] for entry in answer["entries"]] == ["undo", "undo"]
    assert stored(draft_id).content_hash == before


def test_undo_takes_back_only_own_work(person: People, draft_id: str, stored: Stored) -> None:
    one, two = person("designer"), person("designer2")
    send(one, draft_id, [rename("Của một")])
    send(two, draft_id, [rename("Của hai", "Đơn khác", "c3")], base=1)
    assert one.api("POST", f"/api/drafts/{draft_id}/undo", {"base": 1}).status_code == 200
    draft = stored(draft_id)
    assert (label_of(draft), label_of(draft, "c3")) == ("Tổng số đơn", "Của hai")


def test_undo_of_what_another_changed_since_names_the_later_change(person: People, draft_id: str, stored: Stored) -> None:
    one, two = person("designer"), person("designer2")
    send(one, draft_id, [rename("Của một")])
    send(two, draft_id, [rename("Của hai", "Của một")], base=1)
    answer = one.api("POST", f"/api/drafts/{draft_id}/undo", {})
    assert (answer.status_code, code_of(answer)) == (409, "draft.later_work")
    assert [later["by"] for later in answer.get_json()["problems"][0]["args"]["later"]] == ["Người designer2"]
    assert label_of(stored(draft_id)) == "Của hai"


def test_an_id_is_not_used_again_after_its_column_is_gone(person: People, draft_id: str) -> None:
    who = person("designer")
    remove = {"op": "remove_node", "doc": "f_01xld", "section": "s1", "axis": "columns", "id": "c9"}
    insert = {"op": "insert_node", "doc": "f_01xld", "section": "s1", "axis": "columns", "parent": None, "after": None, "id": "c9", "node": {"label": "Khác"}}
    assert send(who, draft_id, [remove]).status_code == 200
    assert code_of(send(who, draft_id, [insert], base=1)) == "draft.id_reused"


def test_a_relation_line_that_cannot_be_read_is_kept_and_reported(person: People, draft_id: str) -> None:
    line = {"op": "set_relation", "doc": "f_01xld", "section": "s1", "column": "c1", "text": "1=2+77"}
    answer = send(person("designer"), draft_id, [line])
    assert answer.status_code == 200
    assert "formula.relation_unknown" in [problem["code"] for problem in answer.get_json()["problems"]]


def test_findings_diff_and_parse(person: People, draft_id: str) -> None:
    who = person("designer")
    send(who, draft_id, [{"op": "set", "path": [*C, "c8", "cell", "formula"], "value": "c2 + c33", "was": "c2 + c3"}])
    found = who.api("POST", f"/api/drafts/{draft_id}/check", {}).get_json()
    assert found["errors"] >= 1
    assert any(problem["code"] == "formula.unknown_name" for problem in found["problems"])
    diff = who.api("GET", f"/api/drafts/{draft_id}/diff").get_json()
    assert diff["class"] == 1
    assert any("thêm biểu 01/XLD" in line["text"] for line in diff["sentences"])
    question = {"form": "f_01xld", "section": "s1", "row": "r1", "column": "c8", "text": "c2 + c3", "as": "formula"}
    parsed = who.api("POST", f"/api/drafts/{draft_id}/parse", question).get_json()
    assert parsed["ok"] is True
    assert parsed["refs"] == [{"code": "c2", "start": 0, "end": 2, "kind": "column"}, {"code": "c3", "start": 5, "end": 7, "kind": "column"}]
    assert "cột 2" in parsed["words"]
    assert parsed["tree"] is not None
    wrong = who.api("POST", f"/api/drafts/{draft_id}/parse", {**question, "text": "c2 + zz"}).get_json()
    assert wrong["ok"] is False
    assert (wrong["problems"][0]["start"], wrong["problems"][0]["end"]) == (5, 7)
    line = {"form": "f_01xld", "section": "s1", "row": None, "column": "c1", "text": "1=2+3", "as": "relation"}
    rules = who.api("POST", f"/api/drafts/{draft_id}/parse", line).get_json()["rules"]
    assert [rule["expr"] for rule in rules] == ["c1 == c2 + c3"]
    check = who.api("POST", f"/api/drafts/{draft_id}/parse", {**question, "text": "c1 >= c2", "as": "rule"}).get_json()
    assert check["ok"] is True


def test_try_gives_what_the_fill_island_opens(person: People, draft_id: str) -> None:
    payload = person("designer").api("GET", f"/api/drafts/{draft_id}/try/f_01xld?audience=commune").get_json()
    assert payload["form"]["code"] == "01/XLD"
    assert payload["form"]["sections"][0]["columns"][1]["code"] == "c1"
    assert payload["program"]["formulas"]
    assert payload["values"] == {}
    assert payload["submission"]["editable"] is True
    assert code_of(person("designer").api("GET", f"/api/drafts/{draft_id}/try/f_khac")) == "submission.unknown_form"
    assert code_of(person("designer").api("GET", f"/api/drafts/{draft_id}/try/f_01xld?audience=zz")) == "query.filter"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"operations": [{"op": "set"}]}, "json.missing_key"),
        ({"base": 0, "operations": [{"op": "set"}], "status": "published"}, "json.unknown_key"),
        ({"base": 0, "operations": [{"op": "set", "path": [*C, "c1", "label"], "value": "x", "approved_by": "it1"}]}, "json.unknown_key"),
        ({"base": 10**30, "operations": [{"op": "set", "path": [*C, "c1", "label"], "value": "x"}]}, "json.schema"),
        ({"base": 99, "operations": [{"op": "set", "path": [*C, "c1", "label"], "value": "x"}]}, "draft.base_unknown"),
        ({"base": 0, "operations": [{"op": "set", "path": ["f_01xld", "status"], "value": "published"}]}, "template.schema"),
        ({"base": 0, "operations": [{"op": "set", "path": [*C, "__proto__", "label"], "value": "x"}]}, "field.key_reserved"),
        ({"base": 0, "operations": [{"op": "set", "path": [*C, "c1", "code"], "value": "В01", "was": "c1"}]}, "template.node_code"),
    ],
)
def test_hostile_bodies_are_refused_by_code(person: People, draft_id: str, stored: Stored, body: Any, code: str) -> None:
    answer = person("designer").api("POST", f"/api/drafts/{draft_id}/operations", body)
    assert 400 <= answer.status_code < 500
    assert code_of(answer) == code
    assert stored(draft_id).version == 0


@pytest.mark.parametrize(("tail", "body"), [("undo", {"base": 10**30}), ("listen", {"since": 10**30, "page": "trangnay"})])
def test_a_revision_beyond_every_number_is_refused(person: People, draft_id: str, tail: str, body: Any) -> None:
    answer = person("designer").api("POST", f"/api/drafts/{draft_id}/{tail}", body)
    assert (answer.status_code, code_of(answer)) == (422, "json.schema")


def test_the_same_key_twice_is_refused(person: People, draft_id: str) -> None:
    raw = b'{"base":0,"base":1,"operations":[{"op":"set"}]}'
    answer = person("designer").api("POST", f"/api/drafts/{draft_id}/operations", raw=raw)
    assert code_of(answer) == "json.duplicate_key"


def test_a_template_of_ten_thousand_rows_is_refused(person: People, draft_id: str) -> None:
    nodes = {f"r{number}x": {"label": "", "kind": "data"} for number in range(10_000)}
    section = {"kind": "grid", "columns": {"root": [], "nodes": {}}, "rows": {"root": list(nodes), "nodes": nodes}}
    answer = send(person("designer"), draft_id, [{"op": "insert_section", "doc": "f_01xld", "id": "sbig", "section": section, "after": None}])
    assert answer.status_code == 413
    assert code_of(answer) in {"template.too_large", "json.too_many_keys"}


def test_markup_and_template_text_is_kept_byte_for_byte_and_escaped_on_the_page(person: People, draft_id: str, stored: Stored) -> None:
    hostile = "</script><script>alert(1)</script>{{ 7*7 }}"
    who = person("designer")
    assert send(who, draft_id, [rename(hostile)]).status_code == 200
    assert label_of(stored(draft_id)) == hostile
    page = who.get(f"/thiet-ke/{draft_id}").get_data(as_text=True)
    assert "<script>alert" not in page
    assert "\\u003c/script\\u003e\\u003cscript\\u003ealert(1)" in page
    assert "{{ 7*7 }}" in page


def test_others_do_not_even_see_the_draft(app: Flask, person: People, draft_id: str) -> None:
    paths = [("GET", ""), ("GET", "/diff"), ("POST", "/check"), ("POST", "/operations"), ("POST", "/undo"), ("POST", "/submit"), ("GET", "/try/f_01xld")]
    stranger = person("designer_nv")
    for method, tail in paths:
        body = {"base": 0, "operations": [rename("x")]} if tail == "/operations" else {}
        answer = stranger.api(method, f"/api/drafts/{draft_id}{tail}", body if method == "POST" else None)
        absent = stranger.api(method, f"/api/drafts/khong-co{tail}", body if method == "POST" else None)
        assert answer.status_code == absent.status_code == 404
        assert code_of(answer) == code_of(absent) == "not_found"
    assert stranger.get(f"/thiet-ke/{draft_id}").status_code == 404
    assert person("clerk_a").api("GET", f"/api/drafts/{draft_id}").status_code == 404
    assert person().api("GET", f"/api/drafts/{draft_id}").status_code == 401


def test_readers_see_it_read_only(person: People, draft_id: str) -> None:
    leader = person("leader")
    page = leader.get(f"/thiet-ke/{draft_id}")
    assert page.status_code == 200
    assert '"editable":false' in page.get_data(as_text=True)
    assert send(leader, draft_id, [rename("x")]).status_code == 403
    assert '"editable":true' in person("designer").get(f"/thiet-ke/{draft_id}").get_data(as_text=True)
