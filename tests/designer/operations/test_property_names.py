"""Properties in the history of a draft are called as the language calls them."""

from __future__ import annotations

import pytest

from designer.operations.names import property_name


@pytest.mark.parametrize(
    ("key", "name"),
    [("unit", "đơn vị tính"), ("margins", "lề giấy (mm)"), ("fit", "thu vừa bề ngang giấy"), ("break_rows", "sang trang trước dòng"), ("no_such_key", "thuộc tính")],
)
def test_a_property_has_its_name(key: str, name: str) -> None:
    assert property_name(key) == name


def test_a_margin_is_no_title_block() -> None:
    assert [property_name("left", holder) for holder in ("margins", "title")] == ["lề trái", "khối tiêu đề trái"]
