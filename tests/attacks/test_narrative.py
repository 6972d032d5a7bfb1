"""Classes stored_xss and unicode in narrative text with marks: the same through every door, and text wherever it is shown."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from runtime.consolidation.running import run
from runtime.filling import workbooks
from runtime.store.models import Regime, Submission
from runtime.submissions.collections import open_collection
from runtime.workbooks.contents import read_contents
from tests.attacks.payloads import of_class
from tests.runtime import world as worlds
from tests.runtime.formbooks.files import body, edited, places
from tests.runtime.world import FROM, Client, World, documents_of

FORM = "f_ktxh"
TEXTS = [
    str(attack["send"][part])
    for name in ("stored_xss", "unicode")
    for attack in of_class(name).values()
    for part in ("text", "value", "a", "b")
    if isinstance(attack["send"].get(part), str)
]
TEXTS += ["{{ 7*7 }} {% raw %}", '"><svg onload=alert(1)>', '=HYPERLINK("http://x.example")', "@SUM(1)", "a\u200bb\u00ad\ufeff", "𠮷🇻🇳"]
ONE_LINE = [unicodedata.normalize("NFC", text) for text in dict.fromkeys(TEXTS) if "\n" not in text]
SHOWN = "Nội dung"


def rich(texts: list[str]) -> dict[str, Any]:
    """Texts in all marks, then as items of both lists."""
    marked: list[dict[str, Any]] = [{"runs": [{"text": text, "marks": "biu"}]} for text in texts]
    bullets = [{"runs": [{"text": text}], "list": "bullet"} for text in texts]
    return {"rich": marked + bullets + [{"runs": [{"text": text, "marks": "i"}], "list": "number"} for text in texts]}


class Elements(HTMLParser):
    """Elements with their attributes, and all text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.marks: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("link", "script"):  # the page's own, renamed whenever they are built
            self.marks.append((tag, tuple((name, value) for name, value in attrs if name not in ("nonce", "content", "value"))))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("narrative")
    with worlds.world_of(f"sqlite:///{folder / 'store.sqlite3'}", documents_of("ktxh_12_chi_tieu"), ()) as made:
        with made.db() as db:
            open_collection(db, made.actor(db, "receiver"), db.get(Regime, "g_ktxh"), "2026", "", opens=FROM)
        yield made


@pytest.fixture
def clerk(world: World) -> Client:
    return world.client("head-d")


@pytest.fixture
def report(world: World) -> str:
    return world.submission("d", "2026")


def held(clerk: Client, report: str, key: str = "o3") -> Any:
    return clerk.get(f"/api/submissions/{report}/forms/{FORM}").get_json()["values"].get(key)


def put(clerk: Client, report: str, value: Any, key: str = "o3") -> Any:
    return clerk.save(report, FORM, {key: (value, held(clerk, report, key))})


def drawn(report: str) -> list[str]:
    return [f"/bao-cao/{report}/in", f"/bao-cao/{report}/{FORM}/tai/html", f"/bao-cao/{report}/{FORM}"]


def test_it_is_kept_byte_for_byte_and_is_text_on_every_page(clerk: Client, report: str) -> None:
    assert put(clerk, report, rich([SHOWN] * len(ONE_LINE))).status_code == 200
    harmless = {path: Elements(clerk.get(path).get_data(as_text=True)) for path in drawn(report)}
    answer = put(clerk, report, rich(ONE_LINE))
    assert answer.status_code == 200, answer.get_json()
    assert held(clerk, report) == rich(ONE_LINE)
    for path, plain in harmless.items():
        assert Elements(clerk.get(path).get_data(as_text=True)).marks == plain.marks, path
    for path in (*drawn(report)[:2], f"/bao-cao/{report}/lich-su"):
        text = Elements(clerk.get(path).get_data(as_text=True)).text
        assert [one for one in ONE_LINE if one not in text] == [], path


def test_files_hold_it_as_text(clerk: Client, report: str) -> None:
    assert put(clerk, report, rich(ONE_LINE)).status_code == 200
    plain = "\n".join([*ONE_LINE, *(f"- {text}" for text in ONE_LINE), *(f"{number}. {text}" for number, text in enumerate(ONE_LINE, start=1))])
    book = load_workbook(BytesIO(clerk.get(f"/bao-cao/{report}/{FORM}/tai/xlsx").data))
    assert [cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == plain] == ["s"]
    found = clerk.get(f"/bao-cao/{report}/{FORM}/tai/json").get_json()
    assert rich(ONE_LINE) in [answer.get("value") for section in found["sections"] for answer in section.get("answers", ())]
    assert clerk.get(f"/bao-cao/{report}/{FORM}/tai/csv").status_code == 200
    assert clerk.get(f"/bao-cao/{report}/{FORM}/tai/text").status_code == 200


