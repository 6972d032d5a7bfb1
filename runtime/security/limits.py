"""Bounds of what a request may carry; the numbers that can be set stand in :class:`runtime.config.Config`."""

from __future__ import annotations

from flask import current_app, request

from metadata.errors import fail
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
