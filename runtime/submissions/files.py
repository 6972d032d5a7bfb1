"""Attached files: kept once under the SHA-256 of their bytes, read only through a report that names them.

A file waits from its upload until a save names it. What nobody came back to within
two weeks is cleared at the next upload: a save that failed on Friday may be made again after the holidays.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Final

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from metadata.celltypes import FILE_MOST
from metadata.errors import fail
from metadata.text import clean
from metadata.values import FileRef, decode
from runtime import clock
from runtime.store.models import CellChange, StoredFile, Submission, WaitingFile
from runtime.submissions.contents import is_what_it_says
from runtime.submissions.opened import Opened

#: All files of one report together, in MB.
REPORT_MOST: Final = 200
#: How long a file waits for a cell to name it.
WAITS: Final = timedelta(days=14)
#: Cleared at one upload at most, so that no upload waits for long.
_AT_ONCE: Final = 200
_MEGABYTE: Final = 1024 * 1024
_NAME: Final = 200
_BAD_NAME: Final = frozenset('/\\:*?"<>|\n\r\t')


def keep_file(db: Session, submission: Submission, name: str, body: bytes) -> FileRef:
    """Store a file for a report. Raises ``file.missing``, ``file.name``, ``file.too_large``, ``file.content``, ``file.quota``."""
    name = clean(name.strip(), "file")[-_NAME:]
    if not name or not body:
        raise fail("file.missing", "file")
    if not _is_name(name):
        raise fail("file.name", "file")
    if len(body) > FILE_MOST * _MEGABYTE:
        raise fail("file.too_large", "file", size=len(body) // _MEGABYTE, limit=FILE_MOST)
    if not is_what_it_says(name, body):
        raise fail("file.content", "file", name=name)
    clear_waiting(db)
    sha = hashlib.sha256(body).hexdigest()
    _within_quota(db, submission, sha, len(body))
    _keep(db, submission, sha, body)
    return FileRef(name, sha, len(body))


def _is_name(name: str) -> bool:
    return not set(name) & _BAD_NAME and not name.startswith(".")


def check_named(db: Session, refs: Mapping[str, FileRef]) -> None:
    """What cells call their files is held to what an upload is: by these names others take them away.

    Raises ``file.unknown``, ``file.name``, ``file.content``, each with the cell.
    """
    for key, ref in refs.items():
        stored = db.get(StoredFile, ref.sha256)
        if stored is None or stored.size != ref.size:
            raise fail("file.unknown", key)
        if not ref.name.strip() or len(ref.name) > _NAME or not _is_name(ref.name):
            raise fail("file.name", key)
        if not is_what_it_says(ref.name, stored.body):
            raise fail("file.content", key, name=ref.name)


def _keep(db: Session, submission: Submission, sha: str, body: bytes) -> None:
    waiting = db.get(WaitingFile, sha)
    if waiting is not None:
        waiting.submission_id, waiting.at = submission.id, clock.now()
    elif db.get(StoredFile, sha) is None:
        db.add(StoredFile(sha256=sha, size=len(body), body=body, at=clock.now()))
        db.flush()
        db.add(WaitingFile(sha256=sha, submission_id=submission.id, at=clock.now()))
    db.flush()


def named(db: Session, shas: Iterable[str]) -> None:
    """These files are named by a cell from now on: they stay, also in the history after the cell lets go of them."""
    listed = list(shas)
    if listed:
        db.execute(delete(WaitingFile).where(WaitingFile.sha256.in_(listed)))


def clear_waiting(db: Session) -> int:
    """Clear files that nobody came back to; returns how many."""
    query = select(WaitingFile.sha256).where(WaitingFile.at < clock.now() - WAITS).order_by(WaitingFile.at).limit(_AT_ONCE)
    old = list(db.scalars(query))
    # Only what this very step took out: a save may have named one of them since it was read.
    gone = list(db.scalars(delete(WaitingFile).where(WaitingFile.sha256.in_(old)).returning(WaitingFile.sha256))) if old else []
    if gone:
        db.execute(delete(StoredFile).where(StoredFile.sha256.in_(gone)))
    return len(gone)


def _within_quota(db: Session, submission: Submission, sha: str, size: int) -> None:
    held = {ref.sha256: ref.size for ref in (*_files_of(db, submission), *_files_before(db, submission))}
    waiting = db.scalar(
        select(func.sum(StoredFile.size))
        .join(WaitingFile, WaitingFile.sha256 == StoredFile.sha256)
        .where(WaitingFile.submission_id == submission.id, WaitingFile.sha256.not_in([*held, sha]))
    )
    used = sum(held.values()) + (waiting or 0)
    if sha not in held and used + size > REPORT_MOST * _MEGABYTE:
        raise fail("file.quota", "file", used=used // _MEGABYTE, limit=REPORT_MOST)


def _files_of(db: Session, submission: Submission) -> Iterator[FileRef]:
    opened = Opened(db, submission)
    for form in opened.forms:
        yield from (value for value in opened.filled(form.id).values.values() if isinstance(value, FileRef))


def _files_before(db: Session, submission: Submission) -> Iterator[FileRef]:
    """Files that cells named once: the history keeps them."""
    query = select(CellChange.after).where(CellChange.submission_id == submission.id, CellChange.after.like('{"file":%'))
    for text in db.scalars(query):
        value = decode(json.loads(text or "null"))
        if isinstance(value, FileRef):
            yield value


def file_of(db: Session, submission: Submission, sha: str) -> tuple[str, bytes]:
    """Name and bytes of a file that the report names. Raises ``not_found`` for any other, also for one that exists."""
    name = next((ref.name for ref in _files_of(db, submission) if ref.sha256 == sha), None)
    stored = db.get(StoredFile, sha) if name is not None else None
    if name is None or stored is None:
        raise fail("not_found")
    return name, stored.body
