"""Four doors, one judge: the same figures typed, pasted, brought back in the workbook and sent by a machine are the same bytes."""

from __future__ import annotations

import json

import pytest

from runtime.filling import workbooks
from runtime.workbooks.contents import read_contents
from tests.runtime.formbooks import doors
from tests.runtime.formbooks.filled import examples


@pytest.mark.parametrize("example", examples())
def test_every_door_stores_the_same_bytes(example: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # The process of its own is tested with the doors themselves; here the files are our own.
    monkeypatch.setattr(workbooks, "read_filled", read_contents)
    forms = doors.entered(example)
    typed = doors.through(doors.by_screen, example, forms)
    assert all(json.loads(document)["values"] for document in typed.values())
    for door in (doors.by_paste, doors.by_workbook, doors.by_preview):
        assert doors.through(door, example, forms) == typed, door.__name__


def test_the_pasted_texts_are_those_that_the_browser_is_tested_with() -> None:
    kept = json.loads(doors.PASTED.read_text(encoding="utf-8"))
    assert kept == doors.pasted(), "python -m tests.runtime.formbooks.doors writes them anew"
