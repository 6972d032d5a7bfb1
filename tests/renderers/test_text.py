"""Plain text: aligned whatever the letters, in bands when it is wide."""

from __future__ import annotations

import unicodedata

from renderers.build import build
from renderers.listing import template_lines
from renderers.monospace import draw, pad, width, wrap
from renderers.text import RENDERER, lines_of
from tests.renderers.samples import small_report, templates, with_text

GOLDEN = """\
+-------------+-------+-------+------+
|   Đơn vị    | Tổng  |   Trong kỳ   |
|             |  số   +-------+------+
|             |  đơn  |  Đơn  | Khác |
|             |       |  thư  |      |
+-------------+-------+-------+------+
|      A      | 1=2+3 |   2   |  3   |
+-------------+-------+-------+------+
| Xã Tân Hưng | 1.235 | 1.234 |    1 |
|   Thôn Một  |     0 |     0 |    - |
|   Thôn Hai  |       |       |    X |
| Cộng        | 1.235 |     X |      |
+-------------+-------+-------+------+
"""


def test_a_table() -> None:
    assert "\n".join(draw(small_report().tables[0])) + "\n" == GOLDEN


def test_width_of_marks_and_wide_letters() -> None:
    assert [width(text) for text in ("Đơn", "Đơn", unicodedata.normalize("NFD", "Tiếng Việt"), "表", "")] == [
        3,
        3,
        10,
        2,
        0,
    ]
    assert pad("表", 4, "right") == "  表"


def test_wrapping() -> None:
    assert wrap("một hai ba", 7) == ["một hai", "ba"]
    assert wrap("abcdefgh", 3) == ["abc", "def", "gh"]
    assert wrap("a\n\nb", 5) == ["a", "", "b"]
    assert wrap("", 5) == [""]


def test_a_very_long_word_is_cut_in_one_pass() -> None:
    lines = wrap("x" * 200_000 + " " + "y" * 5, 10)
    assert (len(lines), lines[-1], set(lines[:-1])) == (20_001, "y" * 5, {"x" * 10})


def test_every_line_of_a_table_is_equally_wide() -> None:
    for text in ("表計算 dòng", unicodedata.normalize("NFD", "Tiếng Việt rất dài"), "a" * 100):
        lines = draw(with_text(text).tables[0])
        assert len({width(line) for line in lines}) == 1


def test_wide_tables_are_drawn_in_bands() -> None:
    template = templates()["thanh_tra_2021"]
    report = build(template.form("f_01tcd"), template.layout("f_01tcd"))
    lines = draw(report.tables[0], 100)
    assert max(width(line) for line in lines) <= 100
    numbers = [line for line in lines if line.startswith("|") and "A" in line.split("|")[1].split()]
    assert len(numbers) >= 2
    shown = " ".join(numbers)
    assert all(f" {number} " in shown.replace("=", " = ") for number in range(4, 30))


def test_a_terminal_is_not_steered() -> None:
    assert "\x1b" not in RENDERER.render(with_text("\x1b[2J\x1b[31m")).decode()


def test_lines_stay_within_the_width() -> None:
    assert max(width(line) for line in lines_of(small_report(), 80)) <= 80


def test_a_template_is_listed_whole() -> None:
    template = templates()["tthc_2020"]
    text = "\n".join(template_lines(template))
    assert text.startswith(f"CHẾ ĐỘ BÁO CÁO {template.regime.code}")
    for wanted in (
        "BIỂU",
        "chuyển từ kỳ trước hoặc biểu khác, = prev(c11), đơn vị hồ sơ",
        "[LỖI] c3 == c7 + c11",
        "c3: recompute",
    ):
        assert wanted in text
