"""A WSGI application behind a real port, for browsers."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from werkzeug.serving import make_server


def _whole(application: Any) -> Any:
    """The application with every answer read and closed before it goes out.

    The server leaves an answer open when the browser goes away while it is sent, and a file left open fails a test that has nothing to do with it.
    """

    def answer(environ: Any, start_response: Any) -> list[bytes]:
        parts = application(environ, start_response)
        try:
            return [b"".join(parts)]
        finally:
            if hasattr(parts, "close"):
                parts.close()

    return answer


@contextmanager
def served(application: Any) -> Iterator[str]:
    """Serve on a free loopback port from a thread; gives the base address without a slash at the end."""
    server = make_server("127.0.0.1", 0, _whole(application), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
