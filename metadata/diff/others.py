"""Changes of layouts, consolidations, indicators and dimensions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from metadata.diff.cells import HOWS
from metadata.diff.change import (
    ADDITIVE,
    DESTRUCTIVE,
    MEANING,
    REDEFINED,
    Change,
    Words,
)
from metadata.diff.forms import Items, compare_items
from metadata.diff.properties import (
    Property,
    Spot,
    always,
    bare,
    choice_of,
    compact,
    compare,
    day,
    listed,
    look,
    meaning,
    measure,
    members,
    pinned,
    yes_no,
)
from metadata.diff.reading import DOCUMENT, FORMULA, PLACES
from metadata.diff.subject import Subject

Doc = Mapping[str, Any]
_HEAD: Final = frozenset({"spec", "id", "form"})
NONE: Final[frozenset[str]] = frozenset()

_LAYOUT: Final[Mapping[str, Property]] = {
    "unit_line": look("dòng đơn vị tính", "unit line"),
    "repeat_header": look("lặp tiêu đề bảng mỗi trang", "repeated header", yes_no),
    "motto": look("quốc hiệu, tiêu ngữ", "motto", yes_no),
}
_WAYS: Final = {"landscape": Words("ngang", "landscape"), "portrait": Words("dọc", "portrait")}
_PLACES_OF_NUMBERS: Final = {"foot": Words("giữa chân trang", "foot"), "top": Words("giữa lề trên, từ trang 2", "top, from page 2")}
_LAYOUT_PARTS: Final[Mapping[str, Mapping[str, Property]]] = {
    "page": {
        "size": look("khổ giấy", "paper size", bare),
        "orientation": look("chiều giấy", "orientation", choice_of(_WAYS)),
        "margins": look("lề giấy", "margins", compact),
        "font": look("cỡ chữ in", "font size", bare),
        "fit": look("thu vừa bề ngang giấy", "fit to width", yes_no),
        "numbers": look("đánh số trang", "page numbers", yes_no),
        "numbers_at": look("chỗ đánh số trang", "place of page numbers", choice_of(_PLACES_OF_NUMBERS)),
    },
    "title": {
        "left": look("khối tiêu đề trái", "left title block", listed),
        "right": look("khối tiêu đề phải", "right title block", listed),
        "heading": look("tiêu đề biểu in", "printed heading", listed),
        "sub": look("dòng dưới tiêu đề", "line below the heading", listed),
    },
    "styles": {"bold_rows": look("các dòng in đậm", "bold rows", listed, PLACES), "break_rows": look("các chỗ sang trang", "page breaks", listed, PLACES)},
}


def compare_layout(subject: Subject, old: Doc, new: Doc) -> Iterator[Change]:
    """Changes of how a form prints: always look, always class 0."""
    spot = Spot(subject, Words("trang in", "the printed page"), (str(new.get("id", "")),))
    yield from compare(spot, "layout", _LAYOUT, old, new, _HEAD | frozenset(_LAYOUT_PARTS))
    for part, table in _LAYOUT_PARTS.items():
        inner = Spot(subject, spot.where, (*spot.path, part))
        yield from compare(inner, f"layout.{part}", table, old.get(part, {}), new.get(part, {}), NONE)


_UNITS: Final = {"children": Words("đơn vị trực thuộc", "child units"), "reporters": Words("mọi đơn vị báo cáo", "all reporters")}
_MISSING: Final = {"list": Words("liệt kê", "list"), "refuse": Words("không tổng hợp", "refuse")}
_CONSOLIDATION: Final[Mapping[str, Property]] = {
    "title": look("tên báo cáo tổng hợp", "title of the report"),
    "units": meaning("cách kể đơn vị", "what counts as a unit", show=choice_of(_UNITS)),
    "missing": meaning("khi thiếu đơn vị", "missing units", show=choice_of(_MISSING)),
    "default": meaning("cách tổng hợp chung", "default", show=choice_of(HOWS)),
    "time": meaning("cách gộp nhiều kỳ", "aggregation over periods", show=compact),
}
_ADJUST: Final[Mapping[str, Property]] = {
    "allowed": meaning("cho điều chỉnh số tổng hợp", "adjusting of totals", always(ADDITIVE), yes_no),
    "reason": meaning("bắt buộc nêu lý do điều chỉnh", "reason of an adjustment", always(ADDITIVE), yes_no),
}
_HOW: Final[Mapping[str, Property]] = {
    "how": meaning("cách tổng hợp", "aggregation", show=choice_of(HOWS)),
    "expr": meaning("công thức tổng hợp", "consolidation formula", show=bare, reads=FORMULA),
    "weight": meaning("quyền số", "weight", show=bare, reads=FORMULA),
}


def compare_consolidation(subject: Subject, old: Doc | None, new: Doc | None) -> Iterator[Change]:
    """Changes of how the report comes from the units' cells; a missing side has no cells."""
    before, after = (side or {} for side in (old, new))
    doc = str((new or old or {}).get("id", ""))
    if old is None or new is None:
        words = Words("thêm cách tổng hợp", "consolidation added") if old is None else Words("bỏ cách tổng hợp", "consolidation removed")
        kind, level = ("consolidation.added", ADDITIVE) if old is None else ("consolidation.removed", REDEFINED)
        yield subject.change(kind, level, words, layer=MEANING, place=(doc,))
        return
    spot = Spot(subject, Words("tổng hợp", "consolidation"), (doc,))
    yield from compare(spot, "consolidation", _CONSOLIDATION, before, after, _HEAD | {"cells", "adjust"})
    inner = Spot(subject, spot.where, (doc, "adjust"))
    yield from compare(inner, "consolidation.adjust", _ADJUST, before.get("adjust", {}), after.get("adjust", {}), NONE)
    cells_old, cells_new = before.get("cells", {}), after.get("cells", {})
    for key in [*cells_new, *(key for key in cells_old if key not in cells_new)]:
        name = (subject.new if key in cells_new else subject.old).place(subject.form, key)
        where = Words(f"tổng hợp {name.vi}", f"consolidation of {name.en}")
        inner = Spot(subject, where, (doc, "cells", key), key)
        yield from compare(inner, "consolidation.cell", _HOW, cells_old.get(key, {}), cells_new.get(key, {}), NONE)


