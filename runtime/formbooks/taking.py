"""A save made of what a workbook changes: its changes, the proposals that were chosen, the rows that it adds or that are to go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from metadata.errors import Problem, fail, raise_errors
from metadata.values import CellValue, encode
from runtime.formbooks.found import LABEL
from runtime.formbooks.looking import Looking
from runtime.formbooks.preview import Preview, Refusal, joined_rows
from runtime.formbooks.rows import named
from runtime.submissions.filled import Instance, split_key
from runtime.submissions.merge import Patch, read_patch


def left_over(preview: Preview, take: Mapping[str, int]) -> list[Refusal]:
    """Refusals for which no proposal was chosen; warnings stop nothing."""
    return [one for one in preview.refusals if one.problem.severity == "error" and one.key not in take]


def patch_of(looking: Looking, preview: Preview, take: Mapping[str, int], remove: Iterable[str]) -> Patch:
    """The save. ``take`` names a proposal by the key of its cell and its number, ``remove`` rows as ``row#instance``.

    It goes through the door of every save. Raises ``workbook.choice`` for a proposal or a row that the preview does not have, and what
    the reading of a save raises.
    """
    wanted = {one.key: (one.to, one.was) for one in preview.changes} | _taken(preview, take)
    cells = {key: pair for key, pair in wanted.items() if split_key(key)[2] != LABEL}
    captions = {key: pair[0] for key, pair in wanted.items() if split_key(key)[2] == LABEL}
    rows = _rows(looking, preview, captions, frozenset(remove))
    body = {
        "cells": {key: {"to": encode(to), "was": encode(was)} for key, (to, was) in cells.items()},
        "instances": {row: [one.as_json() for one in instances] for row, instances in rows.items()},
    }
    return read_patch(body)


def _taken(preview: Preview, take: Mapping[str, int]) -> dict[str, tuple[CellValue, CellValue]]:
    refusals = {one.key: one for one in preview.refusals if one.key}
    found: dict[str, tuple[CellValue, CellValue]] = {}
    problems = []
    for key, number in take.items():
        refusal = refusals.get(key)
        if refusal is None or not 0 <= number < len(refusal.proposals):
            problems.append(Problem("workbook.choice", key[:200], {"key": key[:80]}))
        else:
            found[key] = (refusal.proposals[number].value, refusal.was)
    raise_errors(problems)
    return found


def _rows(looking: Looking, preview: Preview, captions: Mapping[str, CellValue], remove: frozenset[str]) -> dict[str, tuple[Instance, ...]]:
    gone = {f"{one.row}#{one.instance.id}" for one in preview.absent}
    if unknown := sorted(remove - gone):
        raise fail("workbook.choice", unknown[0][:200], key=unknown[0][:80])
    found = {}
    for row, instances in joined_rows(preview.filled, preview.added).items():
        kept = [one for one in instances if f"{row}#{one.id}" not in remove]
        made = tuple(named(looking, row, one.id, captions[key]) if (key := f"{row}#{one.id}:{LABEL}") in captions else one for one in kept)
        if made != preview.filled.instances.get(row, ()):
            found[row] = made
    return found
