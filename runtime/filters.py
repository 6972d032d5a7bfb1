"""Jinja filters: days, moments, JSON for islands, states."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from flask import Flask
from markupsafe import Markup

from metadata.errors import KhuonError
from metadata.periods import Period
from runtime import clock
from runtime.words import language

# Inside a script element only these could end it or be read as a line end.
_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def island_json(data: Any) -> Markup:
    """JSON for ``<script type="application/json">``: no character can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for char, escape in _UNSAFE.items():
        text = text.replace(char, escape)
    return Markup(text)  # noqa: S704 - made safe above


def day(value: date | None) -> str:
    """``05/07/2026``; empty for None."""
    if isinstance(value, datetime):
        value = clock.local(value).date()
    return f"{value:%d/%m/%Y}" if value else ""


def moment(value: datetime | None) -> str:
    """``14:05 05/07/2026`` by a clock in Việt Nam; empty for None."""
    return f"{clock.local(value):%H:%M %d/%m/%Y}" if value else ""


def when(text: str) -> str:
    """A moment in ISO text, as the API gives it, like :func:`moment`."""
    return moment(datetime.fromisoformat(text))


def count(value: int) -> str:
    """A whole number with Vietnamese thousands: ``1.234``."""
    return f"{value:,}".replace(",", ".")


def period_name(text: str | None, lang: str | None = None) -> str:
    """A period by its name inside a sentence: ``quý III năm 2026``; empty for none, as it stands when it is no period."""
    if not text:
        return ""
    try:
        name = Period.parse(text).label(lang or language())
    except KhuonError:
        return text
    return name[:1].lower() + name[1:] if (lang or language()) == "vi" else name


def install(app: Flask) -> None:
    """Give the filters to an application's templates."""
    app.jinja_env.filters.update(island_json=island_json, day=day, moment=moment, when=when, count_vi=count, period_name=period_name)
