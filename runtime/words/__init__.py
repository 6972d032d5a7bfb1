"""Words for people: ``t("tasks.title")`` in Vietnamese or English, from JSON files per area.

A file ``<area>.json`` holds ``{"area.key": {"vi": "…", "en": "…"}}``. Vietnamese is the default; a cookie keeps the
choice. Fields in braces are filled from the arguments.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

from flask import has_request_context, request

LANGUAGES = ("vi", "en")
COOKIE = "khuon_lang"


class _Fields(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


_WORDS: dict[str, dict[str, str]] = {}


def add_words(package: str) -> None:
    """Load every ``*.json`` of the folder ``words`` of a package. Raises ValueError for a key without both languages."""
    for file in sorted(files(package).joinpath("words").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".json"):
            add_file(json.loads(file.read_text(encoding="utf-8")), file.name)


def add_file(words: Mapping[str, Mapping[str, str]], name: str) -> None:
    """Take one file's words; later ones of the same key win."""
    for key, wording in words.items():
        if set(wording) != set(LANGUAGES):
            raise ValueError(f"{name}: {key} needs vi and en")
        _WORDS[key] = dict(wording)


def language() -> str:
    """Language of the running request: the choice in the cookie, else Vietnamese."""
    if has_request_context():
        chosen = request.cookies.get(COOKIE, "")
        if chosen in LANGUAGES:
            return chosen
    return LANGUAGES[0]


def t(key: str, lang: str | None = None, /, **args: Any) -> str:
    """The sentence for a key, in the language of the request or the one given. An unknown key shows itself."""
    wording = _WORDS.get(key)
    if wording is None:
        return key
    text = wording[lang or language()]
    return text.format_map(_Fields(args)) if args else text


def known(key: str) -> bool:
    """Whether a key has words."""
    return key in _WORDS


def keys() -> Iterator[str]:
    """All keys."""
    return iter(_WORDS)


add_words("runtime")


def said_of(area: str, name: str) -> str:
    """What people call a state or an event, for the sentence of an error; its name where it has no words."""
    said = t(f"{area}.{name}")
    return name if said == f"{area}.{name}" else said