_TYPES: Final = {
    "number": Words("số", "number"),
    "text": Words("chữ", "text"),
    "choice": Words("lựa chọn", "choice"),
    "date": Words("ngày", "date"),
}
_INDICATOR: Final[Mapping[str, Property]] = {
    "code": meaning("mã", "code", show=bare),
    "name": look("tên", "name"),
    "definition": meaning("khái niệm", "definition"),
    "method": meaning("phương pháp tính", "method"),
    "unit": meaning("đơn vị tính", "unit", show=measure),
    "type": meaning("kiểu giá trị", "type", always(DESTRUCTIVE), choice_of(_TYPES)),
    "decimals": meaning("số chữ số thập phân", "decimals", show=bare),
    "disaggregations": meaning("phân tổ", "disaggregations", members, listed, DOCUMENT),
    "owner": look("cơ quan chủ trì", "owner"),
    "basis": look("căn cứ", "basis"),
    "stages": meaning("các giai đoạn", "stages", members, listed),
    "part": look("bản của phần thư viện", "revision of the library part", pinned),
}
_PARTS: Final[Mapping[str, Mapping[str, Property]]] = {
    "additivity": {
        "units": meaning("cách gộp theo đơn vị", "additivity over units", show=choice_of(HOWS)),
        "time": meaning("cách gộp theo thời gian", "additivity over time", show=choice_of(HOWS)),
    },
    "valid": {"from": meaning("ngày bắt đầu hiệu lực", "valid from", show=day), "to": meaning("ngày hết hiệu lực", "valid to", show=day)},
}


def compare_indicator(subject: Subject, old: Doc, new: Doc) -> Iterator[Change]:
    """Changes of what a number is."""
    spot = Spot(subject, Words("chỉ tiêu", "the indicator"), ())
    yield from compare(spot, "indicator", _INDICATOR, old, new, _HEAD | frozenset(_PARTS))
    for part, table in _PARTS.items():
        inner = Spot(subject, spot.where, (part,))
        yield from compare(inner, f"indicator.{part}", table, old.get(part, {}), new.get(part, {}), NONE)


_DIMENSION_KINDS: Final = {
    "closed": Words("đóng", "closed"),
    "open": Words("mở", "open"),
    "unit": Words("theo đơn vị", "units"),
    "period": Words("theo kỳ", "periods"),
}
_DIMENSION: Final[Mapping[str, Property]] = {
    "code": meaning("mã", "code", show=bare),
    "name": look("tên", "name"),
    "kind": meaning("loại danh mục", "kind", show=choice_of(_DIMENSION_KINDS)),
    "total": meaning("mục tổng", "total member", show=bare),
    "part": look("bản của phần thư viện", "revision of the library part", pinned),
}
MEMBERS: Final = Items(
    "member",
    Words("mục", "member"),
    "name",
    {
        "code": meaning("mã", "code", show=bare),
        "name": look("tên", "name"),
        "parent": meaning("mục cha", "parent", show=bare),
        "valid": meaning("thời hạn hiệu lực", "validity", show=compact),
    },
    ADDITIVE,
    DESTRUCTIVE,
    MEANING,
)


def compare_dimension(subject: Subject, old: Doc, new: Doc) -> Iterator[Change]:
    """Changes of a list of members."""
    spot = Spot(subject, Words("danh mục", "the list"), ())
    yield from compare(spot, "dimension", _DIMENSION, old, new, _HEAD | {"members"})
    yield from compare_items(subject, ("members",), MEMBERS, old.get("members"), new.get("members"))
