"""A form as an example or a vector writes it: one mapping of keys to JSON values, sorted into what a program is run on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from metadata.formula.program.run import Program, template_key
from metadata.values import CellValue, decode

Filling = tuple[dict[str, CellValue], dict[str, Sequence[str]], dict[str, CellValue]]
"""Values, instances of open rows in the order met, externals: the arguments of :meth:`Program.run`."""


def filling(program: Program, cells: Mapping[str, Any], place: str = "") -> Filling:
    """What to run a program on. A key of an open row (``r3#k1:c9``) brings the row about, also with null.

    Raises ``cell.*`` for a value of no known shape; ``place`` is put before its key.
    """
    values: dict[str, CellValue] = {}
    externals: dict[str, CellValue] = {}
    rows: dict[str, dict[str, None]] = {}
    for key, wire in cells.items():
        value = decode(wire, f"{place}!{key}" if place else key)
        (externals if "|" in key else values)[key] = value
        row, mark, rest = key.partition("#")
        if mark and "|" not in key:
            owner = program.owner_of.get(template_key(key), row)
            rows.setdefault(owner, {})[rest.partition(":")[0]] = None
    return values, {owner: list(found) for owner, found in rows.items()}, externals
