"""The approval file: what it says, that it is the same for the same state, and that it runs nothing."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from metadata.canonical import digest
from runtime.store import session
from runtime.store.models import Draft, Release
from tests.designer.conftest import make_draft
from tests.designer.samples import C, template
from tests.people import Person

People = Callable[..., Person]
Stored = Callable[[str], Draft]
PAYLOADS = json.loads((Path(__file__).parents[1] / "attacks" / "payloads.json").read_text(encoding="utf-8"))["attacks"]
HOSTILE = {
    attack["id"]: str(attack["send"].get("text", attack["send"].get("value")))
    for attack in PAYLOADS
    if attack["class"] == "stored_xss" and isinstance(attack["send"].get("text", attack["send"].get("value")), str)
}


def act(who: Person, draft_id: str, what: str, **body: Any) -> Any:
    return who.api("POST", f"/api/drafts/{draft_id}/{what}", body)


def first_release(person: People, draft_id: str, stored: Stored) -> str:
    act(person("designer"), draft_id, "submit", note="Xin duyệt")
    shown = stored(draft_id).content_hash
    act(person("leader"), draft_id, "forward", shown=shown)
    done = act(person("approver"), draft_id, "approve", shown=shown, valid_from="2026-Q3", note="Đồng ý")
    assert done.status_code == 200, done.get_data(as_text=True)
    return str(done.get_json()["release"])


@pytest.fixture
def second(person: People, draft_id: str, stored: Stored) -> str:
    """A draft on the leader's desk that renames a column and drops another, with a comment answered and resolved."""
    first_release(person, draft_id, stored)
    designer = person("designer")
    made = designer.post("/thiet-ke/che-do/g_thu/ban-thao").headers["Location"].rpartition("/")[2]
    rename = {"op": "set", "path": [*C, "c1", "label"], "value": "Tổng số", "was": "Tổng số đơn"}
    assert act(designer, made, "operations", base=0, operations=[rename]).status_code == 200
    act(designer, made, "submit", note="Đổi tên cho gọn")
    remark = act(person("leader"), made, "comments", form="f_01xld", place="c1", text="Sao lại đổi?").get_json()["comments"][0]["id"]
    act(designer, made, f"comments/{remark}/answers", text="Theo Thông tư mới")
    act(person("leader"), made, f"comments/{remark}/resolve", done=True)
    return str(made)


def text_of(page: str) -> str:
    bare = re.sub(r"<[^>]+>", " ", re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL))
    return re.sub(r"\s+", " ", html.unescape(bare))


def test_the_file_of_a_draft_says_what_is_decided(person: People, second: str, stored: Stored) -> None:
    answer = person("leader").get(f"/xet-duyet/{second}/ho-so")
    page = answer.get_data(as_text=True)
    said = text_of(page)
    assert answer.status_code == 200
    assert re.fullmatch(r'attachment; filename="ho-so-[a-z0-9-]+\.html"', answer.headers["Content-Disposition"])
    for words in (
        "Chế độ thử",
        "chưa ban hành",
        "so với bản số 1",
        'đổi tên cột 1 từ "Tổng số đơn" thành "Tổng số"',
        "Trình bày",
        "Loại 0: 1",
        "Lãnh đạo trình, Sở phê duyệt, báo cho các đơn vị",
        "Bản đang dùng:",
        "Sao lại đổi?",
        "Theo Thông tư mới",
        "Theo Thông tư mới (Người designer, ",
        ") Đã giải quyết: Người leader",
        "Gửi duyệt · Người designer",
        "Đổi tên cho gọn",
    ):
        assert words in said, words
    with_hashes = dict(re.findall(r"<td>(\w+)</td><td>[^<]+</td><td><code>([0-9a-f]{64})</code>", page))
    assert with_hashes == {key: digest(body) for key, body in json.loads(stored(second).body).items()}
    assert stored(second).content_hash in page
    marked = re.findall(r'<th[^>]*class="is-changed">(?:<span class="sign">≠</span>)? ?([^<]*)', page)
    assert marked == ["Tổng số"]


def test_the_same_state_gives_the_same_bytes(person: People, second: str) -> None:
    leader = person("leader")
    files = [person(login).get(f"/xet-duyet/{second}/ho-so").data for login in ("leader", "leader", "designer")]
    assert files[0] == files[1] == files[2]
    act(leader, second, "comments", form="f_01xld", text="Thêm một ý")
    assert leader.get(f"/xet-duyet/{second}/ho-so").data != files[0]


