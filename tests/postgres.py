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
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

#: Nothing here must outlive the machine, so nothing waits for the disk.
QUICK = ["fsync=off", "full_page_writes=off", "synchronous_commit=off", "autovacuum=off", "shared_buffers=32MB"]
#: Seconds that anybody waits for it to start or to stop, on a machine that has much else to do.
PATIENCE = 300


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


def _start(control: Sequence[str | Path], home: Path) -> int:
    """Start the server on a port that is free; the port. Between the look and the start somebody else may take it: then on another one."""
    settings = [*QUICK, "listen_addresses=127.0.0.1", f"unix_socket_directories={home}"]
    while True:
        port, log = _free_port(), home / "log"
        options = " ".join([f"-p {port}", *(f"-c {setting}" for setting in settings)])
        done = subprocess.run([*control, "-o", options, "start"], check=False, capture_output=True, cwd=home)
        if done.returncode == 0:
            return port
        said = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
        if "Address already in use" not in said:
            raise RuntimeError(f"PostgreSQL does not start: {said or done.stderr!r}")
        log.unlink()


@contextmanager
def cluster(bin_folder: Path) -> Iterator[str]:
    """Start a server; gives the URL of its maintenance database, stops and removes it at the end."""
    home = Path(tempfile.mkdtemp(prefix="khuon-pg-"))
    password = secrets.token_hex(12)
    (home / "password").write_text(password, encoding="utf-8")
    if os.geteuid() == 0:
        for path in (home, home / "password"):
            shutil.chown(path, "postgres")
    data = home / "data"
    run = _as_other_user()
    options = ["--auth=scram-sha-256", f"--pwfile={home}/password", "--username=khuon", "--encoding=UTF8", "--no-locale"]
    control = [*run, bin_folder / "pg_ctl", "-D", data, "-w", "-t", str(PATIENCE), "-s", "-l", home / "log"]
    try:
        subprocess.run([*run, bin_folder / "initdb", "-D", data, "-N", *options], check=True, capture_output=True, cwd=home)
        port = _start(control, home)
        try:
            yield f"postgresql+psycopg://khuon:{password}@127.0.0.1:{port}/postgres"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], check=False, capture_output=True, cwd=home)
    finally:
        shutil.rmtree(home, ignore_errors=True)
