"""Rows that a form gives under its open rows: there from the beginning, before the unit's own, neither deleted nor renamed."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from metadata.documents import Form
from metadata.errors import Problem
from runtime.submissions.cells import FormCells
from runtime.submissions.externals import same_caption
from runtime.submissions.filled import Filled, Instance, join_key, split_key


def given_rows(cells: FormCells, row: str) -> tuple[Instance, ...]:
    """The rows that the form gives under an open row, in its order."""
    rules = cells.open_rows.get(row)
    if rules is None or not rules.given:
        return ()
    catalogue = cells.catalogue(row)
    names = {key: member.name for key, member in catalogue.members.items()} if catalogue is not None else {}
    return tuple(Instance(one.id, names.get(one.item or "", one.label), one.item) for one in rules.given)


def is_given(cells: FormCells, row: str, instance: str | None) -> bool:
    """Whether a copy of an open row is one that the form gives."""
    rules = cells.open_rows.get(row)
    return rules is not None and any(one.id == instance for one in rules.given)


def with_given(cells: FormCells, filled: Filled) -> Filled:
    """The form with the rows that it gives, also where what is stored knows nothing of them yet."""
    wanted = {row: found for row in cells.open_rows if (found := given_rows(cells, row))}
    if not wanted:
        return filled
    return replace(filled, instances={**filled.instances, **{row: given_first(rows, filled.instances.get(row, ())) for row, rows in wanted.items()}})


def gives(form: Form) -> bool:
    """Whether any open row of a form gives rows."""
    return any(row.open is not None and row.open.given for grid in form.grids for row in grid.rows.nodes.values())


def given_first(given: tuple[Instance, ...], rows: Iterable[Instance]) -> tuple[Instance, ...]:
    """The rows given, as the form captions them, then the unit's own."""
    ids = {one.id for one in given}
    return (*given, *(one for one in rows if one.id not in ids))


def given_problems(cells: FormCells, row: str, rows: Iterable[Instance]) -> Iterator[Problem]:
    """What is wrong with a list of rows that leaves out a row given, or calls it otherwise."""
    listed = {one.id: one for one in rows}
    for given in given_rows(cells, row):
        sent = listed.get(given.id)
        if sent is None:
            yield Problem("rows.given", row, {"label": given.label, "row": cells.caption(row)})
        elif sent.item != given.item or (given.item is None and not same_caption(sent.label, given.label)):
            yield Problem("rows.given_renamed", row, {"label": given.label, "row": cells.caption(row), "value": sent.label[:200]})


def apart(cells: FormCells, filled: Filled, before: Mapping[str, Collection[str]]) -> Filled:
    """The form with new ids for a unit's own rows whose ids the form now gives to rows of its own (``before``: ids given until now).

    An own row that says what the row given says is that row, with what was entered in it.
    """
    renamed: dict[tuple[str, str], str] = {}
    for row in cells.open_rows:
        known = before.get(row, ())
        own = [one for one in filled.instances.get(row, ()) if one.id not in known]
        for given in (one for one in given_rows(cells, row) if one.id not in known):
            taken = next((one for one in own if one.id == given.id and not _same(one, given)), None)
            if taken is not None:
                renamed[row, taken.id] = "o" + hashlib.sha256(f"{row} {taken.id}".encode()).hexdigest()[:11]
            twin = next((one for one in own if one.id != given.id and _same(one, given)), None)
            if twin is not None:
                renamed[row, twin.id] = given.id
    return _renamed(cells, filled, renamed) if renamed else filled


def _same(one: Instance, other: Instance) -> bool:
    return one.item == other.item and (one.item is not None or same_caption(one.label, other.label))


def _renamed(cells: FormCells, filled: Filled, ids: Mapping[tuple[str, str], str]) -> Filled:
    def key_of(key: str) -> str:
        row, instance, column = split_key(key)
        new = ids.get((cells.owners.get(row, row), instance or ""))
        return join_key(row, new, column or "") if new is not None else key

    return Filled(
        {key_of(key): value for key, value in filled.values.items()},
        {row: tuple(replace(one, id=ids.get((row, one.id), one.id)) for one in rows) for row, rows in filled.instances.items()},
        {key_of(key): reason for key, reason in filled.overrides.items()},
    )
