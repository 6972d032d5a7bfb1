"""The tables of a .docx file as a book, with the paragraphs around each. Runs in the child process only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any, Final

from docx import Document
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from metadata.errors import fail
from runtime.workbooks.container import MAX_COLUMNS
from runtime.workbooks.letters import encoding_of, read_runs
from runtime.workbooks.model import Area, Book, Cell, Sheet, Unread, place
from runtime.workbooks.shapes import is_boxed, word_box, word_boxes

#: Columns of the grid of a table; Word itself takes 63.
_WIDEST: Final = 4 * MAX_COLUMNS
#: What a document brings along that is never opened, by the end of the relation's type.
_APART: Final = {"/aFChunk": "embedded", "/oleObject": "embedded", "/package": "embedded", "/attachedTemplate": "outside_template", "/subDocument": "embedded"}
#: Tables inside tables that are looked into.
_DEEPEST: Final = 4
#: Twentieths of a point that one level of rows is set in by.
_LEVEL: Final = 280
#: Pictures and text boxes that are named; a hostile file may have thousands.
_NAMED: Final = 50


def read_word(data: bytes, name: str) -> Book:
    """One sheet a table. Pictures are named; a file without a table gives no sheet."""
    document = Document(BytesIO(data))
    section = document.sections[0] if len(document.sections) else None
    landscape = bool(section and section.page_width and section.page_height and section.page_width > section.page_height)
    unread: list[Unread] = []
    tables, between = _blocks(document.iter_inner_content())
    # The title of an annex often stands in a table of its own; every table is a sheet and the understanding decides.
    sheets = []
    places: dict[Any, str] = {}
    for number, (before, table) in enumerate(tables, 1):
        after = tuple(between) if number == len(tables) else ()
        sheets.append(_sheet(f"Bảng {number}", table, tuple(before), after, landscape, unread, places))
    unread += _boxes(document, places)
    pictures = len(document.inline_shapes)
    unread += [Unread("picture", "", {}) for _ in range(min(pictures, _NAMED))]
    unread += [Unread(code) for relation in document.part.rels.values() for end, code in _APART.items() if relation.reltype.endswith(end)][:_NAMED]
    if not tables and between:
        unread.append(Unread("no_table", "", {"count": len(between)}))
    return Book(name, "docx", tuple(sheets), tuple(unread))


def _boxes(document: Any, places: Mapping[Any, str]) -> list[Unread]:
    """Text boxes, each with the cell that it hangs on where it hangs on one."""
    found = []
    for box in word_boxes(document.element.body):
        cell = next(box.iterancestors(qn("w:tc")), None)
        if text := word_box(box):
            found.append(Unread("text_box", places.get(cell, ""), {"text": text}))
    return found[:_NAMED]


def _blocks(content: Iterable[Any], depth: int = 0) -> tuple[list[tuple[list[str], Any]], list[str]]:
    """Tables with the paragraphs before each, and the paragraphs behind the last.

    A table with one cell is a frame: what stands in it is read in its place. Tables inside cells of others follow them.
    """
    tables: list[tuple[list[str], Any]] = []
    between: list[str] = []
    for block in content:
        if isinstance(block, Table):
            frame = _frame(block) if depth < _DEEPEST else None
            if frame is not None:
                inner, behind = _blocks(frame.iter_inner_content(), depth + 1)
                if inner:
                    inner[0] = ([*between, *inner[0][0]], inner[0][1])
                    tables, between = [*tables, *inner], behind
                else:
                    between += behind
                continue
            tables.append((between, block))
            between = []
            if depth < _DEEPEST:
                tables += [([], table) for cell in block._tbl.iter_tcs() for table in _Cell(cell, block).tables]  # noqa: SLF001
        elif isinstance(block, Paragraph) and block.text.strip():
            text, _, _, _ = read_runs((run.text, run.font.name or "") for run in block.runs)
            between.append(text.strip() or block.text.strip())
    return tables, between


def _frame(table: Table) -> Any:
    """The only cell of a table that holds another one; None for any other table."""
    rows = table._tbl.tr_lst  # noqa: SLF001 - the element, as python-docx names it
    if len(rows) != 1 or len(rows[0].tc_lst) != 1:
        return None
    cell = _Cell(rows[0].tc_lst[0], table)
    return cell if cell.tables else None


def _sheet(name: str, table: Any, before: tuple[str, ...], after: tuple[str, ...], landscape: bool, unread: list[Unread], places: dict[Any, str]) -> Sheet:
    cells: dict[tuple[int, int], Cell] = {}
    merges: list[Area] = []
    open_areas: dict[int, Area] = {}
    columns = rows = 0
    for row, tr in enumerate(table._tbl.tr_lst):  # noqa: SLF001 - the element, as python-docx names it
        column = int(tr.grid_before)
        for tc in tr.tc_lst:
            last = column + max(1, int(tc.grid_span)) - 1
            if tc.vMerge == "continue" and column in open_areas:
                top, left, _, right = open_areas[column]
                open_areas[column] = (top, left, row, right)
            else:
                if column in open_areas:
                    _close(open_areas.pop(column), merges)
                places[tc] = place(name, row, column)
                cells[row, column] = _cell(tc, places[tc], unread)
                open_areas[column] = (row, column, row, last)
            if last > _WIDEST:
                raise fail("file.too_many_columns", sheet=name, limit=MAX_COLUMNS)
            column = last + 1
        columns, rows = max(columns, column), row + 1
    for area in open_areas.values():
        _close(area, merges)
    return Sheet(name, rows, columns, cells, tuple(sorted(merges)), landscape=landscape, before=before, after=after)


def _close(area: Area, merges: list[Area]) -> None:
    if area[:2] != area[2:]:
        merges.append(area)


def _cell(tc: Any, at: str, unread: list[Unread]) -> Cell:
    paragraphs = [Paragraph(p, None) for p in tc.p_lst]  # type: ignore[arg-type]
    runs: list[tuple[str, str]] = []
    marks: list[str] = []
    bold = italic = False
    for number, paragraph in enumerate(paragraphs):
        if number:
            runs.append(("\n", ""))
        for element in paragraph._p.iter(qn("w:r")):  # noqa: SLF001 - runs inside links too
            if is_boxed(element):
                continue
            text = "".join(_text(node) for node in element)
            properties = element.find(qn("w:rPr"))
            font, raised, strong, slanted = _look(properties)
            runs.append((text, font))
            if raised and text.strip():
                marks.append(text.strip())
            bold, italic = bold or strong, italic or slanted
    text, encoding, original, lost = read_runs(runs)
    if lost:
        unread.append(Unread("letters_lost", at, {"letters": lost}))
    shading = tc.find(f"{qn('w:tcPr')}/{qn('w:shd')}")
    fill = (shading.get(qn("w:fill")) or "") if shading is not None else ""
    return Cell(
        text=text.strip("\n "),
        indent=_indent(paragraphs[0], text) if paragraphs else 0,
        bold=bold,
        italic=italic,
        fill="" if fill.lower() in ("auto", "ffffff") else fill.upper(),
        border=True,
        font=next((name for _, name in runs if encoding_of(name)), "") if encoding else "",
        number_format="General",
        original=original,
        encoding=encoding,
        marks=tuple(marks),
    )


def _indent(paragraph: Any, text: str) -> int:
    """Levels that the first paragraph of a cell is set in by: its indentation, or blanks before its text."""
    found = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:ind')}")  # noqa: SLF001
    given = (found.get(qn("w:left")) or found.get(qn("w:start")) or "0") if found is not None else "0"
    first = (found.get(qn("w:firstLine")) or "0") if found is not None else "0"
    twips = sum(int(part) for part in (given, first) if part.isascii() and part.isdigit() and len(part) < 6)
    bare = text.lstrip("\n")
    return twips // _LEVEL + (len(bare) - len(bare.lstrip(" \u00a0\t"))) // 2


def _text(node: Any) -> str:
    return {qn("w:t"): node.text or "", qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:noBreakHyphen"): "-"}.get(node.tag, "")


def _look(properties: Any) -> tuple[str, bool, bool, bool]:
    if properties is None:
        return "", False, False, False
    fonts = properties.find(qn("w:rFonts"))
    raised = properties.find(qn("w:vertAlign"))
    return (
        (fonts.get(qn("w:ascii")) or fonts.get(qn("w:hAnsi")) or "") if fonts is not None else "",
        raised is not None and raised.get(qn("w:val")) == "superscript",
        properties.find(qn("w:b")) is not None,
        properties.find(qn("w:i")) is not None,
    )
