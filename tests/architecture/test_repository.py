"""What must not be in the repository: unfinished work, places of one machine, addresses of package sources."""

from __future__ import annotations

import re
from pathlib import Path

from tests.architecture.sources import ROOT, name_of, repository_files

#: Written in pieces, or this file would be its own finding.
PACKAGE_SOURCES = [
    "py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com", "yarn" + "pkg.com",
    "deb." + "debian.org", "index" + "-url =", "extra-index" + "-url", "docker" + ".io", "ghcr" + ".io",
]
MACHINE_PATHS = ["/" + "work/", "/" + "root/", "/" + "home/", "/tmp/" + "k/"]
UNFINISHED = ["TO" + "DO", "FIX" + "ME", "XX" + "X:"]
BINARY = {".png", ".jpg", ".woff2", ".ico", ".xlsx", ".pdf", ".gz", ".zip"}


def _text_files() -> list[Path]:
    return [p for p in repository_files() if p.suffix not in BINARY]


def _containing(words: list[str], paths: list[Path]) -> list[str]:
    pattern = re.compile("|".join(rf"(?<![\w.]){re.escape(word)}" for word in words))
    return [
        f"{name_of(path)}:{number}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_package_source_is_named() -> None:
    assert _containing(PACKAGE_SOURCES, _text_files()) == []
    lock = (ROOT / "web" / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock


def test_no_path_of_one_machine_is_named() -> None:
    assert _containing(MACHINE_PATHS, _text_files()) == []


def test_nothing_is_left_unfinished() -> None:
    code = [p for p in _text_files() if p.suffix in {".py", ".ts", ".tsx", ".html", ".css", ".sh"}]
    assert _containing(UNFINISHED, code) == []


def test_every_text_file_is_utf_8_with_unix_line_ends() -> None:
    assert [name_of(path) for path in _text_files() if b"\r\n" in path.read_bytes()] == []
