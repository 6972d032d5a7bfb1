"""A form's workbook that comes back: every cell that would change, and every refusal with its place, reason and proposal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from metadata.errors import KhuonError
from metadata.values import DASH, CellValue, Choice, Invalid, Target
from tests.runtime import world as worlds
from tests.runtime.formbooks.brought import DOCUMENTS, Back
from tests.runtime.world import World


@pytest.fixture
def world(tmp_path: Any) -> Iterator[World]:
    with worlds.world_of(f"sqlite:///{tmp_path / 'store.sqlite3'}", DOCUMENTS) as made:
        yield made


ROWS = [{"id": "k1", "label": "Đất đai", "item": None}, {"id": "k2", "label": "Hộ tịch", "item": None}]
FILLED = {"r1:c2": "5", "r1:c3": "1234.50", "r1:c4": {"d": "2026-07-05"}, "r1:c5": {"c": "co"}, "r1:c6": {"op": "gt", "a": "4", "text": "triệu"}, "r1:c7": {"t": "= đủ"}, "r2#k1:c2": "7", "r2#k2:c2": {"s": "-"}, "q1": {"t": "Dòng 1\nDòng 2"}}


def filled(world: World) -> World:
    answer = world.client("clerk-a").save(world.submission("a"), "f_1", FILLED, instances={"r2": ROWS})
    assert answer.status_code == 200, answer.get_json()
    return world


def test_a_workbook_that_nobody_touched_changes_nothing(world: World) -> None:
    judged = Back(filled(world)).judged()
    assert (judged.changes, judged.refusals, judged.added, judged.absent, judged.locked, judged.remarks) == ((), (), (), (), (), ())
    assert judged.unchanged > 20


def test_values_are_read_by_the_form(world: World) -> None:
    """Number cells, text in the Vietnamese way, blank, "-", 0 and dates."""
    back = Back(filled(world))
    back.put("r1:c2", number="0").put("r1:c3", "1.234,5").put("r1:c4", "2026-08-01T00:00:00").put("r1:c5", "khong").put("r1:c6", "61–62").put("r1:c7", "Đủ")
    back.put("r2#k1:c2", "–").put("r2#k2:c2", "").put("q1", "")
    assert Back(world).put("r1:c4", "1/8/26").changes() == {"r1:c4": dt.date(2026, 8, 1)}
    assert back.changes() == {
        "r1:c2": Decimal(0), "r1:c4": dt.date(2026, 8, 1), "r1:c5": Choice("khong"), "r1:c6": Target("range", Decimal(61), Decimal(62)),
        "r1:c7": "Đủ", "r2#k1:c2": DASH, "r2#k2:c2": None, "q1": None,
    }  # fmt: skip
    change = next(one for one in back.judged().changes if one.key == "r1:c2")
    assert (change.place, change.was) == ("Biểu!C6", Decimal(5))


def test_a_text_that_looks_like_a_day_is_a_text(world: World) -> None:
    """Only what the file itself keeps as a day is read as one, and then as a person sees it there."""
    text = "2026-03-01T00:00:00"
    back = Back(filled(world)).put("r1:c7", text).put("r1:c4", text).put("q1", text, moment=True)
    assert back.changes() == {"r1:c7": text, "r1:c4": dt.date(2026, 3, 1), "q1": "01/03/2026"}


#: Cell, what the clerk typed, code, proposals.
REFUSED: list[tuple[str, dict[str, Any], str, list[Any]]] = [
    ("r1:c3", {"text": "1.234"}, "cell.ambiguous_number", [("vi", Decimal(1234)), ("en", Decimal("1.234")), ("as_is", Invalid("1.234"))]),
    ("r1:c3", {"text": "1,234.5"}, "cell.ambiguous_number", [("vi", Decimal("1.2345")), ("en", Decimal("1234.5")), ("as_is", Invalid("1,234.5"))]),
    ("r1:c3", {"text": "12.5"}, "cell.not_a_number", [("en", Decimal("12.5")), ("as_is", Invalid("12.5"))]),
    ("r1:c3", {"text": "1 234"}, "cell.not_a_number", [("reading", Decimal(1234)), ("as_is", Invalid("1 234"))]),
    ("r1:c3", {"text": "١٢"}, "cell.not_a_number", [("as_is", Invalid("١٢"))]),
    ("r1:c3", {"text": "1e3"}, "cell.not_a_number", [("as_is", Invalid("1e3"))]),
    ("r1:c3", {"formula": "=1+1"}, "file.formula_in_input", []),
    ("r1:c3", {"text": "#DIV/0!"}, "workbook.error_value", []),
    ("r1:c3", {"text": "2026-05-03T00:00:00", "moment": True}, "workbook.date_in_number", []),
    ("r1:c3", {"text": "2026-05-03T00:00:00"}, "cell.not_a_number", [("as_is", Invalid("2026-05-03T00:00:00"))]),
    ("r1:c6", {"text": "2026-03-01T00:00:00", "moment": True}, "workbook.date_in_number", []),
    ("r1:c3", {"number": "12345678901234567890"}, "workbook.digits", [("as_is", Decimal(12345678901234567890))]),
    ("r1:c3", {"text": "X"}, "cell.x_not_allowed", []),
    ("r1:c3", {"number": "1.236"}, "number.scale", [("rounded", Decimal("1.24")), ("as_is", Decimal("1.236"))]),
    ("r1:c3", {"number": "2000000000"}, "cell.out_of_range", [("as_is", Decimal(2000000000))]),
    ("r1:c2", {"number": "-1"}, "cell.negative", [("as_is", Decimal(-1))]),
    ("r3:c2", {"text": "-"}, "cell.dash_not_allowed", []),
    ("r1:c4", {"number": "46000"}, "cell.not_a_date", [("day", dt.date(2025, 12, 9))]),
    ("r1:c4", {"text": "29/02/2023"}, "cell.not_a_date", [("as_is", Invalid("29/02/2023"))]),
    ("r1:c4", {"text": "29/2/23"}, "cell.not_a_date", [("as_is", Invalid("29/2/23"))]),
    ("r1:c5", {"text": "Dang lam xong"}, "cell.not_a_choice", [("nearest", Choice("dang")), ("as_is", Invalid("Dang lam xong"))]),
    ("r1:c6", {"text": "Trên 1.234"}, "cell.ambiguous_number", [("vi", Target("gt", Decimal(1234))), ("en", Target("gt", Decimal("1.234")))]),
    ("r1:c7", {"text": "dài quá hai mươi chữ cái"}, "cell.too_long", [("as_is", "dài quá hai mươi chữ cái")]),
    ("r1:c7", {"text": "a\x1bb"}, "text.control_character", [("reading", "ab")]),
    ("r1:c7", {"text": "a" + "\u0301\u0323" * 16_000}, "text.piled_marks", []),
    ("r1:c2", {"text": "5" + "\u0301" * 32_000}, "text.piled_marks", []),
    ("r1:c2", {"number": "9", "hidden": True}, "file.hidden_content", [("file", Decimal(9))]),
    ("r1:c2", {"text": "", "merged": True}, "workbook.merged", []),
    ("r1:c2", {"number": "9", "merged": True}, "workbook.merged", [("file", Decimal(9))]),
]  # fmt: skip


def test_a_refusal_names_its_cell_and_proposes(world: World) -> None:
    made = Back(filled(world))
    untouched, wrong = dict(made.cells), {}
    for key, typed, code, proposals in REFUSED:
        made.cells = dict(untouched)
        found = made.put(key, **typed).refused(key)
        if found != (code, proposals):
            wrong[key, str(typed)] = found
    assert wrong == {}


def test_old_fonts_are_read_and_said(world: World) -> None:
    back = Back(filled(world)).put("r1:c7", "Hà Nội", encoding="tcvn3", original="Hµ Néi").put("q1", "Hµ Néi")
    marks = {one.key: (one.to, one.marks[0].code, dict(one.marks[0].args)["reading"]) for one in back.judged().changes}
    assert marks == {"r1:c7": ("Hà Nội", "workbook.old_font", "Hà Nội"), "q1": ("Hµ Néi", "text.legacy_encoding", "Hà Nội")}


def test_locked_cells_are_skipped_and_listed(world: World) -> None:
    back = Back(filled(world)).put("r1:c1", number="999").put("r3:c7", "chữ").put("r4:c2", number="3")
    judged = back.judged()
    assert judged.changes == ()
    assert [(one.key, one.problem.code, one.problem.place) for one in judged.locked] == [
        ("r1:c1", "workbook.locked", "Biểu!B6"), ("r3:c7", "workbook.locked", "Biểu!H11"), ("r4:c2", "workbook.locked", "Biểu!C12"),
    ]  # fmt: skip


def test_what_others_entered_meanwhile_is_not_put_back(world: World) -> None:
    """The workbook holds 5 as it did when it was taken away: the clerk did not touch it, whoever entered 6 keeps it."""
    back = Back(filled(world))
    assert world.client("clerk-a").save(back.report, "f_1", {"r1:c2": ("6", "5")}).status_code == 200
    assert back.changes() == {}
    back.put("r1:c2", number="8")
    assert back.refused("r1:c2") == ("workbook.clash", [("file", Decimal(8))])
    back.put("r1:c2", number="6")
    assert back.judged().refusals == ()


def test_an_empty_workbook_clears_nothing(world: World) -> None:
    back = Back(filled(world), filled=False).put("r1:c2", number="8")
    assert back.changes() == {"r1:c2": Decimal(8)}
    assert back.judged().absent == ()


def test_rows_are_added_and_never_silently_removed(world: World) -> None:
    back = Back(filled(world)).put("r2#spare0:@label", "Chứng thực").put("r2#spare0:c2", number="3").delete("r2#k2")
    judged = back.judged()
    (added,) = judged.added
    assert (added.row, added.instance.id, added.instance.label, added.place) == ("r2", "spare0", "Chứng thực", "Biểu!A9")
    assert back.changes() == {"r2#spare0:c2": Decimal(3)}
    (absent,) = judged.absent
    assert (absent.instance.id, absent.cells) == ("k2", 1)
    assert not any(one.code == "workbook.missing" for one in judged.remarks)


def test_a_row_that_was_emptied_is_absent_not_cleared(world: World) -> None:
    back = Back(filled(world)).put("r2#k1:@label", "").put("r2#k1:c2", "")
    assert back.changes() == {}
    assert [one.instance.id for one in back.judged().absent] == ["k1"]


def test_more_rows_than_the_form_takes_are_refused(world: World) -> None:
    back = Back(filled(world)).put("r2#spare0:@label", "Ba").put("r2#spare1:@label", "Bốn")
    assert [one.instance.label for one in back.judged().added] == ["Ba"]
    assert back.refused("r2#spare1:@label")[0] == "workbook.rows_full"


def test_a_row_removed_in_the_form_does_not_come_back(world: World) -> None:
    back = Back(filled(world))
    assert world.client("clerk-a").save(back.report, "f_1", {}, instances={"r2": ROWS[1:]}).status_code == 200
    assert (back.changes(), back.judged().refusals, back.judged().added) == ({}, (), ())
    assert back.put("r2#k1:c2", number="70").refused("r2#k1:@label") == ("workbook.row_removed", [])


def test_a_caption_is_a_change_like_any_other(world: World) -> None:
    assert Back(filled(world)).put("r2#k1:@label", "Đất đai, môi trường").changes() == {"r2#k1:@label": "Đất đai, môi trường"}


def test_a_changed_layout_and_lost_cells_are_said(world: World) -> None:
    back = Back(filled(world)).delete("r3")
    back.moved = ("r1:c2", "r1:c3")
    said = [(one.code, one.place) for one in back.judged().remarks]
    assert ("workbook.layout", "") in said
    assert ("workbook.missing", "Dòng ba · Một (cột 2)") in said


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"unit": "b"}, "workbook.other_unit"),
        ({"period": "2026-Q2"}, "workbook.other_period"),
        ({"submission": "s_other"}, "workbook.other_report"),
        ({"form": "f_9"}, "workbook.other_form"),
        ({"release": "0" * 64}, "workbook.other_release"),
    ],
)
def test_another_workbook_is_refused_by_what_it_is(world: World, other: dict[str, str], code: str) -> None:
    back = Back(world)
    back.facts = replace(back.facts, **other)
    with pytest.raises(KhuonError) as refused:
        back.judged()
    assert refused.value.code == code


#: A target as a clerk may write it, and what it may mean; the same texts typed on the screen are read so.
ASKED_TARGETS: list[tuple[str, str, list[CellValue]]] = [
    ("4%", "cell.ambiguous_number", [Target("eq", Decimal(4)), Target("text", text="4%")]),
    ("–5", "cell.ambiguous_number", [Target("eq", Decimal(-5)), Target("text", text="–5")]),
    ("Tối thiểu 1,234.5", "cell.ambiguous_number", [Target("ge", Decimal("1234.5")), Target("text", text="Tối thiểu 1,234.5")]),
    ("Trên " + "9" * 60, "number.too_long", [Target("text", text="Trên " + "9" * 60)]),
]


@pytest.mark.parametrize(("text", "code", "offered"), ASKED_TARGETS)
def test_a_target_that_is_not_written_plainly_is_asked(world: World, text: str, code: str, offered: list[CellValue]) -> None:
    told, proposals = Back(world).put("r1:c6", text).refused("r1:c6")
    assert (told, [value for _, value in proposals]) == (code, offered)


def test_a_mark_of_byte_order_before_a_text_is_no_letter_of_it(world: World) -> None:
    assert Back(world).put("r1:c7", "\ufeffĐủ").changes() == {"r1:c7": "Đủ"}
