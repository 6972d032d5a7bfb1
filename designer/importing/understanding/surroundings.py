"""Lines around tables: what stands above (title block), between (section titles) and below (notes, signers)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from designer.importing.understanding import vocabulary
from designer.importing.understanding.ledger import Ledger
from designer.importing.understanding.plane import Plane, inside, key_of, one_line
from metadata.measures import Measure
from runtime.workbooks import Area

_DOTS: Final = r"[\s.…‥_/]*"
_FROM_TO: Final = re.compile(r"(?P<before>.*\bt[ừu])(?P<day>\s*ng[àa]y)?\s*(?:[.…‥_/\d]|tháng|năm|\s)*(?P<mid>đến)(?P<day2>\s*(?:hết\s*)?ng[àa]y)?\s*(?:[.…‥_/\d]|tháng|năm|\s)*(?P<end>\)?)$", re.IGNORECASE)
_PERIOD: Final = re.compile(rf"^\(?\s*(?:k[ỳy] báo cáo\s*:?\s*)?(?>(?:tháng|quý|6 tháng|9 tháng|năm|kỳ)[\s.…‥_/]*+(?:\d++|[IVX]++)?[\s,]*+)+(?:năm{_DOTS}\d*)?{_DOTS}\)?$", re.IGNORECASE)
_TIME: Final = re.compile(r"^(?:(?:dau|giua|cuoi|ca) )?(?:nam|quy|thang|ky|vu|ngay|hoc ky|tinh (?:den|tu)|co den|tu ngay)\b.*[\d…._]")
_UNIT_NAME: Final = re.compile(rf"^(?P<lead>(?:đơn vị|cơ quan)(?: báo cáo| gửi báo cáo| lập(?: biểu)?)?\s*:){_DOTS}$", re.IGNORECASE)
_PARENT: Final = re.compile(r"ten co quan (?:chu quan|cap tren)|co quan (?:chu quan|cap tren)|^don vi cap tren")
_OWN: Final = re.compile(r"^\W*ten (?:co quan|don vi|to chuc)\W*$|^\W*ten (?:co quan|don vi) bao cao|^(?:don vi|co quan) bao cao\W*$")
#: Names of bodies, with their marks: "tỉnh" is one, "tình hình" is none.
_BODY: Final = re.compile(r"^(?:ubnd|uỷ ban|ủy ban|hđnd|hội đồng nhân dân|sở|bộ(?! chỉ tiêu| dữ liệu| số liệu)|cục|chi cục|tổng cục|phòng|ban(?! hành)|thanh tra|đơn vị|cơ quan|tên|vụ|trường|trung tâm|viện|tỉnh|huyện|xã|phường|thành phố) \S")
_MOST_LINES: Final = 12
#: Characters of a line that may name a period or a unit; what is longer is words.
_LONGEST: Final = 300


@dataclass(frozen=True)
class Line:
    """One filled cell outside the tables, or a paragraph of a Word document (then ``row`` is before or behind the sheet)."""

    plane: Plane
    text: str
    area: Area
    row: int
    side: str = "middle"
    alone: bool = True
    bold: bool = False
    raw: str = ""

    @property
    def is_upper(self) -> bool:
        """Written in capitals."""
        return self.text.upper() == self.text and sum(char.isalpha() for char in self.text) >= 4


@dataclass
class Title:
    """What the lines above a table say."""

    code: str = ""
    basis: str = ""
    left: list[str] = field(default_factory=list)
    right: list[str] = field(default_factory=list)
    heading: list[str] = field(default_factory=list)
    sub: list[str] = field(default_factory=list)
    unit_line: str = ""
    units: list[Measure] = field(default_factory=list)
    unit_text: str = ""
    things: list[tuple[str, Measure]] = field(default_factory=list)
    motto: bool = False
    confidence: int = 95


def lines_between(plane: Plane, first: int, last: int, left: int, right: int, without: Sequence[Area] = ()) -> list[Line]:
    """Filled cells of rows ``first`` to ``last`` in order, those inside some areas left out; halves are told from lines that stand alone."""
    found: list[Line] = []
    middle = (left + right) / 2
    for row in range(max(first, 0), min(last, plane.rows - 1) + 1):
        anchors = [
            (row, column) for column in plane.filled.get(row, ())
            if column not in plane.sheet.hidden_columns and not any(inside(area, row, column) for area in without)
        ]  # fmt: skip
        for anchor in anchors:
            span = plane.span(*anchor)
            cell = plane.cell(*anchor)
            center = (span[1] + span[3]) / 2
            wide = span[3] - span[1] + 1 >= 0.8 * (right - left + 1)
            alone = len(anchors) == 1
            near = 0.5 if alone else 0
            side = "left" if center < middle - near else "right" if center > middle + near else "middle"
            # Of three parts side by side the second is the name of the form, wherever the exact middle lies.
            between = len(anchors) == 3 and anchor == anchors[1] and abs(center - middle) <= (right - left + 1) / 4
            if between or (alone and (wide or (cell.align == "center" and span[1] <= left and span[3] > left))):
                side = "middle"
            found.append(Line(plane, plane.text(*anchor), span, row, side, alone, cell.bold, cell.text))
    return [line for line in found if line.text or line.plane.is_filled(*line.area[:2])]


def paragraphs(plane: Plane, texts: Sequence[str], row: int) -> list[Line]:
    """Paragraphs around a table of a Word document. They have no cell: their place is the corner of the table."""
    return [Line(plane, one_line(text), (0, 0, 0, 0), row, raw=text) for text in texts if one_line(text)]


class TitleReader:
    """Sorts the lines above a table into issuing body, code, heading, lines below it and the unit line."""

    def __init__(self, ledger: Ledger, form: str) -> None:
        self.ledger, self.form = ledger, form
        self.title = Title()

    def read(self, lines: Iterable[Line]) -> Title:
        """The title block that the lines are; every line is accounted for."""
        waiting = [line for line in lines if not self.known(line)]
        if not self.title.code:
            waiting = self.bare_code(waiting)
        heading = _heading_of(waiting)
        for line in waiting:
            self.sort(line, heading)
        for name in ("left", "right", "heading", "sub"):
            kept = getattr(self.title, name)
            setattr(self.title, name, [text.replace("\0", "") for text in kept][:_MOST_LINES])
        return self.title

    def note(self, line: Line, what: str, confidence: int = 95, role: str = "title", reasons: Sequence[str] = ()) -> None:
        """A line is accounted for."""
        self.ledger.found(role, line.plane, line.area, confidence, line.text, form=self.form, reasons=reasons, what=what)

    def known(self, line: Line) -> bool:
        """Lines that say by their words what they are."""
        said = line.plane.role_at(line.area[0], line.area[1]) if line.row >= 0 else None
        if said is not None and said.role in ("footnote", "signer", "text", "ignore"):
            return False
        parts = [one_line(part) for part in re.split(r"[\r\n]+", line.raw) if one_line(part)] or [line.text]
        if all(vocabulary.is_motto(part) or not any(char.isalnum() for char in part) for part in parts):
            self.title.motto = self.title.motto or any(map(vocabulary.is_motto, parts))
            self.note(line, "motto" if any(map(vocabulary.is_motto, parts)) else "rule")
            return True
        units = vocabulary.unit_line(line.text)
        if units is not None or (said is not None and said.role == "unit_line"):
            self.unit_line(line, units if units is not None else [line.text])
            return True
        return self.code_of(line, parts)

    def unit_line(self, line: Line, units: list[str]) -> None:
        """Take the units of measure that a line names."""
        found = [measure for text in units if (measure := vocabulary.measure_of(re.sub(r"^[^:]*:\s*", "", text)))]
        # "Tiền (triệu đồng); đất (m²)": units of things, none of them the form's.
        things = [(match[1], m) for text in units if (match := re.match(r"(.+?)\s*\(([^()]+)\)$", text)) and (m := vocabulary.measure_of(match[2]))]
        self.title.things = [] if found else [(key_of(thing), m) for thing, m in things]
        unknown = len(found) + len(self.title.things) < len(units)
        self.title.unit_line = _plain(line.text.strip("() "))[:500]
        self.title.units = self.title.units or found
        self.title.unit_text = "" if found or things else units[0][:64]
        self.note(line, "unit_line", 75 if unknown else 97, "unit_line", ["unknown_unit"] if unknown else ())

    def code_of(self, line: Line, parts: list[str]) -> bool:
        """A line with the code of the form, and what stands in the same cell below it."""
        for index, part in enumerate(parts):
            found = vocabulary.form_code(part)
            if found is None or self.title.code:
                continue
            self.title.code, rest = found[0][:500], found[1]
            names = sum(char.isalpha() for char in rest) >= 8 and rest.upper() == rest
            printed = part[: len(part) - len(rest)].rstrip(" .:-–") if names else part
            self.title.right.extend(_plain(p) for p in (*parts[:index], printed) if p)
            if names:
                self.title.heading.append(_plain(rest))
            if rest and vocabulary.BASIS.search(rest):
                self.title.basis = rest
            for below in parts[index + 1 :]:
                self.basis(below)
                self.title.right.append(_plain(below))
            self.note(line, "form_code")
            return True
        return False

    def bare_code(self, lines: list[Line]) -> list[Line]:
        """Take the code that stands alone in a cell, where no line calls one so; the lines without it."""
        line = next((line for line in lines if line.row >= 0 and vocabulary.BARE_CODE.fullmatch(line.text)), None)
        if line is None or line.plane.role_at(*line.area[:2]) is not None:
            return lines
        self.title.code = line.text
        self.title.right.append(line.text)
        self.note(line, "form_code", 80, reasons=("code_by_look",))
        return [other for other in lines if other is not line]

    def basis(self, text: str) -> None:
        """Take the number of the circular that a line names."""
        match = vocabulary.BASIS.search(text)
        if match and not self.title.basis and re.search(r"thong tu|nghi dinh|quyet dinh|ban hanh|kem theo|cong van|tt-|qd-|nd-", key_of(text)):
            self.title.basis = text.strip("() ")[:500]

    def sort(self, line: Line, heading: list[Line]) -> None:
        """Put a line that does not say by its words what it is where it stands."""
        said = line.plane.role_at(line.area[0], line.area[1]) if line.row >= 0 else None
        if said is not None and said.role in ("ignore", "text", "footnote", "signer"):
            reason = "ignored" if said.role == "ignore" else "no_place_for_role"
            self.ledger.leave(line.plane, line.area, line.text, reason)
            return
        self.basis(line.text)
        if line in heading:
            self.heading(line)
            self.note(line, "form_title", 95 if line.is_upper or line.bold else 70, reasons=() if line.is_upper or line.bold else ("plain_heading",))
        elif line.side != "middle" and (not heading or line.row <= heading[-1].row or not line.alone):
            block = self.title.left if line.side == "left" else self.title.right
            block.append(filled_in(line.text))
            self.note(line, "issuer" if line.side == "left" else "right_line")
        else:
            block = self.title.sub if heading and line.row >= heading[0].row else self.title.left
            block.append(filled_in(line.text))
            self.note(line, "below_title" if block is self.title.sub else "above_title", 90)


    def heading(self, line: Line) -> None:
        """The name of the form; what stands in brackets below it in the same cell, or names the period, are lines of their own."""
        parts = [one_line(part) for part in re.split(r"[\r\n]+", line.raw) if one_line(part)] or [line.text]
        below = next((at for at, part in enumerate(parts) if at and _is_below(part, parts[0])), len(parts))
        self.title.heading.append(_plain(" ".join(parts[:below])))
        self.title.sub.extend(filled_in(part) for part in parts[below:])


def _heading_of(lines: list[Line]) -> list[Line]:
    """The lines that name the form: capitals in the middle, else bold in the middle, else the first that stands alone."""
    middle = [line for line in lines if line.side == "middle" and not vocabulary.is_date_line(line.text) and not line.text.startswith("(")]
    alone = [line for line in lines if line.alone and not vocabulary.is_date_line(line.text) and not line.text.startswith("(") and line not in middle]
    bodies = [line for line in (*middle, *alone) if _BODY.match(line.text.casefold())]
    named = [[line for line in tried if line not in bodies] for tried in (middle, alone)]
    for tried in (*named, middle, alone):
        for fits in (lambda line: line.is_upper, lambda line: line.bold and len(line.text) > 8):
            found = [line for line in tried if fits(line) and not filled_in(line.text).startswith("{")]
            if found:
                rows = [line.row for line in found]
                return [line for line in found if line.row - rows[0] <= len(found) + 1]
    return middle[:1] or [line for line in alone if len(line.text) > 12][:1]


def _is_below(part: str, first: str) -> bool:
    """Whether a line of the title's cell is no more of the name: in brackets, the period, or a time in small letters under capitals."""
    if part.startswith("(") or filled_in(part).strip("()").startswith("{"):
        return True
    return first.upper() == first and part.upper() != part and bool(_TIME.search(key_of(part)))


def _plain(text: str) -> str:
    """A text as a line of a layout: braces stand for placeholders there."""
    return text.replace("{", "(").replace("}", ")")[:2_000]


def filled_in(text: str) -> str:
    """A line with its dots replaced by what the system fills in: the period, the unit, the days."""
    plain = _plain(text)
    if len(plain) > _LONGEST:
        return plain
    key = key_of(plain)
    if _PARENT.search(key):
        return "{parent}"
    unit = _UNIT_NAME.match(plain)
    if unit:
        return f"{unit['lead']} {{unit}}"
    if _OWN.match(key):
        return "{unit}"
    days = _FROM_TO.match(plain)
    if days and re.search(r"[.…_\d]", plain):
        return f"{days['before']} ngày {{from}} {days['mid']} ngày {{to}}{days['end']}"
    if _PERIOD.match(plain) and re.search(r"[.…_\d]", plain):
        return "({period})" if plain.startswith("(") else "{period}"
    return plain


def layout_title(title: Title) -> dict[str, Any]:
    """The title block of a layout document."""
    return {name: lines for name in ("left", "right", "heading", "sub") if (lines := getattr(title, name))}
