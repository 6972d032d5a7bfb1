"""Properties that the language no longer acts on, where a document still states them.

They stay in the schemas, marked ``deprecated``, so that documents of before are read; ``proposal_clear`` is the path to be cleared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from metadata.checks.registry import check, warning
from metadata.documents import kind_of, schema_of
from metadata.errors import Problem
from metadata.template import Template

Schema = Mapping[str, Any]
_ANY: Final = "*"


@check
def retired_properties(template: Template) -> Iterator[Problem]:
    """What a document states of a property that is no longer part of the language: read, and without effect."""
    for doc, document in template.documents.items():
        for path, schema in _retired(kind_of(document)):
            for place in _places(document, path):
                names = {"name": schema["title"], "name_en": schema["x-en"]["title"], "why": schema["description"], "why_en": schema["x-en"]["description"]}
                keys = [key for key in place if key not in ("sections", "items")]
                yield warning("template.property_retired", "/".join([doc, *keys]), **names, proposal_clear=[doc, *place])


@cache
def _retired(kind: str) -> tuple[tuple[tuple[str, ...], Schema], ...]:
    """Paths of a kind's deprecated properties, ``*`` for any key, with what the schema says of each."""
    whole = schema_of(kind)
    return tuple(_found(whole, whole, (), ()))


def _found(whole: Schema, schema: Schema, path: tuple[str, ...], through: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Schema]]:
    name = str(schema.get("$ref", "")).rpartition("/")[2]
    if schema.get("deprecated"):
        yield path, schema
    if name and name not in through:
        yield from _found(whole, whole["$defs"][name], path, (*through, name))
    for key, each in schema.get("properties", {}).items():
        yield from _found(whole, each, (*path, key), through)
    for each in schema.get("oneOf", ()):
        yield from _found(whole, each, path, through)
    if isinstance(schema.get("additionalProperties"), Mapping):
        yield from _found(whole, schema["additionalProperties"], (*path, _ANY), through)


def _places(value: Any, path: tuple[str, ...], before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Places of a document that a path leads to."""
    if not path:
        yield before
    elif isinstance(value, Mapping):
        for key in list(value) if path[0] == _ANY else [path[0]] if path[0] in value else []:
            yield from _places(value[key], path[1:], (*before, key))
