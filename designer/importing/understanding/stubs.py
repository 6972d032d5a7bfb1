"""Which columns caption the rows (marker, caption, code, unit) and which hold cells."""

from __future__ import annotations

from collections import Counter
from typing import Final

from designer.importing.understanding import vocabulary
from designer.importing.understanding.blocks import Table
from designer.importing.understanding.header import Heading
from designer.importing.understanding.markers import is_marker
from designer.importing.understanding.plane import inside, key_of

#: Rows of the body that are looked at; more of them say nothing new.
_LOOKED: Final = 60


class _Body:
    """What stands in the first rows of the body under each leaf."""

    def __init__(self, table: Table, leaves: list[Heading]) -> None:
        self.texts: list[list[str]] = [[] for _ in leaves]
        self.kinds: list[Counter[str]] = [Counter() for _ in leaves]
        plane = table.plane
        for row in table.body[: _LOOKED + 1]:
            for index, leaf in enumerate(leaves):
                column = leaf.columns[0]
                if not plane.is_filled(row, column) or plane.anchor(row, column) < (row, column):
                    continue
                text, cell = plane.text(row, column), plane.cell(row, column)
                self.texts[index].append(text)
                self.kinds[index][_kind(text, cell.number, cell.formula)] += 1

    def words(self, index: int) -> int:
        return self.kinds[index]["word"]


def _kind(text: str, number: str | None, formula: str | None) -> str:
    if formula:
        return "formula"
    if text.lower() == "x" or vocabulary.is_placeholder(text):
        return "mark"
    if number is not None or not any(char.isalpha() for char in text):
        return "number"
    return "word"


def stub_roles(table: Table, leaves: list[Heading]) -> tuple[list[str], list[str]]:
    """Role of each leaf (``marker``, ``caption``, ``code``, ``unit`` or empty for a data column), and what is doubtful of it.

    The letters of the number line, the captions and what stands in the body are asked in this order.
    """
    body = _Body(table, leaves)
    roles = [_by_caption(leaf) for leaf in leaves]
    doubts: list[str] = []
    _unit_or_caption(leaves, roles, body)
    _once(roles)
    if "caption" not in roles:
        _caption(leaves, roles, body, doubts)
    _corrected(table, leaves, roles)
    if all(roles):
        roles[-1], doubts = "", [*doubts, "no_data_column"]
    if "caption" not in roles and "marker" not in roles and "code" not in roles:
        doubts.append("no_stub")
    return roles, doubts


def _by_caption(leaf: Heading) -> str:
    key = key_of(leaf.label).strip(" .:")
    return next((role for role, words in vocabulary.STUB_WORDS.items() if words.match(key)), "")


def _unit_or_caption(leaves: list[Heading], roles: list[str], body: _Body) -> None:
    """``Đơn vị`` is the unit of measure where its body says so, or where another column captions the rows."""
    for index, leaf in enumerate(leaves):
        if roles[index] or key_of(leaf.label).strip(" .:") not in ("don vi", "don vi tinh, don vi"):
            continue
        texts = [text for text in body.texts[index] if text]
        known = sum(vocabulary.measure_of(text) is not None for text in texts)
        before = any(vocabulary.CAPTION.match(key_of(other.label)) for other in leaves[:index])
        if "unit" not in roles and ((texts and known >= 0.6 * len(texts)) or (before and not texts)):
            roles[index] = "unit"


def _once(roles: list[str]) -> None:
    seen: set[str] = set()
    for index, role in enumerate(roles):
        if role and role in seen:
            roles[index] = ""
        seen.add(role)


def _caption(leaves: list[Heading], roles: list[str], body: _Body, doubts: list[str]) -> None:
    """The column that captions rows: a lettered one first, then one with words in it, then one that is called so."""
    free = [index for index, role in enumerate(roles) if not role]
    lettered = [index for index in free if (number := leaves[index].number) is not None and number.is_letter]
    named = [index for index in free if vocabulary.CAPTION.match(key_of(leaves[index].label)) and not leaves[index].children]
    worded = [index for index in free if body.words(index)]
    filled = any(body.texts)
    if lettered:
        best = max(lettered, key=lambda index: (index in named, body.words(index), -index))
    elif filled and worded and worded[0] <= 3 and _is_list_of_rows(leaves, worded, body):
        # Of two columns of names the fuller one: groups merged over several rows stand beside it.
        best = max((index for index in named if index in worded and index <= 4), key=body.words, default=worded[0])
    elif named and named[0] <= 3 and (not filled or body.words(named[0]) or _only_marks(body, named[0])):
        best = named[0]
    else:
        if free and free[0] == 0 and not any(roles) and filled and not body.words(0):
            doubts.append("no_stub")
        return
    roles[best] = "caption"
    if best not in named and best not in lettered:
        doubts.append("stub_by_content")


def _only_marks(body: _Body, index: int) -> bool:
    return not body.kinds[index]["number"] or all(is_marker(text) for text in body.texts[index])


def _is_list_of_rows(leaves: list[Heading], worded: list[int], body: _Body) -> bool:
    """Whether words caption rows rather than fill a list of people or things: few worded columns, the first of them full."""
    if vocabulary.CAPTION.match(key_of(leaves[worded[0]].label)):
        return True
    if vocabulary.kind_in(leaves[worded[0]].label) == "text":
        return False
    return body.words(worded[0]) >= 2 or len(worded) == 1


def _corrected(table: Table, leaves: list[Heading], roles: list[str]) -> None:
    for said in reversed(list(table.plane.said("stub"))):
        for index, leaf in enumerate(leaves):
            hit = any(inside(said.area, row, leaf.columns[0]) for row in range(table.area[0], table.bottom + 1))
            if not hit:
                continue
            wanted = said.value if said.value in ("marker", "caption", "code", "unit") else ("caption" if not said.value else "")
            for other, role in enumerate(roles):
                if wanted and role == wanted and other != index:
                    roles[other] = ""
            roles[index] = wanted
