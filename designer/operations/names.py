"""What properties and their values are called in the history of a draft."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from metadata.documents import KINDS, schema_of

TIERS: Final = {"province": "cấp tỉnh", "department": "sở, ban, ngành", "commune": "cấp xã", "division": "phòng, ban trực thuộc"}
UNIT_KINDS: Final = {**TIERS, "province": "tỉnh", "commune": "xã, phường"}
_AGGREGATES: Final = {
    "sum": "cộng",
    "wmean": "bình quân có quyền số",
    "last": "số cuối kỳ",
    "recompute": "tính lại theo công thức",
    "count": "đếm",
    "collate": "ghép danh sách",
    "none": "không tổng hợp",
    "formula": "theo công thức",
    "indicator": "theo chỉ tiêu",
}
KEYS: Final = {
    "label": "tên",
    "title": "tên",
    "name": "tên",
    "code": "mã",
    "number": "số cột",
    "marker": "ký hiệu dòng",
    "kind": "loại",
    "unit": "đơn vị tính",
    "decimals": "số chữ số thập phân",
    "formula": "công thức",
    "relation": "dòng quan hệ",
    "stub": "vai trò cột",
    "required": "bắt buộc nhập",
    "signed": "nhận số âm",
    "jumps": "cho số tăng giảm gấp nhiều lần",
    "dash": "nhận dấu “-”",
    "min": "giá trị nhỏ nhất",
    "max": "giá trị lớn nhất",
    "choices": "các lựa chọn",
    "guidance": "hướng dẫn ghi",
    "width": "độ rộng",
    "basis": "căn cứ",
    "frequency": "kỳ báo cáo",
    "cutoff": "ngày chốt số liệu",
    "reporters": "đơn vị báo cáo",
    "page": "khổ giấy",
    "audience": "đơn vị thấy dòng",
    "severity": "mức kiểm tra",
    "tolerance": "sai số",
    "expr": "điều kiện",
    "message": "lời nhắc",
    "cell": "thuộc tính ô",
    "purpose": "mục đích",
    "method": "cách thức gửi",
    "tier": "cấp",
    "days": "số ngày",
    "working": "tính ngày làm việc",
    "aggregate": "cách tổng hợp",
    "how": "cách tổng hợp",
    "default": "cách tổng hợp chung",
    "units": "các đơn vị được tổng hợp",
    "missing": "cách xử lý khi thiếu đơn vị",
    "party": "bên nhập",
    "override": "cho sửa số chuyển sang",
    "max_length": "độ dài tối đa",
    "max_mb": "dung lượng tối đa (MB)",
    "accept": "loại tệp nhận",
    "dimension": "danh mục",
    "valid": "thời hạn hiệu lực",
    "open": "cách mở dòng",
    "numbering": "cách đánh số dòng",
    "given": "các dòng cho sẵn",
    "orientation": "chiều giấy",
    "size": "khổ giấy",
    "left": "khối tiêu đề trái",
    "right": "khối tiêu đề phải",
    "heading": "tiêu đề biểu in",
    "sub": "dòng dưới tiêu đề",
    "unit_line": "dòng đơn vị tính",
    "repeat_header": "lặp tiêu đề bảng mỗi trang",
    "note": "chú thích",
    "mark": "dấu ghi chú",
    "text": "nội dung",
    "at": "chỗ đặt dấu",
    "printed": "dòng in trên biểu",
    "blanks": "cách tính ô trống",
    "rows": "các dòng áp dụng",
    "columns": "các cột áp dụng",
    "examples": "ví dụ thử",
    "figure": "công thức của số liệu trong lời",
    "indicator": "chỉ tiêu gắn kèm",
    "members": "mục phân tổ",
    "repeats": "ghi nhận cố ý hỏi lại",
    "parts": "phần thư viện đã ghim",
    "part": "bản của phần thư viện",
    "definition": "khái niệm",
    "disaggregations": "các phân tổ",
    "additivity": "tính cộng được",
    "stages": "các giai đoạn số liệu",
    "owner": "cơ quan chủ trì",
    "type": "kiểu giá trị",
    "receiver": "nơi nhận báo cáo",
    "cells": "cách tổng hợp từng ô",
}
VALUES: Final[Mapping[str, Mapping[str, str]]] = {
    "kind": {
        "number": "nhập số",
        "computed": "tính theo công thức",
        "carried": "số lấy từ kỳ trước hoặc biểu khác",
        "blocked": "khoá (X)",
        "choice": "chọn trong danh sách",
        "text": "nhập chữ",
        "date": "ngày",
        "file": "tệp",
        "target": "chỉ tiêu có dấu so sánh",
        "data": "dòng số liệu",
        "total": "dòng tổng",
        "heading": "đề mục",
        "open": "dòng mở",
        "unit": "mỗi đơn vị một dòng",
        "figure": "số liệu trong lời",
        "grid": "bảng",
        "list": "bảng mở dòng",
        "periodic": "định kỳ",
        "thematic": "chuyên đề",
        "adhoc": "đột xuất",
    },
    "frequency": {
        "month": "tháng",
        "quarter": "quý",
        "half": "6 tháng",
        "nine_months": "9 tháng",
        "year": "năm",
        "once": "một lần",
    },
    "severity": {"error": "lỗi (chặn gửi)", "warning": "cảnh báo"},
    "blanks": {"nothing": "coi như không có", "skip": "bỏ qua kiểm tra"},
    "stub": {"marker": "ký hiệu dòng", "caption": "tên dòng", "code": "mã số", "unit": "đơn vị tính"},
    "orientation": {"landscape": "ngang", "portrait": "dọc"},
    "party": {"unit": "đơn vị báo cáo", "lead": "cơ quan chủ trì"},
    "numbering": {"restart": "đánh lại từ 1", "continue": "đánh tiếp"},
    "tier": TIERS,
    "audience": UNIT_KINDS,
    "aggregate": _AGGREGATES,
    "how": _AGGREGATES,
    "default": _AGGREGATES,
    "units": {"children": "đơn vị trực thuộc", "reporters": "mọi đơn vị báo cáo"},
    "missing": {"list": "liệt kê", "refuse": "không tổng hợp"},
}


_MARGINS: Final = {"top": "lề trên", "right": "lề phải", "bottom": "lề dưới", "left": "lề trái"}


def property_name(key: str, holder: str = "") -> str:
    """What a property is called in a sentence: as set down above, else by its title in the schemas, so that a new one has a name.

    ``holder`` is the property that it stands in.
    """
    if holder == "margins":
        return _MARGINS.get(key, "lề giấy")
    return KEYS.get(key) or _titles().get(key, "thuộc tính")


@cache
def _titles() -> Mapping[str, str]:
    """Titles of all properties by key; of two that share a key the first one found."""
    found: dict[str, str] = {}
    waiting: list[Any] = [schema_of(kind) for kind in KINDS]
    while waiting:
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, Mapping):
            for key, each in item.get("properties", {}).items():
                title = each.get("title", "")
                if title:
                    found.setdefault(key, title[0].lower() + title[1:])
            waiting.extend(item.values())
    return found
