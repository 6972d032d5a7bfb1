"""Operations as they come over the wire: known names, known keys, plain bounded values."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from metadata.canonical import canonical
from metadata.errors import fail
from metadata.text import clean

ID: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")
RESERVED: Final = frozenset({"__proto__", "constructor", "prototype"})
MAX_VALUE_BYTES: Final = 512_000
MAX_DEPTH: Final = 32


@dataclass(frozen=True, slots=True)
class Shape:
    """Keys of one operation, beside ``op`` and ``group`` (operations of one gesture share a group)."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()


SHAPES: Final[Mapping[str, Shape]] = {
    "set": Shape(("path",), ("value", "was")),
    "insert_node": Shape(("doc", "section", "axis", "id", "node"), ("parent", "after")),
    "remove_node": Shape(("doc", "section", "axis", "id")),
    "move_node": Shape(("doc", "section", "axis", "id"), ("parent", "after")),
    "insert_item": Shape(("path", "id", "item"), ("after",)),
    "remove_item": Shape(("path", "id")),
    "move_item": Shape(("path", "id"), ("after",)),
    "insert_section": Shape(("doc", "id", "section"), ("after",)),
    "remove_section": Shape(("doc", "id")),
    "move_section": Shape(("doc", "id"), ("after",)),
    "set_relation": Shape(("doc", "section", "column", "text"), ("was",)),
    "set_rule": Shape(("rules", "id", "rule"), ("after", "was")),
    "remove_rule": Shape(("rules", "id"), ("was",)),
    "add_form": Shape(("id", "form"), ("after",)),
    "remove_form": Shape(("id",)),
}
_TEXTS = frozenset({"doc", "axis", "column", "text"})
_NAMES = frozenset({"id", "parent", "after", "doc", "column", "rules"})
_OBJECTS = frozenset({"node", "item", "rule", "form"})


def read_operation(data: Any) -> dict[str, Any]:
    """A checked operation.

    Raises ``draft.operation_unknown``, ``draft.operation_shape``, ``json.unknown_key``,
    ``field.key_reserved``, ``template.too_large`` or ``text.control_character``.
    """
    if not isinstance(data, Mapping) or not isinstance(data.get("op"), str):
        raise fail("draft.operation_shape", key="op")
    name = data["op"]
    shape = SHAPES.get(name)
    if shape is None:
        raise fail("draft.operation_unknown", name=name[:64])
    for key in data:
        if key not in ("op", "group", *shape.required, *shape.optional):
            raise fail("json.unknown_key", str(key)[:64], key=str(key)[:64])
    for key in shape.required:
        if key not in data:
            raise fail("draft.operation_shape", key, key=key)
    operation = {key: plain(value, key) for key, value in data.items()}
    for key, value in operation.items():
        _check_argument(name, key, value)
    return operation


def _check_argument(name: str, key: str, value: Any) -> None:
    if key == "path":
        if not isinstance(value, list) or not value or not all(isinstance(step, str) for step in value):
            raise fail("draft.operation_shape", key, key=key)
        if len(value) > MAX_DEPTH:
            raise fail("template.too_large", key, what="depth", count=len(value), limit=MAX_DEPTH)
        for step in value:
            if step in RESERVED:
                raise fail("field.key_reserved", step, id=step)
    elif key in ("parent", "after") and value is None:
        return
    elif (key == "section" and not isinstance(value, dict if name == "insert_section" else str)) or ((key in _TEXTS or key in _NAMES or key == "group") and not isinstance(value, str)) or (key in _OBJECTS and not isinstance(value, dict)):
        raise fail("draft.operation_shape", key, key=key)
    if key in _NAMES and isinstance(value, str):
        checked_id(value)


def checked_id(name: str) -> str:
    """The id. Raises ``field.key_reserved`` for a name no place may have."""
    if not ID.fullmatch(name) or name in RESERVED:
        raise fail("field.key_reserved", name[:64], id=name[:64])
    return name


def plain(value: Any, place: str) -> Any:
    """The value in canonical form, text in NFC without control characters, size and depth bounded."""
    _check_text(value, place, 0)
    data = canonical(value)
    if len(data) > MAX_VALUE_BYTES:
        raise fail("template.too_large", place, what="bytes", count=len(data), limit=MAX_VALUE_BYTES)
    return json.loads(data)


def _check_text(value: Any, place: str, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise fail("template.too_large", place, what="depth", count=depth, limit=MAX_DEPTH)
    if isinstance(value, str):
        clean(value, place, lines=True)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if key in RESERVED:
                raise fail("field.key_reserved", place, id=key)
            clean(str(key), place)
            _check_text(item, place, depth + 1)
    elif isinstance(value, list):
        for item in value:
            _check_text(item, place, depth + 1)
