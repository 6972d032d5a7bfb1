"""Changes of columns, rows and outline headings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from metadata.diff.cells import compare_cells
from metadata.diff.change import (
    ADDITIVE,
    DESTRUCTIVE,
    LABEL_ONLY,
    LOOK,
    REDEFINED,
    STRUCTURE,
    Change,
    Sides,
    Words,
    plain,
)
from metadata.diff.orders import Tree, children_of, compare_trees, nodes_of, parents_of, under
from metadata.diff.properties import (
    Property,
    Spot,
    always,
    bare,
    ceiling,
    choice_of,
    compare,
    day,
    floor,
    given,
    given_words,
    listed,
    look,
    meaning,
    text,
    unit_kinds,
    yes_no,
)
from metadata.diff.reading import DOCUMENT, FORMULA
from metadata.diff.subject import Subject

Node = Mapping[str, Any]

_ROW_KINDS: Final[Mapping[str, Words]] = {
    "data": Words("số liệu", "data"),
    "total": Words("tổng", "total"),
    "heading": Words("đề mục", "heading"),
    "open": Words("mở (đơn vị tự thêm dòng)", "open"),
    "unit": Words("mỗi đơn vị một dòng", "one per unit"),
    "text": Words("đoạn viết", "text"),
    "figure": Words("số liệu trong lời", "figure"),
}
_STUBS: Final[Mapping[str, Words]] = {
    "marker": Words("ký hiệu dòng", "marker"),
    "caption": Words("tên dòng", "caption"),
    "code": Words("mã số", "code"),
    "unit": Words("đơn vị tính", "unit"),
}
_COMMON: Final = {
    "label": look("tên", "caption"),
    "code": meaning("mã", "code", show=bare),
    "indicator": meaning("chỉ tiêu gắn kèm", "indicator", show=bare, reads=DOCUMENT),
    "members": meaning("mục phân tổ", "breakdown members", show=listed, reads=DOCUMENT),
    "repeats": look("các chỗ cố ý hỏi lại", "places asked for again on purpose", listed),
    "guidance": look("hướng dẫn ghi", "guidance"),
}
COLUMN: Final[Mapping[str, Property]] = {
    **_COMMON,
    "number": look("số cột", "printed number", bare),
    "relation": look("dòng quan hệ", "relation line"),
    "width": look("độ rộng", "width", bare),
}
ROW: Final[Mapping[str, Property]] = {
    **_COMMON,
    "marker": look("ký hiệu", "marker"),
    "audience": meaning("đơn vị thấy dòng", "who sees the row", show=unit_kinds),
}
HEADING: Final[Mapping[str, Property]] = {
    **_COMMON,
    "figure": meaning("công thức của số liệu trong lời", "figure formula", show=bare, reads=FORMULA),
    "rich": look("đoạn viết có định dạng", "formatted text", yes_no),
}
_NUMBERING: Final = {"restart": Words("đánh lại từ 1", "from 1 again"), "continue": Words("đánh tiếp", "continued")}
_OPEN: Final[Mapping[str, Property]] = {
    "catalogue": meaning("danh mục dòng", "catalogue", show=bare, reads=DOCUMENT),
    "min": meaning("số dòng ít nhất", "fewest rows", floor, bare),
    "max": meaning("số dòng nhiều nhất", "most rows", ceiling, bare),
    "numbering": look("cách đánh số dòng", "numbering", choice_of(_NUMBERING)),
    "kept": meaning("giữ dòng của kỳ trước", "rows kept from the last period", always(ADDITIVE), yes_no),
    "given": meaning("các dòng cho sẵn", "rows given", given, given_words),
}
_VALID: Final[Mapping[str, Property]] = {
    "from": meaning("ngày bắt đầu hiệu lực", "valid from", show=day),
    "to": meaning("ngày hết hiệu lực", "valid to", show=day),
}
_SPECIAL: Final = frozenset({"cell", "children", "kind", "stub", "open", "valid"})


@dataclass(frozen=True, slots=True)
class Axis:
    """One tree of a section: its word, its properties, and which nodes hold data."""

    key: str
    word: Words
    group: Words
    table: Mapping[str, Property]


COLUMNS: Final = Axis("columns", Words("cột", "column"), Words("nhóm cột", "column group"), COLUMN)
ROWS: Final = Axis("rows", Words("dòng", "row"), Words("dòng", "row"), ROW)
HEADINGS: Final = Axis("headings", Words("đề mục", "heading"), Words("đề mục", "heading"), HEADING)


def named(axis: Axis, node: Node, *, caption: bool = True) -> Words:
    """``cột 9 "Số đơn"``; without caption the number alone, where there is one."""
    is_group = bool(node.get("children")) and axis is COLUMNS
    word = axis.group if is_group else axis.word
    mark = str(node.get("number") or node.get("marker") or "").strip()
    if node.get("kind") == "unit" and not mark and not node.get("label"):
        return Words("dòng đơn vị báo cáo", "the reporting unit's row")
    label = f' {text(node["label"]).vi}' if node.get("label") else ""
    if mark and not caption:
        label = ""
    if not mark and not label and node.get("code"):
        mark = str(node["code"])
    mark = f" {mark}" if mark else ""
    return Words(f"{word.vi}{mark}{label}", f"{word.en}{mark}{label}")


def holds_data(axis: Axis, tree: Tree | None, key: str) -> bool:
    """Whether a node itself carries cells or answers."""
    node = nodes_of(tree).get(key, {})
    if axis is COLUMNS:
        return not node.get("children") and not node.get("stub")
    return node.get("kind") != "heading"


def compare_axis(
    subject: Subject, section: str, axis: Axis, old: Tree, new: Tree, weaker: tuple[Node, Node]
) -> Iterator[Change]:
    """All changes of one tree. ``weaker`` are the cell layers below the nodes, old and new."""
    moves = compare_trees(old, new)
    for key in moves.removed:
        yield _removed(subject, section, axis, old, key)
    for key in moves.added:
        yield _added(subject, section, axis, new, key)
    for key in moves.reparented:
        yield _reparented(subject, section, axis, old, new, key)
    for key in moves.reordered:
        yield _reordered(subject, section, axis, new, key)
    for key in moves.kept:
        yield from _node(subject, section, axis, (old, new), key, weaker)


def _marks(keys: list[str], kind: str) -> dict[str, str]:
    return dict.fromkeys(keys, kind)


def _counted(axis: Axis, tree: Tree, keys: list[str]) -> Words:
    leaves = [key for key in keys[1:] if holds_data(axis, tree, key)]
    return Words(f" ({len(leaves)} {axis.word.vi})", f" ({len(leaves)} {axis.word.en}s)") if leaves else plain("")


def _removed(subject: Subject, section: str, axis: Axis, tree: Tree, key: str) -> Change:
    keys = under(tree, key)
    name, count = named(axis, nodes_of(tree)[key]), _counted(axis, tree, keys)
    data = any(holds_data(axis, tree, item) for item in keys)
    words = Words(f"bỏ {name.vi}{count.vi}", f"{name.en}{count.en} removed")
    level = DESTRUCTIVE if data else LABEL_ONLY
    return subject.change(
        f"{axis.key[:-1]}.removed", level, words, layer=STRUCTURE, place=(section, key), marks=_marks(keys, "removed")
    )


def _added(subject: Subject, section: str, axis: Axis, tree: Tree, key: str) -> Change:
    keys = under(tree, key)
    name, count = named(axis, nodes_of(tree)[key]), _counted(axis, tree, keys)
    data = any(holds_data(axis, tree, item) for item in keys)
    words = Words(f"thêm {name.vi}{count.vi}", f"{name.en}{count.en} added")
    level = ADDITIVE if data else LABEL_ONLY
    return subject.change(
        f"{axis.key[:-1]}.added", level, words, layer=STRUCTURE, place=(section, key), marks=_marks(keys, "added")
    )


def _reparented(subject: Subject, section: str, axis: Axis, old: Tree, new: Tree, key: str) -> Change:
    name = named(axis, nodes_of(new)[key])
    source, target = (_parent(axis, tree, key) for tree in (old, new))
    words = Words(
        f"chuyển {name.vi} từ {source.vi} sang {target.vi}", f"{name.en} moved from {source.en} to {target.en}"
    )
    # The captions above a figure are part of what it is.
    level = REDEFINED if any(holds_data(axis, new, item) for item in under(new, key)) else LABEL_ONLY
    return subject.change(
        f"{axis.key[:-1]}.reparented", level, words, layer=STRUCTURE, place=(section, key), marks={key: "moved"}
    )


def _parent(axis: Axis, tree: Tree, key: str) -> Words:
    parent = parents_of(tree).get(key)
    if parent is None:
        return Words("cấp trên cùng", "the top level")
    return named(axis, nodes_of(tree).get(parent, {}))


def _reordered(subject: Subject, section: str, axis: Axis, new: Tree, key: str) -> Change:
    name = named(axis, nodes_of(new)[key])
    siblings = children_of(new, parents_of(new).get(key))
    at = siblings.index(key)
    if at:
        former = named(axis, nodes_of(new)[siblings[at - 1]])
        words = Words(f"chuyển {name.vi} tới sau {former.vi}", f"{name.en} moved behind {former.en}")
    else:
        words = Words(f"chuyển {name.vi} lên đầu", f"{name.en} moved to the front")
    return subject.change(
        f"{axis.key[:-1]}.order", LABEL_ONLY, words, layer=STRUCTURE, place=(section, key), marks={key: "moved"}
    )


def _node(
    subject: Subject, section: str, axis: Axis, trees: tuple[Tree, Tree], key: str, weaker: tuple[Node, Node]
) -> Iterator[Change]:
    old, new = (nodes_of(tree)[key] for tree in trees)
    where = named(axis, old, caption=False)
    spot = Spot(subject, where, (section, key), key)
    label_old, label_new = old.get("label", ""), new.get("label", "")
    if label_old != label_new:
        yield _renamed(spot, axis, old, label_old, label_new)
    if axis is COLUMNS:
        yield from _stub(spot, old, new)
        yield from _leaf_turned(spot, old, new)
    elif old.get("kind") != new.get("kind"):
        yield _kind(spot, axis, str(old.get("kind")), str(new.get("kind")))
    yield from compare(spot, axis.key[:-1], axis.table, old, new, _SPECIAL | {"label"})
    for part, table in (("open", _OPEN), ("valid", _VALID)):
        yield from compare(
            Spot(subject, where, (section, key, part), key), f"row.{part}", table, old.get(part, {}), new.get(part, {}), frozenset()
        )
    cell_spot = Spot(subject, where, (section, key, "cell"), key)
    yield from compare_cells(cell_spot, old.get("cell", {}), new.get("cell", {}), *weaker)


def _renamed(spot: Spot, axis: Axis, old: Node, before: str, after: str) -> Change:
    mark = old.get("number") or old.get("marker")
    word = axis.group if axis is COLUMNS and old.get("children") else axis.word
    where = Words(f"{word.vi} {mark}", f"{word.en} {mark}") if mark else word
    words = Words(
        f"đổi tên {where.vi} từ {text(before).vi} thành {text(after).vi}",
        f"{where.en} renamed from {text(before).en} to {text(after).en}",
    )
    sides = Sides(where, text(before), text(after))
    return spot.changed(f"{axis.key[:-1]}.label", LABEL_ONLY, words, LOOK, "label", sides)


def _stub(spot: Spot, old: Node, new: Node) -> Iterator[Change]:
    before, after = old.get("stub"), new.get("stub")
    if before == after:
        return
    names = [_STUBS.get(str(side), Words("số liệu", "data")) for side in (before, after)]
    level = ADDITIVE if after is None else DESTRUCTIVE if before is None else LABEL_ONLY
    words = Words(
        f"{spot.where.vi} đổi vai trò từ cột {names[0].vi} sang cột {names[1].vi}",
        f"{spot.where.en} turned from {names[0].en} column to {names[1].en} column",
    )
    yield spot.changed("column.stub", level, words, STRUCTURE, "stub")


def _leaf_turned(spot: Spot, old: Node, new: Node) -> Iterator[Change]:
    was_leaf, is_leaf = not old.get("children"), not new.get("children")
    if was_leaf == is_leaf or old.get("stub") or new.get("stub"):
        return
    if was_leaf:
        words = Words(f"{spot.where.vi} chia thành nhiều cột", f"{spot.where.en} divided into several columns")
        yield spot.changed("column.divided", DESTRUCTIVE, words, STRUCTURE)
    else:
        words = Words(f"{spot.where.vi} thành một cột số liệu", f"{spot.where.en} turned into one data column")
        yield spot.changed("column.joined", ADDITIVE, words, STRUCTURE)


def _kind(spot: Spot, axis: Axis, before: str, after: str) -> Change:
    names = [_ROW_KINDS.get(side, plain(side)) for side in (before, after)]
    words = Words(
        f"{spot.where.vi} chuyển từ {axis.word.vi} {names[0].vi} sang {axis.word.vi} {names[1].vi}",
        f"{spot.where.en} turned from {names[0].en} to {names[1].en}",
    )
    return spot.changed(f"{axis.key[:-1]}.kind", _row_kind_level(before, after), words, STRUCTURE, "kind")


def _row_kind_level(before: str, after: str) -> int:
    if {before, after} == {"data", "total"}:
        return LABEL_ONLY
    return ADDITIVE if before == "heading" else DESTRUCTIVE
