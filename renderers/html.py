"""HTML: the form as its circular prints it, for the screen and for paper.

A served page holds no script, no inline style and no style element, so it stands under a strict content security
policy; its looks come from one stylesheet, :func:`stylesheet`, that it links. A page that is kept as a file carries that
stylesheet inside, because beside the file there is nothing to link. Everything a person wrote
is escaped by the template engine; templates are this package's own and never come from a document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from renderers.document import MOTTO, USUAL_FONT, Column, Note, Page, Report, Row, Table
from renderers.heads import runs_on
from renderers.paper import SMALLEST, fit
from renderers.spreading import STEPS, WIDEST, em_class, spread
from renderers.widths import breakable, has_long_word

_STYLESHEET: Final = "report.css"
_WIDTH_STEP: Final = 10  # pixels between two width classes
_WIDTHS: Final = range(20, 601, _WIDTH_STEP)
_FONTS: Final = range(6, 15)
_MILLIMETRES: Final = {"a4": (210, 297), "a3": (297, 420)}
_PAPER_NAME: Final = re.compile(r"(a[34])-(landscape|portrait)-(\d{1,2})-(\d{1,2})-(\d{1,2})-(\d{1,2})(-[nt])?", re.ASCII)
#: Notes up to this many keep in one piece with the signatures.
_FEW_NOTES: Final = 6
#: A row with a text of more letters may go over pages: kept in one piece it would leave most of a page empty before it.
_LONG_TEXT: Final = 800
#: Page numbers: such as 1/3 in the margin at the foot, or alone at the top from page 2 on, as Decree 30/2020 has them.
_NUMBERS: Final = {
    "-n": ' @bottom-center { content: counter(page) "/" counter(pages); font: 9pt "Times New Roman", Tinos, "Liberation Serif", serif; }',
    "-t": ' @top-center { content: counter(page); font: 13pt "Times New Roman", Tinos, "Liberation Serif", serif; }',
}
_SIGNS: Final = {"foot": "n", "top": "t"}
_FIRST: Final = "@page {name}:first {{ @top-center {{ content: none; }} }}\n"


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("renderers", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _template(name: str) -> Template:
    return _templates().get_template(name)


def width_class(column: Column) -> str:
    """The class that gives a column its width: the form's own, or one by the role of the column."""
    if column.width is not None:
        nearest = round(column.width / _WIDTH_STEP) * _WIDTH_STEP
        return f"w-{min(max(nearest, _WIDTHS[0]), _WIDTHS[-1])}"
    return f"col-{column.stub or 'data'}"


@cache
def stylesheet() -> str:
    """Text of the stylesheet for :func:`page` and :func:`fragment` (screen and print), for papers with the usual margins."""
    rules = files("renderers").joinpath("templates", _STYLESHEET).read_text("utf-8")
    widths = "\n".join(f".report-table col.w-{width} {{ width: {width}px; }}" for width in _WIDTHS)
    ems = "\n".join(f".report-table col.{em_class(step / STEPS)} {{ width: {step / STEPS:g}em; }}" for step in range(1, WIDEST * STEPS + 1))
    fonts = "\n".join(f"  .report.font-{size}, .report.font-{size} .report-table tbody .closing-row > td {{ font-size: {size}pt; }}" for size in _FONTS)
    fitted = "\n".join(f"  .report .report-table.fit-{size} {{ font-size: {size}pt; }}" for size in range(SMALLEST, 13))
    return f"{rules}\n{widths}\n{ems}\n@media print {{\n{fonts}\n{fitted}\n}}\n"


def page_name(page: Page) -> str:
    """Name of a paper in the stylesheets, such as ``a4-landscape``; with its margins when they are not the usual ones.

    ``-n`` at the end: its pages are numbered at the foot; ``-t``: at the top, from the second on.
    """
    name = f"{page.size.lower()}-{page.orientation}"
    if page.margins is None and not page.numbers:
        return name
    return "-".join([name, *map(str, page.sides), *([_SIGNS[page.numbers]] if page.numbers else [])])


def papers(names: Iterable[str]) -> str:
    """Rules for papers with margins of their own; what is no name of :func:`page_name` is passed over."""
    found = [match for match in map(_PAPER_NAME.fullmatch, dict.fromkeys(names)) if match]
    return "".join(_paper(match[0], match[1], match[2], [int(side) for side in match.groups()[2:6]]) for match in found)