def test_the_file_of_a_release_holds_what_was_frozen(app: Flask, person: People, second: str, stored: Stored) -> None:
    shown = stored(second).content_hash
    act(person("leader"), second, "forward", shown=shown)
    release = act(person("approver"), second, "approve", shown=shown, valid_from="2027-Q1").get_json()
    page = person("approver").get(f"/ban-hanh/{release['release']}/ho-so").get_data(as_text=True)
    with app.app_context():
        row = session().get(Release, release["release"])
        assert row is not None
        body = json.loads(row.body)
        former = body["previous"]
    assert {release["hash"], shown, former, *body["documents"].values()} <= set(re.findall(r"[0-9a-f]{64}", page))
    said = text_of(page)
    for words in ("Bản số 2", "quý I năm 2027", "Phê duyệt và ban hành · Người approver", "Trình phê duyệt · Người leader"):
        assert words in said, words
    assert person("approver").get(f"/xet-duyet/{second}/ho-so").get_data(as_text=True) == page
    link = f'href="/ban-hanh/{release["release"]}/ho-so"'
    assert link in person("approver").get(f"/ban-hanh/{release['release']}").get_data(as_text=True)


def test_the_file_of_a_release_keeps_what_the_desks_said_from_its_receivers(person: People, second: str, stored: Stored) -> None:
    shown = stored(second).content_hash
    left = act(person("leader"), second, "comments", form="f_01xld", place="c3", text="Để lần sau sửa").get_json()["comments"][1]["id"]
    assert act(person("leader"), second, "forward", shown=shown, waived=[left]).status_code == 200
    release = act(person("approver"), second, "approve", shown=shown, valid_from="2027-Q1", waived=[left]).get_json()["release"]
    said = {login: text_of(person(login).get(f"/ban-hanh/{release}/ho-so").get_data(as_text=True)) for login in ("designer", "leader", "approver", "auditor", "receiver")}
    for login in ("designer", "leader", "approver", "auditor"):
        assert "Sao lại đổi?" in said[login], login
        assert "Để lần sau sửa" in said[login], login
    for words in ("Sao lại đổi?", "Theo Thông tư mới", "Để lần sau sửa"):
        assert words not in said["receiver"], words
    assert "chỉ có trong hồ sơ của cơ quan chủ trì" in said["receiver"]
    assert "Trình phê duyệt · Người leader" in said["receiver"]


class Shape(HTMLParser):
    """Elements with their attributes, in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.marks: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.marks.append((tag, tuple(attrs)))


def test_hostile_texts_stay_texts(app: Flask, person: People) -> None:
    """Every text of the class stored_xss, in captions, notes and comments: the same elements as with a harmless one."""
    documents = template()
    form = documents["f_01xld"]
    first = next(iter(form["sections"]["items"].values()))
    columns = first["columns"]["nodes"]
    taken = [key for key, node in columns.items() if node.get("label")]
    pages = []
    for texts in (list(HOSTILE.values()), ["Nội dung"] * len(HOSTILE)):
        documents = template()
        nodes = next(iter(documents["f_01xld"]["sections"]["items"].values()))["columns"]["nodes"]
        for key, text in zip(taken, texts, strict=False):
            nodes[key]["label"] = text[:300]
        documents["f_01xld"]["title"] = texts[0][:200]
        made = f"d_{len(pages)}"
        regime = next(key for key, body in documents.items() if body["spec"] == "regime/1")
        documents = json.loads(json.dumps(documents).replace(f'"{regime}"', f'"{regime}{made}"'))
        draft = make_draft(app, documents)
        assert act(person("designer"), draft, "submit", note=texts[1]).status_code == 200
        for text in texts:
            act(person("leader"), draft, "comments", text=text)
        answer = person("leader").get(f"/xet-duyet/{draft}/ho-so")
        assert answer.status_code == 200
        pages.append(Shape(answer.get_data(as_text=True)).marks)
    assert pages[0] == pages[1]
    assert not [mark for mark in pages[0] if mark[0] in ("script", "iframe", "object", "img", "link")]


def test_who_gets_the_file(person: People, second: str) -> None:
    for login, status in (("leader", 200), ("designer", 200), ("auditor", 200), ("approver", 404), ("designer_nv", 404), ("clerk_a", 404)):
        assert person(login).get(f"/xet-duyet/{second}/ho-so").status_code == status, login
