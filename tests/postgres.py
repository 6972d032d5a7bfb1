"""A PostgreSQL server that lives as long as a test run.

PostgreSQL refuses to run as root, so root starts it as the user that Debian's package made. Everything stands in a
folder of its own and listens on a free loopback port; nothing that the machine already runs is touched.
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: Nothing here must outlive the machine, so nothing waits for the disk.
QUICK = ["fsync=off", "full_page_writes=off", "synchronous_commit=off", "autovacuum=off", "shared_buffers=32MB"]


def programs() -> Path | None:
    """Folder with initdb and postgres, the newest of Debian's first; None without PostgreSQL."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    folders += [Path(on_path).parent] if on_path else []
    return next((f for f in folders if (f / "initdb").exists() and (f / "postgres").exists()), None)


def _as_other_user() -> list[str]:
    return ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def cluster(bin_folder: Path) -> Iterator[str]:
    """Start a server; gives the URL of its maintenance database, stops and removes it at the end."""
    home = Path(tempfile.mkdtemp(prefix="khuon-pg-"))
    password, port = secrets.token_hex(12), _free_port()
    (home / "password").write_text(password, encoding="utf-8")
    if os.geteuid() == 0:
        for path in (home, home / "password"):
            shutil.chown(path, "postgres")
    data = home / "data"
    run = _as_other_user()
    options = ["--auth=scram-sha-256", f"--pwfile={home}/password", "--username=khuon", "--encoding=UTF8", "--no-locale"]
    control = [*run, bin_folder / "pg_ctl", "-D", data, "-w", "-s", "-l", home / "log"]
    settings = [*QUICK, "listen_addresses=127.0.0.1", f"unix_socket_directories={home}"]
    try:
        subprocess.run([*run, bin_folder / "initdb", "-D", data, "-N", *options], check=True, capture_output=True, cwd=home)
        start = " ".join([f"-p {port}", *(f"-c {setting}" for setting in settings)])
        subprocess.run([*control, "-o", start, "start"], check=True, capture_output=True, cwd=home)
        try:
            yield f"postgresql+psycopg://khuon:{password}@127.0.0.1:{port}/postgres"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], check=False, capture_output=True, cwd=home)
    finally:
        shutil.rmtree(home, ignore_errors=True)
