"""What a proof says, in Python and on the wire."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from metadata.errors import Problem

LANGUAGES: Final = ("vi", "en")
Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something proven. ``rules``: ids ``document/rule``; ``checks``: ids of their checks at single places; ``values``: cells as text."""

    code: str
    severity: str
    rules: tuple[str, ...]
    checks: tuple[str, ...]
    cells: tuple[str, ...]
    values: Mapping[str, str]
    message: Words
    todo: Words

    def as_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "code": self.code, "severity": self.severity, "rules": list(self.rules), "checks": list(self.checks),
            "cells": list(self.cells), "values": dict(self.values), "message": dict(self.message), "todo": dict(self.todo),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unproven:
    """A rule of which something was not proven, and why. ``check`` is one place where that is so, or empty."""

    rule: str
    check: str
    code: str
    message: Words

    def as_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {"rule": self.rule, "check": self.check, "code": self.code, "message": dict(self.message)}


def words_of(code: str, said: Mapping[str, Words | str | int] | None = None) -> tuple[Words, Words]:
    """Message and what to do, in both languages; arguments that differ by language are given as ``{"vi", "en"}``."""
    message, todo = {}, {}
    for lang in LANGUAGES:
        args = {name: value[lang] if isinstance(value, Mapping) else value for name, value in (said or {}).items()}
        problem = Problem(code, "", args)
        message[lang], todo[lang] = problem.sentence(lang), problem.hint(lang)
    return message, todo


@dataclass
class Proof:
    """All that was proven of one form. ``complete`` is False when time ran out or the solver's process ended early.

    ``examples``: by rule, fillings with what the rule says of them (``pass`` or ``fail``); ``no_example``: why one is missing.
    """

    form: str
    complete: bool = True
    seconds: float = 0.0
    findings: list[Finding] = field(default_factory=list)
    unproven: list[Unproven] = field(default_factory=list)
    examples: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    no_example: dict[str, Words] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "form": self.form, "complete": self.complete, "seconds": self.seconds,
            "findings": [finding.as_dict() for finding in self.findings],
            "unproven": [one.as_dict() for one in self.unproven],
            "examples": {rule: list(found) for rule, found in self.examples.items()},
            "no_example": {rule: dict(why) for rule, why in self.no_example.items()},
        }  # fmt: skip

    def take(self, event: Mapping[str, Any]) -> None:
        """Add what the solver's process reports: one event, see :mod:`metadata.proofs.worker`."""
        match dict(event):
            case {"finding": item}:
                self.findings.append(_finding(item))
            case {"unproven": item}:
                self.unproven.append(Unproven(item["rule"], item["check"], item["code"], item["message"]))
            case {"example": item, "rule": rule}:
                self.examples.setdefault(rule, []).append(item)
            case {"no_example": item, "rule": rule}:
                self.no_example[rule] = item


def _finding(item: Mapping[str, Any]) -> Finding:
    rules, checks, cells = (tuple(item[name]) for name in ("rules", "checks", "cells"))
    return Finding(item["code"], item["severity"], rules, checks, cells, item["values"], item["message"], item["todo"])
