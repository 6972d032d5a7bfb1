"""Attached files: kept once under the SHA-256 of their bytes, read only through a report that names them."""

from __future__ import annotations

import hashlib
from typing import Final

from sqlalchemy.orm import Session

from metadata.errors import fail
from metadata.text import clean
from metadata.values import FileRef
from runtime import clock
from runtime.store.models import StoredFile, Submission
from runtime.submissions.opened import Opened

MAX_MB: Final = 10
_MEGABYTE: Final = 1024 * 1024
_BAD_NAME: Final = frozenset('/\\:*?"<>|')


def keep_file(db: Session, name: str, body: bytes) -> FileRef:
    """Store a file. Raises ``file.missing``, ``file.name``, ``file.too_large``."""
    name = clean(name.strip(), "file")[-200:]
    if not name or not body:
        raise fail("file.missing", "file")
    if set(name) & _BAD_NAME or name.startswith("."):
        raise fail("file.name", "file")
    if len(body) > MAX_MB * _MEGABYTE:
        raise fail("file.too_large", "file", size=len(body) // _MEGABYTE, limit=MAX_MB)
    sha = hashlib.sha256(body).hexdigest()
    if db.get(StoredFile, sha) is None:
        db.add(StoredFile(sha256=sha, size=len(body), body=body, at=clock.now()))
        db.flush()
    return FileRef(name, sha, len(body))


def file_of(db: Session, submission: Submission, sha: str) -> tuple[str, bytes]:
    """Name and bytes of a file that the report names. Raises ``not_found`` for any other, also for one that exists."""
    opened = Opened(db, submission)
    for form in opened.forms:
        for value in opened.filled(form.id).values.values():
            if isinstance(value, FileRef) and value.sha256 == sha:
                stored = db.get(StoredFile, sha)
                if stored is not None:
                    return value.name, stored.body
    raise fail("not_found")
