"""Bounds of what a request may carry; the numbers that can be set stand in :class:`runtime.config.Config`."""

from __future__ import annotations

from collections.abc import Iterable

from flask import current_app, request

from metadata.errors import KhuonError, fail
from metadata.text import clean
from runtime.config import Config

#: Keys in one JSON body: the largest example submission has about 4,000 cells of at most 4 keys each.
MAX_KEYS = 60_000
#: Levels of nesting in one JSON body; a header tree of a form has 5.
MAX_DEPTH = 40
#: Digits of one JSON number. Figures travel as text and have limits of their own.
MAX_DIGITS = 40
#: Problems named in one answer.
MAX_PROBLEMS = 50
#: Bytes of one idempotency key or id in an address.
MAX_ID = 100


def settings() -> Config:
    """The settings of the running application."""
    config = current_app.extensions["khuon.config"]
    assert isinstance(config, Config)
    return config


def has_nul(texts: Iterable[str]) -> bool:
    """Whether a text holds the character NUL: no store can look for it, and one of them fails on it."""
    return any("\x00" in text for text in texts)


def check_query() -> None:
    """Refuse NUL in the query of an address. Raises ``text.control_character``."""
    if has_nul(part for name, value in request.args.items(multi=True) for part in (name, value)):
        raise fail("text.control_character", "query", char="U+0000")


def check_fields() -> None:
    """Refuse NUL in names, values and file names of a form. Raises ``text.control_character``."""
    for name, value in request.form.items(multi=True):
        if has_nul((name, value)):
            raise fail("text.control_character", name[:80].replace("\x00", ""), char="U+0000")
    for name, sent in request.files.items(multi=True):
        if has_nul((name, sent.filename or "")):
            raise fail("text.control_character", name[:80].replace("\x00", ""), char="U+0000")
        check_name(sent.filename or "", name[:80])


def check_name(filename: str, place: str) -> None:
    """Refuse a file name that hides what it is: controls, marks that turn the text around. Raises ``file.name``."""
    try:
        clean(filename, place)
    except KhuonError:
        raise fail("file.name", place) from None


def check_form() -> None:
    """Refuse an over-long form before it is parsed. Raises ``http.too_large``."""
    length, config = request.content_length, settings()
    if length is not None and length > config.max_body:
        raise fail("http.too_large")
    if request.mimetype == "application/x-www-form-urlencoded":
        if length is not None and length > config.max_form:
            raise fail("http.too_large")
        # Werkzeug counts the parts of multipart bodies only.
        if request.get_data(cache=True).count(b"&") >= config.max_form_fields:
            raise fail("http.too_large")
