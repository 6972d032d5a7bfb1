"""Two versions of a form of 48 columns and 500 rows: sentences, and what the desk needs, against a bare walk over both JSON trees."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from benchmarks.figure import Figure, in_turn
from benchmarks.made import form_of, regime
from designer.review.sheets import changes_json, sections_of
from metadata.diff import compare
from metadata.template import Template

ROWS, COLUMNS = 500, 48
Documents = dict[str, dict[str, Any]]


def versions() -> tuple[Documents, Documents]:
    """The form before and after: renamed, removed, added and moved columns and rows, two hundred cells of their own."""
    form = form_of(ROWS, COLUMNS)
    grid = form["sections"]["items"]["s1"]
    grid["cells"] = {f"r{row}:c{row % COLUMNS + 1}": {"kind": "blocked"} for row in range(1, ROWS + 1, 2)}
    old = {"g_1": regime(), "f_1": form}
    new = copy.deepcopy(old)
    grid = new["f_1"]["sections"]["items"]["s1"]
    columns, rows = grid["columns"], grid["rows"]
    for number in range(2, 12):
        columns["nodes"][f"c{number}"]["label"] = f"Cột {number} đổi tên"
    columns["nodes"]["moi"] = {"label": "Cột mới", "code": "moi", "number": "49"}
    columns["root"].append("moi")
    del columns["nodes"]["c40"]
    columns["root"].remove("c40")
    columns["nodes"][f"c{COLUMNS}"]["cell"]["formula"] = "c1 + c2 + c3"
    rows["root"].insert(0, rows["root"].pop())
    for number in range(100, 150):
        rows["nodes"][f"r{number}"]["label"] += " (sửa)"
    for key in [key for key in grid["cells"] if key.endswith(":c40")]:
        del grid["cells"][key]
    for row in range(2, 402, 2):
        grid["cells"][f"r{row}:c5"] = {"decimals": 1}
    return old, new


def walked(old: Any, new: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths at which two JSON trees differ: no ids, no meaning, no words."""
    if isinstance(old, dict) and isinstance(new, dict):
        return [found for key in {*old, *new} for found in walked(old.get(key), new.get(key), (*path, key))]
    if isinstance(old, list) and isinstance(new, list):
        longest = max(len(old), len(new))
        pairs = ((old[at] if at < len(old) else None, new[at] if at < len(new) else None, at) for at in range(longest))
        return [found for was, now, at in pairs for found in walked(was, now, (*path, at))]
    return [] if old == new else [path]


def measure() -> Iterator[Figure]:
    """The comparison in sentences beside the bare walk, and the three tables of the desk."""
    old, new = versions()
    diff = compare(old, new)
    templates = Template(old), Template(new)
    bare, said, desk = in_turn(
        [
            lambda: walked(old, new),
            lambda: compare(old, new),
            lambda: (changes_json(diff, "vi"), sections_of(*templates, "f_1", "vi")),
        ]
    )
    name = f"of two versions of a form of {COLUMNS} × {ROWS}"
    told = f"{len(diff.changes)} sentences"
    yield Figure(f"paths that differ, {name}", bare * 1000, "ms", note=f"{len(walked(old, new))} paths")
    yield Figure(f"sentences by layer and class, {name}", said * 1000, "ms", said / bare, "the bare walk over both JSON trees", told)
    yield Figure(f"old, new and overlaid tables for the desk, {name}", desk * 1000, "ms", desk / bare, "the bare walk over both JSON trees")
