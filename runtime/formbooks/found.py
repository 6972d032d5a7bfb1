"""What was found in a form's own workbook that came back: the types between reading it and judging it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

#: Column of the caption of an added row: ``row#instance:@label``.
LABEL: Final = "@label"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the hidden sheet says of the workbook: whose it is, of which form, release and version."""

    release: str
    form: str
    submission: str
    unit: str
    period: str
    version: int
    layout: str = ""
    #: Whether the figures of the report were written into it; in an empty one a blank cell says nothing.
    filled: bool = True
    #: Which of the workbooks that were taken away it is; empty in those of old.
    copy: str = ""
    #: Whether the hidden sheet says what stood in its cells; those of old do not.
    kept: bool = False


@dataclass(frozen=True, slots=True)
class FoundCell:
    """One cell of the form as it stands in the workbook now.

    ``place`` is where it stands (``sheet!cell``), ``at`` where it stood when the workbook was made. ``text``, ``number`` and
    ``formula`` are those of :class:`runtime.workbooks.Cell`; ``kind`` is the form's kind of cell as the hidden sheet has it.
    ``hidden``: its row, column or sheet is hidden though it was not when the workbook was made. ``merged``: it lies under a
    merged area that was not there. ``captioned``: what stands as the caption of its row, where that is not the form's. ``encoding`` and ``original`` tell of a font used before Unicode;
    ``moment`` of a day or a time that the file keeps as such.
    """

    key: str
    kind: str
    place: str
    at: str = ""
    text: str = ""
    number: str | None = None
    formula: str | None = None
    hidden: bool = False
    merged: bool = False
    captioned: str = ""
    encoding: str = ""
    original: str = ""
    moment: bool = False

    @property
    def blank(self) -> bool:
        """Whether nothing stands in the cell."""
        return self.number is None and self.formula is None and not self.text.strip()

    @property
    def typed(self) -> str:
        """What stands in the cell, as a person sees it there."""
        return self.formula or (self.number or "").replace(".", ",") or self.text.strip()


@dataclass(frozen=True, slots=True)
class Foreign:
    """Something that stands in the workbook and belongs to no cell of the form."""

    place: str
    text: str = ""
    number: str | None = None
    formula: str | None = None
    hidden: bool = False


@dataclass(frozen=True)
class Found:
    """A workbook as it was found.

    ``moved`` are keys whose cell stands elsewhere than when the workbook was made, ``missing`` keys whose cell is gone, ``foreign`` what
    belongs to nothing. Captions of added rows stand in ``cells`` under ``row#instance:@label``. The spare rows of an open row have
    instance ids made anew for each workbook: a row that was filled in one keeps its id, so that bringing the same file back twice
    adds nothing twice.

    ``was`` is what stood in the cells when the workbook was taken away, by key, as :mod:`runtime.formbooks.started` keeps it; ``rows`` are
    the added rows (``row#instance``) that were there then. ``resorted`` counts rows that stand in another order than their captions did.
    """

    facts: Facts
    cells: Mapping[str, FoundCell] = field(default_factory=dict)
    moved: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    foreign: tuple[Foreign, ...] = ()
    was: Mapping[str, Any] = field(default_factory=dict)
    rows: frozenset[str] = frozenset()
    resorted: int = 0
