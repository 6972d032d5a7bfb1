"""Values of cells and their one JSON form.

Four states of a number cell are never mixed up: *blank* (nothing was entered), *"-"* (the unit
states that there is none), *0* (a number) and *X* (not applicable). An :class:`Invalid` keeps what
somebody typed although it is no value, so that no keystroke is lost.

==============  =====================================  ==============================
kind            in Python                              in JSON
==============  =====================================  ==============================
blank           ``None``                               key absent, or ``null``
number          ``Decimal``                            ``"1234.50"``
"-"             ``State.DASH``                         ``{"s": "-"}``
X               ``State.NA``                           ``{"s": "x"}``
invalid draft   ``Invalid("abc")``                     ``{"raw": "abc"}``
text            ``str``                                ``{"t": "…"}``
rich text       ``RichText`` (:mod:`metadata.rich`)    ``{"rich": [...]}``
date            ``datetime.date``                      ``{"d": "2026-03-01"}``
choice          ``Choice("co")``                       ``{"c": "co"}``
target          ``Target("ge", Decimal(4))``           ``{"op": "ge", "a": "4"}``
file            ``FileRef(name, sha256, size)``        ``{"file": {...}}``
==============  =====================================  ==============================
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from metadata.errors import fail
from metadata.rich import RichText, read_rich


class State(Enum):
    """States of a number cell other than blank and a number."""

    DASH = "-"
    NA = "x"


DASH: Final = State.DASH
NA: Final = State.NA
BLANK: Final = None


@dataclass(frozen=True, slots=True)
class Invalid:
    """What was typed, kept as a draft because it is not a value of the cell's kind."""

    raw: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The chosen value of a choice cell (its stable value, not its caption)."""

    value: str


TARGET_OPS: Final = ("eq", "ge", "gt", "le", "lt", "about", "range", "text")


@dataclass(frozen=True, slots=True)
class Target:
    """A target as plans write it: "Trên 4", "61–62", "Khoảng 4", "Xuất siêu"."""

    op: str
    a: Decimal | None = None
    b: Decimal | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class FileRef:
    """An attached file, by content hash."""

    name: str
    sha256: str
    size: int

    def as_json(self) -> dict[str, str | int]:
        """The reference on the wire."""
        return {"name": self.name, "sha256": self.sha256, "size": self.size}



CellValue = Decimal | State | Invalid | str | RichText | dt.date | Choice | Target | FileRef | None

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?", re.ASCII)
MAX_DIGITS: Final = 40


def decimal_text(number: Decimal) -> str:
    """Canonical text of a number: no exponent, no ``-0``, the decimals it carries."""
    if number == 0:
        number = abs(number)
    return format(number, "f")


def parse_decimal(text: str, place: str = "") -> Decimal:
    """Read canonical number text. Raises ``cell.not_a_number``."""
    if not _NUMBER.fullmatch(text):
        raise fail("cell.not_a_number", place, value=text[:80])
    return Decimal(text)


def too_long(value: CellValue) -> bool:
    """Whether somebody entered more digits than a number may have, zeros after the point counted.

    Only what is entered is bound: what is computed from it has more digits, is stored, and must be read again.
    """
    figures = (value.a, value.b) if isinstance(value, Target) else (value,)
    return any(len(decimal_text(one).lstrip("-").replace(".", "")) > MAX_DIGITS for one in figures if isinstance(one, Decimal))


def encode(value: CellValue) -> Any:
    """The JSON form of a value (see the module's table)."""
    match value:
        case None:
            return None
        case Decimal():
            return decimal_text(value)
        case State():
            return {"s": value.value}
        case Invalid():
            return {"raw": value.raw}
        case str():
            return {"t": value}
        case RichText():
            return {"rich": value.as_json()}
        case dt.date():
            return {"d": value.isoformat()}
        case Choice():
            return {"c": value.value}
        case Target():
            return _encode_target(value)
        case FileRef():
            return {"file": {"name": value.name, "sha256": value.sha256, "size": value.size}}
    raise TypeError(f"not a cell value: {type(value).__name__}")


def _encode_target(target: Target) -> dict[str, Any]:
    out: dict[str, Any] = {"op": target.op}
    if target.a is not None:
        out["a"] = decimal_text(target.a)
    if target.b is not None:
        out["b"] = decimal_text(target.b)
    if target.text:
        out["text"] = target.text
    return out


def decode(data: Any, place: str = "") -> CellValue:
    """Read a value from its JSON form. Raises ``cell.shape`` for anything else."""
    if data is None:
        return None
    if isinstance(data, str):
        return parse_decimal(data, place)
    if isinstance(data, Mapping):
        return _decode_object(data, place)
    if isinstance(data, bool | int | float):
        raise fail("cell.not_a_number", place, value=str(data))
    raise fail("cell.shape", place)


def _decode_object(data: Mapping[str, Any], place: str) -> CellValue:
    match dict(data):
        case {"s": "-", **rest} if not rest:
            return DASH
        case {"s": "x", **rest} if not rest:
            return NA
        case {"raw": str(raw), **rest} if not rest:
            return Invalid(raw)
        case {"t": str(text), **rest} if not rest:
            return text
        case {"rich": paragraphs, **rest} if not rest:
            return read_rich(paragraphs, place)
        case {"d": str(text), **rest} if not rest:
            return _date(text, place)
        case {"c": str(value), **rest} if not rest:
            return Choice(value)
        case {"op": str(op), **rest} if op in TARGET_OPS and set(rest) <= {"a", "b", "text"}:
            return _decode_target(op, rest, place)
        case {"file": {"name": str(name), "sha256": str(digest), "size": int(size)}, **rest} if not rest:
            return FileRef(name, digest, size)
    raise fail("cell.shape", place)


def _decode_target(op: str, rest: Mapping[str, Any], place: str) -> Target:
    def number(key: str) -> Decimal | None:
        text = rest.get(key)
        if text is None:
            return None
        if not isinstance(text, str):
            raise fail("cell.shape", place)
        return parse_decimal(text, place)

    text = rest.get("text", "")
    if not isinstance(text, str):
        raise fail("cell.shape", place)
    return Target(op, number("a"), number("b"), text)


def _date(text: str, place: str) -> dt.date:
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text, re.ASCII):
            raise ValueError(text)
        return dt.date.fromisoformat(text)
    except ValueError:
        raise fail("cell.not_a_date", place, value=text) from None
