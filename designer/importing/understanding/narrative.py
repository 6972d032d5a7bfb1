"""Text between tables: headings such as ``I.``, ``1.``, ``a)`` with what is said under them become an outline to write."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from designer.importing.understanding import markers, vocabulary
from designer.importing.understanding.ledger import Ledger
from designer.importing.understanding.outline import outline
from designer.importing.understanding.plane import key_of
from designer.importing.understanding.rows import BodyRow
from designer.importing.understanding.surroundings import Line

_PART: Final = re.compile(r"^(?:phan|muc|chuong)\s+(?:thu\s+)?(?:\d{1,2}|[ivx]{1,5}|nhat|hai|ba|tu|nam|sau|bay|tam)\b")
_BULLETS: Final = frozenset("-+*•o")
_LABEL: Final = 2_000


@dataclass
class Narrative:
    """Lines of text that stand before the table with number ``at`` of a form; ``last`` when no table follows."""

    at: int
    lines: list[Line]
    last: bool = False
    section: str = ""
    heads: list[tuple[Line, BodyRow, list[Line]]] = field(default_factory=list)


def is_heading(line: Line) -> bool:
    """Whether a line is a heading of text to write: a marker, words, alone on its row."""
    text = line.text
    if not line.alone or line.side == "right" or text.startswith("(") or len(text) > 400 or _speaks(line):
        return False
    marker, rest = markers.split_marker(text)
    marked = bool(marker) and marker not in _BULLETS and marker[-1:] in ".)/" and sum(char.isalpha() for char in rest) >= 3
    return marked or bool(_PART.match(key_of(text)))


def _speaks(line: Line) -> bool:
    """Whether the words of a line say that it is something else."""
    text = line.text
    known = vocabulary.form_code(text) or vocabulary.unit_line(text) is not None or vocabulary.is_motto(text)
    return bool(known or vocabulary.is_sign_note(text) or vocabulary.is_signer(text) or vocabulary.is_date_line(text) or vocabulary.is_footnote(text))


def is_said(line: Line) -> bool:
    """Whether a person said that a line is text."""
    said = line.plane.role_at(line.area[0], line.area[1]) if line.row >= 0 else None
    return said is not None and said.role == "text"


def parted(lines: Sequence[Line], *, behind: bool = False, begun: bool = False) -> tuple[list[Line], list[Line]]:
    """Lines that are something else, and the narrative in them: from its first heading on, up to notes and signers.

    ``behind`` the last table a plain numbered line is more often a note; there only ``begun`` outlines, capitals and
    bold lines go on. A single heading right above a table is that table's title.
    """
    start = next((at for at, line in enumerate(lines) if is_said(line) or _opens(line, behind, begun)), None)
    if start is None:
        return list(lines), []
    end = next((at for at in range(start, len(lines)) if _ends(lines[at])), len(lines)) if behind else len(lines)
    own = [line for line in lines[start:end] if is_said(line) or not _speaks(line)]
    enough = behind or len(own) >= 2 or any(map(is_said, own))
    if not own or not enough:
        return list(lines), []
    return [line for line in lines if line not in own], own


def _opens(line: Line, behind: bool, begun: bool) -> bool:
    if not is_heading(line):
        return False
    if not behind:
        first = markers.readings(markers.split_marker(line.text)[0])
        return begun or not first or any(one.value == 1 for one in first)
    marker = markers.split_marker(line.text)[0]
    return begun or line.bold or line.is_upper or any(one.scheme == "I" for one in markers.readings(marker))


def _ends(line: Line) -> bool:
    return not is_said(line) and (_speaks(line) or not line.alone)


def read(narrative: Narrative, form: str, ledger: Ledger) -> dict[str, Any]:
    """The outline section of a narrative; what stands under a heading is its guidance, dots are the place to write."""
    for line in narrative.lines:
        if is_heading(line) or not narrative.heads:
            marker = markers.split_marker(line.text)[0]
            row = BodyRow(len(narrative.heads), len(narrative.heads), marker, line.text)
            narrative.heads.append((line, row, []))
        else:
            narrative.heads[-1][2].append(line)
    rows = [row for _, row, _ in narrative.heads]
    outline(rows)
    nodes: dict[str, Any] = {}
    root: list[str] = []
    for at, (line, row, below) in enumerate(narrative.heads):
        row.id = f"{narrative.section}_{at + 1}"
        path = ("sections", "items", narrative.section, "headings", "nodes", row.id)
        nodes[row.id] = _node(narrative, at, below)
        (root if row.parent is None else nodes[rows[row.parent].id].setdefault("children", [])).append(row.id)
        sure = 75 if is_heading(line) else 60
        ledger.found("text", line.plane, line.area, 100 if is_said(line) else sure, line.text, form=form, path=path, reasons=() if is_said(line) else ("narrative",))
        for each in below:
            ledger.found("text", each.plane, each.area, 60, each.text, form=form, path=(*path, "guidance"), reasons=("narrative",))
    return {"kind": "outline", "headings": {"root": root, "nodes": nodes}}


def _node(narrative: Narrative, at: int, below: list[Line]) -> dict[str, Any]:
    line = narrative.heads[at][0]
    guidance = "\n".join(each.text for each in below if not vocabulary.is_placeholder(each.text))[:_LABEL]
    parent = any(other.parent == at for _, other, _ in narrative.heads)
    # A heading right above a table is answered by the table.
    answered = at == len(narrative.heads) - 1 and not below and not narrative.last
    kind = "heading" if (parent or answered) and not below else "text"
    return {"label": line.text[:_LABEL], "kind": kind, **({"guidance": guidance} if guidance else {})}
