"""HTML: the form as its circular prints it, for the screen and for paper.

A served page holds no script, no inline style and no style element, so it stands under a strict content security
policy; its looks come from one stylesheet, :func:`stylesheet`, that it links. A page that is kept as a file carries that
stylesheet inside, because beside the file there is nothing to link. Everything a person wrote
is escaped by the template engine; templates are this package's own and never come from a document.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from renderers.document import MOTTO, Column, Report

_STYLESHEET: Final = "report.css"
_WIDTH_STEP: Final = 10  # pixels between two width classes
_WIDTHS: Final = range(20, 601, _WIDTH_STEP)


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
    """Text of the stylesheet for :func:`page` and :func:`fragment` (screen and print)."""
    rules = files("renderers").joinpath("templates", _STYLESHEET).read_text("utf-8")
    widths = "\n".join(f".report-table col.w-{width} {{ width: {width}px; }}" for width in _WIDTHS)
    return f"{rules}\n{widths}\n"


def breakable(text: str) -> list[str]:
    """A relation in parts between which a line may break: before its signs, never inside a number."""
    return re.split(r"(?<=.)(?=[=+\-])", text)


def _context(report: Report, level: int) -> dict[str, Any]:
    return {"report": report, "motto": MOTTO, "width_class": width_class, "level": level, "breakable": breakable}


def page(report: Report, stylesheet_url: str | None = None) -> str:
    """A whole page. `stylesheet_url` is where :func:`stylesheet` is served; None puts the stylesheet into the page."""
    return _template("report.html").render(_context(report, 1), stylesheet_url=stylesheet_url, stylesheet=_own_styles())


def _own_styles() -> Markup:
    return Markup(stylesheet())  # noqa: S704 - text of this package, nothing of a document


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
