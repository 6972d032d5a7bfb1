"""What Excel and WPS refuse in a workbook, or open only after a repair: looked for in the parts of the archive themselves.

The limits are those that Microsoft publishes ("Excel specifications and limits") and those of ECMA-376; no program is needed.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from typing import Any, Final
from zipfile import ZipFile

from lxml import etree  # type: ignore[import-untyped]

TEXT: Final = 32_767
FORMULA: Final = 8_192
RULE: Final = 255
LAST: Final = (1_048_576, 16_384)
#: Elements of a sheet in the order that the schema wants.
ORDER: Final = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter",
    "sortState", "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions",
    "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing",
    "legacyDrawing", "legacyDrawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
#: Functions that every Excel since 2007 knows without a prefix.
FUNCTIONS: Final = frozenset(
    ["ABS", "AND", "AVERAGE", "CHOOSE", "COLUMN", "COLUMNS", "CONCATENATE", "COUNT", "COUNTA", "COUNTBLANK", "COUNTIF", "COUNTIFS", "DATE", "DAY", "EXACT", "FALSE", "FIND", "IF", "IFERROR", "INDEX", "INT", "ISBLANK", "ISERROR", "ISNUMBER", "ISTEXT", "LEFT", "LEN", "LOWER", "MATCH", "MAX", "MID", "MIN", "MOD", "MONTH", "N", "NOT", "OR", "POWER", "PRODUCT", "RIGHT", "ROUND", "ROUNDDOWN", "ROUNDUP", "ROW", "ROWS", "SEARCH", "SIGN", "SUBSTITUTE", "SUM", "SUMIF", "SUMIFS", "SUMPRODUCT", "T", "TEXT", "TRIM", "TRUE", "TRUNC", "UPPER", "VALUE", "VLOOKUP", "YEAR"]
)
_NAME: Final = re.compile(r"[^\W\d][\w.?\\]{0,254}|\\[\w.?\\]{0,254}")
_LIKE_A_CELL: Final = re.compile(r"[A-Za-z]{1,3}[0-9]{1,7}|[Rr][0-9]*[Cc][0-9]*|[RrCc]")
_PLACE: Final = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_BAD_LETTER: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
Area = tuple[int, int, int, int]


def faults(data: bytes) -> list[str]:
    """Everything that a program would stumble over; empty for a workbook that opens without a question."""
    with ZipFile(BytesIO(data)) as archive:
        return list(_Checked(archive).all())


class _Checked:
    def __init__(self, archive: ZipFile) -> None:
        self.archive = archive
        self.names = archive.namelist()
        self.trees = {name: etree.fromstring(archive.read(name)) for name in self.names if name.endswith((".xml", ".rels"))}
        self.book = self.trees["xl/workbook.xml"]
        styles = self.trees["xl/styles.xml"]
        self.looks = len(styles.findall("{*}cellXfs/{*}xf"))
        self.rules = len(styles.findall("{*}dxfs/{*}dxf"))
        shared = self.trees.get("xl/sharedStrings.xml")
        self.strings = ["".join(one.itertext("{*}t")) for one in shared.iterfind("{*}si")] if shared is not None else []
        self.sheets = {one.get("name", ""): one for one in self.book.iterfind("{*}sheets/{*}sheet")}

    def all(self) -> Iterator[str]:
        yield from self.package()
        yield from self.titles()
        yield from self.defined()
        yield from self.styled(self.trees["xl/styles.xml"])
        yield from (f"text of {len(text)} letters" for text in self.strings if _units(text) > TEXT)
        yield from (f"control letter in {text[:20]!r}" for text in self.strings if _BAD_LETTER.search(text))
        for name in self.names:
            if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name):
                yield from (f"{name}: {fault}" for fault in self.sheet(self.trees[name]))

    def package(self) -> Iterator[str]:
        yield from (f"part {name} twice" for name, count in Counter(name.lower() for name in self.names).items() if count > 1)
        types = self.trees["[Content_Types].xml"]
        known = {one.get("PartName", "").lstrip("/") for one in types.iterfind("{*}Override")}
        endings = {one.get("Extension", "") for one in types.iterfind("{*}Default")}
        yield from (f"no type for {name}" for name in self.names if name not in known and name.rpartition(".")[2] not in endings)
        yield from (f"type for {name}, which is not there" for name in known if name not in self.names)
        for name in self.names:
            if name.endswith(".rels"):
                folder = posixpath.dirname(posixpath.dirname(name))
                for one in self.trees[name]:
                    target = one.get("Target", "")
                    whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                    if one.get("TargetMode") == "External" or whole not in self.names:
                        yield f"{name} points to {target}"

    def titles(self) -> Iterator[str]:
        listed = [one.get("name", "") for one in self.book.iterfind("{*}sheets/{*}sheet")]
        yield from (f"sheet name {name!r} twice" for name, count in Counter(name.casefold() for name in listed).items() if count > 1)
        for name in listed:
            if not 1 <= _units(name) <= 31 or re.search(r"[\[\]:*?/\\]", name) or name.startswith("'") or name.endswith("'") or name.casefold() == "history":
                yield f"sheet name {name!r}"
        seen = [one.get("state", "visible") == "visible" for one in self.book.iterfind("{*}sheets/{*}sheet")]
        active = next(iter(self.book.iterfind("{*}bookViews/{*}workbookView")), None)
        if not any(seen) or not seen[int(active.get("activeTab", "0")) if active is not None else 0]:
            yield "the sheet that opens is hidden"

    def defined(self) -> Iterator[str]:
        found = [(one.get("name", ""), one.get("localSheetId"), one.text or "") for one in self.book.iterfind("{*}definedNames/{*}definedName")]
        yield from (f"name {name} twice" for (name, _), count in Counter((name.casefold(), local) for name, local, _ in found).items() if count > 1)
        for name, local, text in found:
            if not name.startswith("_xlnm.") and (not _NAME.fullmatch(name) or _LIKE_A_CELL.fullmatch(name)):
                yield f"name {name!r}"
            if local is not None and int(local) >= len(self.sheets):
                yield f"name {name!r} of a sheet that is not there"
            sheets = re.findall(r"(?:'((?:[^']|'')+)'|([^\s'!,:()]+))!", text)
            if not sheets or any((quoted.replace("''", "'") or plain) not in self.sheets for quoted, plain in sheets) or "#REF!" in text:
                yield f"name {name!r} refers to {text!r}"

    def styled(self, styles: Any) -> Iterator[str]:
        if self.looks > 65_490 or len(styles.findall("{*}fonts/{*}font")) > 512 or len(styles.findall("{*}numFmts/{*}numFmt")) > 200:
            yield "too many looks"
        yield from (f"format {code!r}" for one in styles.iterfind("{*}numFmts/{*}numFmt") if not 1 <= len(code := one.get("formatCode", "")) <= RULE)
        counts = {"font": len(styles.findall("{*}fonts/{*}font")), "fill": len(styles.findall("{*}fills/{*}fill")), "border": len(styles.findall("{*}borders/{*}border"))}
        for one in styles.iterfind("{*}cellXfs/{*}xf"):
            yield from (f"a look with {kind} {one.get(f'{kind}Id')}" for kind, count in counts.items() if int(one.get(f"{kind}Id", "0")) >= count)

    # -- one sheet

    def sheet(self, tree: Any) -> Iterator[str]:
        tags = [_tag(one) for one in tree]
        places = [ORDER.index(tag) if tag in ORDER else -1 for tag in tags]
        if -1 in places or places != sorted(places) or any(count > 1 for tag, count in Counter(tags).items() if tag != "conditionalFormatting"):
            yield f"parts in the order {tags}"
        yield from self.cells(tree)
        yield from self.sizes(tree)
        yield from _apart("merged areas", [_area(one.get("ref", "")) for one in tree.iterfind("{*}mergeCells/{*}mergeCell")], 2)
        yield from self.checked(tree)
        for one in tree.iterfind("{*}conditionalFormatting/{*}cfRule"):
            if int(one.get("dxfId", "0")) >= max(1, self.rules) or any(len(each.text or "") > RULE for each in one.iterfind("{*}formula")):
                yield "a conditional format"
        if len(tree.findall("{*}hyperlinks/{*}hyperlink")) > 65_530:
            yield "too many links"
        yield from (f"header of {len(one.text)} letters" for one in tree.iterfind("{*}headerFooter/*") if len(one.text or "") > RULE)

    def cells(self, tree: Any) -> Iterator[str]:
        last = 0
        for row in tree.iterfind("{*}sheetData/{*}row"):
            number, before = int(row.get("r", "0")), 0
            if not last < number <= LAST[0]:
                yield f"row {number} after {last}"
            last = number
            for cell in row:
                place = cell.get("r", "")
                at, column = _spot(place)
                if at != number or not before < column <= LAST[1]:
                    yield f"cell {place} in row {number}"
                before = column
                yield from (f"{place}: {fault}" for fault in self.cell(cell))

    def cell(self, cell: Any) -> Iterator[str]:
        value, formula, kind = cell.findtext("{*}v"), cell.findtext("{*}f"), cell.get("t", "n")
        if int(cell.get("s", "0")) >= self.looks:
            yield f"look {cell.get('s')}"
        if kind == "s" and int(value or "-1") >= len(self.strings):
            yield f"text {value}"
        # A formula may stand without a value yet: it is computed when the workbook opens.
        if kind == "n" and (value or (value is not None and formula is None)) and not re.fullmatch(r"-?[0-9.]+(?:[eE][+-]?[0-9]+)?", value):
            yield f"number {value}"
        written = "".join(cell.itertext("{*}t")) if kind == "inlineStr" else value or ""
        if _units(written) > TEXT or _BAD_LETTER.search(written):
            yield "its text"
        if formula is not None:
            yield from _formula(formula)

    def sizes(self, tree: Any) -> Iterator[str]:
        spans = [(int(one.get("min", "0")), int(one.get("max", "0")), float(one.get("width", "8"))) for one in tree.iterfind("{*}cols/{*}col")]
        if any(not 1 <= first <= last <= LAST[1] or not 0 <= width <= 255 for first, last, width in spans) or any(b[0] <= a[1] for a, b in pairwise(spans)):
            yield f"columns {spans}"
        yield from (f"a row of {one.get('ht')} points" for one in tree.iterfind("{*}sheetData/{*}row") if not 0 <= float(one.get("ht", "15")) <= 409.5)

    def checked(self, tree: Any) -> Iterator[str]:
        """Rules for what may be typed."""
        rules = tree.findall("{*}dataValidations/{*}dataValidation")
        areas = [_area(part) for rule in rules for part in rule.get("sqref", "").split()]
        if len(rules) > 65_534 or any(not rule.get("sqref") for rule in rules):
            yield "rules without cells, or too many"
        yield from _apart("cells of rules", areas, 1)
        for rule in rules:
            for part in rule.iterfind("{*}formula1"), rule.iterfind("{*}formula2"):
                for one in part:
                    text = one.text or ""
                    if _units(text.strip('"')) > RULE:
                        yield f"rule of {len(text)} letters"
                    if not text.startswith('"'):
                        yield from _formula(text)
            limits = {"promptTitle": 32, "errorTitle": 32, "prompt": RULE, "error": RULE}
            yield from (f"{name} of a rule" for name, limit in limits.items() if _units(rule.get(name, "")) > limit)


def _formula(text: str) -> Iterator[str]:
    bare = re.sub(r'"(?:[^"]|"")*"', '""', re.sub(r"'(?:[^']|'')*'!", "S!", text))
    if not text or text.startswith("=") or len(text) > FORMULA or "#REF!" in bare:
        yield f"formula {text[:60]!r}"
    unknown = {name for name in re.findall(r"([A-Za-z_][A-Za-z0-9_.]*)\(", bare) if name not in FUNCTIONS}
    if unknown:
        yield f"functions {sorted(unknown)}"
    depth = most = 0
    for letter in bare:
        depth += (letter == "(") - (letter == ")")
        most = max(most, depth)
    if depth or most > 64 or bare.count(",") > 8_000:
        yield f"brackets of {text[:60]!r}"
    if any(len(piece) > RULE for piece in re.findall(r'"((?:[^"]|"")*)"', text)):
        yield f"a text of more than 255 letters in {text[:60]!r}"


def _apart(what: str, areas: list[Area], least: int) -> Iterator[str]:
    """Areas that lie over each other, or are too small."""
    taken: set[tuple[int, int]] = set()
    for top, left, bottom, right in areas:
        cells = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
        if len(cells) < least or bottom > LAST[0] or right > LAST[1]:
            yield f"{what}: {(top, left, bottom, right)}"
        if taken & cells:
            yield f"{what} over each other at {min(taken & cells)}"
        taken |= cells


def _area(text: str) -> Area:
    first, _, last = text.partition(":")
    return (*_spot(first), *_spot(last or first))


def _spot(place: str) -> tuple[int, int]:
    found = _PLACE.fullmatch(place)
    if found is None:
        return 0, 0
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _units(text: str) -> int:
    """Letters as Excel counts them."""
    return len(text.encode("utf-16-le")) // 2
