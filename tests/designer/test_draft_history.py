"""History, named points, revert of one change, going back, dropping and bringing back."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from metadata.canonical import canonical
from runtime import clock
from runtime.store import session, transaction
from runtime.store.models import Audit, Draft, DraftOperation, DroppedDraft
from runtime.words import COOKIE
from tests.designer.samples import C, R, template
from tests.people import Person, code_of

People = Callable[..., Person]
Stored = Callable[[str], Draft]


def rename(label: str, was: str, path: list[str], group: str = "") -> dict[str, Any]:
    return {"op": "set", "path": [*path, "label"], "value": label, "was": was, **({"group": group} if group else {})}


def send(who: Person, draft_id: str, *operations: dict[str, Any]) -> dict[str, Any]:
    rev = who.api("GET", f"/api/drafts/{draft_id}?since=999999").get_json()["rev"]
    answer = who.api("POST", f"/api/drafts/{draft_id}/operations", {"base": rev, "operations": list(operations)})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return dict(answer.get_json())


@pytest.fixture
def worked(person: People, draft_id: str) -> tuple[Person, Person, str]:
    """Two people at work: a gesture of two operations, a row of the other, the same column once more."""
    one, two = person("designer"), person("designer2")
    send(one, draft_id, rename("Tổng số", "Tổng số đơn", [*C, "c1"], "g1"), rename("Khác", "Đơn khác", [*C, "c3"], "g1"))
    send(two, draft_id, rename("Xã, phường", "Cấp xã", [*R, "r1"]))
    send(one, draft_id, rename("Tổng số (đơn)", "Tổng số", [*C, "c1"]))
    return one, two, draft_id


def lines(who: Person, draft_id: str, query: str = "") -> list[tuple[str, int, int]]:
    told = who.api("GET", f"/api/drafts/{draft_id}/history{query}").get_json()
    return [(line["by"], line["first"], line["last"]) for line in told["gestures"]]


def test_the_history_has_a_line_a_gesture_newest_first(worked: tuple[Person, Person, str]) -> None:
    one, two, draft_id = worked
    assert lines(one, draft_id) == [("Người designer", 4, 4), ("Người designer2", 3, 3), ("Người designer", 1, 2)]
    told = one.api("GET", f"/api/drafts/{draft_id}/history").get_json()
    first = told["gestures"][-1]
    assert (first["label"], first["count"], first["mine"], first["forms"]) == (
        'Đổi tên của cột "Tổng số đơn" thành "Tổng số"', 2, True, ["f_01xld"],
    )  # fmt: skip
    assert [each["name"] for each in told["people"]] == ["Người designer", "Người designer2"]
    theirs = told["people"][1]["id"]
    assert lines(two, draft_id, f"?by={theirs}") == [("Người designer2", 3, 3)]
    assert lines(two, draft_id, "?form=f_khac") == []
    assert lines(two, draft_id, "?before=3") == [("Người designer", 1, 2)]
    assert code_of(one.api("GET", f"/api/drafts/{draft_id}/history?before=x")) == "query.filter"


def test_a_line_says_what_it_changed_and_where(worked: tuple[Person, Person, str]) -> None:
    one, _two, draft_id = worked
    told = one.api("GET", f"/api/drafts/{draft_id}/change?first=1&last=2").get_json()
    assert told["paths"] == [[*C, "c1", "label"], [*C, "c3", "label"]]
    assert len(told["sentences"]) == 2
    assert "Tổng số đơn" in told["sentences"][0]["text"]
    # A span that is nobody's gesture is none.
    assert code_of(one.api("GET", f"/api/drafts/{draft_id}/change?first=2&last=3")) == "draft.base_unknown"
    assert code_of(one.api("GET", f"/api/drafts/{draft_id}/change?first=1&last=99")) == "draft.base_unknown"


def test_one_change_is_taken_back_alone_and_the_rest_stays(worked: tuple[Person, Person, str], stored: Stored) -> None:
    one, two, draft_id = worked
    before = stored(draft_id).body
    answer = one.api("POST", f"/api/drafts/{draft_id}/revert", {"first": 3, "last": 3})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    entry = answer.get_json()["entries"][0]
    assert (entry["op"], entry["label"]) == ("revert", 'Hoàn lại: Đổi tên của dòng "Cấp xã" thành "Xã, phường"')
    body = json.loads(stored(draft_id).body)
    section = body["f_01xld"]["sections"]["items"]["s1"]
    assert (section["rows"]["nodes"]["r1"]["label"], section["columns"]["nodes"]["c1"]["label"]) == ("Cấp xã", "Tổng số (đơn)")
    assert code_of(two.api("POST", f"/api/drafts/{draft_id}/revert", {"first": 3, "last": 3})) == "draft.already_reverted"
    assert one.api("POST", f"/api/drafts/{draft_id}/undo", {}).status_code == 200
    assert stored(draft_id).body == before
    assert lines(two, draft_id)[0] == ("Người designer", 6, 6)


def test_what_later_work_stands_on_is_not_taken_back_and_the_later_work_is_named(worked: tuple[Person, Person, str], stored: Stored) -> None:
    one, two, draft_id = worked
    before = stored(draft_id)
    answer = two.api("POST", f"/api/drafts/{draft_id}/revert", {"first": 1, "last": 2})
    assert (answer.status_code, code_of(answer)) == (409, "draft.later_work")
    problem = answer.get_json()["problems"][0]
    assert problem["args"]["later"] == [{"seq": 4, "label": 'Đổi tên của cột "Tổng số" thành "Tổng số (đơn)"', "by": "Người designer"}]
    assert (problem["args"]["yours"], problem["args"]["theirs"]) == ("Tổng số đơn", "Tổng số (đơn)")
    assert "Người designer" in problem["message"]
    # A column that stands under a group is not pulled away with the group's making.
    at = {"doc": "f_01xld", "section": "s1", "axis": "columns"}
    made = send(one, draft_id, {"op": "insert_node", **at, "id": "m1", "parent": None, "after": None, "node": {"label": "Nhóm"}})["rev"]
    send(two, draft_id, {"op": "insert_node", **at, "id": "m2", "parent": "m1", "after": None, "node": {"label": "Con"}})
    refused = one.api("POST", f"/api/drafts/{draft_id}/revert", {"first": made, "last": made})
    assert code_of(refused) == "draft.later_work"
    assert refused.get_json()["problems"][0]["args"]["later"][0]["label"] == 'Thêm cột "Con"'
    assert stored(draft_id).version == before.version + 2


def test_points_are_named_renamed_compared_gone_back_to_and_removed(worked: tuple[Person, Person, str], stored: Stored) -> None:
    one, two, draft_id = worked
    at = f"/api/drafts/{draft_id}"
    assert code_of(one.api("POST", f"{at}/points", {"name": "  "})) == "draft.point_name"
    assert code_of(one.api("POST", f"{at}/points", {"name": "Sau này", "seq": 99})) == "draft.base_unknown"
    point = one.api("POST", f"{at}/points", {"name": "Trước khi gộp", "seq": 2}).get_json()
    now = one.api("POST", f"{at}/points", {"name": "Bây giờ"}).get_json()
    assert (point["seq"], now["seq"]) == (2, 4)
    one.api("POST", f"{at}/points/rename", {"point": point["id"], "name": "Trước khi gộp cột"})
    told = two.api("GET", f"{at}/history").get_json()["points"]
    assert [(each["name"], each["seq"], each["by"]) for each in told] == [("Bây giờ", 4, "Người designer"), ("Trước khi gộp cột", 2, "Người designer")]
    different = two.api("GET", f"{at}/difference?since=2").get_json()["sentences"]
    assert len(different) == 2
    assert any("Xã, phường" in line["text"] for line in different)
    before = stored(draft_id).body
    back = two.api("POST", f"{at}/back", {"seq": 2}).get_json()
    assert [entry["label"] for entry in back["entries"]] == ["Quay về mốc “Trước khi gộp cột”"]
    assert two.api("GET", f"{at}/difference?since=2").get_json()["sentences"] == []
    assert two.api("POST", f"{at}/undo", {}).status_code == 200
    assert stored(draft_id).body == before
    assert one.api("POST", f"{at}/points/remove", {"point": now["id"]}).status_code == 200
    assert [each["name"] for each in two.api("GET", f"{at}/history").get_json()["points"]] == ["Trước khi gộp cột"]
    assert one.api("POST", f"{at}/points/rename", {"point": now["id"], "name": "x"}).status_code == 404


def test_the_draft_is_shown_as_it_was(worked: tuple[Person, Person, str]) -> None:
    one, _two, draft_id = worked
    page = one.get(f"/thiet-ke/{draft_id}/ban?rev=0").get_data(as_text=True)
    data = json.loads(page.split('id="island-data">')[1].split("</script>")[0])
    assert canonical(data["documents"]) == canonical(template())
    assert data["draft"]["editable"] is False
    assert (data["draft"]["past"]["seq"], data["draft"]["past"]["may_go_back"]) == (0, True)
    assert one.get(f"/thiet-ke/{draft_id}/ban?rev=99").status_code == 422


def test_a_dropped_draft_says_what_goes_and_comes_back_whole(worked: tuple[Person, Person, str], app: Flask, stored: Stored) -> None:
    one, two, draft_id = worked
    one.api("POST", f"/api/drafts/{draft_id}/points", {"name": "Mốc"})
    before = stored(draft_id)
    asked = one.get(f"/thiet-ke/{draft_id}/xoa").get_data(as_text=True)
    assert "Bản thảo có 4 thao tác đã ghi" in asked
    assert "Người designer2: 1 thao tác" in asked
    assert one.post(f"/thiet-ke/{draft_id}/xoa").status_code == 302
    with app.app_context():
        assert session().get(Draft, draft_id) is None
        assert session().query(Audit).filter_by(action="draft.delete").count() == 1
    assert "Người designer bỏ lúc" in two.get("/thiet-ke").get_data(as_text=True)
    back = two.post("/thiet-ke/che-do/g_thu/khoi-phuc", {"dropped": draft_id})
    assert back.headers["Location"] == f"/thiet-ke/{draft_id}"
    after = stored(draft_id)
    assert (after.body, after.version, after.content_hash) == (before.body, 4, before.content_hash)
    assert lines(one, draft_id) == [("Người designer", 4, 4), ("Người designer2", 3, 3), ("Người designer", 1, 2)]
    assert one.api("GET", f"/api/drafts/{draft_id}/history").get_json()["points"][0]["name"] == "Mốc"
    assert one.api("POST", f"/api/drafts/{draft_id}/undo", {}).status_code == 200
    with app.app_context():
        assert session().query(DraftOperation).filter_by(draft_id=draft_id).count() == 5


def test_a_dropped_draft_is_not_brought_back_over_another_nor_by_others_nor_for_ever(person: People, draft_id: str, app: Flask) -> None:
    one = person("designer")
    one.post(f"/thiet-ke/{draft_id}/xoa")
    assert person("designer_nv").post("/thiet-ke/che-do/g_thu/khoi-phuc", {"dropped": draft_id}).status_code == 404
    assert one.post("/thiet-ke/che-do/g_kn/khoi-phuc", {"dropped": draft_id}).status_code == 404
    one.post("/thiet-ke/che-do/g_thu/ban-thao")
    assert code_of(one.post("/thiet-ke/che-do/g_thu/khoi-phuc", {"dropped": draft_id}, {"Accept": "application/json"})) == "draft.exists"
    with app.app_context(), transaction() as db:
        db.get_one(DroppedDraft, draft_id).at = clock.now() - timedelta(days=31)
    assert one.post("/thiet-ke/che-do/g_thu/khoi-phuc", {"dropped": draft_id}).status_code == 404


def test_two_pages_see_each_other_until_one_leaves_or_falls_silent(person: People, draft_id: str) -> None:
    one, two, stranger = person("designer"), person("designer2"), person("designer_nv")

    def listen(who: Person, page: str, place: str = "", since: int = 0) -> dict[str, Any]:
        return dict(who.api("POST", f"/api/drafts/{draft_id}/listen", {"since": since, "page": page, "place": place}).get_json())

    # The clock stands: on a busy machine what is done here takes longer than a page may be silent.
    with clock.frozen(clock.now()) as forward:
        assert listen(one, "pageofhoa", "f_01xld/s1/h:c2")["people"] == []
        told = listen(two, "pageofminh")["people"]
        assert told == [{"page": "pageofhoa", "name": "Người designer", "mine": False, "place": "f_01xld/s1/h:c2"}]
        # A page cannot speak for somebody else's.
        listen(two, "pageofhoa", "f_01xld/s1/h:c9")
        assert listen(two, "pageofminh")["people"][0]["place"] == "f_01xld/s1/h:c2"
        assert two.api("POST", f"/api/drafts/{draft_id}/leave", {"page": "pageofminh"}).status_code == 200
        assert listen(one, "pageofhoa")["people"] == []
        listen(two, "pageofminh")
        forward(timedelta(seconds=21))
        assert listen(one, "pageofhoa")["people"] == []
        assert stranger.api("POST", f"/api/drafts/{draft_id}/listen", {"since": 0, "page": "pageother"}).status_code == 404


def test_small_edits_of_one_thing_are_one_line_while_the_log_keeps_each(person: People, draft_id: str, stored: Stored, app: Flask) -> None:
    one, two = person("designer"), person("designer2")
    send(one, draft_id, rename("Tổng", "Tổng số đơn", [*C, "c1"]))
    send(one, draft_id, rename("Tổng số", "Tổng", [*C, "c1"]))
    send(one, draft_id, {"op": "set", "path": [*C, "c1", "width"], "value": 90, "was": None})
    send(one, draft_id, rename("Đơn khác nữa", "Đơn khác", [*C, "c3"]))
    send(two, draft_id, rename("Đơn khác", "Đơn khác nữa", [*C, "c3"]))
    assert lines(one, draft_id) == [("Người designer2", 5, 5), ("Người designer", 4, 4), ("Người designer", 1, 3)]
    told = one.api("GET", f"/api/drafts/{draft_id}/history").get_json()["gestures"][-1]
    assert (told["count"], told["label"]) == (3, 'Đổi độ rộng của cột "Tổng số" thành 90')
    with app.app_context():
        assert session().query(DraftOperation).filter_by(draft_id=draft_id).count() == 5
    assert one.api("POST", f"/api/drafts/{draft_id}/revert", {"first": 1, "last": 3}).status_code == 200
    column = json.loads(stored(draft_id).body)["f_01xld"]["sections"]["items"]["s1"]["columns"]["nodes"]
    assert (column["c1"]["label"], "width" in column["c1"], column["c3"]["label"]) == ("Tổng số đơn", False, "Đơn khác")


def test_the_log_is_said_in_english_too(worked: tuple[Person, Person, str]) -> None:
    one, _two, draft_id = worked
    one.client.set_cookie(COOKIE, "en")
    told = one.api("GET", f"/api/drafts/{draft_id}/history").get_json()["gestures"]
    assert [line["label"] for line in told] == [
        "Changed the name of column “Tổng số (đơn)” to “Tổng số (đơn)”",
        "Changed the name of row “Xã, phường” to “Xã, phường”",
        "Changed the name of column “Tổng số (đơn)” to “Tổng số”",
    ]  # fmt: skip


def test_the_line_of_a_revert_is_that_of_what_the_history_showed(person: People, draft_id: str) -> None:
    """Small edits of one thing are one line, named by the last of them; taking it back is named the same."""
    one = person("designer")
    send(one, draft_id, rename("Nháp", "Tổng số đơn", [*C, "c1"]))
    send(one, draft_id, rename("Tổng số", "Nháp", [*C, "c1"]))
    (line,) = one.api("GET", f"/api/drafts/{draft_id}/history").get_json()["gestures"]
    assert (line["first"], line["last"], line["label"]) == (1, 2, 'Đổi tên của cột "Nháp" thành "Tổng số"')
    told = one.api("POST", f"/api/drafts/{draft_id}/revert", {"first": 1, "last": 2}).get_json()
    assert [entry["label"] for entry in told["entries"]] == [f"Hoàn lại: {line['label']}"]


def test_what_is_undone_and_what_stands_in_the_way_is_said_in_english_too(worked: tuple[Person, Person, str]) -> None:
    one, two, draft_id = worked
    for who in (one, two):
        who.client.set_cookie(COOKIE, "en")
    at = f"/api/drafts/{draft_id}"
    refused = one.api("POST", f"{at}/revert", {"first": 1, "last": 2}).get_json()["problems"][0]
    assert [later["label"] for later in refused["args"]["later"]] == ["Changed the name of column “Tổng số (đơn)” to “Tổng số (đơn)”"]
    undone = one.api("POST", f"{at}/undo", {}).get_json()["entries"]
    assert [entry["label"] for entry in undone] == ["Undone: Changed the name of column “Tổng số” to “Tổng số (đơn)”"]
    heard = two.api("POST", f"{at}/listen", {"since": 4, "page": "trangnay"}).get_json()["entries"]
    assert [entry["label"] for entry in heard] == [entry["label"] for entry in undone]
    reverted = one.api("POST", f"{at}/revert", {"first": 3, "last": 3}).get_json()["entries"]
    assert [entry["label"] for entry in reverted] == ["One change taken back: Changed the name of row “Cấp xã” to “Xã, phường”"]
    text = one.api("GET", f"{at}/history").get_data(as_text=True)
    assert "Hoàn" not in text
