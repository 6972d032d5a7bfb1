"""A mapping tried: old figures at the left, what becomes of them at the right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from designer.mapping.lines import FormLines
from metadata.celltypes import show
from metadata.documents import FilledExample
from metadata.formula.program import build, filling
from metadata.mapping.convert import split
from metadata.mapping.routes import Route
from metadata.periods import Period
from metadata.values import CellValue
from runtime.actor import Actor
from runtime.permissions import fetch, restrict
from runtime.store.models import Draft, Submission, Unit
from runtime.submissions.conversion import along, recomputed, way_of
from runtime.submissions.filled import Filled
from runtime.submissions.opened import Opened

#: Reports offered to try the mapping on, newest first.
OFFERED: Final = 40
#: Cells answered at most.
CELLS: Final = 1_500
#: Sample figures stay small and differ from cell to cell.
_SPREAD: Final = 41


def offered(db: Session, actor: Actor, draft: Draft, lines: FormLines, lang: str) -> list[dict[str, str]]:
    """What the mapping can be tried on: ``sample``, examples of the old form, reports that the actor may read."""
    found = [{"id": "sample", "words": ""}]
    found += [{"id": f"example:{one.id}", "words": one.title} for one in _examples(lines)]
    query = restrict(select(Submission), actor, "submission.read").where(Submission.regime_id == draft.regime_id, Submission.version > 0)
    rows = db.scalars(query.join(Unit, Unit.id == Submission.unit_id).order_by(Submission.period.desc(), Unit.sort_key).limit(OFFERED))
    found += [{"id": f"report:{one.id}", "words": f"{one.unit.name} – {Period.parse(one.period).label(lang)}"} for one in rows]
    return found


def _examples(lines: FormLines) -> list[FilledExample]:
    return lines.side.old.examples(lines.old.form.id)


def tried(db: Session, actor: Actor, lines: FormLines, of: str) -> dict[str, Any]:
    """Old and new figures by new cell, and old ones that find no place. Raises ``not_found`` for what is not offered."""
    kind, _, key = of.partition(":")
    before = _report(db, actor, lines, key) if kind == "report" else _example(lines, key) if kind == "example" else _sample(lines)
    after = along((lines.conversion,), before)
    after = recomputed(lines.side.new, lines.form.id, after)
    lost = lines.conversion.convert(before.values, before.instance_ids()).lost
    return {
        "cells": [cell for new in _keys(lines, after) if (cell := _cell(lines, new, before, after)) is not None][:CELLS],
        "lost": [{"words": _words(lines.old, old, before), "figure": show(value, lines.old.cells[split(old)[0]])} for old, value in lost.items()][:CELLS],
    }


def _keys(lines: FormLines, after: Filled) -> list[str]:
    """New cells in print order, repeated by row."""
    found: list[str] = []
    for key in lines.new.cells:
        row, colon, column = key.partition(":")
        instances = after.instances.get(row, ()) if colon else ()
        found += [f"{row}#{one.id}:{column}" for one in instances] or [key]
    return found


def _cell(lines: FormLines, key: str, before: Filled, after: Filled) -> dict[str, Any] | None:
    base, instance = split(key)
    route = lines.conversion.route(base)
    olds = [old if instance is None else _at(old, instance) for old in (_read(lines, base, route) if route.how == "derived" else route.cells) if old in lines.old.cells]
    shown = [(old, before.values.get(old)) for old in olds]
    value = after.values.get(key)
    if value is None and all(one is None for _, one in shown):
        return None
    return {
        "key": base,
        "words": _words(lines.new, key, after),
        "how": route.how,
        "old": [{"words": lines.old.words(split(old)[0], lines.lang), "figure": show(one, lines.old.cells[split(old)[0]])} for old, one in shown],
        "new": show(value, lines.new.cells[base]),
        "computed": lines.new.cells[base].kind == "computed",
    }


def _read(lines: FormLines, key: str, route: Route) -> list[str]:
    """Old cells that the formula of a new cell reads: in the old row, or the old column, that the cell stands in."""
    mapping = lines.mapping
    places = mapping.entries[route.entry].places if mapping is not None and route.entry in mapping.entries else ()
    beside = (*route.cells, *key.split(":"))
    return [next((cell for cell in (place, *(f"{one}:{place}" for one in beside), *(f"{place}:{one}" for one in beside)) if cell in lines.old.cells), place) for place in places]


def _at(old: str, instance: str) -> str:
    row, colon, column = old.partition(":")
    return f"{row}#{instance}{colon}{column}"


def _words(side: Any, key: str, filled: Filled) -> str:
    base, instance = split(key)
    label = next((one.label for rows in filled.instances.values() for one in rows if one.id == instance), "") if instance else ""
    return str(side.words(base)) + (f" ({label})" if label else "")


def _report(db: Session, actor: Actor, lines: FormLines, submission_id: str) -> Filled:
    """A report's form, as the release in force has it."""
    submission = fetch(db, Submission, submission_id, "submission.read", actor)
    way = way_of(db, submission.release_hash, lines.side.former.hash, lines.old.form.id)
    source = way[0].source_id if way else lines.old.form.id
    return along(way, Opened(db, submission).filled(source))


def _example(lines: FormLines, example_id: str) -> Filled:
    example = next((one for one in _examples(lines) if one.id == example_id), None)
    return _computed(lines, example.cells) if example is not None else _sample(lines)


def _sample(lines: FormLines) -> Filled:
    """A small figure in every number that people state, another one in each."""
    cells: dict[str, str] = {}
    opened = {row.id for grid in lines.old.grids.values() for row in grid.rows if row.node.kind == "open"}
    for at, (key, spec) in enumerate(lines.old.cells.items(), start=1):
        if spec.kind == "number" and key.partition(":")[0] not in opened:
            cells[key] = str((at * 7) % _SPREAD + 1)
    return _computed(lines, cells)


def _computed(lines: FormLines, cells: Mapping[str, Any]) -> Filled:
    program = build(lines.side.old, lines.old.form.id, lenient=True).without_checks()
    values, instances, _ = filling(program, dict(cells), lines.old.form.id)
    outside: dict[str, CellValue] = dict.fromkeys((external.key for external in program.externals), None)
    results = program.run(values, instances, outside).values
    return Filled({key: value for key, value in {**values, **results}.items() if value is not None})
