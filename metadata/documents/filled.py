"""Typed counterpart of a filled example."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class FilledExample:
    """A form filled as a test of its template.

    ``cells`` are entered values by cell key, ``outside`` values of other periods and forms by ``period|form|cell``, all in
    JSON form. ``expected`` are computed cells with the value that must come out, ``fails`` the checks (``document/check``)
    that must find a fault; every other check must hold. ``audience`` is the kind of unit that fills; None sees everything.
    """

    id: str
    form: str
    title: str
    cells: Mapping[str, Any]
    outside: Mapping[str, Any] = field(default_factory=dict)
    expected: Mapping[str, Any] = field(default_factory=dict)
    fails: tuple[str, ...] = ()
    audience: str | None = None
    note: str = ""


def read_example(data: Mapping[str, Any]) -> FilledExample:
    """Typed counterpart of a valid example document."""
    expect = data["expect"]
    return FilledExample(
        id=data["id"],
        form=data["form"],
        title=data["title"],
        cells=data["cells"],
        outside=data.get("outside", {}),
        expected=expect.get("cells", {}),
        fails=tuple(expect.get("fails", ())),
        audience=data.get("audience"),
        note=data.get("note", ""),
    )
