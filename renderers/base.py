"""What an output is, and how outputs are found.

An output is one module of this package with a module-level `RENDERER`. Nothing else has to be changed:
the registry finds it, and the contract tests draw every example and every kind of cell with it.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Protocol, runtime_checkable

import renderers
from metadata.errors import fail
from renderers.document import Report


@runtime_checkable
class Renderer(Protocol):
    """Draws a report as bytes.

    `name` is the stable name used in addresses; `media_type` is sent with the bytes; `suffix` ends file names
    and begins with a dot. `render` is pure: equal reports give equal bytes, and text of a report is
    never anything but text in them. Raises `KhuonError` with a `renderer.*` code for what the format cannot hold.
    """

    @property
    def name(self) -> str:
        """Stable name, used in addresses."""
        ...

    @property
    def media_type(self) -> str:
        """Media type of the bytes."""
        ...

    @property
    def suffix(self) -> str:
        """End of file names, with its dot."""
        ...

    def render(self, report: Report) -> bytes:
        """Draw the report."""
        ...


@cache
def registry() -> Mapping[str, Renderer]:
    """All outputs by name, in the order of their names."""
    found: dict[str, Renderer] = {}
    for info in pkgutil.iter_modules(renderers.__path__):
        module = importlib.import_module(f"{renderers.__name__}.{info.name}")
        output = getattr(module, "RENDERER", None)
        if output is None:
            continue
        if not isinstance(output, Renderer):
            raise TypeError(f"{module.__name__}.RENDERER is not a Renderer")
        if output.name in found:
            raise ValueError(f"two outputs are named {output.name}")
        found[output.name] = output
    return MappingProxyType(dict(sorted(found.items())))


def renderer(name: str) -> Renderer:
    """The output of that name. Raises `renderer.unknown`, naming the known ones."""
    known = registry()
    if name not in known:
        raise fail("renderer.unknown", name=name, known=", ".join(known))
    return known[name]
