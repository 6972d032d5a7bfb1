"""Answers made small for slow lines: files of the bundle and JSON, where the browser takes gzip or brotli.

Files of the bundle were packed by brotli when it was built: a server has no time for that at a request. JSON goes by gzip.

Pages stay as they are: they hold the token against forged requests beside text that a stranger may choose, and the
length of such an answer, once compressed, would give the token away.
"""

from __future__ import annotations

import gzip
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, current_app, request

_LEAST = 1024
_TEXT = frozenset({"text/javascript", "application/javascript", "text/css", "image/svg+xml", "application/json"})


@lru_cache(maxsize=128)
def _packed(path: str, tag: str, body: bytes) -> bytes:  # noqa: ARG001 - the same file is packed once
    return gzip.compress(body, 9, mtime=0)


@lru_cache(maxsize=256)
def _built(path: str, tag: str) -> bytes | None:  # noqa: ARG001 - another tag is another build
    packed = Path(path)
    return packed.read_bytes() if packed.is_file() else None


def _stored(tag: str, body: bytes) -> tuple[str, bytes]:
    """A file of the bundle as small as this browser takes it, with the name of the packing."""
    if request.accept_encodings.quality("br") > 0:
        name = request.path.removeprefix("/static/")
        packed = _built(f"{current_app.static_folder}/{name}.br", tag) if ".." not in name else None
        if packed is not None:
            return "br", packed
    return "gzip", _packed(request.path, tag, body)


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
    packing, small = _stored(tag or "", body) if stored else ("gzip", gzip.compress(body, 5, mtime=0))
    response.set_data(small)
    response.headers["Content-Encoding"] = packing
    response.vary.add("Accept-Encoding")
    if tag:
        # The same file in other bytes: good enough to say "not changed", not for parts of it.
        response.set_etag(tag, weak=True)
    return response


def install(app: Flask) -> None:
    """Compress what is worth it, after everything else has looked at the answer."""
    app.after_request(_answered)
