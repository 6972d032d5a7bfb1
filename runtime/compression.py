"""Answers made small for slow lines: files of the bundle and JSON, where the browser takes gzip.

Pages stay as they are: they hold the token against forged requests beside text that a stranger may choose, and the
length of such an answer, once compressed, would give the token away.
"""

from __future__ import annotations

import gzip
from functools import lru_cache

from flask import Flask, Response, request

_LEAST = 1024
_TEXT = frozenset({"text/javascript", "application/javascript", "text/css", "image/svg+xml", "application/json"})


@lru_cache(maxsize=128)
def _packed(path: str, tag: str, body: bytes) -> bytes:  # noqa: ARG001 - the same file is packed once
    return gzip.compress(body, 9, mtime=0)


def _wanted(response: Response) -> bool:
    if request.method != "GET" or response.status_code != 200 or response.mimetype not in _TEXT:
        return False
    return "Content-Encoding" not in response.headers and request.accept_encodings.quality("gzip") > 0


def _answered(response: Response) -> Response:
    if not _wanted(response):
        return response
    stored = request.path.startswith("/static/")
    if not stored and response.is_streamed:
        return response
    response.direct_passthrough = False
    body = response.get_data()
    if len(body) < _LEAST:
        return response
    tag, _ = response.get_etag()
    response.set_data(_packed(request.path, tag or "", body) if stored else gzip.compress(body, 5, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    if tag:
        # The same file in other bytes: good enough to say "not changed", not for parts of it.
        response.set_etag(tag, weak=True)
    return response


def install(app: Flask) -> None:
    """Compress what is worth it, after everything else has looked at the answer."""
    app.after_request(_answered)
