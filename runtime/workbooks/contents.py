"""What stands in the cells of an .xlsx file, without their looks: for a form's own workbook, whose looks the form knows.

It gives what :mod:`runtime.workbooks.excel` gives (a percentage as it is shown), several times faster: a form of 2,000 rows and 30 columns comes back often, and at the
last hour many do. Runs in the child process only; the archive was looked into before, so that no part declares anything.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from io import BytesIO
from typing import Any, Final
from zipfile import ZipFile

from lxml import etree  # type: ignore[import-untyped]

from runtime.workbooks.letters import encoding_of, read_runs
from runtime.workbooks.model import Area, Book, Cell, Sheet
from runtime.workbooks.names import column_number, read_names
from runtime.workbooks.shapes import relations
from runtime.workbooks.values import is_day, is_percent, is_span, iso_text, number_text, percent_text, serial_text

_BOOK: Final = "xl/workbook.xml"
_RELATION: Final = ("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id", "{http://purl.oclc.org/ooxml/officeDocument/relationships}id")
#: Columns of one hidden span that are looked at; spans may reach to the last column that a sheet has.
_SPAN: Final = 400
#: A number as XML has it. Python reads more: "1_0", digits of other writings.
_FIGURE: Final = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?(?:NaN|INF|inf|nan)")
_DIGIT: Final = re.compile(r"[1-9]")
_ESCAPED: Final = re.compile("_x(005F|000D)_")
#: Letters of a number format that are looked at; spreadsheets take no more.
_FORMAT: Final = 255
_TRUE: Final = frozenset({"1", "true"})
_MOMENT: Final = "moment"
Runs = Sequence[tuple[str, str]]
"""Pieces of a text with the font of each; empty where it is that of the cell."""
Content = tuple[str, str | None, str | None, str, str]
"""Text, number, formula, encoding (``moment`` for a day or a time) and original of a cell: what :class:`Cell` is made of, made for those cells only that are asked for."""


def read_contents(data: bytes, name: str) -> Book:
    """Texts, numbers and formulas of all sheets, what is hidden or merged, and the names of the workbook."""
    book, contents = bare_contents(data, name)
    return replace(book, sheets=tuple(replace(sheet, cells={at: cell_of(*one) for at, one in cells.items()}) for sheet, cells in zip(book.sheets, contents, strict=True)))


def bare_contents(data: bytes, name: str) -> tuple[Book, list[dict[tuple[int, int], Content]]]:
    """The book without its cells, and what stands in these, sheet by sheet."""
    with ZipFile(BytesIO(data)) as archive:
        book = _tree(archive, _BOOK)
        parts = {key: target for key, (kind, target) in relations(archive, _BOOK).items() if kind.endswith("/worksheet")}
        strings = list(_strings(archive))
        styles = _styles(archive, _flag(next(book.iterfind("{*}workbookPr"), None), "date1904"))
        listed = [(one, parts[key]) for one in book.iterfind("{*}sheets/{*}sheet") if (key := _id(one)) in parts]
        read = [_Sheet(one.get("name", ""), one.get("state", "visible") != "visible", strings, styles) for one, _ in listed]
        sheets = tuple(sheet.read(archive, part) for sheet, (_, part) in zip(read, listed, strict=True))
        named = [(one.get("name", ""), one.text) for one in book.iterfind("{*}definedNames/{*}definedName") if one.get("localSheetId") is None]
    return Book(name, "xlsx", sheets, (), tuple(read_names(named))), [sheet.cells for sheet in read]


def cell_of(text: str, number: str | None = None, formula: str | None = None, encoding: str = "", original: str = "") -> Cell:
    """The cell in which that stands."""
    if encoding == _MOMENT:
        return Cell(text, moment=True)
    return Cell(text, number, formula, encoding=encoding, original=original)


def _tree(archive: ZipFile, part: str) -> Any:
    return etree.fromstring(archive.read(part), etree.XMLParser(**_SAFE))


_SAFE: Final[Mapping[str, Any]] = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


def _id(sheet: Any) -> str:
    return next((found for name in _RELATION if (found := sheet.get(name))), "")


def _flag(element: Any, name: str) -> bool:
    return element is not None and element.get(name, "0") in _TRUE


def _each(archive: ZipFile, part: str, *tags: str) -> Iterator[Any]:
    """Elements of a part one after another; what was passed is given up."""
    with archive.open(part) as stream:
        for _, element in etree.iterparse(stream, events=("end",), tag=[f"{{*}}{tag}" for tag in tags], **_SAFE):
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


# -- texts and styles


def _strings(archive: ZipFile) -> Iterator[Runs]:
    part = next((target for kind, target in relations(archive, _BOOK).values() if kind.endswith("/sharedStrings")), "")
    if part in archive.namelist():
        yield from (_runs(item) for item in _each(archive, part, "si"))


def _runs(item: Any) -> Runs:
    """The pieces of a text; what tells how it is spoken is left out."""
    plain = item.find("{*}t")
    if plain is not None and plain.text:
        return ((_unescaped(plain.text), ""),)
    return tuple((_unescaped(run.findtext("{*}t") or ""), _font(run.find("{*}rPr"))) for run in item.iterfind("{*}r"))


def _unescaped(text: str) -> str:
    """A text as it is shown: XML can hold no carriage return, so spreadsheets write ``_x000D_``, and ``_x005F_`` for a "_" that is one."""
    if "_x00" not in text:
        return text
    return _ESCAPED.sub(lambda found: "_" if found[1] == "005F" else "\r", text).replace("\r\n", "\n").replace("\r", "\n")


def _font(properties: Any) -> str:
    font = properties.find("{*}rFont") if properties is not None else None
    return font.get("val", "") if font is not None else ""


@dataclass(frozen=True)
class _Styles:
    """By the number of a style: its font, where that is one used before Unicode, and whether a number in it is a day or a length of time."""

    fonts: Mapping[int, str]
    days: frozenset[int]
    spans: frozenset[int]
    percents: frozenset[int]
    mac: bool


def _styles(archive: ZipFile, mac: bool) -> _Styles:
    part = next((target for kind, target in relations(archive, _BOOK).values() if kind.endswith("/styles")), "")
    if part not in archive.namelist():
        return _Styles({}, frozenset(), frozenset(), frozenset(), mac)
    tree = _tree(archive, part)
    formats = {int(one.get("numFmtId", "0")): one.get("formatCode", "")[:_FORMAT] for one in tree.iterfind("{*}numFmts/{*}numFmt")}
    names = [name.get("val", "") if (name := one.find("{*}name")) is not None else "" for one in tree.iterfind("{*}fonts/{*}font")]
    fonts: dict[int, str] = {}
    days, spans, percents = set(), set(), set()
    for index, one in enumerate(tree.iterfind("{*}cellXfs/{*}xf")):
        number, font = int(one.get("numFmtId", "0")), int(one.get("fontId", "0"))
        code = formats.get(number, "")
        if font < len(names) and encoding_of(names[font]):
            fonts[index] = names[font]
        if is_day(number, code):
            days.add(index)
        if is_span(number, code):
            spans.add(index)
        if is_percent(number, code):
            percents.add(index)
    return _Styles(fonts, frozenset(days), frozenset(spans), frozenset(percents), mac)


# -- one sheet


@dataclass
class _Sheet:
    name: str
    hidden: bool
    strings: Sequence[Runs]
    styles: _Styles
    cells: dict[tuple[int, int], Content] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    shared: dict[str, Any] = field(default_factory=dict)
    letters: dict[str, int] = field(default_factory=dict)
    at: int = -1

    def read(self, archive: ZipFile, part: str) -> Sheet:
        """The sheet without its cells; these stand in ``cells``."""
        for element in _each(archive, part, "row", "col", "mergeCell"):
            tag = element.tag.rpartition("}")[2]
            if tag == "row":
                self.row(element)
            elif tag == "col":
                self.column(element)
            else:
                self.merges.append(self.area(element.get("ref", "")))
        for top, left, bottom, right in self.merges:
            for at in [at for at in self.cells if top <= at[0] <= bottom and left <= at[1] <= right and at != (top, left)]:
                del self.cells[at]
        last_row = max([row + 1 for row, _ in self.cells] + [area[2] + 1 for area in self.merges], default=0)
        last_column = max([column + 1 for _, column in self.cells] + [area[3] + 1 for area in self.merges], default=0)
        hidden = {"hidden_rows": frozenset(self.rows), "hidden_columns": frozenset(self.columns), "hidden": self.hidden}
        return Sheet(self.name, last_row, last_column, merges=tuple(self.merges), **hidden)  # type: ignore[arg-type]

    def area(self, ref: str) -> Area:
        first, _, last = ref.partition(":")
        (top, left), (bottom, right) = self.spot(first), self.spot(last or first)
        return top, left, bottom, right

    def column(self, element: Any) -> None:
        if _flag(element, "hidden"):
            first = max(1, int(element.get("min", "1")))
            last = min(int(element.get("max", first)), first + _SPAN)
            self.columns.update(range(first - 1, last))

    def row(self, element: Any) -> None:
        self.at = int(float(element.get("r", self.at + 2))) - 1
        if _flag(element, "hidden"):
            self.rows.add(self.at)
        column = -1
        for each in element:
            place = each.get("r")
            row, column = self.spot(place) if place else (self.at, column + 1)
            cell = self.cell(each)
            if cell is not None:
                self.cells[row, column] = cell

    def spot(self, place: str) -> tuple[int, int]:
        letters = place.rstrip("0123456789")
        column = self.letters.get(letters)
        if column is None:
            column = self.letters[letters] = column_number(letters.replace("$", ""))
        return int(place[len(letters) :]) - 1, column

    def cell(self, element: Any) -> Content | None:
        """What stands in a cell, None for nothing."""
        value = formula = inline = None
        for child in element:
            tag = child.tag
            if tag.endswith("}v"):
                value = child.text
            elif tag.endswith("}f"):
                formula = child
            elif tag.endswith("}is"):
                inline = child
        if formula is not None:
            written = self.formula(formula, element.get("r", ""))
            whole = len(written) > 1 or formula.get("t") in ("array", "dataTable")
            return ("", None, written, "", "") if whole else _text(written)
        kind = element.get("t", "n")
        if kind == "inlineStr":
            return self.runs(_runs(inline), element) if inline is not None else None
        return self.value(value, kind, element) if value else None

    def value(self, value: str, kind: str, element: Any) -> Content | None:
        match kind:
            case "n":
                return self.number(value, int(element.get("s", "0")))
            case "s":
                return self.runs(self.strings[_index(value)], element)
            case "b":
                return _text("TRUE" if int(value) else "FALSE")
            case "d":
                return iso_text(value), None, None, _MOMENT, ""
        return self.runs(((value, ""),), element)

    def number(self, value: str, style: int) -> Content | None:
        if not _FIGURE.fullmatch(value.strip()):
            raise ValueError(value[:80])
        read = float(value) if "." in value or "e" in value or "E" in value else int(value)
        if not read and _DIGIT.search(value.lower().partition("e")[0]):
            # Smaller than any number that such a cell keeps: it is no 0 for that.
            return _text(value)
        if style in self.styles.days:
            moment = serial_text(read, mac=self.styles.mac, span=style in self.styles.spans)
            return (moment, None, None, "" if moment.startswith("#") else _MOMENT, "")
        text = number_text(read)
        if style in self.styles.percents and Decimal(text).is_finite():
            # Shown as 50%, kept as 0.5: which of the two is meant is for the person to say, as for a text.
            return _text(percent_text(text))
        return text, text, None, "", ""

    def runs(self, runs: Runs, element: Any) -> Content | None:
        """A text; pieces in fonts used before Unicode are read as such."""
        own = self.styles.fonts.get(int(element.get("s", "0")), "") if self.styles.fonts else ""
        if not own and all(not font and (text.isascii() or unicodedata.is_normalized("NFC", text)) for text, font in runs):
            return _text("".join(text for text, _ in runs))
        text, encoding, original, _ = read_runs((text, font or own) for text, font in runs)
        return (text.replace("\r\n", "\n"), None, None, encoding, original) if text else None

    def formula(self, element: Any, place: str) -> str:
        written, known = f"={element.text or ''}", element.get("si", "")
        if element.get("t") == "shared":
            from openpyxl.formula.translate import Translator

            if known in self.shared:
                return str(self.shared[known].translate_formula(place))
            if written != "=":
                self.shared[known] = Translator(written, place)
        return written


def _index(text: str) -> int:
    """The number of a shared text: one below zero would count from the end."""
    if not text.strip().isdecimal():
        raise ValueError(text[:80])
    return int(text)


def _text(text: str) -> Content | None:
    return (text.replace("\r\n", "\n"), None, None, "", "") if text else None
