"""From a filled form to its smallest correction."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from math import prod

from metadata.corrections.case import Case
from metadata.corrections.model import Change, Correction
from metadata.corrections.search import Impossible, Search, Way
from metadata.corrections.smtlib import OutOfTime, Process
from metadata.corrections.words import (
    Names,
    change_words,
    found_words,
    keys_as_names,
    number_of_seconds,
    plain_words,
    relation_words,
)
from metadata.documents import CellSpec
from metadata.formula.program import Check, Program
from metadata.formula.scope import FormNames
from metadata.template import Template
from metadata.values import CellValue


def specs_of(template: Template, form_id: str) -> dict[str, CellSpec]:
    """Properties of every cell of a form by key, open rows by their row. Raises ``template.reference``."""
    names = FormNames(template.form(form_id))
    found = {f"{row.id}:{leaf.id}": grid.spec(row.id, leaf.id) for grid in names.grids.values() for row in grid.rows if row.has_cells for leaf in grid.data_leaves}
    return {**found, **{single.id: single.spec for single in names.all_singles}}


def smallest_correction(program: Program, values: Mapping[str, CellValue], instances: Mapping[str, Sequence[str]] | None = None, externals: Mapping[str, CellValue] | None = None, *,
                        locked: Collection[str] = (), seconds: float = 1.0, specs: Mapping[str, CellSpec] | None = None, names: Names = keys_as_names) -> Correction:
    """The fewest input cells whose change makes every failed check of severity *error* hold, within ``seconds``.

    ``values``, ``instances`` and ``externals`` as for :meth:`Program.run`. Computed cells follow their formulas; carried cells, cells
    in ``locked`` and externals stay. ``specs`` says what may stand in a cell (:func:`specs_of`), ``names`` what officials call it. A correction is
    run through ``program`` before it is returned; ``status`` says why there is none.
    """
    started = time.monotonic()
    case = Case(program, values, instances or {}, externals or {}, locked, specs)
    if not case.failing:
        return Correction("no_errors", plain_words("none"), others=0)
    searches = [Search(case, failing) for failing in case.groups()]
    try:
        with Process(started + seconds) as process:
            for search in searches:
                search.run(process)
    except Impossible:
        return Correction("impossible", plain_words("impossible"))
    except OutOfTime:
        said = {lang: plain_words("time", seconds=number_of_seconds(seconds, lang))[lang] for lang in ("vi", "en")}
        return Correction("none_in_time", said)
    if all(search.ways for search in searches):
        return _told(case, searches, names)
    doubtful = any(search.doubtful for search in searches if not search.ways)
    return Correction("outside", plain_words("outside")) if doubtful else Correction("impossible", plain_words("impossible"))


def _told(case: Case, searches: Sequence[Search], names: Names) -> Correction:
    """The best way of every group of errors, in words."""
    best = [search.ways[0] for search in searches]
    found = [_change(case, way, key, names) for way in best for key in way.values]
    changes = tuple(sorted(found, key=lambda change: _natural(change.key)))
    loose = [change.key for change in changes if not change.determined]
    relation = relation_words(_relations(case, loose) if len(loose) > 1 else [])
    proven = all(not search.doubtful or len(way.values) == 1 for search, way in zip(searches, best, strict=True))
    known = all(search.complete and not search.doubtful for search in searches)
    others = prod(len(search.ways) for search in searches) - 1 if known else None
    return Correction("found", found_words(changes, relation, others, proven=proven), changes, others, proven)


def _change(case: Case, way: Way, key: str, names: Names) -> Change:
    old, determined = case.values.get(key), way.determined[key]
    said = change_words(names(key), old, way.values[key], determined=determined, bounds=way.ranges.get(key), likely=way.likely.get(key))
    return Change(key, old, way.values[key] if determined else None, determined, said)


def _relations(case: Case, cells: Collection[str]) -> list[Check]:
    """The failed checks that two or more of the cells share."""
    wanted = set(cells)
    return [case.checks[name][0] for name in case.failing if len(wanted & case.rests_on[name]) > 1]


def _natural(key: str) -> tuple[object, ...]:
    """Keys in the order people count: c2 before c10."""
    parts: list[object] = []
    for piece in key.replace(":", " ").replace("#", " ").split():
        letters = piece.rstrip("0123456789")
        parts += [letters, int(piece[len(letters) :] or 0)]
    return tuple(parts)
