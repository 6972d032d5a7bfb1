"""For every cell of the new form the cells of the old one that its value comes from.

What a mapping says of a cell beats what it says of the column, which is combined with what it says of the row. A place that
is not mentioned keeps the values of the place with the same id: ids are never reused, so it is the same place. A place that is new
and not mentioned is *unsaid*: blank, and a finding where a mapping is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from metadata.documents import FormMapping, Source
from metadata.mapping.places import Places
from metadata.template import Template

_NEW: Final = Source("new")


@dataclass(frozen=True, slots=True)
class Route:
    """Where one new cell takes its value: ``how`` is ``same``, ``sum``, ``derived``, ``new`` or ``unsaid``.

    ``cells`` are old cell keys. ``entry`` is the key of the new form under which a formula is written, empty elsewhere; ``said`` tells
    whether the mapping speaks of the cell, its column or its row at all.
    """

    how: str
    cells: tuple[str, ...] = ()
    entry: str = ""
    said: bool = False


def mappings_of(template: Template, *bases: str | None) -> dict[str, FormMapping]:
    """Mappings, by form, from a release that has these names: its content (:func:`metadata.mapping.base_of`), its own hash.

    One that starts from another release says nothing here.
    """
    found = (template.document(doc) for doc, kind in template.kinds().items() if kind == "mapping")
    return {doc.form: doc for doc in found if isinstance(doc, FormMapping) and doc.base in bases}


class Routes:
    """Routes of one form. ``mapping`` None means that every place keeps its id."""

    def __init__(self, old: Places, new: Places, mapping: FormMapping | None) -> None:
        self.old, self.new, self.mapping = old, new, mapping
        self._entries: Mapping[str, Source] = mapping.entries if mapping is not None else {}

    @cached_property
    def by_cell(self) -> Mapping[str, Route]:
        """A route for every cell of the new form that is not blocked."""
        return {key: self._route(key) for key in self.new.cells}

    @cached_property
    def taken(self) -> frozenset[str]:
        """Old cells whose value stands somewhere in the new form, formulas left aside."""
        return frozenset(cell for route in self.by_cell.values() if route.how in ("same", "sum") for cell in route.cells)

    @cached_property
    def read(self) -> frozenset[str]:
        """Old cells under the places that formulas name: their values go on within a result."""
        named = {place for source in self._entries.values() if source.how == "derived" for place in source.places}
        return frozenset(key for key in self.old.cells if key in named or named & set(key.split(":")))

    @cached_property
    def dropped(self) -> frozenset[str]:
        """Old cells that were declared dropped: themselves, their column or their row."""
        named = set(self.mapping.dropped) if self.mapping is not None else set()
        return frozenset(key for key in self.old.cells if key in named or named & set(key.split(":")))

    @cached_property
    def homeless(self) -> tuple[str, ...]:
        """Stated old cells without a place: neither taken over nor read by a formula nor declared dropped."""
        gone = self.taken | self.read | self.dropped
        return tuple(key for key in self.old.cells if key in self.old.stated and key not in gone)

    @cached_property
    def rows(self) -> Mapping[str, str]:
        """Old row → new row, for rows that go on one to one: where added rows and rows of units stand."""
        found: dict[str, str] = {}
        for key, place in self.new.by_key.items():
            if place.axis == "row":
                source = self._source(key, self.old)
                if source is not None and source.how == "same" and len(source.places) == 1:
                    found.setdefault(source.places[0], key)
        return found

    def _source(self, key: str, old: Places) -> Source | None:
        said = self._entries.get(key)
        if said is not None:
            return said
        known = old.by_key.get(key)
        return Source("same", (key,)) if known is not None and known.axis == self.new.by_key[key].axis else None

    def _route(self, key: str) -> Route:
        own = self._entries.get(key)
        row, colon, column = key.partition(":")
        if own is not None:
            return self._by(own, key, own.places)
        if not colon:
            source = self._source(key, self.old)
            return self._by(source, key, source.places, said=False) if source is not None else Route("unsaid")
        across, down = self._source(column, self.old), self._source(row, self.old)
        said = column in self._entries or row in self._entries
        for source in (across, down):
            if source is not None and source.how == "new":
                return Route("new", said=True)
        if across is None or down is None:
            return Route("unsaid", said=said)
        if "derived" in (across.how, down.how):
            return self._by_formula(row, column, across, down)
        cells = tuple(f"{r}:{c}" for r in down.places for c in across.places)
        return Route("sum" if len(cells) > 1 else "same", cells, said=said) if cells else Route("unsaid", said=said)

    def _by_formula(self, row: str, column: str, across: Source, down: Source) -> Route:
        """A formula runs along the other axis, which must go on one to one; ``cells`` then names that one old row or column."""
        entry, other = (column, down) if across.how == "derived" else (row, across)
        if other.how != "same" or len(other.places) != 1:
            return Route("unsaid", said=True)
        return Route("derived", (other.places[0],), entry, said=True)

    def _by(self, source: Source, key: str, cells: tuple[str, ...], *, said: bool = True) -> Route:
        if source.how == "derived":
            return Route("derived", (), key, said)
        return Route(source.how, cells if source.how != "new" else (), said=said)
