"""The file itself: taken away, edited in openpyxl as a clerk edits it, and sent."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from runtime.formbooks.reading import found
from runtime.formbooks.writing import form_book
from runtime.store.models import Submission
from runtime.submissions.opened import Opened
from runtime.workbooks.excel import read_excel
from tests.runtime.world import Client, World

Edit = Callable[[Any, Mapping[str, str]], None]
"""What else is done to a file: given the workbook and the places of cells by key."""


def taken_away(world: World, report: str, form: str = "f_1", *, filled: bool = True) -> bytes:
    """The workbook of a form as it stands."""
    with world.db() as db:
        return form_book(Opened(db, db.get(Submission, report)), form, with_values=filled, who="p")


def places(data: bytes) -> dict[str, str]:
    """Where every cell of the form stands in a file, by key."""
    return {key: cell.place for key, cell in found(read_excel(data, "")).cells.items()}


def spot(book: Any, place: str) -> Any:
    """The cell at ``sheet!cell``."""
    sheet, _, at = place.rpartition("!")
    return book[sheet][at]


def edited(data: bytes, cells: Mapping[str, Any] | None = None, more: Edit | None = None) -> bytes:
    """The file with values put into cells, and whatever else was done to it."""
    book, where = load_workbook(BytesIO(data), rich_text=True), places(data)
    for key, value in (cells or {}).items():
        spot(book, where[key]).value = value
    if more is not None:
        more(book, where)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def body(data: bytes, name: str = "Biểu 01.xlsx", **more: Any) -> dict[str, Any]:
    """The body of a request."""
    return {"name": name, "content": base64.b64encode(data).decode(), **more}


def address(report: str, form: str = "f_1", *, preview: bool = False) -> str:
    """The door of workbooks."""
    return f"/api/submissions/{report}/forms/{form}/workbook{'/preview' if preview else ''}"


def previewed(client: Client, report: str, data: bytes, form: str = "f_1") -> Any:
    """The preview of a file."""
    answer = client.post(address(report, form, preview=True), body(data))
    assert answer.status_code == 200, answer.get_json()
    return answer.get_json()


def sent(client: Client, report: str, data: bytes, form: str = "f_1", **more: Any) -> Any:
    """The answer to taking a file in one call, on the newest version."""
    version = client.get(f"/api/submissions/{report}/forms/{form}").get_json()["version"]
    return client.post(address(report, form), body(data, **more), If_Match=str(version))


def stored(world: World, report: str, form: str = "f_1") -> str:
    """The stored document of a form, byte for byte."""
    with world.db() as db:
        return next((row.document for row in db.get(Submission, report).forms if row.form_id == form), "")
