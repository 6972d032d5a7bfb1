"""Attached files: what is taken, how much of it, and what becomes of a file that no cell names. On both stores."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from runtime import clock
from runtime.store.models import StoredFile, WaitingFile
from runtime.submissions import files
from runtime.submissions.contents import is_what_it_says
from tests.runtime import world as worlds
from tests.runtime.submissions.test_saving import DOCUMENTS
from tests.runtime.world import World


@pytest.fixture
def world(store_url: str) -> Iterator[World]:
    with worlds.world_of(store_url, DOCUMENTS) as made:
        yield made


def sent(world: World, body: bytes, name: str = "qd.pdf", unit: str = "a") -> Any:
    path = f"/api/submissions/{world.submission(unit)}/files"
    return world.client(f"clerk-{unit}").post(path, {"name": name, "content": base64.b64encode(body).decode()})


def stored(world: World) -> tuple[int, int]:
    """How many files are kept, and how many of them wait."""
    with world.db() as db:
        return db.query(StoredFile).count(), db.query(WaitingFile).count()


def days_pass(world: World, days: int) -> None:
    with world.db() as db:
        db.execute(update(WaitingFile).values(at=clock.now() - timedelta(days=days)))


@pytest.mark.parametrize(
    ("name", "body", "taken"),
    [
        ("qd.pdf", b"%PDF-1.7", True),
        ("qd.pdf", b"\n\n%PDF-1.4", True),
        ("qd.pdf", b"<script>alert(1)</script>", False),
        ("qd.PDF", b"MZ\x90\x00 %PDF-", False),
        ("bang.xlsx", b"PK\x03\x04...", True),
        ("bang.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", False),
        ("cu.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", True),
        ("anh.jpg", b"\xff\xd8\xff\xe0", True),
        ("anh.jpg", b"\x89PNG\r\n\x1a\n", False),
        ("ghi.txt", "Đã xong".encode(), True),
        ("ghi.txt", b"\x00\x01", False),
        ("la.xyz", b"gi do", True),
        ("khong-duoi", b"\x7fELF", False),
    ],
)
def test_a_file_is_what_its_name_says(name: str, body: bytes, taken: bool) -> None:
    assert is_what_it_says(name, body) is taken


def test_the_door_refuses_what_is_not_what_it_says(world: World) -> None:
    answer = sent(world, b"GIF89a")
    assert (answer.status_code, answer.get_json()["code"], stored(world)) == (422, "file.content", (0, 0))


def test_a_file_that_no_cell_names_is_cleared_after_two_weeks_and_a_named_one_stays(world: World) -> None:
    named, forgotten = sent(world, b"%PDF-1").get_json(), sent(world, b"%PDF-2").get_json()
    clerk, report = world.client("clerk-a"), world.submission("a")
    assert clerk.save(report, "f_1", {"t1": {"file": named}}).status_code == 200
    assert stored(world) == (2, 1)
    days_pass(world, 13)
    assert sent(world, b"%PDF-3", unit="b").status_code == 201
    assert stored(world) == (3, 2)
    days_pass(world, 15)
    assert sent(world, b"%PDF-3", unit="b").status_code == 201
    assert stored(world) == (2, 1)
    assert clerk.get(f"/api/submissions/{report}/files/{named['sha256']}").status_code == 200
    late = clerk.save(report, "f_1", {"t1": ({"file": forgotten}, {"file": named})})
    assert (late.status_code, late.get_json()["code"]) == (422, "file.unknown")


def test_a_file_uploaded_again_waits_anew(world: World) -> None:
    sent(world, b"%PDF-1")
    days_pass(world, 13)
    sent(world, b"%PDF-1", unit="b")
    sent(world, b"%PDF-2")
    assert stored(world) == (2, 2)


def test_the_files_of_a_report_together_have_a_limit(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "REPORT_MOST", 2)
    first = sent(world, b"%PDF-" + b"1" * 1_500_000)
    assert first.status_code == 201
    assert sent(world, b"%PDF-" + b"1" * 1_500_000).status_code == 201  # the same file again counts once
    second = sent(world, b"%PDF-" + b"2" * 1_500_000)
    assert (second.status_code, second.get_json()["code"]) == (413, "file.quota")
    assert sent(world, b"%PDF-" + b"2" * 1_500_000, unit="b").status_code == 201  # another report has room of its own


def test_a_file_that_a_cell_let_go_of_still_counts(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "REPORT_MOST", 2)
    clerk, report = world.client("clerk-a"), world.submission("a")
    first = sent(world, b"%PDF-" + b"1" * 1_500_000).get_json()
    assert clerk.save(report, "f_1", {"t1": {"file": first}}).status_code == 200
    assert clerk.save(report, "f_1", {"t1": (None, {"file": first})}).status_code == 200
    second = sent(world, b"%PDF-" + b"2" * 1_500_000)
    assert (second.status_code, second.get_json()["code"]) == (413, "file.quota")
