"""The registry of template checks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from metadata.errors import Problem
from metadata.template import Template

Check = Callable[[Template], Iterator[Problem]]

_CHECKS: list[Check] = []


def check(function: Check) -> Check:
    """Register a check."""
    _CHECKS.append(function)
    return function


def checks() -> tuple[Check, ...]:
    """All checks, in the order of registration."""
    return tuple(_CHECKS)


def warning(code: str, place: str, **args: object) -> Problem:
    """A finding that is shown and keeps nothing from going on."""
    return Problem(code, place, args, "warning")