def test_it_is_text_in_the_report_of_all_units(world: World, clerk: Client, report: str) -> None:
    """Brought together under the names of units: on the pages of the report and in every file."""
    made = "/tong-hop/g_ktxh/2026"
    pages = [f"{made}/f_ktxh", f"{made}/f_ktxh/o/o3", f"{made}/f_ktxh/in", f"{made}/f_ktxh/tai/html"]

    def elements(texts: list[str]) -> dict[str, Elements]:
        assert put(clerk, report, rich(texts)).status_code == 200
        with world.db() as db:
            submission = db.get(Submission, report)
            submission.state, was = "accepted", submission.state
            run(db, world.actor(db, "receiver"), submission.collection)
            submission.state = was
        return {path: Elements(receiver.get(path).get_data(as_text=True)) for path in pages}

    receiver = world.client("receiver")
    harmless, found = elements([SHOWN] * len(ONE_LINE)), elements(ONE_LINE)
    for path in pages:
        assert found[path].marks == harmless[path].marks, path
        assert [one for one in ONE_LINE if one not in found[path].text] == [], path
    book = load_workbook(BytesIO(receiver.get(f"{made}/f_ktxh/tai/xlsx").data))
    held = [cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str) and ONE_LINE[0] in cell.value]
    assert [(cell.data_type, [one for one in ONE_LINE if one not in cell.value]) for cell in held] == [("s", [])]
    for output in ("csv", "json"):
        assert receiver.get(f"{made}/f_ktxh/tai/{output}").status_code == 200


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ({"rich": "<p onclick=alert(1)>x</p>"}, "rich.shape"),
        ({"rich": [{"runs": [{"text": "x", "href": "javascript:alert(1)"}]}]}, "rich.shape"),
        ({"rich": [{"runs": [{"text": "x"}], "style": "position:fixed"}]}, "rich.shape"),
        ({"rich": [{"runs": [{"text": "x", "marks": "b onload"}]}]}, "rich.shape"),
        ({"rich": [{"runs": [{"text": "\u202egpj.exe", "marks": "b"}]}]}, "text.control_character"),
        ({"rich": [{"runs": [{"text": "\x00", "marks": "b"}]}]}, "text.control_character"),
        ({"rich": [{"runs": [{"text": "x" * 33_000, "marks": "b"}]}]}, "cell.too_long"),
        ({"rich": [{"runs": []}] * 3_000}, "rich.too_much"),
        ({"rich": [{"runs": [{"text": "x"}]}], "t": "y"}, "cell.shape"),
    ],
)
def test_what_is_outside_of_the_model_is_refused_and_nothing_is_stored(clerk: Client, report: str, value: Any, code: str) -> None:
    before = held(clerk, report)
    answer = put(clerk, report, value)
    assert answer.status_code == 422
    (problem,) = answer.get_json()["problems"]
    assert problem["code"] == code
    assert "o3" in problem["place"]
    assert held(clerk, report) == before


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of our own are read in this process."""
    monkeypatch.setattr(workbooks, "read_filled", read_contents)


def book(clerk: Client, report: str) -> bytes:
    answer = clerk.get(f"/bao-cao/{report}/{FORM}/tep-nhap/co-so-lieu")
    assert answer.status_code == 200
    return answer.data


def brought(clerk: Client, report: str, data: bytes, *, preview: bool = False) -> Any:
    version = clerk.get(f"/api/submissions/{report}/forms/{FORM}").get_json()["version"]
    path = f"/api/submissions/{report}/forms/{FORM}/workbook"
    if preview:
        return clerk.post(f"{path}/preview", body(data))
    return clerk.post(path, body(data, dry_run=False), If_Match=str(version))


@pytest.mark.usefixtures("here")
def test_every_door_stores_the_same_text(clerk: Client, report: str) -> None:
    text = "\n".join(["đoạn một", "", "- gạch tay", *ONE_LINE, "đoạn cuối"])
    assert put(clerk, report, {"t": "trước"}).status_code == 200
    answer = brought(clerk, report, edited(book(clerk, report), {"o3": text}))
    assert answer.status_code == 200, answer.get_json()
    by_workbook = json.dumps(held(clerk, report))
    put(clerk, report, {"rich": [{"runs": [{"text": line}] if line else []} for line in text.split("\n")]})
    assert json.dumps(held(clerk, report)) == by_workbook
    put(clerk, report, {"t": text})
    assert json.dumps(held(clerk, report)) == by_workbook


@pytest.mark.usefixtures("here")
def test_a_workbook_that_was_left_alone_leaves_the_marks_alone(clerk: Client, report: str) -> None:
    assert put(clerk, report, rich(["Thu ngân sách"])).status_code == 200
    data = book(clerk, report)
    assert "o3" in places(data)
    left = brought(clerk, report, data, preview=True).get_json()
    assert [one["key"] for one in left["changes"]] == []
    changed = brought(clerk, report, edited(data, {"o3": "Viết lại"}), preview=True).get_json()
    assert [(one["key"], one["to"], [mark["code"] for mark in one["marks"]]) for one in changed["changes"]] == [("o3", {"t": "Viết lại"}, ["workbook.formatting"])]


def test_a_plain_field_says_that_it_takes_no_marks_and_keeps_what_came(clerk: Client, report: str) -> None:
    answer = put(clerk, report, rich(["Bé"]), "q_ten")
    assert answer.status_code == 200
    assert "rich.not_taken" in {one["code"] for one in answer.get_json()["failures"]}
    assert held(clerk, report, "q_ten") == rich(["Bé"])
    assert put(clerk, report, {"t": "Bé"}, "q_ten").status_code == 200


def test_a_clash_gives_both_texts(clerk: Client, report: str) -> None:
    assert put(clerk, report, rich(["một"])).status_code == 200
    answer = clerk.save(report, FORM, {"o3": (rich(["hai"]), {"t": "cũ"})})
    assert answer.status_code == 409
    (problem,) = [one for one in answer.get_json()["problems"] if one["code"] == "version.cell"]
    assert (problem["args"]["current"], problem["args"]["yours"]) == (rich(["một"]), rich(["hai"]))


