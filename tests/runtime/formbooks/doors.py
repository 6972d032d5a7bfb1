"""The same figures through every door: chosen once for every example form, as they are stored and as a person would paste them.

``tests/vectors/pasted.json`` holds what the browser must read each pasted text as; ``python -m tests.runtime.formbooks.doors`` writes it.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any, Final

from metadata.values import CellValue, FileRef, Invalid, encode
from renderers.table import spec_json
from runtime.formbooks.looking import Looking
from runtime.formbooks.writing import form_book
from runtime.store.models import Submission
from runtime.submissions.filled import Filled, Instance
from runtime.submissions.opened import Opened
from tests.runtime import world as worlds
from tests.runtime.formbooks.files import sent, stored
from tests.runtime.formbooks.filled import at_random, examples, period_of, reports
from tests.runtime.world import Client, World, documents_of

PASTED: Final = Path(__file__).parents[2] / "vectors" / "pasted.json"
#: Most cells of one form that are filled.
MOST: Final = 150
#: What the browser looks at when it reads a text.
_READ_BY: Final = ("kind", "dash", "choices", "decimals")


@contextmanager
def fresh(example: str) -> Iterator[World]:
    """A province that has been asked for the reports of an example, with nothing entered."""
    with tempfile.TemporaryDirectory() as folder, worlds.world_of(f"sqlite:///{folder}/store.sqlite3", documents_of(example), (period_of(example),)) as made:
        yield made


@contextmanager
def opened_in(world: World) -> Iterator[Opened]:
    """The report of a province, open."""
    report = reports(world)
    with world.db() as db:
        yield Opened(db, db.get(Submission, report))


def clerk_of(world: World, report: str) -> Client:
    """Who may fill the report."""
    with world.db() as db:
        unit = db.get(Submission, report).unit_id
    return world.client(f"{'clerk' if unit in 'ab' else 'head'}-{unit}")


def chosen(opened: Opened, form_id: str) -> Filled:
    """What is entered in a form: all kinds of values, by a fixed throw of dice, without drafts and attached files."""
    made = at_random(opened, form_id, Random(f"{form_id} of 2026"))
    looking = Looking(opened.cells(form_id), made)
    kept = [(key, one) for key, one in made.values.items() if (spec := looking.cells.spec(key)) is not None and looking.enterable(key, spec) and not isinstance(one, Invalid | FileRef)]
    return Filled(dict(kept[:MOST]), {row: tuple(_captioned(looking, row, one) for one in rows) for row, rows in made.instances.items()}, {})


def _captioned(looking: Looking, row: str, instance: Instance) -> Instance:
    """A row of a table that has no column for captions has none, unless it is named by a catalogue."""
    grid = next(grid for grid in looking.cells.grids if row in grid.by_id)
    named = looking.cells.catalogue(row) is not None or any(leaf.node.stub == "caption" for leaf in grid.leaves)
    return instance if named else Instance(instance.id, "", None)


def entered(example: str) -> dict[str, Filled]:
    """What is entered in every form of an example."""
    with fresh(example) as world, opened_in(world) as opened:
        return {form.id: chosen(opened, form.id) for form in opened.forms}


def pasted() -> list[dict[str, Any]]:
    """Texts as they are pasted, the kind of their cell as the browser has it, and the values that they are."""
    found: dict[str, dict[str, Any]] = {}
    for example in examples():
        with fresh(example) as world, opened_in(world) as opened:
            for form in opened.forms:
                for line in _lines(opened, form.id):
                    found[json.dumps(line, sort_keys=True)] = line
    return [found[key] for key in sorted(found)]


def _lines(opened: Opened, form_id: str) -> Iterator[dict[str, Any]]:
    made = chosen(opened, form_id)
    looking = Looking(opened.cells(form_id), made)
    for key, one in made.values.items():
        spec = looking.cells.spec(key)
        assert spec is not None
        told = spec_json(spec, opened.template.dimensions)
        text = looking.shown(key, one)
        yield {"spec": {"kind": "number", **{name: told[name] for name in _READ_BY if name in told}}, "text": text, "value": encode(one)}


# -- the doors ---------------------------------------------------------------------------------------------------------


def by_screen(world: World, report: str, forms: Mapping[str, Filled]) -> None:
    """Rows first, then the cells in three saves, as somebody types."""
    clerk = clerk_of(world, report)
    for form, made in forms.items():
        keys = list(made.values)
        _saved(clerk, report, form, {}, made)
        for part in range(3):
            _saved(clerk, report, form, {key: made.values[key] for key in keys[part::3]})


def by_paste(world: World, report: str, forms: Mapping[str, Filled]) -> None:
    """All cells and rows in one save. What the browser makes of the pasted text is asserted beside the browser."""
    clerk = clerk_of(world, report)
    for form, made in forms.items():
        _saved(clerk, report, form, made.values, made)


def _saved(clerk: Client, report: str, form: str, values: Mapping[str, CellValue], rows: Filled | None = None) -> None:
    answer = clerk.save(report, form, {key: encode(value) for key, value in values.items()}, instances=rows.instances_json() if rows else {})
    assert answer.status_code == 200, answer.get_json()


def by_workbook(world: World, report: str, forms: Mapping[str, Filled]) -> None:
    """The form's own workbook with the figures in it, sent in one call."""
    clerk = clerk_of(world, report)
    for form, made in forms.items():
        answer = sent(clerk, report, _file(world, report, form, made), form, dry_run=False)
        assert answer.status_code == 200, answer.get_json()


def by_preview(world: World, report: str, forms: Mapping[str, Filled]) -> None:
    """The same file previewed, and the preview saved as the browser saves it."""
    clerk = clerk_of(world, report)
    for form, made in forms.items():
        found = sent(clerk, report, _file(world, report, form, made), form).get_json()["preview"]
        rows: dict[str, list[dict[str, Any]]] = {}
        for one in found["added"]:
            rows.setdefault(one["row"], []).append({name: one[name] for name in ("id", "label", "item")})
        answer = clerk.save(report, form, {one["key"]: (one["to"], one["from"]) for one in found["changes"]}, instances=rows)
        assert answer.status_code == 200, answer.get_json()


def _file(world: World, report: str, form: str, made: Filled) -> bytes:
    """A workbook into which somebody typed these figures."""
    with world.db() as db:
        opened = Opened(db, db.get(Submission, report))
        opened.hold(form, made)
        return form_book(opened, form, with_values=True, who="p")


Door = Callable[[World, str, Mapping[str, Filled]], None]


def through(door: Door, example: str, forms: Mapping[str, Filled]) -> dict[str, str]:
    """Stored documents after a door, by form."""
    with fresh(example) as world:
        report = reports(world)
        door(world, report, forms)
        return {form: stored(world, report, form) for form in forms}


if __name__ == "__main__":
    PASTED.write_text(json.dumps(pasted(), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
