"""Catalogue of units of measure (đơn vị tính): dimension, factor, aliases seen in real reports.

Two units convert into each other when they share a dimension; ``factor`` is how many base units one
of it is. Counts of different things (người, hộ, vụ việc) are different dimensions on purpose: adding
them is a mistake that a check must find.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from importlib import resources
from typing import Final

from rapidfuzz import fuzz, process

from metadata.numbers import WIDE
from metadata.text import fold, nfc

_LEAD: Final = re.compile(r"^(?:đơn vị(?: tính| đo)?|đvt|đv tính|đv)\s*:\s*")
_GROUPED: Final = re.compile(r"(?<=\d)[.,\s](?=\d{3}(?!\d))")
_POWER: Final = re.compile(r"\b10\s*\^?\s*([³⁶⁹]|(?<=\^)[369])")
_MANY: Final = re.compile(r"^(1000|1000000|1000000000)\s*(?=\D)")
_MULTIPLES: Final = {"1000": "nghìn ", "1000000": "triệu ", "1000000000": "tỷ "}
_POWERS: Final = {"³": "1000", "3": "1000", "⁶": "1000000", "6": "1000000", "⁹": "1000000000", "9": "1000000000"}
#: Words that a rounded unit begins with.
MULTIPLES: Final = tuple(_MULTIPLES.values())
_SPELLINGS: Final = {"ngàn": "nghìn", "nghàn": "nghìn", "tỉ": "tỷ"}
_SHORTEST_GUESS: Final = 4
_LIKENESS: Final = 82.0


@dataclass(frozen=True)
class Measure:
    """A unit of measure. ``symbol`` is what prints; ``decimals`` a sensible default.

    ``additive``: sums of it mean something (of percentages they do not). ``counted``: it counts things, so that the number
    of one thing may be held against the number of another.
    """

    id: str
    label: str
    symbol: str
    dimension: str
    factor: Decimal
    decimals: int = 0
    additive: bool = True
    counted: bool = False
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
            counted=item.get("counted", False),
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
    """A caption of a unit reduced to what tells units apart: no heading, brackets, case, superscripts or grouped zeros."""
    plain = _POWER.sub(lambda found: _POWERS[found[1]], nfc(text).casefold())
    plain = " ".join(unicodedata.normalize("NFKC", plain).split()).strip(" .;:()[]")
    plain = _LEAD.sub("", plain).strip(" .;:()[]")
    plain = _MANY.sub(lambda found: _MULTIPLES[found[1]], _GROUPED.sub("", plain))
    return " ".join(_SPELLINGS.get(word, word) for word in plain.split())


@lru_cache(maxsize=4096)
def find(text: str) -> Measure | None:
    """The unit meant by an id, a caption or one of its known aliases and misspellings, ``Đơn vị tính:`` before it or not."""
    found = _by_text().get(_key(text))
    return measures()[found] if found else None


def propose(text: str) -> Measure | None:
    """The nearest unit when :func:`find` knows none: the same letters without marks, else a slip of a letter or two.

    None when nothing is near: the name of an organisation behind ``Đơn vị:`` is no unit of measure.
    """
    wanted = fold(_key(text))
    folded = _folded()
    if wanted in folded:
        return measures()[folded[wanted]]
    if len(wanted) < _SHORTEST_GUESS:
        return None
    near = process.extractOne(wanted, [known for known in folded if len(known) >= _SHORTEST_GUESS], scorer=fuzz.ratio, score_cutoff=_LIKENESS)
    return measures()[folded[near[0]]] if near else None


@cache
def _folded() -> Mapping[str, str]:
    known: dict[str, str] = {}
    for text, measure_id in _by_text().items():
        known.setdefault(fold(text), measure_id)
    return known


def convert(number: Decimal, source: Measure, target: Measure) -> Decimal:
    """Convert between units of one dimension, exact to 100 digits. Raises ValueError for different dimensions."""
    if source.dimension != target.dimension:
        raise ValueError(f"{source.id} and {target.id} do not convert")
    return WIDE.divide(WIDE.multiply(number, source.factor), target.factor)
