"""What stands in one cell of a workbook as a value of the form: read by the form's own rules, never guessed.

A text is read the Vietnamese way. What can be read two ways is refused with both readings; what is no value of its cell is
refused with what could be meant. The same value typed on the screen, pasted or sent gives the same stored value.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from rapidfuzz import fuzz, process

from metadata.documents import CellSpec, Option
from metadata.errors import KhuonError, Problem
from metadata.numbers import parse_vi
from metadata.text import clean, fold, nfc
from metadata.values import DASH, MAX_DIGITS, CellValue, Choice, Invalid, Target
from runtime.formbooks.found import FoundCell
from runtime.formbooks.targets import read_target

#: Digits that a number cell of a spreadsheet program keeps.
DIGITS: Final = 15
_ERRORS: Final = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!|FIELD!|BLOCKED!|GETTING_DATA)")
_MOMENT: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(?:\.\d+)?)?", re.ASCII)
_DAY: Final = re.compile(r"(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4})", re.ASCII)
_SHORT_DAY: Final = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{2})")
_GAP: Final = re.compile(r"[\s\u202f']")
#: From the first digit to the last, and spaces in it that separate thousands.
_BETWEEN: Final = re.compile(r"[0-9.,].*[0-9.,]", re.DOTALL)
_THOUSANDS: Final = re.compile(r"[0-9]{1,3}(?:[\s\u202f'][0-9]{3})+(?:[.,][0-9]+)?")
_AMBIGUOUS: Final = re.compile(r"(?<![\d.,])\d{1,3}\.\d{3}(?![\d.,])", re.ASCII)
_DASHES: Final = ("-", "–", "—")
#: First day of the numbers that spreadsheets keep days as; 1900-02-29, which never was, is one of them.
_EPOCH: Final = dt.date(1899, 12, 30)
_LAST_SERIAL: Final = 2_958_465
#: Choices proposed for one that is not known, and how like they must be.
_NEAREST: Final = 3
_LIKE: Final = 70


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value that could be taken instead. ``how``: ``vi``, ``en``, ``rounded``, ``nearest``, ``day``, ``reading``, ``file`` or ``as_is``.

    ``fits`` tells whether the cell takes it without being marked as wrong.
    """

    value: CellValue
    how: str
    fits: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """A value, or why there is none and what could be taken instead."""

    value: CellValue = None
    problem: Problem | None = None
    proposals: tuple[Proposal, ...] = ()


def read(cell: FoundCell, spec: CellSpec, choices: Sequence[Option] = ()) -> Reading:
    """The value of an entry cell in which something stands. ``choices`` are those of the cell or of its dimension."""
    kind = "number" if spec.kind in (None, "number", "carried") else spec.kind
    if cell.formula is not None:
        return _refused("file.formula_in_input", cell, formula=cell.formula[:80])
    if cell.number is not None and not Decimal(cell.number).is_finite():
        return _refused("cell.not_a_number", cell, value=cell.number)
    if cell.number is not None and kind != "text" and len(cell.number) > 2 * MAX_DIGITS:
        return _refused("number.too_long", cell, limit=MAX_DIGITS)
    try:
        # A mark of byte order is blank for browsers, so it is here.
        text = nfc(cell.text, cell.place).replace("\u00a0", " ").strip().strip("\ufeff").strip()
        if kind != "text":
            clean(text, cell.place, lines=True)
    except KhuonError as refused:
        return Reading(None, refused.problems[0], _without_marks(cell, spec, choices) if refused.code == "text.control_character" else ())
    if _ERRORS.fullmatch(text):
        return _refused("workbook.error_value", cell, value=text)
    if kind == "text":
        return _text(cell, text)
    if cell.number is None and text in _DASHES:
        return Reading(DASH) if spec.dash is not False else _refused("cell.dash_not_allowed", cell)
    if kind == "number":
        return _number(cell, text, spec)
    if kind == "date":
        return _date(cell, text)
    if kind == "choice":
        return _choice(cell, text, choices)
    if kind == "target":
        return _target(cell, text)
    return _refused("cell.not_a_file", cell)


