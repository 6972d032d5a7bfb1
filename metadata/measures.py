"""Catalogue of units of measure (đơn vị tính): dimension, factor, aliases seen in real reports.

Two units convert into each other when they share a dimension; ``factor`` is how many base units one
of it is. Counts of different things (người, hộ, vụ việc) are different dimensions on purpose: adding
them is a mistake that a check must find.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources

from metadata.text import fold, nfc


@dataclass(frozen=True)
class Measure:
    """A unit of measure. ``symbol`` is what prints; ``decimals`` a sensible default."""

    id: str
    label: str
    symbol: str
    dimension: str
    factor: Decimal
    decimals: int = 0
    additive: bool = True
    aliases: tuple[str, ...] = ()


@cache
def measures() -> Mapping[str, Measure]:
    """The catalogue by id, in its order."""
    text = resources.files("metadata").joinpath("measures.json").read_text(encoding="utf-8")
    found = {}
    for item in json.loads(text):
        found[item["id"]] = Measure(
            id=item["id"],
            label=item["label"],
            symbol=item.get("symbol", item["label"]),
            dimension=item["dimension"],
            factor=Decimal(item.get("factor", "1")),
            decimals=item.get("decimals", 0),
            additive=item.get("additive", True),
            aliases=tuple(item.get("aliases", ())),
        )
    return found


@cache
def _by_text() -> Mapping[str, str]:
    known: dict[str, str] = {}
    for measure in measures().values():
        for text in (measure.id, measure.label, measure.symbol, *measure.aliases):
            known.setdefault(_key(text), measure.id)
    return known


def _key(text: str) -> str:
    return " ".join(nfc(text).casefold().replace("²", "2").replace("³", "3").split())


def find(text: str) -> Measure | None:
    """The unit meant by an id, a caption or one of its known aliases and misspellings."""
    found = _by_text().get(_key(text))
    return measures()[found] if found else None


def propose(text: str) -> Measure | None:
    """The nearest unit when :func:`find` knows none: the same letters without marks."""
    wanted = fold(_key(text))
    for known, measure_id in _by_text().items():
        if fold(known) == wanted:
            return measures()[measure_id]
    return None


def convert(number: Decimal, source: Measure, target: Measure) -> Decimal:
    """Convert between units of one dimension. Raises ValueError for different dimensions."""
    if source.dimension != target.dimension:
        raise ValueError(f"{source.id} and {target.id} do not convert")
    return number * source.factor / target.factor
