"""Size of what a browser loads."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.figure import Figure

BUNDLE = Path(__file__).resolve().parents[1] / "runtime" / "static" / "bundle"


def _reach(manifest: dict[str, dict[str, list[str]]], key: str, seen: set[str]) -> set[str]:
    if key not in seen:
        seen.add(key)
        for inner in manifest[key].get("imports", []):
            _reach(manifest, inner, seen)
    return seen


def measure() -> Iterator[Figure]:
    """Gzip kilobytes of script and style of each entry, what it imports included."""
    for name in ("filling.json", "manifest.json"):
        manifest = json.loads((BUNDLE / name).read_text("utf-8"))
        yield from _sizes(manifest)


def _sizes(manifest: dict[str, dict[str, Any]]) -> Iterator[Figure]:
    for key in (name for name, chunk in manifest.items() if chunk.get("isEntry")):
        files = {manifest[name]["file"] for name in _reach(manifest, key, set())}
        files |= {css for name in _reach(manifest, key, set()) for css in manifest[name].get("css", [])}
        size = {kind: sum(len(gzip.compress((BUNDLE / file).read_bytes(), 9)) for file in files if file.endswith(kind)) for kind in (".js", ".css")}
        yield Figure(f"{Path(key).stem}: script, gzip", size[".js"] / 1024, "KB")
        yield Figure(f"{Path(key).stem}: style, gzip", size[".css"] / 1024, "KB")
