"""Forms filled at random, within what their cells take, and what comes back of them from a workbook."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from random import Random
from typing import Any

from metadata.documents import CellSpec
from metadata.values import DASH, CellValue, Choice, FileRef, Invalid, Target
from runtime.formbooks.found import Found
from runtime.formbooks.looking import Looking
from runtime.formbooks.typed import read
from runtime.store.models import Submission
from runtime.submissions.filled import Filled, Instance
from runtime.submissions.opened import Opened
from tests.runtime.world import EXAMPLES, World, documents_of

TEXTS = ("Đã hoàn thành", "=1+1", "+84 987", "-", "@SUM(A1)", "0123", "Dòng một\nDòng hai", "_x0041_", "1.234", "<b>&amp;</b>", "x" * 300, "2026-03-01", "2026-03-01T00:00:00", "TRUE")
PERIODS = {"month": "2026-08", "quarter": "2026-Q3", "half": "2026-H1", "year": "2026"}
TARGETS = (
    Target("eq", Decimal("4.5")), Target("gt", Decimal(4)), Target("ge", Decimal("0.1")), Target("lt", Decimal(10)), Target("le", Decimal(7)),
    Target("about", Decimal(4)), Target("range", Decimal(61), Decimal(62)), Target("text", text="Xuất siêu"),
)  # fmt: skip


def figure(spec: CellSpec, rng: Random) -> Decimal:
    """A number that the cell takes; where nothing limits it, now and then one of twenty digits."""
    unit = Decimal(1).scaleb(-(spec.decimals or 0))
    low = spec.min if spec.min is not None else Decimal(-999) if spec.signed else Decimal(0)
    high = spec.max if spec.max is not None else max(low, Decimal(0)) + 10 ** rng.choice((1, 3, 6, 9))
    if spec.max is None and rng.random() < 0.03:
        return Decimal(12345678901234567890) + unit
    steps = int((high - low) / (spec.step or unit))
    return low + (spec.step or unit) * rng.randint(0, steps)


def value(looking: Looking, spec: CellSpec, rng: Random) -> CellValue:
    """What a person might have entered, blank a third of the times."""
    if rng.random() < 0.3:
        return None
    match spec.kind:
        case "text":
            fitting = [text for text in TEXTS if len(text) <= (spec.max_length or 400)]
            return rng.choice(fitting)
        case "date":
            return dt.date(rng.choice((1899, 1900, 1965, 2026)), rng.randint(3, 12), rng.randint(1, 28))
        case "choice":
            options = looking.choices(spec)
            return Choice(rng.choice(options).value) if options else None
        case "target":
            return rng.choice(TARGETS)
        case "file":
            return FileRef("quyết định.pdf", "0" * 64, 10)
    if rng.random() < 0.1:
        return Invalid(rng.choice(("12a", "khoảng 5", "#REF")))
    return DASH if spec.dash is not False and rng.random() < 0.15 else figure(spec, rng)


def at_random(opened: Opened, form_id: str, rng: Random, rows: int = 2) -> Filled:
    """The form with some rows under every open row and something in most cells; the submission is told to hold it."""
    cells = opened.cells(form_id)
    instances = {row: tuple(_rows(opened, form_id, row, min(rows, open_row.max))) for row, open_row in cells.open_rows.items()}
    filled = Filled({}, {row: made for row, made in instances.items() if made}, {})
    looking = Looking(cells, filled)
    specs = {key: spec for key in cells.keys(filled) if (spec := cells.spec(key)) is not None}
    entered = {key: value(looking, spec, rng) for key, spec in specs.items() if looking.enterable(key, spec) or spec.kind == "file"}
    given = Filled({key: one for key, one in entered.items() if one is not None}, filled.instances, {})
    made, _ = opened.computed(form_id, given)
    opened.hold(form_id, made)
    return made


def _rows(opened: Opened, form_id: str, row: str, count: int) -> list[Instance]:
    catalogue = opened.cells(form_id).catalogue(row)
    if catalogue is None:
        return [Instance(f"k{number}", f"Dòng thứ {number}") for number in range(count)]
    return [Instance(f"k{number}", member.name, member.id) for number, member in enumerate(list(catalogue.members.values())[:count])]


def differences(opened: Opened, form_id: str, found: Found) -> dict[str, tuple[Any, Any]]:
    """Cells that came back otherwise than the submission holds them: (held, what came back)."""
    filled, cells = opened.filled(form_id), opened.cells(form_id)
    looking = Looking(cells, filled)
    wrong: dict[str, tuple[Any, Any]] = {}
    for key in cells.keys(filled):
        spec, held, cell = cells.spec(key), filled.values.get(key), found.cells.get(key)
        assert spec is not None
        if cell is None:
            wrong[key] = held, "missing"
        elif isinstance(held, Invalid):
            wrong |= {} if cell.text == held.raw else {key: (held, cell.text)}
        elif looking.enterable(key, spec):
            back = None if cell.blank else read(cell, spec, looking.choices(spec)).value
            wrong |= {} if back == held else {key: (held, back or cell.text)}
        elif spec.kind == "blocked":
            wrong |= {} if cell.text == "X" else {key: ("X", cell.text)}
        elif cell.formula is None and not looking.holds(cell, spec, held):
            wrong[key] = held, cell.text
    return wrong


def reports(world: World) -> str:
    """The report of the first unit that has one."""
    return next(found for unit in "abcd" if (found := _report(world, unit)) is not None)


def _report(world: World, unit: str) -> str | None:
    with world.db() as db:
        found = db.query(Submission.id).filter(Submission.unit_id == unit).first()
        return str(found[0]) if found is not None else None


def examples() -> list[str]:
    """Names of the example regimes that are filled."""
    folders = sorted(path.name for path in EXAMPLES.iterdir() if (path / "documents").is_dir())
    return [name for name in folders if any(str(one["spec"]).startswith("regime/") for one in documents_of(name))]


def period_of(name: str) -> str:
    """A period for which an example is reported."""
    regime = next(one for one in documents_of(name) if str(one["spec"]).startswith("regime/"))
    return PERIODS[regime["frequency"]]
