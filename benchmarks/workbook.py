"""A form's own workbook of 2,000 rows and 30 columns: taken away, read when it comes back, judged; without and with its looks.

Reading is seconds of work of both processes, not of the clock: that is what is bounded.
"""

from __future__ import annotations

import resource
import tempfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from statistics import median
from typing import Any

from benchmarks.figure import Figure

ROWS, COLUMNS = 2_000, 30


def measure() -> Iterator[Figure]:
    """Seconds of work for the workbook of the largest form, by step."""
    from runtime.formbooks.judging import judge
    from runtime.formbooks.reading import found
    from runtime.formbooks.writing import form_book
    from runtime.store.models import Submission
    from runtime.submissions.filled import Filled
    from runtime.submissions.opened import Opened
    from runtime.workbooks import read_book, read_filled
    from tests.runtime import world as worlds
    from tests.runtime.world import regime_document

    with tempfile.TemporaryDirectory() as folder, worlds.world_of(f"sqlite:///{folder}/store.sqlite3", [_form(), regime_document(["f_1"])]) as world:
        report = world.submission("a")
        with world.db() as db:
            opened = Opened(db, db.get(Submission, report))
            opened.hold("f_1", Filled({f"r{row}:c{column}": Decimal(row * column) for row in range(1, ROWS + 1) for column in range(2, COLUMNS + 1)}))
            data = form_book(opened, "f_1", with_values=True)
            yield Figure("taking away", _work(lambda: form_book(opened, "f_1", with_values=True)), "s CPU", note=f"{len(data) / 2**20:.1f} MB")
            slow = _work(lambda: read_book(data, "x.xlsx"))
            yield Figure("reading with looks", slow, "s CPU")
            quick = _work(lambda: read_filled(data, "x.xlsx"))
            yield Figure("reading without looks", quick, "s CPU", quick / slow, "with looks")
            book = read_filled(data, "x.xlsx")
            back = found(book)
            yield Figure("finding its cells", _work(lambda: found(book)), "s CPU")
            yield Figure("judging", _work(lambda: judge(opened, "f_1", back)), "s CPU", note=f"{len(back.cells):,} cells")


def _form() -> dict[str, Any]:
    columns: dict[str, Any] = {"cA": {"label": "Chỉ tiêu", "number": "A", "stub": "caption"}}
    columns |= {f"c{number}": {"label": f"Cột {number}", "code": f"c{number}", "number": str(number)} for number in range(1, COLUMNS + 1)}
    columns["c1"]["cell"] = {"kind": "computed", "formula": "c2 + c3"}
    rows = {f"r{number}": {"label": f"Dòng {number}", "kind": "data", "code": f"r{number}"} for number in range(1, ROWS + 1)}
    grid = {"kind": "grid", "columns": {"root": list(columns), "nodes": columns}, "rows": {"root": list(rows), "nodes": rows}}
    return {"spec": "form/1", "id": "f_1", "code": "01/T", "title": "BIỂU LỚN", "sections": {"order": ["s1"], "items": {"s1": grid}}}


def _work(act: Callable[[], object], runs: int = 3) -> float:
    """Median seconds of work of this process and of those that it started."""
    took = []
    for _ in range(runs):
        before = _used()
        act()
        took.append(_used() - before)
    return median(took)


def _used() -> float:
    found = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in found)
