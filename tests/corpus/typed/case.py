"""What a case is, and how what is read from it is scored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from designer.importing.proposal import Proposal
from designer.importing.understanding import understand
from metadata.documents import Form, load
from runtime.workbooks import Book, read_book, read_paste
from tests.corpus.notation import Noted, form_of, unit_id
from tests.corpus.shapes import Shape, expected, found, score


@dataclass(frozen=True)
class Typed:
    """What lies before the reader: a file with its name, or a block from the clipboard."""

    data: bytes = b""
    name: str = "phu_luc.xlsx"
    html: str = ""
    text: str = ""

    def book(self) -> Book:
        """What the readers of the product make of it."""
        return read_book(self.data, self.name) if self.data else read_paste(self.html, self.text)


@dataclass(frozen=True)
class Truth:
    """A form as a person reads it: noted, with its signers. Several tables of one form are several truths of one code."""

    noted: Noted
    signers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Case:
    """A source with what must come out of it. ``outline`` are headings of narrative text that must become a section."""

    name: str
    make: Callable[[], Typed]
    truths: tuple[Truth, ...]
    outline: tuple[str, ...] = ()
    notes: int = 0


@dataclass
class Marks:
    """Shares of what came out right, 0 to 1."""

    header: float = 0
    rows: float = 0
    kinds: float = 0
    formulas: float = 0
    around: float = 0

    def parts(self) -> tuple[float, ...]:
        """All of them in order."""
        return (self.header, self.rows, self.kinds, self.formulas, self.around)


CASES: Final[dict[str, Case]] = {}


def case(*truths: str, signers: tuple[str, ...] = (), outline: tuple[str, ...] = (), notes: int = 0) -> Callable[[Callable[[], Typed]], Callable[[], Typed]]:
    """Register the function that types a case, under its name. The signers are those of every form of it."""

    def register(make: Callable[[], Typed]) -> Callable[[], Typed]:
        CASES[make.__name__] = Case(make.__name__, make, tuple(Truth(form_of(text.strip()), signers) for text in truths), outline, notes)
        return make

    return register


def read(one: Case) -> tuple[Book, Proposal]:
    """The book and what the importer makes of it."""
    book = one.make().book()
    return book, understand(book)


def marks(one: Case, proposal: Proposal) -> Marks:
    """The mean over the tables of a case; a table that is missing or too much counts as nothing right."""
    tables = [_marks(truth, proposal, at) for at, truth in enumerate(one.truths)]
    count = max(len(tables), len(proposal.blocks))
    return Marks(*(sum(values) / count for values in zip(*(table.parts() for table in tables), strict=True)))


def _marks(truth: Truth, proposal: Proposal, at: int) -> Marks:
    if at >= len(proposal.blocks):
        return Marks()
    block = proposal.blocks[at]
    document = proposal.documents[block.form]
    wanted, got = expected(truth.noted), found(document, block.section)
    grades = score(_any_of(wanted, got), got)
    return Marks(grades.header, grades.rows, grades.kinds, grades.formulas, _around(truth, document))


def _any_of(wanted: Shape, got: Shape) -> Shape:
    """A formula may be right in several ways, noted with ``or`` between them."""
    formulas = {}
    for at, text in wanted.formulas.items():
        ways = text.split(" or ")
        formulas[at] = got.formulas[at] if got.formulas.get(at) in ways else ways[0]
    return Shape(wanted.leaves, wanted.rows, wanted.kinds, formulas)


def _around(truth: Truth, document: Mapping[str, Any]) -> float:
    """Share of code, title, unit and signers that came out right."""
    form = load(document)
    assert isinstance(form, Form)
    noted = truth.noted
    signers = [signer.title for signer in form.signers.values()]
    checks = [
        form.code == noted.code,
        " ".join(form.title.split()).casefold() == noted.title.casefold(),
        (form.cell.unit or "") == (unit_id(noted.unit) or noted.unit.casefold()),
        [" ".join(title.split()).casefold() for title in signers] == [title.casefold() for title in truth.signers],
    ]
    return sum(checks) / len(checks)
