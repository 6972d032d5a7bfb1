"""How an open row of a form may be repeated by the person who fills, and the copies that the form gives from the beginning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from metadata.documents.trees import read_map


@dataclass(frozen=True)
class GivenRow:
    """A copy of an open row that stands from the beginning and cannot be deleted: a caption, or a member of the catalogue."""

    id: str
    label: str = ""
    item: str | None = None


@dataclass(frozen=True)
class OpenRows:
    """How a template row may be repeated by the person who fills. ``max`` counts the rows given too."""

    catalogue: str | None = None
    min: int = 0
    max: int = 500
    numbering: str = "restart"
    kept: bool = False
    given: tuple[GivenRow, ...] = ()

    @staticmethod
    def read(data: Mapping[str, Any] | None) -> OpenRows:
        """Typed counterpart of the rules of an open row."""
        values: dict[str, Any] = dict(data or {})
        if "given" in values:
            values["given"] = tuple(read_map(values["given"], lambda key, item: GivenRow(key, **item)).values())
        return OpenRows(**values)
