"""The pages over a hand-made annex: what is read and understood is fixed, so that the pages alone are tested."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from designer.importing import sources
from metadata.errors import fail
from tests.designer.importing_pages import samples
from tests.people import Person

Send = Callable[..., Any]


def _read(data: bytes, name: str) -> Any:
    if not data.startswith(b"PK"):
        raise fail("package.workbook", "file")
    return samples.book(name)


@pytest.fixture(autouse=True)
def _hand_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "read_book", _read)
    monkeypatch.setattr(sources, "read_paste", lambda _html, _text: replace(samples.book(""), kind="paste"))
    monkeypatch.setattr(sources, "understand", samples.understand)


def upload(who: Person, data: bytes = b"PK..", name: str = "tcd.xlsx", **fields: Any) -> Any:
    """Send a file as the pasting page does."""
    body = {"file": (io.BytesIO(data), name), **fields}
    headers = {"Accept": "application/json", "X-CSRFToken": who.token()}
    return who.client.post("/api/imports", data=body, headers=headers, content_type="multipart/form-data")


@pytest.fixture
def designer(app: Flask) -> Person:
    """The designer of the inspectorate."""
    return Person(app, "designer")


@pytest.fixture
def source_id(designer: Person) -> str:
    """A source that the designer has just handed in."""
    answer = upload(designer)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    return str(answer.get_json()["id"])