def _paper(name: str, size: str, way: str, margins: list[int]) -> str:
    across, down = _MILLIMETRES[size]
    width = (down if way == "landscape" else across) - margins[1] - margins[3]
    sides = " ".join(f"{side}mm" for side in margins)
    numbers, first = _NUMBERS.get(name[-2:], ""), _FIRST.format(name=name) if name.endswith("-t") else ""
    return f"@page {name} {{ size: {size.upper()} {way}; margin: {sides};{numbers} }}\n{first}.report.page-{name} {{ page: {name}; max-width: {width}mm; }}\n@media screen and (min-width: 801px) {{ .page-{name} {{ padding: {sides}; }} }}\n"


def on_paper(page: Page) -> str:
    """Rules by which a screen shows a report as the paper does: its width and its size of print. For a preview."""
    across, down = _MILLIMETRES[page.size.lower()]
    width = (down if page.orientation == "landscape" else across) - page.sides[1] - page.sides[3]
    return (
        f"body {{ margin: 0; width: {width}mm; background: #fff; }}\n"
        f".report.report {{ max-width: none; padding: 0; font-size: {page.font}pt; }}\n.report .report-scroll {{ overflow: visible; }}\n"
        ".report .report-table col.col-caption { width: auto; }\n.report .report-table tbody th.caption { min-width: 0; }\n.report .report-table .numbers td { min-width: 0; }\n"
    )


def _page_classes(report: Report) -> str:
    page = report.page
    own = [f"page-{page_name(page)}", *([f"font-{page.font}"] if page.font != USUAL_FONT else []), *([] if page.fit else ["as-wide"]), *(["is-settled"] if report.settled else [])]
    return " ".join(own)


@dataclass(frozen=True, slots=True)
class Closing:
    """What ends a report: notes that may go over pages, those that stay in one piece with the signatures, and with how many last rows.

    ``rows`` is 0 where the style sheet alone keeps the signatures from standing alone on a page.
    """

    before: tuple[Note, ...]
    together: tuple[Note, ...]
    rows: int = 0


def closing_of(report: Report) -> Closing:
    """Few notes keep with the signatures and the last rows; of many the last two lines go to the page of the signatures."""
    if len(report.notes) > _FEW_NOTES and report.signers:
        return Closing(report.notes[:-2], report.notes[-2:])
    last = report.sections[-1] if report.sections else None
    if not isinstance(last, Table) or not (report.notes or report.signers) or not runs_on(last, report.page, SMALLEST):
        return Closing((), report.notes)
    return Closing((), report.notes, 1 if last.rows[-1].breaks else 2)


def is_long(row: Row) -> bool:
    """Whether a row may be broken between pages, because of a text in it."""
    return any(len(cell.text) > _LONG_TEXT for cell in row.cells)


def _context(report: Report, level: int) -> dict[str, Any]:
    return {"report": report, "motto": MOTTO, "width_class": width_class, "level": level, "breakable": breakable, "page_classes": _page_classes, "fit": fit, "spread": spread, "has_long_word": has_long_word, "closing_of": closing_of, "em_class": em_class, "is_long": is_long}


def page(report: Report, stylesheet_url: str | None = None) -> str:
    """A whole page. `stylesheet_url` is where :func:`stylesheet` is served; None puts the stylesheet into the page."""
    return _template("report.html").render(_context(report, 1), stylesheet_url=stylesheet_url, stylesheet=_own_styles(report.page))


def _own_styles(paper: Page) -> Markup:
    return Markup(stylesheet() + papers([page_name(paper)]))  # noqa: S704 - text of this package, nothing of a document


def fragment(report: Report) -> str:
    """The report as one `<article>`, to stand below the heading of a page that links the stylesheet itself."""
    return _template("body.html").render(_context(report, 2))


class HtmlRenderer:
    """A printable page."""

    name = "html"
    media_type = "text/html; charset=utf-8"
    suffix = ".html"

    def render(self, report: Report) -> bytes:
        """The whole page with its stylesheet inside."""
        return page(report).encode()


RENDERER = HtmlRenderer()
