"""Real forms written down as people note them, one node a line; the test material of the importer.

    ## 01/XLD | TỔNG HỢP KẾT QUẢ XỬ LÝ ĐƠN
    unit: Đơn
    rows: units                       one row per reporting unit (or ``list``: open rows only)

    - Đơn vị :: A                     a letter makes a stub; ``@marker @caption @code @unit`` say which
    - Tổng số :: 1=2+3 = c2 + c3      number or relation as printed, then the formula of the column
    - Tiền (Trđ) :: 4 {trieu_dong}    unit of measure, or {text} {date} {choice} {target} {file}

    01 | 1. | Chi thường xuyên = sum(children()) !2,3     code, marker, caption, formula of the row, blocked columns
      * 1 | 3 | Dự án                 open rows: three numbered lines from 1 on
    # 2. | Chia theo lĩnh vực         a row without cells
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from metadata.measures import find

KINDS = frozenset({"text", "date", "choice", "target", "file"})
_COLUMN = re.compile(
    r"(?P<label>.*?)(?: :: (?P<printed>\S+))?(?: @(?P<stub>\w+))?(?: \{(?P<spec>\w+)\})?(?: = (?P<formula>[^@{}]+))?"
)
_FOLDER = Path(__file__).parent / "forms"


@dataclass(eq=False)
class Column:
    """A caption with what stands under it."""

    label: str
    number: str = ""
    relation: str = ""
    stub: str = ""
    kind: str = "number"
    unit: str = ""
    formula: str = ""
    children: list[Column] = field(default_factory=list)

    def leaves(self) -> list[Column]:
        """Leaf columns from the left."""
        return [leaf for child in self.children for leaf in child.leaves()] if self.children else [self]

    def depth(self) -> int:
        """Levels of captions."""
        return 1 + max((child.depth() for child in self.children), default=0)


@dataclass(eq=False)
class Row:
    """A row. ``count`` numbered lines from ``start`` on are printed for an open one."""

    label: str
    marker: str = ""
    code: str = ""
    kind: str = "data"
    unit: str = ""
    formula: str = ""
    blocked: tuple[int, ...] = ()
    samples: tuple[str, ...] = ()
    start: int = 1
    count: int = 0
    depth: int = 0


@dataclass
class Noted:
    """A form as it was noted. ``rows_as`` is rows, units or list."""

    code: str
    title: str
    columns: list[Column]
    rows: list[Row]
    basis: str = ""
    unit: str = ""
    rows_as: str = "rows"

    @property
    def leaves(self) -> list[Column]:
        """Leaf columns from the left."""
        return [leaf for column in self.columns for leaf in column.leaves()]

    @property
    def data(self) -> list[Column]:
        """Leaf columns that hold cells."""
        return [leaf for leaf in self.leaves if not leaf.stub]

    def codes(self) -> list[str]:
        """Codes of the data columns: by printed number, else counted."""
        return [f"c{leaf.number or index}" for index, leaf in enumerate(self.data, start=1)]


@cache
def forms() -> dict[str, Noted]:
    """All noted forms by ``file:code``."""
    found: dict[str, Noted] = {}
    for path in sorted(_FOLDER.glob("*.md")):
        for part in re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            form = form_of(part)
            found[f"{path.stem}:{form.code}"] = form
    return found


def form_of(text: str) -> Noted:
    """The form that a text notes, from the line with its code and title on (without ``##``)."""
    head, _, body = text.partition("\n")
    code, _, title = (part.strip() for part in head.partition("|"))
    form = Noted(code, title, [], [])
    lines = [line.rstrip() for line in body.splitlines() if line.strip()]
    for line in lines:
        match = re.fullmatch(r"(basis|unit|rows): (.*)", line)
        if match:
            setattr(form, "rows_as" if match[1] == "rows" else match[1], match[2])
    rest = [line for line in lines if not re.match(r"(basis|unit|rows): ", line)]
    form.columns = _columns([line for line in rest if line.lstrip().startswith("- ")])
    form.rows = [_row(line) for line in rest if not line.lstrip().startswith("- ")]
    return form


def _columns(lines: list[str]) -> list[Column]:
    root: list[Column] = []
    chain: list[Column] = []
    for line in lines:
        depth = (len(line) - len(line.lstrip())) // 2
        column = _column(line.strip()[2:])
        chain = [*chain[:depth], column]
        (chain[depth - 1].children if depth else root).append(column)
    return root


def _column(text: str) -> Column:
    match = _COLUMN.fullmatch(text)
    assert match, text
    printed, spec = match["printed"] or "", match["spec"] or ""
    number = printed.partition("=")[0]
    column = Column(match["label"].strip(), number, printed if "=" in printed else "", match["stub"] or "")
    if number.isalpha() and not column.stub:
        column.stub = "caption"
    column.kind = spec if spec in KINDS else "number"
    column.unit = spec if spec and spec not in KINDS else ""
    column.formula = (match["formula"] or "").strip()
    return column


def _row(line: str) -> Row:
    depth = (len(line) - len(line.lstrip())) // 2
    text = line.strip()
    if text.startswith("* "):
        start, count, label = (part.strip() for part in text[2:].split("|"))
        return Row(label, kind="open", start=int(start), count=int(count), depth=depth)
    if text.startswith("# "):
        marker, label = (part.strip() for part in text[2:].split("|"))
        return Row(label, marker, kind="heading", depth=depth)
    code, marker, label, *more = (part.strip() for part in text.split("|"))
    match = re.fullmatch(r"(?P<label>.*?)(?: = (?P<formula>[^!]+?))?(?: !(?P<blocked>[\d,]+))?", label)
    assert match, line
    blocked = tuple(int(part) for part in (match["blocked"] or "").split(",") if part)
    unit = more[0] if more else ""
    return Row(match["label"], marker, code, "data", unit, match["formula"] or "", blocked, tuple(part for part in more[1:] if part), depth=depth)


def unit_id(text: str) -> str:
    """Id of a printed unit of measure; empty for none."""
    measure = find(text) if text else None
    return measure.id if measure else ""
