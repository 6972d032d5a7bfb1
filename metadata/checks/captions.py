"""Captions: none empty, none twice under one parent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from metadata.checks.registry import check, warning
from metadata.documents import Column, Row, Tree
from metadata.errors import Problem
from metadata.template import Template
from metadata.text import fold

_BEHIND: Final = re.compile(r"[\s\-–+•*]*(?:tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|%|trong đó)")


@check
def empty_captions(template: Template) -> Iterator[Problem]:
    """Columns and rows have captions; a row per unit and an open row take theirs when they are filled."""
    for form in template.forms:
        for grid in form.grids:
            nodes: Mapping[str, Column | Row] = {**grid.columns.nodes, **grid.rows.nodes}
            for node in nodes.values():
                free = isinstance(node, Row) and node.kind in ("unit", "open")
                if not node.label.strip() and not free:
                    yield Problem("template.caption_empty", f"{form.id}/{grid.id}/{node.id}", {"id": _printed(node)})


def _printed(node: Column | Row) -> str:
    """What is known of a node without a caption: its printed number or marker, its code, else its id."""
    mark = node.number if isinstance(node, Column) else node.marker
    return mark or node.code or node.id


@check
def repeated_captions(template: Template) -> Iterator[Problem]:
    """Two neighbours with one caption: often a slip of the print, sometimes meant."""
    for form in template.forms:
        for grid in form.grids:
            place = f"{form.id}/{grid.id}"
            yield from _repeated(place, grid.columns)
            yield from _repeated(place, grid.rows)


def _repeated(place: str, tree: Tree[Column] | Tree[Row]) -> Iterator[Problem]:
    for siblings in (tree.root, *(node.children for node in tree.nodes.values())):
        seen: dict[str, str] = {}
        before = ""
        for node_id in siblings:
            label = tree.nodes[node_id].label
            key = fold(" ".join(label.split()))
            first = seen.get(key)
            if key and first is not None and not (_follows(label) and before not in (key, "")):
                yield warning("template.caption_repeated", f"{place}/{node_id}", label=label, first=_printed(tree.nodes[first]), second=_printed(tree.nodes[node_id]))
            seen.setdefault(key, node_id)
            before = key


def _follows(label: str) -> bool:
    """Whether a caption speaks of the column or row before it and may stand behind several: ``Số hộ thoát``, ``Tỷ lệ``, ``Số hộ tái``, ``Tỷ lệ``."""
    return bool(_BEHIND.match(" ".join(label.casefold().split())))
