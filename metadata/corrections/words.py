"""A correction in the words of officials."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from metadata.corrections.model import Change, Words
from metadata.corrections.search import Range
from metadata.formula.program import Check
from metadata.formula.program.sentence import shown
from metadata.formula.scope import Scope
from metadata.formula.tree import Cell
from metadata.formula.words import SIGNS, Wording, capitalised
from metadata.values import CellValue, State

LANGUAGES: Final = ("vi", "en")
Names = Callable[[str], Words]
"""What officials call a cell."""

_SAID: Final = {
    "vi": {
        "found": "Sửa {n} ô: {changes} thì hết lỗi.", "unsure": "Có thể sửa {n} ô (chưa chắc là ít nhất): {changes} thì hết lỗi.", "none": "Biểu không có lỗi.",
        "others": " Còn {n} cách khác cũng chỉ sửa {size} ô.", "impossible": "Không cách sửa nào ở các ô nhập của biểu này làm hết lỗi: lỗi do số lấy từ nơi khác, ô bị khoá, hoặc các kiểm tra mâu thuẫn nhau.",
        "time": "Chưa tìm được cách sửa trong {seconds} giây.", "outside": "Chưa tính được cách sửa: kiểm tra có phép tính ngoài khả năng dò (nhân, chia hai ô cùng sửa).",
        "change": "{cell} từ {old} thành {new}", "fill": "{cell} (đang trống) điền {new}",
        "between": "{cell} từ {old} thành số từ {low} đến {high}", "least": "{cell} từ {old} thành số từ {low} trở lên", "most": "{cell} từ {old} thành số không quá {high}", "free": "{cell} (đang là {old})",
        "likely": " (có thể là {value})", "such": " sao cho {relation}", "and": "; ",
    },
    "en": {
        "found": "Change {n}: {changes}, and there is no error left.", "unsure": "Changing {n} helps (perhaps fewer would do): {changes}, and there is no error left.", "none": "The form has no error.",
        "others": " {n} other ways also change only {size}.", "impossible": "No change of the cells entered here removes all errors: they come from figures taken from elsewhere, from locked cells, or from checks that contradict each other.",
        "time": "No correction was found in {seconds} s.", "outside": "No correction could be worked out: the checks calculate in a way that cannot be searched (two cells to correct multiplied or divided).",
        "change": "{cell} from {old} to {new}", "fill": "{cell} (now blank) to {new}",
        "between": "{cell} from {old} to a number from {low} to {high}", "least": "{cell} from {old} to {low} or more", "most": "{cell} from {old} to {high} or less", "free": "{cell} (now {old})",
        "likely": " (perhaps {value})", "such": " so that {relation}", "and": "; ",
    },
}  # fmt: skip


def keys_as_names(key: str) -> Words:
    """``ô r1:c9``, when nobody says what cells are called."""
    return {"vi": f"ô {key}", "en": f"cell {key}"}


def cell_names(scope: Scope, instances: Mapping[str, Sequence[str]] | None = None) -> Names:
    """``Cột 13, dòng “Khai tử”``: the row where the table has several, the place of an open row's instance counted from 1."""
    places = {inst: number for rows in (instances or {}).values() for number, inst in enumerate(rows, 1)}
    return lambda key: {lang: _cell(scope, key, lang, places) for lang in LANGUAGES}


def _cell(scope: Scope, key: str, lang: str, places: Mapping[str, int]) -> str:
    row_part, colon, column = key.partition(":")
    row_id, _, inst = row_part.partition("#")
    floor, wording = scope.names.floor, Wording(scope, lang)
    if not colon or row_id not in floor.row_by_id:
        return wording.cell(Cell(scope.form_id, "", None, None, single=column or row_part))
    section, row = floor.row_by_id[row_id]
    grid = scope.names.grids[section]
    said = capitalised(wording.column(grid.column_by_id[column], grid))
    label = " ".join(text for text in (row.node.marker, row.node.label) if text) or row.node.code or row_id
    if inst:
        return f"{said}, dòng thứ {places.get(inst, inst)} “{label}”" if lang == "vi" else f"{said}, row {places.get(inst, inst)} of “{label}”"
    if len(floor.data_rows(section)) == 1:
        return said
    return f"{said}, {wording.word('row')} “{label}”"


def value_words(value: CellValue, lang: str) -> str:
    """A cell's value in a sentence."""
    if isinstance(value, State):
        return f"“{value.value}”"
    return shown(value if isinstance(value, Decimal) else None, lang)


def change_words(name: Words, old: CellValue, new: Decimal, *, determined: bool, bounds: Range | None, likely: Decimal | None) -> Words:
    """One change: the value, or the range that it may take."""
    found = {}
    for lang in LANGUAGES:
        said = _SAID[lang]
        fields = {"cell": name[lang], "old": value_words(old, lang), "new": value_words(new, lang)}
        form = ("change" if isinstance(old, Decimal) else "fill") if determined else "free"
        if not determined and bounds is not None:
            form = {(True, True): "between", (True, False): "least", (False, True): "most", (False, False): "free"}[bounds.low is not None, bounds.high is not None]
            fields |= {"low": value_words(bounds.low, lang), "high": value_words(bounds.high, lang)}
        more = "" if likely is None or determined else said["likely"].format(value=value_words(likely, lang))
        found[lang] = said[form].format(**fields) + more
    return found


def relation_words(checks: Sequence[Check]) -> Words:
    """What the corrected cells must satisfy together: ``Cột 9 = 11+12+13``."""
    found = {}
    for lang in LANGUAGES:
        said = dict.fromkeys(f"{check.head[lang]} {SIGNS[check.comparison.operator]} {check.tail[lang]}" for check in checks if check.comparison)
        found[lang] = _SAID[lang]["and"].join(said)
    return found


def found_words(changes: Sequence[Change], relation: Words, others: int | None, *, proven: bool) -> Words:
    """``Sửa 1 ô: Cột 13 từ 33 thành 32 thì hết lỗi.``, and how many other ways there are."""
    found = {}
    for lang in LANGUAGES:
        said, size = _SAID[lang], _count(len(changes), lang)
        listed = said["and"].join(change.sentence[lang] for change in changes) + (said["such"].format(relation=relation[lang]) if relation[lang] else "")
        text = said["found" if proven else "unsure"].format(n=size, changes=listed)
        found[lang] = text + (said["others"].format(n=others, size=size) if others else "")
    return found


def _count(number: int, lang: str) -> str:
    return str(number) if lang == "vi" else f"{number} cell{'' if number == 1 else 's'}"


def plain_words(word: str, **fields: object) -> Words:
    """A sentence without cells: ``none``, ``impossible``, ``time``, ``outside``."""
    return {lang: _SAID[lang][word].format(**fields) for lang in LANGUAGES}


def number_of_seconds(seconds: float, lang: str = "vi") -> str:
    """``0,5``."""
    text = f"{seconds:g}"
    return text.replace(".", ",") if lang == "vi" else text


