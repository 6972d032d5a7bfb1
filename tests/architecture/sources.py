"""The files of the repository as the architecture tests see them: what is tracked or would be."""

from __future__ import annotations

import ast
import functools
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PACKAGES = ("metadata", "renderers", "runtime", "designer")


@functools.cache
def repository_files() -> tuple[Path, ...]:
    """Every file that git tracks, or would track when added."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout
    return tuple(path for name in sorted(set(listing.split("\0"))) if name and (path := ROOT / name).is_file())


def python_files(*folders: str) -> list[Path]:
    """Python files under the given top folders."""
    return [p for p in repository_files() if p.suffix == ".py" and p.relative_to(ROOT).parts[0] in folders]


def browser_files() -> list[Path]:
    """TypeScript and style sheets of the browser side."""
    return [p for p in repository_files() if p.is_relative_to(ROOT / "web/src") and p.suffix in {".ts", ".tsx", ".css"}]


def name_of(path: Path) -> str:
    """Path from the root, for messages."""
    return path.relative_to(ROOT).as_posix()


@functools.cache
def tree_of(path: Path) -> ast.Module:
    """Syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def module_of(path: Path) -> str:
    """Dotted name of a Python file of the four packages."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