def _without_marks(cell: FoundCell, spec: CellSpec, choices: Sequence[Option]) -> tuple[Proposal, ...]:
    """What the cell would be read as without the characters that no door takes: as a draft they would stand there for good."""
    kept = "".join(char for char in cell.text if _is_clean(char))
    reading = read(replace(cell, text=kept), spec, choices) if kept.strip() else Reading()
    return (Proposal(reading.value, "reading"),) if reading.value is not None else reading.proposals


def _refused(code: str, cell: FoundCell, *proposals: Proposal, **args: object) -> Reading:
    return Reading(None, Problem(code, cell.place, args), proposals)


def _text(cell: FoundCell, text: str) -> Reading:
    if cell.number is not None:
        return Reading(cell.number.replace(".", ","))
    moment = _MOMENT.fullmatch(text) if cell.moment else None
    if moment and moment[2] in (None, "00:00:00"):
        return Reading("/".join(reversed(moment[1].split("-"))))
    try:
        return Reading(clean(text, cell.place, lines=True))
    except KhuonError as refused:
        kept = "".join(char for char in text if _is_clean(char))
        return Reading(None, refused.problems[0], (Proposal(kept, "reading"),) if kept.strip() else ())


def _is_clean(char: str) -> bool:
    try:
        clean(char, lines=True)
    except KhuonError:
        return False
    return True


def _number(cell: FoundCell, text: str, spec: CellSpec) -> Reading:
    if cell.number is not None:
        return _exact(cell, Decimal(cell.number), spec)
    if text.casefold() == "x":
        return _refused("cell.x_not_allowed", cell)
    if cell.moment:
        return _refused("workbook.date_in_number", cell, value=_day_words(text))
    try:
        return Reading(parse_vi(text, cell.place))
    except KhuonError as refused:
        problem, found = refused.problems[0], _readings(text)
    if problem.code == "cell.not_a_number" and found and found[-1].how == "en" and "," in text:
        # 1,234.5: no Vietnamese number, and a number elsewhere.
        problem = Problem("cell.ambiguous_number", cell.place, {"value": text})
    return Reading(None, problem, (*found, Proposal(Invalid(text), "as_is")))


def _exact(cell: FoundCell, number: Decimal, spec: CellSpec) -> Reading:
    """A number cell; beyond what such a cell keeps, the digits may be others than those typed."""
    whole = len(str(abs(int(number)))) if int(number) else 0
    if whole and whole + (spec.decimals or 0) > DIGITS:
        return _refused("workbook.digits", cell, Proposal(number, "as_is"), value=cell.number or "", limit=DIGITS)
    return Reading(number)


def _readings(text: str) -> tuple[Proposal, ...]:
    """How a text that is not plain reads with the comma, and with the point, as the decimal mark."""
    bare = text.replace("−", "-")
    digits = _BETWEEN.search(bare)
    if digits and _GAP.search(digits[0]) and not _THOUSANDS.fullmatch(digits[0]):
        return ()  # "1 2" is no number, whatever it looks like without the space
    bare = _GAP.sub("", bare).removesuffix("%")
    if bare.startswith("(") and bare.endswith(")"):
        bare = "-" + bare[1:-1]
    bare = bare.removeprefix("+")
    found = [Proposal(value, how) for how in ("vi", "en") if (value := _with_marks(bare, how)) is not None]
    if [one.how for one in found] == ["en"] and bare.count(",") == 1 and "." in bare:
        # 1,234.5 with the comma as the decimal mark: the points in between are then slips.
        found.insert(0, Proposal(Decimal(bare.replace(".", "").replace(",", ".")), "vi"))
    return _distinct(found)


