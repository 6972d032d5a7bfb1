"""Lines below the tables of a form: notes with their marks, places to sign, the place and date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from designer.importing.understanding import vocabulary
from designer.importing.understanding.ledger import Ledger
from designer.importing.understanding.plan import Plan
from designer.importing.understanding.plane import key_of, one_line
from designer.importing.understanding.surroundings import Line

_COLUMN: Final = re.compile(r"\bc[ộo]t\s*(?:số\s*)?[(\[]?(\d{1,3})\b", re.IGNORECASE)
_JOINS: Final = re.compile(r"^(?:t/?m|kt|tl|tuq|q)[.\s]")
_NAME: Final = re.compile(r"^(?:[^\W\d_][\w.]*\s+){1,5}[^\W\d_]\w*$")
_FAR: Final = 8
#: Characters of an office that somebody signs as.
_OFFICE: Final = 60


@dataclass
class Signing:
    """A place to sign."""

    title: str
    column: float
    row: int
    note: str = ""


@dataclass
class Foot:
    """Notes (mark, text, what carries the mark) and signers of a form."""

    notes: list[tuple[str, str]] = field(default_factory=list)
    signers: list[Signing] = field(default_factory=list)


class FootReader:
    """Sorts the lines below a form's last table. What is neither note nor signer is left over."""

    def __init__(self, ledger: Ledger, form: str) -> None:
        self.ledger, self.form = ledger, form
        self.foot = Foot()
        self.in_notes = False
        self.offices: set[tuple[int, int]] = set()

    def read(self, lines: Iterable[Line]) -> Foot:
        """Notes and signers; every line is accounted for."""
        lines = list(lines)
        # Offices stand side by side: one that nobody knows by its words is known by its neighbour.
        self.offices = {(id(line.plane), line.row) for line in lines if line.row >= 0 and not line.alone and self.signs(line)}
        for line in lines:
            said = line.plane.role_at(line.area[0], line.area[1]) if line.row >= 0 else None
            role = said.role if said is not None else ""
            if role in ("ignore", "text", "title", "unit_line"):
                self.ledger.leave(line.plane, line.area, line.text, "ignored" if role == "ignore" else "no_place_for_role")
            elif role == "signer" or (not role and (self.signs(line) or self.beside_office(line))):
                self.signer(line)
            elif role == "footnote" or self.notes(line):
                self.note(line)
            else:
                self.rest(line)
        return self.foot

    def signs(self, line: Line) -> bool:
        """Whether a line is the office of a signer."""
        first = next((part for part in _parts(line) if not vocabulary.is_date_line(part)), line.text)
        return vocabulary.is_signer(first) and not (self.in_notes and line.alone and len(line.text) > 60)

    def beside_office(self, line: Line) -> bool:
        """Whether a line stands beside the office of a signer, and is a few words as an office is."""
        if line.row < 0 or (id(line.plane), line.row) not in self.offices or len(line.text) > _OFFICE or len(line.text.split()) < 2:
            return False
        other = vocabulary.is_date_line(line.text) or vocabulary.is_sign_note(line.text) or vocabulary.is_footnote(line.text)
        return not other and not any(char.isdigit() for char in line.text)

    def notes(self, line: Line) -> bool:
        """Whether a line is a note."""
        key = key_of(line.text)
        if vocabulary.is_date_line(line.text) or vocabulary.is_sign_note(line.text) or key.startswith("noi nhan"):
            return False
        starts = vocabulary.is_footnote(line.text)
        return starts or (self.in_notes and not self.foot.signers and len(line.text) > 3)

    # -- signers

    def signer(self, line: Line) -> None:
        """A place to sign; "TM. …" and the office below it are one."""
        self.in_notes = False
        parts = _parts(line)
        titles = [part for part in parts if not vocabulary.is_sign_note(part) and not vocabulary.is_date_line(part)]
        note = " ".join(part for part in parts if vocabulary.is_sign_note(part))
        title = " ".join(titles[:2]) if len(titles) > 1 and _JOINS.match(key_of(titles[0])) else titles[0] if titles else line.text
        above = self.over(line, 2)
        if above is not None and _JOINS.match(key_of(above.title)):
            above.title, above.row = f"{above.title} {title}"[:500], line.row
            above.note = above.note or note
        else:
            self.foot.signers.append(Signing(title[:500], _center(line), line.row, note[:500]))
        self.ledger.found("signer", line.plane, line.area, 95, title, form=self.form, what="signer")

    def over(self, line: Line, rows: int) -> Signing | None:
        """The signer right above a line."""
        near = [s for s in self.foot.signers if 0 <= line.row - s.row <= rows and abs(s.column - _center(line)) <= 2]
        return min(near, key=lambda s: (line.row - s.row, abs(s.column - _center(line)))) if near else None

    # -- notes and the rest

    def note(self, line: Line) -> None:
        """One note a line."""
        self.in_notes = True
        for part in _parts(line):
            lead = re.match(r"^(?:ghi chú|chú thích|chú giải|lưu ý)\s*[:.]?\s*", part, re.IGNORECASE)
            bare = part[lead.end() :] if lead else part
            if not bare:
                continue
            mark, text = vocabulary.note_mark(bare)
            self.foot.notes.append((mark, (text or bare)[:2_000]))
        self.ledger.found("footnote", line.plane, line.area, 90, line.text, form=self.form, what="note")

    def rest(self, line: Line) -> None:
        """What belongs to a signature, or to nothing."""
        if vocabulary.is_date_line(line.text):
            self.ledger.found("signer", line.plane, line.area, 92, form=self.form, what="place_and_date")
            return
        if vocabulary.is_sign_note(line.text):
            above = self.over(line, 3)
            if above is not None:
                above.note = above.note or line.text[:500]
                self.ledger.found("signer", line.plane, line.area, 92, line.text, form=self.form, what="sign_note")
                return
        if self.over(line, _FAR) is not None and _NAME.match(line.text):
            self.ledger.leave(line.plane, line.area, line.text, "signer_name")
        elif key_of(line.text).startswith("noi nhan"):
            self.ledger.leave(line.plane, line.area, line.text, "recipients")
        else:
            self.ledger.leave(line.plane, line.area, line.text, "text_below")


