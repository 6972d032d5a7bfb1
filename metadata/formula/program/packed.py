"""A program as JSON with what repeats said once.

A sum or a check that holds in each of 2,000 rows is one shape with 2,000 rows. A *pattern* is such a formula or check with ``@`` in place
of the row (or of the column, where it repeats along a row); each of its items is then ``[pattern, row, words …]``. What does not repeat
stays as it is. The items keep their order, in which formulas are computed.

The words in which the items of a pattern differ (the row's name in a sentence) are cut: ``[before, which, after]`` with ``which`` counting
the words of the item; 0 is the row or column itself.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

HOLE = "@"
_FEWEST = 2
_WORDS = ("id", "head.vi", "head.en", "tail.vi", "tail.en")
_WAYS = ("row", "column")
#: Cells of open rows, of other forms and periods.
_BEYOND = re.compile(r'\["cs"|\["c", "[^"]*[#|]')


@dataclass(frozen=True)
class _Shape:
    """An item with a hole: equal texts are the same pattern."""

    way: str
    text: str


def _cells(keys: Iterable[str]) -> list[list[str]]:
    """Keys as leaves, so that one search finds all of an item."""
    return [["c", key] for key in keys]


def _text(item: Mapping[str, Any]) -> str:
    """The item without its words as JSON text, every cell as ``["c", "row:column"]``, which can stand in no JSON string."""
    found = {name: part for name, part in item.items() if name not in {"id", "head", "tail"}}
    if "key" in found:
        found["key"] = _cells([found["key"]])
    if "cells" in found:
        found["cells"] = _cells(found["cells"])
    return json.dumps(found, sort_keys=True)


def _named(item: Mapping[str, Any]) -> list[str]:
    """Row and column of the cell that tells the items apart: the computed one, or the first that a check names."""
    return str(item["key"] if "key" in item else next(iter(item["cells"]), "")).split(":")


def _shapes(item: Mapping[str, Any]) -> dict[_Shape, str]:
    """The two ways of making a hole, each with what stands there; none for an item that reads more than cells of this form's fixed rows."""
    named, text = _named(item), _text(item)
    if len(named) != len(_WAYS) or item["open"] is not None or item.get("source") is not None or _BEYOND.search(text):
        return {}
    row, column = named
    along = text.replace(f'["c", "{row}:', f'["c", "{HOLE}:')
    down = re.sub(rf'(\["c", "[^":]+):{re.escape(column)}"\]', rf'\1:{HOLE}"]', text)
    return {_Shape("row", along): row, _Shape("column", down): column}


def _word(item: Mapping[str, Any], name: str) -> str | None:
    part: Any = item
    for step in name.split("."):
        if not isinstance(part, Mapping) or step not in part:
            return None
        part = part[step]
    return str(part)


def _beginning(words: Sequence[str]) -> str:
    first, last = min(words), max(words)
    return first[: next((place for place, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first))]


def _cut(words: Sequence[str]) -> tuple[str, list[str], str]:
    """What all begin with, what is left of each, what all end with."""
    before = _beginning(words)
    rest = [word[len(before) :] for word in words]
    after = _beginning([word[::-1] for word in rest])[::-1]
    return before, [word[: len(word) - len(after)] for word in rest], after


def _pattern(shape: _Shape, items: Sequence[Mapping[str, Any]], holes: Sequence[str]) -> tuple[dict[str, Any], list[list[str]]]:
    """The pattern, and of each item what stands in its hole and its words."""
    columns = [list(holes)]
    words: dict[str, list[Any]] = {}
    for name in _WORDS:
        said = [_word(item, name) for item in items]
        if None in said:
            continue
        before, middles, after = _cut([word for word in said if word is not None])
        if middles not in columns:
            columns.append(middles)
        words[name] = [before, columns.index(middles), after]
    pattern = json.loads(shape.text)
    if "key" in pattern:
        pattern["key"] = pattern["key"][0][1]
    if "cells" in pattern:
        pattern["cells"] = [key for _, key in pattern["cells"]]
    return {**pattern, "by": shape.way, "words": words}, [list(row) for row in zip(*columns, strict=True)]


def _chosen(items: Sequence[Mapping[str, Any]]) -> dict[_Shape, dict[str, int]]:
    """The shapes that repeat, each with its items by what stands in the hole. An item goes with the larger of its two groups."""
    offered = [_shapes(item) for item in items]
    sizes = Counter(shape for shapes in offered for shape in shapes)
    groups: dict[_Shape, dict[str, int]] = defaultdict(dict)
    for place, shapes in enumerate(offered):
        best = max(shapes, key=lambda shape: sizes[shape], default=None)
        if best is not None and sizes[best] >= _FEWEST:
            # The same condition twice in one row is two items: the second stands by itself.
            groups[best].setdefault(shapes[best], place)
    return {shape: group for shape, group in groups.items() if len(group) >= _FEWEST}


def _packed(items: Sequence[Mapping[str, Any]]) -> tuple[list[dict[str, Any]], list[Any]]:
    """Patterns, and the items in their order."""
    patterns: list[dict[str, Any]] = []
    found: list[Any] = list(items)
    for shape, group in _chosen(items).items():
        pattern, rows = _pattern(shape, [items[place] for place in group.values()], list(group))
        for place, row in zip(group.values(), rows, strict=True):
            found[place] = [len(patterns), *row]
        patterns.append(pattern)
    return patterns, found


def packed(program: Mapping[str, Any]) -> dict[str, Any]:
    """The program (``program/1``, see :meth:`Program.as_json`) as ``program/2``: ``patterns`` of formulas and checks, items that refer to them."""
    patterns, items = {}, {}
    for part in ("formulas", "checks"):
        patterns[part], items[part] = _packed(program[part])
    return {**program, "spec": "program/2", "patterns": patterns, **items}
