"""Consolidated reports as they print: a page of its own, because the page of figures is wider than any paper."""

from __future__ import annotations

from flask import render_template, url_for

from renderers.document import Report
from renderers.html import fragment, page_name
from runtime.words import t


def on_paper(report: Report, label: str, back: str) -> str:
    """A page that shows a report as it prints; ``back`` is where its figures are looked at."""
    crumbs = [(t("receiving.title"), url_for("receiving.start")), (f"{report.code} – {label}", back)]
    return render_template("consolidation/paper.html", drawn=fragment(report), paper=page_name(report.page), code=report.code, label=label, crumbs=crumbs)
