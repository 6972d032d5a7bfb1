"""What bringing a workbook back would do, as it is shown before anything is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from metadata.errors import Problem
from metadata.values import CellValue, encode
from runtime.formbooks.typed import Proposal
from runtime.submissions.filled import Filled, Instance

#: Characters of what stands in the workbook that are shown.
TYPED: Final = 200
#: A value of a cell as a person reads it.
Show = Callable[[str, CellValue], str]


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that would change. ``was`` is what the workbook started from; ``marks`` are warnings that go with the new value."""

    key: str
    place: str
    was: CellValue
    to: CellValue
    marks: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """One cell that is not taken by itself, why, and what could be taken instead.

    ``was`` as in :class:`Change`, ``typed`` is what stands in the workbook.
    """

    key: str
    problem: Problem
    was: CellValue = None
    proposals: tuple[Proposal, ...] = ()
    typed: str = ""


@dataclass(frozen=True, slots=True)
class AddedRow:
    """A row that the workbook adds under an open row."""

    row: str
    instance: Instance
    place: str


@dataclass(frozen=True, slots=True)
class AbsentRow:
    """A row of the report that is no longer in the workbook, or that is blank there. It stays unless a person says otherwise."""

    row: str
    instance: Instance
    cells: int


@dataclass(frozen=True)
class Preview:
    """Everything that was found. ``locked`` names what was changed where nothing can be entered; ``remarks`` are about the file."""

    form: str
    version: int
    filled: Filled
    changes: tuple[Change, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    added: tuple[AddedRow, ...] = ()
    absent: tuple[AbsentRow, ...] = ()
    locked: tuple[Refusal, ...] = ()
    remarks: tuple[Problem, ...] = ()
    unchanged: int = 0
    #: Number of the release that the workbook follows when the report follows a later one.
    older: int | None = None
    #: What the same copy of the workbook brought before, by key.
    brought: Mapping[str, Sequence[CellValue]] = field(default_factory=dict)


def preview_json(preview: Preview, name: Callable[[str, Filled], str], show: Show, lang: str) -> dict[str, Any]:
    """The preview on the wire, refusals first, with the names of cells and values as a person reads them."""
    filled = with_rows(preview)

    def refused(one: Refusal) -> dict[str, Any]:
        return {
            "key": one.key,
            "name": name(one.key, filled) if one.key else "",
            "was": encode(one.was),
            "now": encode(filled.values.get(one.key)),
            "now_text": show(one.key, filled.values.get(one.key)),
            "typed": one.typed[:TYPED],
            **one.problem.as_dict(lang),
            "proposals": [{"how": each.how, "fits": each.fits, "to": encode(each.value), "text": show(one.key, each.value)} for each in one.proposals],
        }

    def changed(one: Change) -> dict[str, Any]:
        now = filled.values.get(one.key)
        marks = [mark.as_dict(lang) for mark in one.marks]
        texts = {"from_text": show(one.key, now), "to_text": show(one.key, one.to)}
        return {"key": one.key, "name": name(one.key, filled), "place": one.place, "was": encode(one.was), "from": encode(now), "to": encode(one.to), **texts, "marks": marks}

    return {
        "form": preview.form,
        "version": preview.version,
        "older_release": preview.older,
        "refusals": [refused(one) for one in preview.refusals],
        "changes": [changed(one) for one in preview.changes],
        "added": [{"row": one.row, "name": name(one.row, filled), "place": one.place, **one.instance.as_json()} for one in preview.added],
        "absent": [{"row": one.row, "name": name(one.row, filled), "cells": one.cells, **one.instance.as_json()} for one in preview.absent],
        "locked": [refused(one) for one in preview.locked],
        "remarks": [one.as_dict(lang) for one in preview.remarks],
        "counts": counts(preview),
    }


def counts(preview: Preview) -> dict[str, int]:
    """How many cells and rows of each sort."""
    return {
        "changes": len(preview.changes),
        "refusals": len(preview.refusals),
        "unchanged": preview.unchanged,
        "locked": len(preview.locked),
        "hidden": sum(1 for one in preview.refusals if one.problem.code == "file.hidden_content"),
        "added": len(preview.added),
        "absent": len(preview.absent),
    }


def with_rows(preview: Preview) -> Filled:
    """The form as it stands, with the rows that the workbook adds."""
    return Filled(preview.filled.values, joined_rows(preview.filled, preview.added), preview.filled.overrides)


def joined_rows(filled: Filled, added: Iterable[AddedRow]) -> dict[str, tuple[Instance, ...]]:
    """Rows of the form with the added ones behind them."""
    rows = dict(filled.instances)
    for one in added:
        rows[one.row] = (*rows.get(one.row, ()), one.instance)
    return rows