def _parts(line: Line) -> list[str]:
    """The lines of one cell."""
    return [one_line(part) for part in re.split(r"[\r\n]+", line.raw) if one_line(part)] or [line.text]


def _center(line: Line) -> float:
    return (line.area[1] + line.area[3]) / 2


def roles_of(signers: Sequence[Signing]) -> list[str | None]:
    """Who signs: the one who made the form, the head, those between them."""
    found: list[str | None] = []
    for signer in signers:
        key = key_of(signer.title)
        clerk = re.match(r"(?:nguoi )?(?:lap|bao cao|tong hop)|nguoi lap", key)
        between = re.search(r"kiem|ke toan|phu trach|truong phong", key)
        found.append("clerk" if clerk else "checker" if between else "head")
    return found


def anchored(foot: Foot, plans: Sequence[Plan]) -> dict[str, list[str]]:
    """Ids of columns and rows that carry the mark of a note, or that the note names (``Cột 9 …``). Marks leave the captions."""
    found: dict[str, list[str]] = {}
    for index, (mark, text) in enumerate(foot.notes):
        at: list[str] = []
        for plan in plans:
            at += [plan.column_id(leaf) for leaf in plan.leaves if _carries(plan, leaf.area, leaf.label, mark)]
            for row in plan.rows:
                column = plan.caption_column
                if column is not None and _carries(plan, (row.row, column, row.row, column), row.label, mark):
                    at.append(row.id)
            at += [plan.column_id(leaf) for number in _COLUMN.findall(text) for leaf in plan.data if leaf.number and leaf.number.number == number]
        found[f"n{index + 1}"] = list(dict.fromkeys(at))
    marks = {mark.strip("().[]") for mark, _ in foot.notes if mark}
    for plan in plans:
        for heading in plan.headings:
            for node in heading.walk():
                node.label = _without_mark(node.label, marks, plan.plane.cell(node.area[0], node.area[1]).marks)
        column = plan.caption_column
        for row in plan.rows:
            row.label = _without_mark(row.label, marks, plan.plane.cell(row.row, column).marks if column is not None else ())
    return found


def _carries(plan: Plan, area: tuple[int, int, int, int], label: str, mark: str) -> bool:
    bare = mark.strip("().[]")
    if not bare:
        return False
    if bare in (piece.strip("() ") for piece in plan.plane.cell(area[0], area[1]).marks):
        return True
    if bare.startswith("*"):
        return re.search(rf"(?<!\*)\(?{re.escape(bare)}\)?$", label) is not None
    superscript = bare in "¹²³⁴⁵⁶⁷⁸⁹" and label.endswith(bare)
    return superscript or (mark.startswith("(") and re.search(rf"\S\s*\({re.escape(bare)}\)$", label) is not None)


def _without_mark(label: str, marks: set[str], raised: Sequence[str]) -> str:
    """A caption without the mark of a note. A bare figure is a mark only where it is set as superscript: ``m2`` is none."""
    for mark in sorted(marks, key=len, reverse=True):
        bare = rf"|{re.escape(mark)}" if not mark.isdigit() or mark in (piece.strip("() ") for piece in raised) else ""
        match = re.search(rf"(?<=\S)\s*(?:\({re.escape(mark)}\){bare})$", label)
        if match:
            return label[: match.start()].rstrip()
    return label
