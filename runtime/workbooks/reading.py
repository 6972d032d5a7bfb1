"""Reading a file of an office program in a process of its own, which may take too long or too much memory without harm."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from metadata.errors import KhuonError, Problem, fail
from runtime.workbooks.kinds import of_another_kind
from runtime.workbooks.model import Book
from runtime.workbooks.wire import book_from_json, contents_from_json

#: Memory of the process; a workbook of 20,000 rows takes about a third of it.
MEGABYTES: Final = 1024
#: Seconds of work of the process; the largest honest workbook takes a quarter of them.
SECONDS: Final = 20
#: Seconds that anybody waits for it, on a machine that has much else to do.
PATIENCE: Final = 90
_ROOT: Final = Path(__file__).resolve().parents[2]


def read_book(data: bytes, name: str) -> Book:
    """The book in an .xlsx or .docx file.

    Raises ``file.type``, ``file.malformed``, ``file.unpacked_too_large``, ``file.too_many_rows``, ``file.too_many_cells``,
    ``file.too_many_columns``, ``file.too_many_sheets``, ``file.xml_forbidden``, ``file.external_link``, ``file.reading_stopped``.
    """
    if not data.startswith(b"PK"):
        raise of_another_kind(data)
    return replace(_in_child(data), name=name)


def read_filled(data: bytes, name: str) -> Book:
    """What stands in the cells of an .xlsx file, without looks and drawings: several times faster. Raises what :func:`read_book` raises."""
    if not data.startswith(b"PK"):
        raise of_another_kind(data)
    return replace(contents_from_json(_answer(data, "contents")), name=name)


def read_paste(html: str, text: str) -> Book:
    """Tables of the HTML that a program left in the clipboard, else the lines and tabs of the text.

    Raises ``file.too_many_cells``, ``file.too_many_columns``, ``file.too_many_sheets``, ``file.malformed``, ``file.reading_stopped``.
    """
    return _in_child(json.dumps({"html": html, "text": text}).encode())


def _in_child(data: bytes) -> Book:
    return book_from_json(_answer(data))


def _answer(data: bytes, *how: str) -> Any:
    """The book as the process wrote it."""
    command = [sys.executable, "-m", "runtime.workbooks.worker", str(MEGABYTES), str(SECONDS), *how]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=PATIENCE, cwd=_ROOT, check=False)  # noqa: S603 - our own module
        answer = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError) as error:
        raise fail("file.reading_stopped") from error
    if "problems" in answer:
        raise KhuonError(*(Problem(code, place, args) for code, place, args in answer["problems"]))
    if "book" not in answer:
        raise fail("file.reading_stopped")
    return answer["book"]