def _distinct(readings: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """Readings of a text; one on which both agree is simply a reading."""
    if len(readings) > 1 and len({one.value for one in readings}) == 1:
        return (Proposal(readings[0].value, "reading"),)
    return tuple(readings)


def _with_marks(text: str, how: str) -> Decimal | None:
    group, mark = (r"\.", ",") if how == "vi" else (",", r"\.")
    if len(text) > 45 or not re.fullmatch(rf"-?(?:[0-9]+|[1-9][0-9]{{0,2}}(?:{group}[0-9]{{3}})+)(?:{mark}[0-9]+)?", text, re.ASCII):
        return None
    return Decimal(text.replace(".", "").replace(",", ".") if how == "vi" else text.replace(",", ""))


def _day_words(text: str) -> str:
    moment = _MOMENT.fullmatch(text)
    return "/".join(reversed(moment[1].split("-"))) if moment else text


def _target(cell: FoundCell, text: str) -> Reading:
    if cell.number is not None:
        return Reading(Target("eq", Decimal(cell.number)))
    if cell.moment:
        # "1-3" that Excel took for the first of March.
        return _refused("workbook.date_in_number", cell, value=_day_words(text))
    target = read_target(text)
    if any(figure is not None and len(figure.as_tuple().digits) > MAX_DIGITS for figure in (target.a, target.b)):
        return _refused("number.too_long", cell, Proposal(Target("text", text=text), "as_is"), limit=MAX_DIGITS)
    plain = _plain(text)
    if target.op == "text" and plain != text and (meant := read_target(plain)).op != "text":
        return _refused("cell.ambiguous_number", cell, Proposal(meant, "reading"), Proposal(target, "as_is"), value=text[:200])
    if target.op == "text" and _AMBIGUOUS.search(text):
        both = (("vi", text.replace(".", "")), ("en", text.replace(".", ",")))
        return _refused("cell.ambiguous_number", cell, *(Proposal(read_target(meant), how) for how, meant in both), value=text[:200])
    return Reading(target)


def _plain(text: str) -> str:
    """A target with its figures written plainly: no percent sign, a hyphen for other minus signs, the comma for decimals."""
    text = re.sub(r"(?<=\d)\s*%", "", re.sub(r"(?:^|(?<=\s))[−–](?=\d)", "-", text))
    return re.sub(r"\d{1,3}(?:,\d{3})+\.\d+", lambda found: found[0].replace(",", "").replace(".", ","), text)


def _date(cell: FoundCell, text: str) -> Reading:
    if cell.number is not None:
        serial = Decimal(cell.number)
        known = serial == int(serial) and 61 <= serial <= _LAST_SERIAL
        proposals = (Proposal(_EPOCH + dt.timedelta(days=int(serial)), "day"),) if known else ()
        return _refused("cell.not_a_date", cell, *proposals, value=cell.number)
    if moment := _MOMENT.fullmatch(text):
        day = _day(*map(int, moment[1].split("-")))
        if day is None or moment[2] not in (None, "00:00:00"):
            proposals = (Proposal(day, "day"),) if day is not None else ()
            return _refused("cell.not_a_date", cell, *proposals, value=text)
        return Reading(day)
    typed = _DAY.fullmatch(text) or _SHORT_DAY.fullmatch(text)
    found = _day(_full_year(typed[3]), int(typed[2]), int(typed[1])) if typed else None
    return Reading(found) if found is not None else _refused("cell.not_a_date", cell, Proposal(Invalid(text), "as_is"), value=text[:200])


def _full_year(digits: str) -> int:
    """A year of two digits as spreadsheet programs read it: 00 to 29 are of this century."""
    year = int(digits)
    return year if len(digits) > 2 else year + (2000 if year < 30 else 1900)


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day) if year >= 1000 else None
    except ValueError:
        return None


def _choice(cell: FoundCell, text: str, choices: Sequence[Option]) -> Reading:
    shown = cell.number if cell.number is not None else text
    exact = [option for option in choices if shown in (option.label, option.value)]
    alike = exact or [option for option in choices if fold(option.label).strip() == fold(shown).strip()]
    if len(alike) == 1:
        return Reading(Choice(alike[0].value))
    near = alike or nearest(shown, choices)
    proposals = [Proposal(Choice(option.value), "nearest") for option in near[:_NEAREST]]
    return _refused("cell.not_a_choice", cell, *proposals, Proposal(Invalid(shown), "as_is"), value=shown[:200])


def nearest(text: str, choices: Sequence[Option]) -> list[Option]:
    """Choices whose caption is like a text, the likest first."""
    captions = [fold(option.label) for option in choices]
    found = process.extract(fold(text), captions, scorer=fuzz.WRatio, limit=_NEAREST, score_cutoff=_LIKE)
    return [choices[index] for _, _, index in found]
