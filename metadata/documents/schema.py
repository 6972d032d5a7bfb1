"""Validation of documents against the JSON Schemas of the metadata language.

The schemas ship with the package and refer only to themselves; a validator is built once a kind.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any, Final

import jsonschema_rs
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from metadata.errors import KhuonError, Problem, fail
from metadata.schema_guard import schema_problems

KINDS: Final = ("form", "rules", "example", "consolidation", "layout", "indicator", "dimension", "regime", "release", "mapping", "part")
RESERVED: Final = frozenset({"__proto__", "constructor", "prototype"})
_ID: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}", re.ASCII)
_DISPLAY: Final = re.compile(r"ui(:|_?schema|$)|classNames?$|style$|widget$", re.IGNORECASE)
_SCHEMA_KEYS: Final = frozenset({"schema", "json_schema", "jsonSchema"})
MAX_PROBLEMS: Final = 50
MAX_DEPTH: Final = 40


def valid_id(text: object) -> bool:
    """Whether a text can be an id: letters, digits, ``_``, at most 64, none of the reserved words."""
    return isinstance(text, str) and bool(_ID.fullmatch(text)) and text not in RESERVED


@cache
def schema_of(kind: str) -> Mapping[str, Any]:
    """The JSON Schema of a document kind, as shipped."""
    path = resources.files("metadata.schemas").joinpath(f"{kind}.schema.json")
    data: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


@cache
def _validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(schema_of(kind))


@cache
def _quick(kind: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(dict(schema_of(kind)))


def _holds(kind: str, data: Mapping[str, Any]) -> bool:
    """Whether a document is beyond doubt: asked first, as most are. What this does not clear is read with all its places."""
    try:
        return bool(_quick(kind).is_valid(data))
    except (ValueError, TypeError, OverflowError):
        return False


def kind_of(data: object) -> str:
    """Kind named by ``spec``. Raises ``template.spec_unknown``."""
    spec = data.get("spec") if isinstance(data, dict) else None
    kind, _, version = str(spec).partition("/")
    if kind not in KINDS or version != "1":
        raise fail("template.spec_unknown", spec=spec if isinstance(spec, str) else "")
    return kind


def problems_of(data: Mapping[str, Any]) -> list[Problem]:
    """All breaches of the document's schema, each with its place; empty when it holds."""
    kind = kind_of(data)
    place = str(data.get("id", ""))[:64]
    deep = _too_deep(data)
    if deep:
        return [Problem("schema.too_deep", place, {"limit": MAX_DEPTH})]
    found = [Problem("field.key_reserved", f"{place}/{path}", {"id": key}) for path, key in _bad_ids(data)]
    for error in () if _holds(kind, data) else _validator(kind).iter_errors(data):
        best = _closest(error)
        found.extend(_foreign(place, best))
        found.append(Problem("template.schema", "/".join([place, *map(str, best.absolute_path)]), {"message": _message(best)}))
        if len(found) >= MAX_PROBLEMS:
            break
    return found


def validate(data: Mapping[str, Any]) -> None:
    """Raise one KhuonError with every breach of the schema."""
    found = problems_of(data)
    if found:
        raise KhuonError(*found)


def _foreign(place: str, error: ValidationError) -> Iterator[Problem]:
    """What is wrong with a JSON Schema or a display setting of another system that a document brings along.

    The language has no place for either; the reason says more than that the key is unknown.
    """
    if error.validator != "additionalProperties" or not isinstance(error.instance, dict):
        return
    known = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
    for key, value in error.instance.items():
        where = "/".join([place, *map(str, error.absolute_path), key])[:200]
        if key not in known and _DISPLAY.match(key):
            yield Problem("ui.key_not_allowed", where, {"key": key[:64]})
        elif key not in known and key in _SCHEMA_KEYS:
            yield from (Problem(p.code, f"{where}/{p.place}".rstrip("/")[:200], p.args) for p in schema_problems(value))


def _closest(error: ValidationError) -> ValidationError:
    """A failed oneOf says nothing to a person: the branch that came closest does."""
    while error.context:
        error = min(error.context, key=lambda inner: (-len(inner.absolute_path), len(str(inner.validator))))
    return error


def _message(error: ValidationError) -> str:
    rule, value = error.validator, error.validator_value
    match rule:
        case "required":
            return f"thiếu thuộc tính {_missing(error)}"
        case "additionalProperties":
            return f"có thuộc tính lạ {_unexpected(error)}"
        case "enum" | "const":
            return f"giá trị {_short(error.instance)} không thuộc {_short(value)}"
        case "type":
            return f"giá trị {_short(error.instance)} phải là {value}"
        case "pattern":
            return f"giá trị {_short(error.instance)} không đúng mẫu {value}"
    return f"giá trị {_short(error.instance)} không đạt {rule} = {_short(value)}"


def _missing(error: ValidationError) -> str:
    have = error.instance if isinstance(error.instance, dict) else {}
    return ", ".join(name for name in error.validator_value if name not in have)


def _unexpected(error: ValidationError) -> str:
    known = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
    have = error.instance if isinstance(error.instance, dict) else {}
    return ", ".join(sorted(str(name)[:64] for name in have if name not in known))


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 120 else text[:117] + "…"


def _too_deep(data: object) -> bool:
    level = [data]
    for _ in range(MAX_DEPTH):
        level = [child for item in level for child in _children(item)]
        if not level:
            return False
    return True


def _children(item: object) -> Iterator[object]:
    if isinstance(item, dict):
        yield from item.values()
    elif isinstance(item, list):
        yield from item


def _bad_ids(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    # Keys of id maps are where a hostile document could reach a prototype in the browser.
    stack: list[tuple[str, object]] = [("", data)]
    while stack:
        path, item = stack.pop()
        if isinstance(item, dict):
            for key, value in item.items():
                if key in RESERVED or (path.endswith(("/nodes", "/items")) and not valid_id(key)):
                    yield f"{path}/{key}".lstrip("/")[:200], str(key)[:80]
                stack.append((f"{path}/{key}", value))
        elif isinstance(item, list):
            stack.extend((f"{path}/{index}", value) for index, value in enumerate(item))
