"""Canonical JSON: the one byte form of a document, and its SHA-256.

Keys sorted by code point, no blanks, UTF-8 without escapes, text in NFC, no floats (numbers in
documents are integers or decimal text), so equal documents have equal bytes on every machine.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from metadata.errors import fail
from metadata.text import nfc


def _clean(data: Any, place: str) -> Any:
    if data is None or isinstance(data, bool | int):
        return data
    if isinstance(data, str):
        return nfc(data, place)
    if isinstance(data, list | tuple):
        return [_clean(item, f"{place}/{index}") for index, item in enumerate(data)]
    if isinstance(data, dict):
        return {nfc(str(key), place): _clean(value, f"{place}/{key}") for key, value in data.items()}
    raise fail("template.not_json", place, kind=type(data).__name__)


def canonical(data: Any) -> bytes:
    """Canonical bytes of a JSON value. Raises ``template.not_json`` for floats and foreign types."""
    return json.dumps(_clean(data, ""), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(data: Any) -> str:
    """Lower-case hex SHA-256 of the canonical bytes."""
    return hashlib.sha256(canonical(data)).hexdigest()
