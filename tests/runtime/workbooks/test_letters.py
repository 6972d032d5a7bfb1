"""Every Vietnamese letter goes to the old fonts' codes and back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from metadata.legacy import TCVN3, VNI, old_reading
from runtime.workbooks.letters import encoding_of, from_tcvn3, from_vni, read_runs

LOWER = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
LETTERS = LOWER + LOWER.upper()


def to_tcvn3(text: str) -> str:
    """To the codes of a TCVN3 font; a capital with a tone has the code of its small letter, which the fonts ending in H draw large."""
    back = {new: old for old, new in TCVN3.items()}
    return "".join(back.get(letter) or back.get(letter.lower(), letter) for letter in text)


def to_vni(text: str) -> str:
    """To the codes of a VNI font; two capitals stand for a capital."""
    back = {new: old for old, new in VNI.items() if old.isupper() == new.isupper()}
    return "".join(back.get(letter, letter) for letter in text)


def test_there_are_134_letters() -> None:
    assert len(set(LETTERS)) == 134


@pytest.mark.parametrize("letter", LETTERS)
def test_vni_both_ways(letter: str) -> None:
    assert from_vni(to_vni(letter)) == letter
    assert from_vni("x" + to_vni(letter) + "x") == f"x{letter}x"


@pytest.mark.parametrize("letter", LETTERS)
def test_tcvn3_both_ways(letter: str) -> None:
    font = ".VnTime" if letter in LOWER or letter in "ĂÂÊÔƠƯĐ" else ".VnTimeH"
    assert from_tcvn3(to_tcvn3(letter), font) == letter


@pytest.mark.parametrize(("font", "code"), [(".VnArial", "tcvn3"), ("VNI-Times", "vni"), ("Times New Roman", ""), ("", "")])
def test_the_font_says_the_encoding(font: str, code: str) -> None:
    assert encoding_of(font) == code


def test_a_letter_without_reading_is_said() -> None:
    text, encoding, original, lost = read_runs([("H\u00b0 Né\u00b4i", ".VnTime")])
    assert (text, encoding, original, lost) == ("H\u00b0 Nộ\u00b4i", "tcvn3", "H\u00b0 Né\u00b4i", "\u00b4")


def test_a_pile_of_marks_is_left_as_it_is() -> None:
    pile = "e" + "\u0301\u0323" * 16_000
    for font in ("Times New Roman", ".VnTime", "VNI-Times"):
        assert len(read_runs([(pile, font)])[0]) >= len(pile) - 1
    assert read_runs([("e\u0302\u0323", "Arial")])[0] == "ệ"


VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "old_letters.json").read_text("utf-8"))


@pytest.mark.parametrize("case", VECTORS["fonts"], ids=lambda case: f"{case['font']} {case['text'][:20]}")
def test_the_browser_reads_the_same_letters(case: dict[str, str]) -> None:
    assert read_runs([(case["text"], case["font"])])[0] == case["read"]


@pytest.mark.parametrize("case", VECTORS["looks"], ids=lambda case: case["text"][:20])
def test_the_browser_takes_the_same_texts_for_old_letters(case: dict[str, str]) -> None:
    assert old_reading(case["text"]) == case["reading"]
