"""Forms of the known families as no example has them.

A header of five levels with a line of numbers, open rows in two groups with subtotals (rows given, a catalogue of five
hundred), a narrative of three levels with figures, a list of households, and sums of it by a choice.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.runtime import world as worlds
from tests.runtime.world import World, regime_document
from tests.serving import served

MEMBERS = {f"m{at}": {"code": f"{at:03d}", "name": f"Thủ tục hành chính số {at}"} for at in range(1, 501)}
CATALOGUE: dict[str, Any] = {"spec": "dimension/1", "id": "d_tt", "name": "Thủ tục", "kind": "closed", "members": {"order": list(MEMBERS), "items": MEMBERS}}

SUM = "c2 + c3 + c4 + c5 + c6"
SHARE = "c6 / c1 * 100"
COLUMNS: dict[str, Any] = {
    "cT": {"label": "TT", "number": "A", "stub": "marker"},
    "cA": {"label": "Nội dung", "number": "B", "stub": "caption"},
    "g1": {"label": "Số đơn", "children": ["c1", "g2"]},
    "c1": {"label": "Tổng số đơn tiếp nhận trong kỳ báo cáo", "code": "c1", "number": "1", "relation": "1=2+3+4+5+6", "cell": {"kind": "computed", "formula": SUM}},
    "g2": {"label": "Đơn đã phân loại", "children": ["g3", "g3b"]},
    "g3": {"label": "Có đủ điều kiện", "children": ["g4a", "g4b"]},
    "g4a": {"label": "Chia theo nguồn", "children": ["c2", "c3"]},
    "c2": {"label": "Trực tiếp", "code": "c2", "number": "2"},
    "c3": {"label": "Bưu chính", "code": "c3", "number": "3"},
    "g4b": {"label": "Chia theo hình thức gửi qua mạng", "children": ["c4", "c5"]},
    "c4": {"label": "Cổng dịch vụ công", "code": "c4", "number": "4"},
    "c5": {"label": "Thư điện tử", "code": "c5", "number": "5"},
    "g3b": {"label": "Không đủ điều kiện", "children": ["c6"]},
    "c6": {"label": "Lưu đơn", "code": "c6", "number": "6"},
    "c7": {"label": "Tỷ lệ (%)", "code": "c7", "number": "7", "cell": {"kind": "computed", "formula": SHARE, "decimals": 1}},
    "c8": {"label": "Ghi chú", "code": "c8", "number": "8", "cell": {"kind": "text"}},
}
PROJECTS = {"order": ["da", "db"], "items": {"da": {"label": "Đường vành đai V"}, "db": {"label": "Cầu Hải Hưng"}}}
ROWS: dict[str, Any] = {
    "a": {"label": "Nhóm I: Dự án chuyển tiếp", "kind": "total", "code": "a", "marker": "I", "children": ["a1"], "cell": {"kind": "computed", "formula": "sum(a1)"}},
    "a1": {"label": "Dự án chuyển tiếp", "kind": "open", "code": "a1", "open": {"max": 50, "numbering": "restart", "given": PROJECTS}},
    "b": {"label": "Nhóm II: Thủ tục khởi công mới", "kind": "total", "code": "b", "marker": "II", "children": ["b1"], "cell": {"kind": "computed", "formula": "sum(b1)"}},
    "b1": {"label": "Thủ tục", "kind": "open", "code": "b1", "open": {"max": 500, "numbering": "restart", "catalogue": "d_tt", "given": {"order": ["ks"], "items": {"ks": {"item": "m1"}}}}},
    "t": {"label": "TỔNG CỘNG", "kind": "total", "code": "t", "cell": {"kind": "computed", "formula": "a + b"}},
}  # fmt: skip
TOTALS = {
    f"{row}:{column}": cell
    for row in ("a", "b", "t")
    for column, cell in {"c1": {"kind": "computed", "formula": SUM}, "c7": {"kind": "computed", "formula": SHARE, "decimals": 1}, "c8": {"kind": "blocked"}}.items()
}
HEADINGS: dict[str, Any] = {
    "o1": {"label": "I. Tình hình", "kind": "heading", "children": ["o11", "o12"]},
    "o11": {"label": "1. Kết quả tiếp nhận", "kind": "heading", "children": ["o111", "o112"]},
    "o111": {"label": "Tổng số đơn", "kind": "figure", "figure": "t.c1", "cell": {"decimals": 0}},
    "o112": {"label": "Phân tích", "kind": "text", "rich": True, "guidance": "Nêu nguyên nhân."},
    "o12": {"label": "2. Tỷ lệ lưu đơn", "kind": "heading", "children": ["o121", "o122"]},
    "o121": {"label": "Tỷ lệ (%)", "kind": "figure", "figure": "t.c7", "cell": {"decimals": 1, "unit": "phan_tram"}},
    "o122": {"label": "Đơn lưu nhóm II", "kind": "figure", "figure": "b.c6", "cell": {"decimals": 0}},
    "o2": {"label": "II. Kiến nghị", "kind": "text"},
}
DEEP: dict[str, Any] = {
    "spec": "form/1",
    "id": "f_sau",
    "code": "09/SAU",
    "title": "TỔNG HỢP NHIỀU TẦNG",
    "sections": {
        "order": ["s1", "s2"],
        "items": {
            "s1": {"kind": "grid", "title": "", "columns": {"root": ["cT", "cA", "g1", "c7", "c8"], "nodes": COLUMNS}, "rows": {"root": ["a", "b", "t"], "nodes": ROWS}, "cells": TOTALS},
            "s2": {"kind": "outline", "title": "Thuyết minh", "headings": {"root": ["o1", "o2"], "nodes": HEADINGS}},
        },
    },
}  # fmt: skip

CHOICES = [{"value": "ngheo", "label": "Hộ nghèo"}, {"value": "can", "label": "Hộ cận nghèo"}]
LISTED: dict[str, Any] = {
    "m0": {"label": "STT", "stub": "marker"},
    "m1": {"label": "Chủ hộ", "code": "m1", "cell": {"kind": "text", "required": True}},
    "m2": {"label": "Diện", "code": "m2", "cell": {"kind": "choice", "choices": CHOICES}},
    "m3": {"label": "Nhân khẩu", "code": "m3", "cell": {"kind": "number", "min": "0"}},
    "m4": {"label": "Ngày rà soát", "code": "m4", "cell": {"kind": "date"}},
}
HOUSEHOLDS: dict[str, Any] = {
    "spec": "form/1",
    "id": "f_ho",
    "code": "10/HO",
    "title": "DANH SÁCH HỘ",
    "sections": {
        "order": ["s1"],
        "items": {
            "s1": {
                "kind": "list",
                "columns": {"root": list(LISTED), "nodes": LISTED},
                "rows": {"root": ["rl"], "nodes": {"rl": {"label": "Hộ", "kind": "open", "open": {"max": 5000, "numbering": "continue"}}}},
            }
        },
    },
}
SUMS = {
    "u1": {"label": "Số hộ nghèo", "kind": "data", "code": "u1", "cell": {"kind": "computed", "formula": 'count_where(form(f_ho, m2), "ngheo")'}},
    "u2": {"label": "Nhân khẩu hộ nghèo", "kind": "data", "code": "u2", "cell": {"kind": "computed", "formula": 'sum_where(form(f_ho, m3), form(f_ho, m2), "ngheo")'}},
    "u3": {"label": "Nhân khẩu hộ cận nghèo", "kind": "data", "code": "u3", "cell": {"kind": "computed", "formula": 'sum_where(form(f_ho, m3), form(f_ho, m2), "can")'}},
}
SUMMED: dict[str, Any] = {
    "spec": "form/1",
    "id": "f_th",
    "code": "11/TH",
    "title": "TỔNG HỢP HỘ",
    "sections": {
        "order": ["s1"],
        "items": {
            "s1": {
                "kind": "grid",
                "title": "",
                "columns": {"root": ["nA", "n1"], "nodes": {"nA": {"label": "Chỉ tiêu", "number": "A", "stub": "caption"}, "n1": {"label": "Số", "code": "n1", "number": "1"}}},
                "rows": {"root": list(SUMS), "nodes": SUMS},
            }
        },
    },
}
DOCUMENTS = [DEEP, HOUSEHOLDS, SUMMED, CATALOGUE, regime_document(["f_sau", "f_ho", "f_th"])]


@contextmanager
def levels(folder: Path) -> Iterator[tuple[World, str]]:
    """The store with the forms in force, and the address at which it is served."""
    with worlds.world_of(f"sqlite:///{folder / 'store.sqlite3'}", DOCUMENTS) as world, served(world.app) as address:
        yield world, address
