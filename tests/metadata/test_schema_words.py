"""Every property of the language has a name and one line of help, in Vietnamese and in English; every choice has its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from metadata.documents import KINDS, schema_of


def properties(schema: Mapping[str, Any], place: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """All properties of a schema with the place of each, those of definitions too."""
    for name, each in schema.get("properties", {}).items():
        yield f"{place}/{name}", each
        yield from properties(each, f"{place}/{name}")
    for key in ("additionalProperties", "items"):
        if isinstance(schema.get(key), dict):
            yield f"{place}/{key}", {"title": "-", "description": "-", "x-en": {"title": "-", "description": "-"}, **_choices(schema[key])}
            yield from properties(schema[key], f"{place}/*")
    for number, branch in enumerate(schema.get("oneOf", ())):
        yield from properties(branch, f"{place}/{number}")
    for name, each in schema.get("$defs", {}).items():
        yield from properties(each, f"{place}/${name}")


def _choices(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {key: schema[key] for key in ("enum", "x-values") if key in schema}


def faults(place: str, schema: Mapping[str, Any]) -> Iterator[str]:
    """What a property lacks to be shown to an official."""
    english = schema.get("x-en", {})
    for language, words in (("vi", schema), ("en", english)):
        for part, most in (("title", 40), ("description", 120)):
            text = words.get(part, "")
            if not text or len(text) > most:
                yield f"{place}: {part} ({language}) {text!r}"
    for value in schema.get("enum", ()):
        said = schema.get("x-values", {}).get(value, {})
        if not (said.get("vi") and said.get("en")):
            yield f"{place}: words of {value!r}"
    unset = schema.get("x-unset")
    if unset is not None and not (unset.get("vi") and unset.get("en")):
        yield f"{place}: words of nothing said"


@pytest.mark.parametrize("kind", KINDS)
def test_every_property_says_its_name_and_its_help_in_both_languages(kind: str) -> None:
    assert [fault for place, each in properties(schema_of(kind), kind) for fault in faults(place, each)] == []


def test_a_property_without_words_is_found() -> None:
    schema = {"properties": {"new": {"enum": ["a"], "title": "Mới", "description": "Thuộc tính mới."}}}
    found = [fault for place, each in properties(schema, "x") for fault in faults(place, each)]
    assert found == ["x/new: title (en) ''", "x/new: description (en) ''", "x/new: words of 'a'"]


def test_a_name_is_no_name_of_a_programmer() -> None:
    for kind in KINDS:
        for place, each in properties(schema_of(kind), kind):
            assert each["title"] != place.rpartition("/")[2], place
            assert "_" not in each["title"], place
