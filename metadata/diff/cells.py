"""Changes of what a cell is: kind, unit, formula, bounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from metadata.diff.change import (
    ADDITIVE,
    DESTRUCTIVE,
    LABEL_ONLY,
    LOOK,
    MEANING,
    REDEFINED,
    STRUCTURE,
    Change,
    Sides,
    Words,
    plain,
)
from metadata.diff.properties import (
    Property,
    Spot,
    always,
    bare,
    ceiling,
    choice_of,
    compare,
    differing,
    floor,
    granted,
    listed,
    look,
    meaning,
    measure,
    members,
    read,
    sides_of,
    stricter_when_false,
    stricter_when_true,
    text,
    turned,
    yes_no,
)
from metadata.diff.reading import DOCUMENT, FORMULA

Cell = Mapping[str, Any]

KINDS: Final[Mapping[str, Words]] = {
    "number": Words("nhập số", "number entry"),
    "computed": Words("tính", "computed"),
    "carried": Words("số lấy từ kỳ trước hoặc biểu khác", "carried over"),
    "blocked": Words("khoá (X)", "blocked (X)"),
    "choice": Words("chọn", "choice"),
    "text": Words("nhập chữ", "text entry"),
    "date": Words("ngày", "date"),
    "file": Words("tệp", "file"),
    "target": Words("chỉ tiêu có dấu so sánh", "target with comparator"),
}
_NUMERIC: Final = frozenset({"number", "computed", "carried"})
PARTIES: Final = {"unit": Words("đơn vị báo cáo", "reporting unit"), "lead": Words("cơ quan chủ trì", "lead agency")}
HOWS: Final[Mapping[str, Words]] = {
    "sum": Words("cộng", "sum"),
    "wmean": Words("bình quân có quyền số", "weighted mean"),
    "last": Words("số cuối kỳ", "last"),
    "recompute": Words("tính lại theo công thức", "recompute"),
    "count": Words("đếm", "count"),
    "collate": Words("ghép danh sách", "collate"),
    "none": Words("không tổng hợp", "none"),
    "formula": Words("theo công thức", "formula"),
    "indicator": Words("theo chỉ tiêu", "by indicator"),
}

PROPERTIES: Final[Mapping[str, Property]] = {
    "unit": meaning("đơn vị tính", "unit", show=measure),
    "decimals": meaning("số chữ số thập phân", "decimals", show=bare),
    "formula": meaning("công thức", "formula", show=bare, reads=FORMULA),
    "signed": meaning("cho nhập số âm", "negative numbers", granted, yes_no),
    "jumps": meaning("cho số tăng giảm gấp nhiều lần", "figures that jump", always(ADDITIVE), yes_no),
    "min": meaning("giá trị nhỏ nhất", "minimum", floor, bare),
    "max": meaning("giá trị lớn nhất", "maximum", ceiling, bare),
    "required": meaning("bắt buộc nhập", "required", stricter_when_true, yes_no),
    "dash": meaning("cho ghi “-”", "“-” allowed", stricter_when_false, yes_no),
    "dimension": meaning("danh mục", "list", show=bare, reads=DOCUMENT),
    "max_length": meaning("độ dài tối đa", "maximum length", ceiling, bare),
    "party": meaning("bên nhập", "filled by", show=choice_of(PARTIES)),
    "guidance": look("hướng dẫn ghi", "guidance"),
    "override": meaning("cho sửa số chuyển sang", "override", granted, yes_no),
    "aggregate": meaning("cách tổng hợp", "aggregation", show=choice_of(HOWS)),
    "weight": meaning("quyền số", "weight", show=bare, reads=FORMULA),
    "accept": meaning("loại tệp nhận", "file types", members, listed),
    "max_mb": meaning("dung lượng tối đa (MB)", "maximum size (MB)", ceiling, bare),
    "step": meaning("bước", "step", show=bare),
    "evidence": meaning("kèm tài liệu kiểm chứng", "evidence", stricter_when_true, yes_no),
}
_KIND: Final = meaning("loại ô", "cell kind", show=choice_of(KINDS))
_SPECIAL: Final = frozenset({"kind", "choices"})


def compare_cells(spot: Spot, old: Cell, new: Cell, weaker_old: Cell, weaker_new: Cell) -> Iterator[Change]:
    """Changes of one layer of cell properties.

    ``weaker_*`` are the layers below it: what holds where this layer says nothing.
    """
    before, after = {**weaker_old, **old}, {**weaker_new, **new}
    told: set[str] = set()
    if "kind" in set(differing(old, new)):
        told = {"kind"}
        if before.get("kind") != after.get("kind"):
            told |= {"formula"}
            yield _kind_change(spot, before, after)
        else:
            yield _said_again(spot, "kind", after)
    changed = [key for key in differing(old, new) if key not in told]
    if "choices" in changed:
        yield from _choices(spot, old.get("choices") or [], new.get("choices") or [])
    for key in changed:
        prop = PROPERTIES.get(key)
        if key in _SPECIAL:
            continue
        if prop is None:
            yield from compare(spot, "cell", PROPERTIES, {k: old[k] for k in (key,) if k in old}, {k: new[k] for k in (key,) if k in new}, _SPECIAL)
        elif before.get(key) == after.get(key):
            yield _said_again(spot, key, after)
        else:
            words = turned(spot, prop, before.get(key), after.get(key))
            sides = sides_of(spot, prop, before.get(key), after.get(key))
            yield spot.changed(f"cell.{key}", prop.weigh(before.get(key), after.get(key)), words, prop.layer, key, sides)


def _kind_change(spot: Spot, before: Cell, after: Cell) -> Change:
    source, target = (str(side.get("kind") or "number") for side in (before, after))
    level = kind_level(source, target)
    old, new = KINDS.get(source, Words(source, source)), KINDS.get(target, Words(target, target))
    formula = after.get("formula")
    tail = plain("")
    if target in {"computed", "carried"} and formula:
        said = read(spot, spot.subject.new, PROPERTIES["formula"], formula)
        tail = Words(f": {said.vi}", f": {said.en}")
    words = Words(
        f"{spot.where.vi} chuyển từ {old.vi} sang {new.vi}{tail.vi}",
        f"{spot.where.en} turned from {old.en} to {new.en}{tail.en}",
    )
    layer = STRUCTURE if "blocked" in (source, target) else MEANING
    sides = Sides(spot.where, old, Words(f"{new.vi}{tail.vi}", f"{new.en}{tail.en}"))
    return spot.changed("cell.kind", level, words, layer, "kind", sides)


def kind_level(source: str, target: str) -> int:
    """Class of a change of kind: whether values already stored keep a home."""
    if source == target:
        return LABEL_ONLY
    if source == "blocked":
        return ADDITIVE
    if source in _NUMERIC and target in _NUMERIC:
        return REDEFINED
    return DESTRUCTIVE


def _said_again(spot: Spot, key: str, after: Cell) -> Change:
    """A layer says, or no longer says, what already held: nothing changes for anybody."""
    prop = PROPERTIES.get(key, _KIND)
    name, value = prop.name, read(spot, spot.subject.new, prop, after.get(key))
    words = Words(
        f"{spot.where.vi} đổi chỗ khai {name.vi}, giá trị vẫn là {value.vi}",
        f"{spot.where.en}: {name.en} is stated elsewhere, still {value.en}",
    )
    return spot.changed("cell.restated", LABEL_ONLY, words, LOOK, key)


_OPTION_LABEL: Final = Property(Words("tên lựa chọn", "option caption"), LOOK, always(LABEL_ONLY), text)


def _choices(spot: Spot, old: list[Any], new: list[Any]) -> Iterator[Change]:
    before = {str(item.get("value")): item.get("label", "") for item in old}
    after = {str(item.get("value")): item.get("label", "") for item in new}
    for value in (value for value in after if value not in before):
        words = Words(f'{spot.where.vi} thêm lựa chọn "{after[value]}"', f'{spot.where.en}: option "{after[value]}" added')
        yield spot.changed("choice.added", ADDITIVE, words, MEANING, "choices")
    for value in (value for value in before if value not in after):
        words = Words(f'{spot.where.vi} bỏ lựa chọn "{before[value]}"', f'{spot.where.en}: option "{before[value]}" removed')
        yield spot.changed("choice.removed", DESTRUCTIVE, words, MEANING, "choices")
    kept = [value for value in before if value in after]
    for value in kept:
        if before[value] != after[value]:
            words = turned(spot, _OPTION_LABEL, before[value], after[value])
            yield spot.changed("choice.label", LABEL_ONLY, words, LOOK, "choices")
    if kept != [value for value in after if value in before]:
        words = Words(f"{spot.where.vi} đổi thứ tự lựa chọn", f"{spot.where.en}: options reordered")
        yield spot.changed("choice.order", LABEL_ONLY, words, LOOK, "choices")
