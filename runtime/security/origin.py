"""Where a request that changes something comes from: our own pages, proved twice.

The browser says so by ``Sec-Fetch-Site`` or ``Origin`` (an old one by ``Referer``), and the page by the token of its
session. A request without any of the three headers comes from a program, not from a page of somebody else.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import request
from flask_wtf.csrf import CSRFError, CSRFProtect

from metadata.errors import fail

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
csrf = CSRFProtect()


def _same_host(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in {"http", "https"} and parts.netloc == request.host


def check_origin() -> None:
    """Refuse what another site sends. Raises ``csrf``."""
    site = request.headers.get("Sec-Fetch-Site")
    # "none" is a person's own address bar or bookmark, which cannot post.
    if site is not None and site != "same-origin":
        raise fail("csrf")
    origin = request.headers.get("Origin")
    if origin is not None:
        if not _same_host(origin):
            raise fail("csrf")
    elif site is None and (referrer := request.headers.get("Referer")) and not _same_host(referrer):
        raise fail("csrf")


def check_unsafe() -> None:
    """For methods that change something: origin, then token. Raises ``csrf``."""
    if request.method in SAFE:
        return
    check_origin()
    try:
        csrf.protect()
    except CSRFError:
        raise fail("csrf") from None
