"""Consolidation engines: one file each, found by name.

An engine adds a block of units into one row of totals; all of them give the same digits. A new engine is a
module beside this one with a class that has ``name`` and ``add``, registered with :func:`register`; the
contract suite in ``tests/runtime/consolidation`` picks it up from :func:`engines`.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import Protocol, TypeVar

from runtime.consolidation.block import Block, Totals

DEFAULT = "numpy"


class Engine(Protocol):
    """Adds units."""

    name: str

    def add(self, block: Block) -> Totals:
        """Exact sums over the units of a block; a block of no units gives blank totals."""
        ...


_ENGINES: dict[str, Engine] = {}
_Kind = TypeVar("_Kind", bound=type)


def register(kind: _Kind) -> _Kind:
    """Class decorator: make an engine known under its name."""
    engine = kind()
    if engine.name in _ENGINES:
        raise ValueError(f"two engines are named {engine.name}")
    _ENGINES[engine.name] = engine
    return kind


@cache
def _load() -> None:
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")


def engines() -> dict[str, Engine]:
    """All engines by name."""
    _load()
    return dict(_ENGINES)


def engine(name: str = DEFAULT) -> Engine:
    """The engine of that name. Raises KeyError."""
    return engines()[name]
