"""A hand-made annex: one small table, a signer, a line that means nothing, and an old letter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from designer.importing.proposal import Block, Correction, Finding, Left, Proposal
from runtime.workbooks import Book, Cell, Choice, Sheet, Unread

#: Row, column, text.
TEXTS = (
    (0, 0, "BÁO CÁO TIẾP DÂN"),
    (1, 2, "Đơn vị tính: Lượt"),
    (2, 0, "Đơn vị"), (2, 1, "Số lượt"), (2, 2, "Ghi chú"),
    (3, 0, "A"), (3, 1, "1"), (3, 2, "2"),
    (6, 0, "xyz 12"), (7, 2, "THỦ TRƯỞNG"),
)  # fmt: skip


def book(name: str = "tcd.xlsx") -> Book:
    """The annex as it is read."""
    cells = {(row, column): Cell(text=text, bold=row == 0) for row, column, text in TEXTS}
    cells[5, 0] = Cell(text="Tổng", original="Tæng", encoding="tcvn3", font=".VnTime")
    cells[5, 1] = Cell(text="0", number="0", formula="=SUM(B5:B5)", fill="FFFF00")
    sheet = Sheet(
        name="Biểu 1", rows=8, columns=3, cells=cells, merges=((0, 0, 0, 2),), widths={0: 120}, heights={2: 40},
        hidden_rows=frozenset({4}), choices=(Choice((4, 2, 4, 2), ("có", "không")),), repeated=(2, 3),
    )  # fmt: skip
    return Book(name, "xlsx", (sheet, Sheet(name="Trống", rows=0, columns=0)), (Unread("drawing", "Biểu 1!A1", {"n": 1}),))


FORM: dict[str, Any] = {
    "spec": "form/1",
    "id": "f_tcd",
    "code": "01/TCD",
    "title": "BÁO CÁO TIẾP DÂN",
    "basis": "Ban hành kèm theo Thông tư số 02/2021/TT-TTCP",
    "sections": {
        "order": ["s1"],
        "items": {
            "s1": {
                "kind": "grid",
                "title": "",
                "columns": {
                    "root": ["c0", "c1", "c2"],
                    "nodes": {
                        "c0": {"label": "Đơn vị", "stub": "caption", "number": "A"},
                        "c1": {"label": "Số lượt", "code": "c1", "number": "1"},
                        "c2": {"label": "Ghi chú", "code": "c2", "number": "2", "cell": {"kind": "text"}},
                    },
                },
                "rows": {"root": ["r1"], "nodes": {"r1": {"label": "", "kind": "unit"}}},
            }
        },
    },
}
RULES: dict[str, Any] = {
    "spec": "rules/1", "id": "k_tcd", "form": "f_tcd", "order": ["k1"],
    "items": {"k1": {"expr": "c1 == form('f_tcd', c1)", "severity": "warning"}},
}  # fmt: skip
LAYOUT: dict[str, Any] = {
    "spec": "layout/1", "id": "l_tcd", "form": "f_tcd", "page": {"size": "A4", "orientation": "landscape"},
    "title": {"heading": ["BÁO CÁO TIẾP DÂN"]}, "unit_line": "Đơn vị tính: Lượt",
}  # fmt: skip


def understand(read: Book, corrections: Sequence[Correction]) -> Proposal:
    """What the annex seems to mean; an area that a correction names is no longer left."""
    if not read.sheets[0].cells:
        return Proposal({}, (), (), (), ())
    at = ("sections", "items", "s1")
    found = [
        Finding("title", 0, (0, 0, 0, 2), 95, "f_tcd", (), "Tiêu đề"),
        Finding("header", 0, (2, 1, 2, 1), 90, "f_tcd", (*at, "columns", "nodes", "c1"), "Số lượt"),
        Finding("row", 0, (5, 0, 5, 2), 50, "f_tcd", (*at, "rows", "nodes", "r1"), "Mỗi đơn vị một dòng", ("few_rows",)),
        *(Finding(c.role, c.sheet, c.area, 100, "f_tcd", (), c.value) for c in corrections),
    ]
    named = {(c.sheet, c.area) for c in corrections}
    left = [Left(0, (6, 0, 6, 0), "xyz 12", "alone"), Left(0, (7, 2, 7, 2), "THỦ TRƯỞNG", "alone")]
    return Proposal(
        {"f_tcd": FORM, "k_tcd": RULES, "l_tcd": LAYOUT},
        ("f_tcd",),
        (Block(0, (2, 0, 5, 2), (2, 0, 2, 2), "f_tcd", "s1", 90),),
        tuple(found),
        tuple(item for item in left if (0, item.area) not in named),
    )
