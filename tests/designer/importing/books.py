"""Books for tests: from a drawing of a sheet, and at random."""

from __future__ import annotations

import random
from collections.abc import Mapping

from designer.importing.proposal import Proposal
from designer.importing.understanding.plane import Plane
from metadata.documents import document_problems
from metadata.formula.program.build import build
from metadata.template import Template
from runtime.workbooks import Area, Book, Cell, Sheet
from tests.metadata.column_trees import regime


def drawn(text: str, name: str = "Biểu", *, border: bool = True, merges: tuple[Area, ...] = ()) -> Sheet:
    """A sheet from lines of cells parted by ``|``. ``=…`` is a formula, ``<`` joins to the left, a line without bars stands outside the table."""
    cells: dict[tuple[int, int], Cell] = {}
    joined: list[Area] = list(merges)
    widest = 1
    for row, line in enumerate(text.strip("\n").splitlines()):
        inside = "|" in line
        parts = [part.strip() for part in line.strip().strip("|").split("|")]
        widest = max(widest, len(parts))
        for column, part in enumerate(parts):
            if part == "<":
                joined[-1:] = [(row, joined[-1][1], row, column)] if joined and joined[-1][2] == row and joined[-1][3] == column - 1 else [*joined[-1:], (row, column - 1, row, column)]
                continue
            number = part if part.replace(".", "", 1).isdigit() and inside else None
            formula = part if part.startswith("=") and not part[1:2].isdigit() else None
            cell = Cell("" if formula else part, number, formula, border=inside and border)
            if cell != Cell():
                cells[(row, column)] = cell
    return Sheet(name, len(text.strip("\n").splitlines()), widest, cells, tuple(joined))


def book(*sheets: Sheet) -> Book:
    """A workbook of these sheets."""
    return Book("phu_luc.xlsx", "xlsx", sheets)


_TEXTS = (
    "STT", "Chỉ tiêu", "Mã số", "Đơn vị tính", "Đơn vị", "Tổng số", "Trong đó", "Nam", "Nữ", "1", "2", "3", "(1)", "(2)=(3)+(4)", "1=2+3", "9=11+12", "A", "B", "I", "II",
    "Đ", "1.1", "-", "…", "X", "Tổng cộng", "Ghi chú:", "NGƯỜI LẬP BIỂU", "Biểu số: 01/T", "Đơn vị tính: triệu đồng", "Tỷ lệ (%)", "5=4/3*100", "Kỳ trước",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "a", "+", "(*) chú thích", "Xã A", "Khoảng 4", "Đánh giá (Vượt / Đạt)", "{unit}", "\n", "\x00", "😀", "=", "01", "A" * 3_000,
)  # fmt: skip
_FORMULAS = ("=SUM(A1:C9)", "=A1+B2", '=IF(A1=0,"",B1/A1)', "=A1", "=Biểu2!B3*2", "=SUM(", "=C3%^2", "=VLOOKUP(A1,B:C,2)", "='S0'!A5+S1!B2", "=ROUND(C4/D4*100,1)", "=-A1--B1", "=SUM(C4:C9)")


def random_book(seed: int) -> Book:
    """A book of sheets of nonsense that looks like annexes."""
    rng = random.Random(seed)
    return Book("x.xlsx", rng.choice(("xlsx", "docx", "paste")), tuple(_random_sheet(rng, f"S{n}") for n in range(rng.randint(1, 3))))


def _random_sheet(rng: random.Random, name: str) -> Sheet:
    rows, columns = rng.randint(1, 24), rng.randint(1, 12)
    dense = rng.choice((0.2, 0.5, 0.9))
    cells = {(r, c): _random_cell(rng) for r in range(rows) for c in range(columns) if rng.random() < dense}
    merges = []
    for _ in range(rng.randint(0, 8)):
        top, left = rng.randrange(rows), rng.randrange(columns)
        merges.append((top, left, min(rows - 1, top + rng.randint(0, 3)), min(columns - 1, left + rng.randint(0, 4))))
    hidden = frozenset(rng.sample(range(rows), rng.randint(0, min(2, rows))))
    before = tuple(rng.choice(_TEXTS) for _ in range(rng.randint(0, 2)))
    return Sheet(name, rows, columns, cells, tuple(merges), hidden_rows=hidden, hidden=rng.random() < 0.1, before=before)


def _random_cell(rng: random.Random) -> Cell:
    kind = rng.random()
    border = rng.random() < 0.6
    fill = rng.choice(("", "", "D9D9D9", "FFFF00"))
    if kind < 0.2:
        return Cell(border=border, fill=fill)
    if kind < 0.35:
        number = str(rng.randint(-5, 9_999))
        return Cell(number, number, border=border, number_format=rng.choice(("General", "0.00%", "#,##0.0", "dd/mm/yyyy")))
    if kind < 0.5:
        return Cell("", None, rng.choice(_FORMULAS), border=border, number_format=rng.choice(("General", "0%")))
    return Cell(rng.choice(_TEXTS), bold=rng.random() < 0.3, border=border, fill=fill, indent=rng.choice((0, 0, 1, 2)), marks=rng.choice(((), ("1",), ("*",))))


def uncovered(read: Book, proposal: Proposal) -> list[str]:
    """Filled cells that are in no finding and in no leftover."""
    missing = []
    for index, sheet in enumerate(read.sheets):
        plane = Plane(sheet, index)
        areas = [finding.area for finding in proposal.findings if finding.sheet == index]
        areas += [item.area for item in proposal.left if item.sheet == index]
        for row, columns in plane.filled.items():
            bare = [column for column in columns if not any(a[0] <= row <= a[2] and a[1] <= column <= a[3] for a in areas)]
            missing += [f"{sheet.name} {row},{column}: {plane.text(row, column)}" for column in bare]
    return missing


def refused(documents: Mapping[str, Mapping[str, object]]) -> list[str]:
    """What the schemas and the formula language say against the documents."""
    found = [f"{key}: {problem.code} {problem.place}" for key, document in documents.items() for problem in document_problems(document)]
    forms = [key for key, document in documents.items() if document["spec"] == "form/1"]
    if found or not forms:
        return found
    template = Template(regime(*documents.values()))
    return [f"{form}: {p.code} {p.place}" for form in forms for p in build(template, form, lenient=True).problems if p.severity == "error"]
