"""Size of what a browser loads."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

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
    manifest = json.loads((BUNDLE / ".vite" / "manifest.json" if (BUNDLE / ".vite").exists() else BUNDLE / "manifest.json").read_text("utf-8"))
    for key, chunk in manifest.items():
        if not chunk.get("isEntry"):
            continue
        files = {manifest[name]["file"] for name in _reach(manifest, key, set())}
        files |= {css for name in _reach(manifest, key, set()) for css in manifest[name].get("css", [])}
        size = {kind: sum(len(gzip.compress((BUNDLE / file).read_bytes(), 9)) for file in files if file.endswith(kind)) for kind in (".js", ".css")}
        yield Figure(f"{Path(key).stem}: script, gzip", size[".js"] / 1024, "KB")
        yield Figure(f"{Path(key).stem}: style, gzip", size[".css"] / 1024, "KB")
