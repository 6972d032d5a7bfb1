"""Understanding a large book in a process of its own, so that no sheet keeps the pages of others waiting without end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, Final

from designer.importing import understanding
from designer.importing.proposal import Block, Correction, Finding, Left, Proposal
from metadata.errors import KhuonError, Problem, fail
from runtime.workbooks import Book
from runtime.workbooks.wire import book_json

#: Cells, and characters in them, up to which a book is understood sooner here than a process starts.
FEW_CELLS: Final = 1_500
FEW_LETTERS: Final = 60_000
MEGABYTES: Final = 1024
SECONDS: Final = 60
_ROOT: Final = Path(__file__).resolve().parents[2]
_AREAS: Final = frozenset({"area", "header", "path", "reasons"})


def understand(book: Book, corrections: Sequence[Correction] = ()) -> Proposal:
    """What the sheets of a book seem to mean. Raises ``file.reading_stopped`` when that takes too long or too much memory."""
    if _is_small(book):
        return understanding.understand(book, corrections)
    return _in_child(json.dumps({"book": book_json(book), "corrections": [asdict(each) for each in corrections]}).encode())


def _is_small(book: Book) -> bool:
    cells = [cell for sheet in book.sheets for cell in sheet.cells.values()]
    letters = sum(len(cell.text) + len(cell.formula or "") for cell in cells)
    around = sum(len(line) for sheet in book.sheets for line in (*sheet.before, *sheet.after))
    return len(cells) <= FEW_CELLS and letters + around <= FEW_LETTERS


def _in_child(data: bytes) -> Proposal:
    command = [sys.executable, "-m", "designer.importing.worker", str(MEGABYTES)]
    # Threads of the arithmetic library would reserve memory for every processor of the machine.
    around = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, cwd=_ROOT, env=around, check=False)  # noqa: S603 - our own module
        answer = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError) as error:
        raise fail("file.reading_stopped") from error
    if "problems" in answer:
        raise KhuonError(*(Problem(code, place, args) for code, place, args in answer["problems"]))
    return read_proposal(answer["proposal"])


def read_proposal(data: Mapping[str, Any]) -> Proposal:
    """The proposal that ``dataclasses.asdict`` made JSON of."""
    return Proposal(
        documents=data["documents"],
        forms=tuple(data["forms"]),
        blocks=tuple(_read(Block, each) for each in data["blocks"]),
        findings=tuple(_read(Finding, each) for each in data["findings"]),
        left=tuple(_read(Left, each) for each in data["left"]),
    )


def _read(kind: Any, data: Mapping[str, Any]) -> Any:
    return kind(**{each.name: tuple(data[each.name]) if each.name in _AREAS else data[each.name] for each in fields(kind)})
