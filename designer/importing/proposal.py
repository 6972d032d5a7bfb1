"""What an annex seems to mean: forms, and for every cell of the sheet what became of it and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from runtime.workbooks import Area

#: What a part of a sheet can be. The person corrects a part by giving it another role.
ROLES: Final = (
    "title",  # issuing body, motto, form code, heading, lines below the heading
    "unit_line",  # "Đơn vị tính: …"
    "header",  # captions of columns
    "number_line",  # (1) (2) (3) … with relations such as 9=11+12
    "stub",  # columns that caption rows: marker, caption, code, unit
    "row",  # a row of the table; ``value`` of a correction says which kind (data, total, heading, open, unit)
    "cell",  # cells of the body; ``value`` says which kind (number, computed, blocked, text, choice, date)
    "footnote",
    "signer",
    "text",  # a paragraph between tables: a heading or narrative to write
    "ignore",
)


#: Value of a ``header``: a table of its own begins here; how far its header reaches is read as for any table.
APART: Final = "apart"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was understood.

    ``area`` is where in sheet ``sheet``; ``confidence`` 0 to 100; ``form`` and ``path`` say what it became (path of ids in
    the form's documents, empty for the form as a whole); ``detail`` is the text of the source that it is about, and ``what``
    a code whose words say what that is, with ``args`` for them; ``reasons`` are codes of why the confidence is less than 100.
    """

    role: str
    sheet: int
    area: Area
    confidence: int
    form: str = ""
    path: tuple[str, ...] = ()
    detail: str = ""
    reasons: tuple[str, ...] = ()
    what: str = ""
    args: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Left:
    """Something that was not understood: it stands in no document. ``reason`` is a code with a sentence."""

    sheet: int
    area: Area
    text: str
    reason: str
    args: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Correction:
    """What the person said of an area: it has this role, with this value (a kind of row or cell, a marker scheme, a text, ``APART``)."""

    sheet: int
    area: Area
    role: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One table found on a sheet and the form (and its section) that it becomes."""

    sheet: int
    area: Area
    header: Area
    form: str
    section: str
    confidence: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """Forms as documents of a draft (form, rules, layout by id, without a regime) with what led to them."""

    documents: Mapping[str, Mapping[str, Any]]
    forms: tuple[str, ...]
    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...]
    left: tuple[Left, ...]
