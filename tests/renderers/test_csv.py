"""CSV: plain figures, guarded text, and everything back as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metadata.errors import KhuonError
from renderers.csv import RENDERER, guard, read_back, unguard
from tests.renderers.samples import all_kinds, small_report, with_text


def test_a_table() -> None:
    assert RENDERER.render(small_report()).decode("utf-8") == (
        "\ufeff"
        '"id","Đơn vị","Tổng số đơn","Trong kỳ / Đơn thư","Trong kỳ / Khác"\r\n'
        '"r1","Xã Tân Hưng","1235","1234","1"\r\n'
        '"r2","Thôn Một","0","0","-"\r\n'
        '"r3","Thôn Hai","","","X"\r\n'
        '"r4","Cộng","1235","X",""\r\n'
    )


def test_sections_are_blocks() -> None:
    blocks = read_back(RENDERER.render(all_kinds()))
    assert [block[0][0] for block in blocks] == ["Bảng", "Câu hỏi", "Đề cương", "Tệp"]


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1", " =1", "＝1", "＋1", "－1", "＠a", "'=1", "''-"]
)
def test_risky_text_is_guarded_by_one_apostrophe(text: str) -> None:
    assert guard(text) == "'" + text


@pytest.mark.parametrize("text", ["", "a", "1=1", "'a", "a - b", "Đã hoàn thành", "\u2013 gạch dài"])
def test_other_text_is_not_touched(text: str) -> None:
    assert guard(text) == text


@given(st.text(alphabet=st.sampled_from("='+-@\t\r\n\u200b aĐ1＝"), max_size=8))
def test_guarding_can_be_undone(text: str) -> None:
    assert unguard(guard(text)) == text


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40))
def test_any_text_reads_back_equal(text: str) -> None:
    report = with_text(text)
    blocks = read_back(RENDERER.render(report))
    assert blocks[0][0] == [report.tables[0].title]
    assert blocks[0][2][3] == report.tables[0].rows[0].cells[2].text


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b'"a', '\ufeff"a"b'.encode()])
def test_foreign_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(KhuonError) as caught:
        read_back(data)
    assert caught.value.code == "renderer.not_a_table_file"
