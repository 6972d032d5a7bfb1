"""Captions of Vietnamese forms that are alike, and those that only look alike."""

from __future__ import annotations

import pytest

from designer.catalogue.likeness import CaptionIndex, key_of, like, like_paths

ALIKE = [
    ("Tổng số đơn khiếu nại", "TỔNG SỐ ĐƠN KHIẾU NẠI"),
    ("I. Số hồ sơ đã giải quyết", "a) Số hồ sơ đã giải quyết"),
    ("Trong đó: số phụ nữ", "- số phụ nữ"),
    ("Tỉ lệ hộ nghèo", "Tỷ lệ hộ nghèo (*)"),
    ("Hoà giải thành", "Hòa giải thành"),
    ("Quản lí thuỷ lợi", "Quản lý thủy lợi"),
    ("Số vụ việc (1)", "1.1. Số vụ việc"),
    ("UBND cấp xã", "Ủy ban nhân dân cấp xã"),
    ("Số đơn khiếu nại", "So don khieu nai"),
]
APART = [
    ("Số hồ sơ giải quyết đúng hạn", "Số hồ sơ giải quyết quá hạn"),
    ("Đơn đủ điều kiện xử lý", "Đơn không đủ điều kiện xử lý"),
    ("Kỳ trước chuyển sang", "Chuyển kỳ sau"),
    ("Số nam giới", "Số nữ giới"),
    ("Tổng thu ngân sách", "Tổng chi ngân sách"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_habits_of_writing_do_not_tell_captions_apart(one: str, other: str) -> None:
    assert like(key_of(one), key_of(other)) >= 0.9, (key_of(one), key_of(other))


@pytest.mark.parametrize(("one", "other"), APART)
def test_a_word_that_turns_the_meaning_does(one: str, other: str) -> None:
    assert like(key_of(one), key_of(other)) < 0.75


def test_quy_is_no_syllable_of_uy() -> None:
    assert key_of("Quý III") == "quý iii"


def test_the_header_above_counts() -> None:
    complaints, denunciations = [key_of("Khiếu nại"), key_of("Tổng số đơn")], [key_of("Tố cáo"), key_of("Tổng số đơn")]
    assert like_paths(complaints, complaints) == 1.0
    assert like_paths(complaints, denunciations) < 0.9


def test_the_index_answers_best_first_and_grows() -> None:
    index: CaptionIndex[str] = CaptionIndex()
    index.add(["Kết quả giải quyết", "Số hồ sơ đúng hạn"], "đúng")
    index.add(["Kết quả giải quyết", "Số hồ sơ quá hạn"], "quá")
    assert [hit.item for hit in index.find(["Kết quả giải quyết", "Số hồ sơ đúng hạn"], 0.9)] == ["đúng"]
    index.add(["Kết quả giải quyết hồ sơ", "Số hồ sơ đúng hạn"], "gần đúng")
    assert [hit.item for hit in index.find(["Kết quả giải quyết", "Số hồ sơ đúng hạn"], 0.9)] == ["đúng", "gần đúng"]
    assert index.find([""]) == []
