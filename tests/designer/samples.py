"""A small regime with one of everything, for tests of the designer."""

from __future__ import annotations

import copy
from typing import Any

_FORM: dict[str, Any] = {
    "spec": "form/1",
    "id": "f_01xld",
    "code": "01/XLD",
    "title": "TỔNG HỢP KẾT QUẢ XỬ LÝ ĐƠN",
    "basis": "TT 02/2021/TT-TTCP",
    "sections": {
        "order": ["s1", "s2", "s3", "s4"],
        "items": {
            "s1": {
                "kind": "grid",
                "title": "",
                "cell": {"unit": "vu_viec"},
                "columns": {
                    "root": ["cA", "c1", "g1", "c8", "c9"],
                    "nodes": {
                        "cA": {"label": "Đơn vị", "number": "A", "stub": "caption"},
                        "c1": {"label": "Tổng số đơn", "code": "c1", "number": "1"},
                        "g1": {"label": "Kỳ trước chuyển sang", "children": ["c2", "c3"]},
                        "c2": {"label": "Đơn có nhiều người đứng tên", "code": "c2", "number": "2"},
                        "c3": {"label": "Đơn khác", "code": "c3", "number": "3", "cell": {"decimals": 0}},
                        "c8": {"label": "Đã xử lý", "code": "c8", "number": "8", "cell": {"kind": "computed", "formula": "c2 + c3"}},
                        "c9": {"label": "Ghi chú", "code": "c9", "number": "9", "cell": {"kind": "text"}},
                    },
                },
                "rows": {
                    "root": ["r1", "h1", "r3"],
                    "nodes": {
                        "r1": {"label": "Cấp xã", "kind": "data", "code": "r01", "marker": "1"},
                        "h1": {"label": "Trong đó", "kind": "heading", "children": ["r2"]},
                        "r2": {"label": "Phường", "kind": "data", "code": "r02", "marker": "1.1"},
                        "r3": {"label": "Tổng cộng", "kind": "total", "code": "r03"},
                    },
                },
                "cells": {"r2:c3": {"kind": "blocked"}},
            },
            "s2": {
                "kind": "outline",
                "title": "Đánh giá",
                "headings": {
                    "root": ["o1"],
                    "nodes": {
                        "o1": {"label": "I. Kết quả", "kind": "heading", "children": ["o2"]},
                        "o2": {"label": "Nhận xét", "kind": "text"},
                    },
                },
            },
            "s3": {
                "kind": "fields",
                "title": "Thông tin",
                "fields": {
                    "order": ["q1"],
                    "items": {
                        "q1": {
                            "label": "Có đoàn đông người",
                            "code": "q1",
                            "cell": {
                                "kind": "choice",
                                "choices": [{"value": "yes", "label": "Có"}, {"value": "no", "label": "Không"}],
                            },
                        }
                    },
                },
            },
            "s4": {
                "kind": "files",
                "title": "Tệp",
                "files": {"order": ["a1"], "items": {"a1": {"label": "Bản ký", "required": True, "accept": ["pdf"]}}},
            },
        },
    },
    "footnotes": {"order": ["n1"], "items": {"n1": {"mark": "1", "text": "Không tính đơn trùng", "at": ["c1"]}}},
    "signers": {"order": ["p1"], "items": {"p1": {"title": "NGƯỜI LẬP BIỂU", "note": "(Ký, họ tên)"}}},
}
_RULES: dict[str, Any] = {
    "spec": "rules/1",
    "id": "k_01xld",
    "form": "f_01xld",
    "order": ["k1"],
    "items": {"k1": {"expr": "c1 >= c2 + c3", "severity": "error", "tolerance": "0", "origin": {"kind": "manual"}}},
}
_LAYOUT: dict[str, Any] = {
    "spec": "layout/1",
    "id": "l_01xld",
    "form": "f_01xld",
    "page": {"size": "A4", "orientation": "landscape"},
    "title": {"left": ["{parent}", "{unit}"], "heading": ["TỔNG HỢP"], "sub": ["{period}"]},
    "unit_line": "Đơn vị tính: vụ",
    "repeat_header": True,
}
_CONSOLIDATION: dict[str, Any] = {
    "spec": "consolidation/1",
    "id": "x_01xld",
    "form": "f_01xld",
    "title": "Tổng hợp tỉnh",
    "units": "reporters",
    "missing": "list",
    "cells": {"c8": {"how": "recompute"}},
    "default": "sum",
}
_INDICATOR: dict[str, Any] = {
    "spec": "indicator/1",
    "id": "i_don",
    "code": "0101",
    "name": "Số đơn tiếp nhận",
    "unit": "vu_viec",
    "type": "number",
    "decimals": 0,
    "additivity": {"units": "sum", "time": "sum"},
    "disaggregations": ["d_loai"],
}
_DIMENSION: dict[str, Any] = {
    "spec": "dimension/1",
    "id": "d_loai",
    "name": "Loại đơn",
    "kind": "closed",
    "members": {
        "order": ["m1", "m2"],
        "items": {"m1": {"code": "KN", "name": "Khiếu nại"}, "m2": {"code": "TC", "name": "Tố cáo"}},
    },
}
_REGIME: dict[str, Any] = {
    "spec": "regime/1",
    "id": "g_thu",
    "code": "THU",
    "name": "Chế độ thử",
    "kind": "periodic",
    "basis": [{"number": "02/2021/TT-TTCP"}],
    "frequency": "quarter",
    "cutoff": {"from": {"month": -1, "day": 15}, "to": {"month": 0, "day": 14}},
    "deadlines": {"order": ["d1"], "items": {"d1": {"tier": "commune", "days": 2, "working": True}}},
    "rounds": {"order": ["official"], "items": {"official": {"name": "Chính thức"}}},
    "reporters": {"kinds": ["commune"], "exclude": []},
    "receiver": "u_33_TT",
    "forms": ["f_01xld"],
}


def template() -> dict[str, dict[str, Any]]:
    """Documents of the sample regime, each call a fresh copy."""
    documents = [_REGIME, _FORM, _RULES, _LAYOUT, _CONSOLIDATION, _INDICATOR, _DIMENSION]
    return {document["id"]: copy.deepcopy(document) for document in documents}


S1 = ["f_01xld", "sections", "items", "s1"]
C = [*S1, "columns", "nodes"]
R = [*S1, "rows", "nodes"]
