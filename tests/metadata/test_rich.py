"""Narrative text: one form of every text, nothing outside of the model, and signs of lists as administrative documents write them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from metadata.adding import collate
from metadata.celltypes import check_value, show
from metadata.documents import CellSpec
from metadata.errors import KhuonError
from metadata.rich import MAX_PARAGRAPHS, RichText, lines_of, read_rich
from metadata.text import clean, fold
from metadata.values import decode, encode

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "rich.json").read_text(encoding="utf-8"))
RICH = CellSpec(kind="text", rich=True)


def bold(text: str) -> dict[str, Any]:
    return {"rich": [{"runs": [{"text": text, "marks": "b"}]}]}


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: case["text"])
def test_every_text_has_one_form(case: dict[str, Any]) -> None:
    value = decode({"rich": case["given"]})
    assert encode(value) == case["value"]
    assert decode(encode(value)) == value
    assert show(value, RICH) == case["plain"]


def test_old_plain_text_stays_as_it_is() -> None:
    for text in ("một\nhai", "- gạch đầu dòng gõ tay", "<b>không phải thẻ</b>", "  lùi vào\t\n"):
        assert encode(decode({"t": text})) == {"t": text}
        assert check_value(text, RICH, "o1") == []
        assert "\n".join(line.text for line in lines_of(text)) == text


def test_points_are_lettered_by_the_vietnamese_alphabet() -> None:
    clause = [{"runs": [{"text": "khoản"}], "list": "number"}]
    points = [{"runs": [{"text": "điểm"}], "list": "number", "level": 2}] * 25
    text = decode({"rich": clause + points})
    assert isinstance(text, RichText)
    signs = [line.sign for line in text.lines]
    assert signs[:9] == ["1.", "a)", "b)", "c)", "d)", "đ)", "e)", "g)", "h)"]
    assert signs[-3:] == ["y)", "aa)", "bb)"]


@pytest.mark.parametrize(
    ("wire", "code"),
    [
        ("<p>x</p>", "rich.shape"),
        ({"runs": []}, "rich.shape"),
        ([["x"]], "rich.shape"),
        ([{"runs": [{"text": "x", "marks": "s"}]}], "rich.shape"),
        ([{"runs": [{"text": "x", "marks": ["b"]}]}], "rich.shape"),
        ([{"runs": [{"text": "x", "href": "javascript:alert(1)"}]}], "rich.shape"),
        ([{"runs": [{"text": 1}]}], "rich.shape"),
        ([{"runs": [{"text": "x"}], "list": "ul"}], "rich.shape"),
        ([{"runs": [{"text": "x"}], "list": ["bullet"]}], "rich.shape"),
        ([{"runs": [{"text": "x"}], "level": 2}], "rich.shape"),
        ([{"runs": [{"text": "x"}], "list": "bullet", "level": 3}], "rich.shape"),
        ([{"runs": [{"text": "x"}], "list": "bullet", "level": 1.0}], "rich.shape"),
        ([{"runs": [{"text": "x"}], "list": "bullet", "level": True}], "rich.shape"),
        ([{"runs": [{"text": "x"}], "style": "color:red"}], "rich.shape"),
        ([{"runs": [{"text": "x"}], "children": []}], "rich.shape"),
        ([{"runs": [{"text": "hai\ndòng", "marks": "b"}]}], "text.control_character"),
        ([{"runs": [{"text": "\x1b[2J", "marks": "b"}]}], "text.control_character"),
        ([{"runs": [{"text": "\u202egpj.exe", "marks": "b"}]}], "text.control_character"),
        ([{"runs": [{"text": "\ud800", "marks": "b"}]}], "text.surrogate"),
        ([{"runs": []}] * (MAX_PARAGRAPHS + 1), "rich.too_much"),
        ([{"runs": [{"text": "x"}] * 10_001}], "rich.too_much"),
    ],
)
def test_what_is_outside_of_the_model_is_refused_with_its_place(wire: Any, code: str) -> None:
    with pytest.raises(KhuonError) as refused:
        decode({"rich": wire}, "o3")
    assert [(one.code, one.place) for one in refused.value.problems] == [(code, "o3")]


def test_length_is_that_of_the_plain_reading() -> None:
    spec = CellSpec(kind="text", rich=True, max_length=5)
    assert check_value(decode(bold("12345")), spec, "o3") == []
    (problem,) = check_value(decode(bold("123456")), spec, "o3")
    assert (problem.code, problem.args["length"]) == ("cell.too_long", 6)


def test_a_cell_of_plain_text_says_that_it_takes_no_marks() -> None:
    (problem,) = check_value(decode(bold("đậm")), CellSpec(kind="text"), "o3")
    assert problem.code == "rich.not_taken"


def test_an_old_font_is_noticed_in_marked_text_too() -> None:
    (problem,) = check_value(decode(bold("Hµ Néi, c«ng t¸c d©n vËn")), RICH, "o3")
    assert (problem.code, problem.severity) == ("text.legacy_encoding", "warning")


def test_texts_of_units_keep_their_marks_when_brought_together() -> None:
    said = collate([("Xã A", decode(bold("Đạt"))), ("Xã B", "Chưa đạt\ncòn chậm"), ("Xã C", decode(bold("Đạt")))])
    assert isinstance(said, RichText)
    assert str(said) == "Xã A, Xã C:\nĐạt\nXã B:\nChưa đạt\ncòn chậm"
    assert [[(run.text, run.marks) for run in one.runs] for one in said.paragraphs][1] == [("Đạt", "b")]


@pytest.mark.parametrize("pile", ["\u0301" * 200_000, "\u0301\u0323" * 100_000, "\u0323" * 31], ids=["one", "two kinds", "short"])
def test_a_pile_of_marks_is_refused_before_it_is_composed(pile: str) -> None:
    runs = [{"text": "a", "marks": "b"}, *({"text": pile[at : at + 30]} for at in range(0, min(len(pile), 9_000), 30))]
    for read in (lambda: clean(f"ạ{pile}", "r1"), lambda: read_rich([{"runs": runs}], "r1"), lambda: read_rich([{"runs": [{"text": f"a{pile}"}]}], "r1")):
        with pytest.raises(KhuonError) as caught:
            read()
        assert (caught.value.code, caught.value.problems[0].place) == ("text.piled_marks", "r1")
    assert fold(f"Tiê{pile}u đề") == "tieu de"


def test_thirty_marks_and_long_lines_of_signs_stay() -> None:
    assert clean("a" + "\u0301" * 30, "r1") == "á" + "\u0301" * 29
    assert clean("Ký tên" + "…" * 80, "r1") == "Ký tên" + "…" * 80
    assert fold("…" * 80) == "…" * 80
