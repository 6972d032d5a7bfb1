"""The error catalogue and the one exception of the project.

Every failure that a person can meet has a stable *code*, a Vietnamese and an English
sentence, a hint that says what to do, and an HTTP status. Codes are dotted,
``family.name``; each family is declared in a module of its own beside this one.

A :class:`Problem` is one finding: code + place + arguments. A :class:`KhuonError`
carries one or more problems and is what functions raise.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

FAMILIES = (
    "request",
    "access",
    "workflow",
    "template",
    "example",
    "package",
    "cell",
    "rich",
    "formula",
    "measure",
    "proof",
    "renderer",
    "designer",
    "review",
    "sources",
    "file",
    "workbook",
    "mapping",
    "effects",
    "binding",
    "library",
    "submission",
    "filling",
    "signing",
    "startup",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the catalogue. Sentences use ``{name}`` fields filled from ``Problem.args``."""

    code: str
    http: int
    vi: str
    en: str
    hint_vi: str = ""
    hint_en: str = ""


_CATALOGUE: dict[str, Entry] = {}


def entry(code: str, http: int, vi: str, en: str, hint_vi: str = "", hint_en: str = "") -> None:
    """Declare a code. Raises ValueError when the code is declared twice."""
    if code in _CATALOGUE:
        raise ValueError(f"error code declared twice: {code}")
    _CATALOGUE[code] = Entry(code, http, vi, en, hint_vi, hint_en)


def load_families() -> None:
    """Import every family module that exists, so that its codes are in the catalogue."""
    for family in FAMILIES:
        name = f"{__name__}.{family}"
        try:
            importlib.import_module(name)
        except ModuleNotFoundError as missing:
            if missing.name != name:
                raise


def catalogue() -> Mapping[str, Entry]:
    """All declared codes, by code."""
    load_families()
    return _CATALOGUE


class _Fields(dict[str, Any]):
    """Leaves an unknown field of a sentence visible instead of raising while reporting an error."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding.

    ``place`` is a path that names where: ``f_01xld/s1/c9`` in a template, ``f_01xld!r1:c9`` in a
    filled form, ``Sheet1!B7`` in a workbook; empty when the whole request is meant.
    ``severity`` is ``error``, ``warning`` or ``info``.
    """

    code: str
    place: str = ""
    args: Mapping[str, Any] = field(default_factory=dict)
    severity: str = "error"

    def _entry(self) -> Entry:
        return catalogue()[self.code]

    def sentence(self, lang: str = "vi") -> str:
        """The message in the given language (``vi`` or ``en``)."""
        line = self._entry()
        return (line.en if lang == "en" else line.vi).format_map(_Fields(self.args))

    def hint(self, lang: str = "vi") -> str:
        """What the person can do, possibly empty."""
        line = self._entry()
        return (line.hint_en if lang == "en" else line.hint_vi).format_map(_Fields(self.args))

    @property
    def http(self) -> int:
        """HTTP status that goes with the code."""
        return self._entry().http

    def as_dict(self, lang: str = "vi") -> dict[str, Any]:
        """The shape of one problem on the wire."""
        return {
            "code": self.code,
            "place": self.place,
            "message": self.sentence(lang),
            "hint": self.hint(lang),
            "severity": self.severity,
            "args": dict(self.args),
        }


class KhuonError(Exception):
    """One or more problems that stop an act. ``status`` defaults to that of the first problem."""

    def __init__(self, *problems: Problem, status: int | None = None) -> None:
        if not problems:
            raise ValueError("a KhuonError needs at least one problem")
        self.problems: tuple[Problem, ...] = problems
        self._status = status
        super().__init__("; ".join(f"{p.code} {p.place}".strip() for p in problems))

    @property
    def status(self) -> int:
        """HTTP status of the answer."""
        return self._status if self._status is not None else self.problems[0].http

    @property
    def code(self) -> str:
        """Code of the first problem."""
        return self.problems[0].code


def fail(code: str, place: str = "", /, *, status: int | None = None, **args: Any) -> KhuonError:
    """The exception for a single problem; the caller raises it, the fields of the sentence are keywords."""
    return KhuonError(Problem(code, place, args), status=status)


def raise_errors(problems: Iterable[Problem]) -> None:
    """Raise one KhuonError with all problems of severity ``error``, if there is any."""
    errors = [p for p in problems if p.severity == "error"]
    if errors:
        raise KhuonError(*errors)
