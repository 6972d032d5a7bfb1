"""Tags for the browser bundle, from the manifest that its build wrote."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, current_app, url_for
from markupsafe import Markup, escape

_SOURCES = ("src/entries/{name}.ts", "src/entries/{name}.tsx", "src/styles/{name}.css")


@lru_cache(maxsize=8)
def _manifest(path: str, stamp: int) -> dict[str, Any]:  # noqa: ARG001 - the stamp makes a new build a new entry
    manifest: dict[str, Any] = json.loads(Path(path).read_text(encoding="utf-8"))
    return manifest


def _read(folder: Path) -> dict[str, Any]:
    path = folder / "bundle" / "manifest.json"
    if not path.is_file():
        return {}
    return _manifest(str(path), path.stat().st_mtime_ns)


def _styles(manifest: dict[str, Any], key: str, seen: set[str]) -> list[str]:
    """Style sheets of a chunk and of all it imports, each once, the imported ones first."""
    if key in seen:
        return []
    seen.add(key)
    chunk = manifest[key]
    found = [css for name in chunk.get("imports", ()) for css in _styles(manifest, name, seen)]
    return found + list(chunk.get("css", ()))


def _imported(manifest: dict[str, Any], key: str, seen: set[str]) -> list[str]:
    """Scripts that a chunk imports at once, each once."""
    names = [name for name in manifest[key].get("imports", ()) if name not in seen]
    seen.update(names)
    return [file for name in names for file in (manifest[name]["file"], *_imported(manifest, name, seen))]


def _entry(manifest: dict[str, Any], name: str) -> str | None:
    return next((s.format(name=name) for s in _SOURCES if s.format(name=name) in manifest), None)


def addresses(*names: str) -> list[str]:
    """Addresses of all files that entries of the bundle load or may load later; none without a bundle."""
    manifest = _read(Path(str(current_app.static_folder)))
    waiting = [key for name in names if (key := _entry(manifest, name)) is not None]
    found: dict[str, None] = {}
    seen: set[str] = set()
    while waiting:
        key = waiting.pop()
        if key in seen:
            continue
        seen.add(key)
        chunk = manifest[key]
        found.update(dict.fromkeys([chunk["file"], *chunk.get("css", ()), *chunk.get("assets", ())]))
        waiting += [*chunk.get("imports", ()), *chunk.get("dynamicImports", ())]
    return sorted(url_for("static", filename=f"bundle/{file}") for file in found)


def install(app: Flask) -> None:
    """Give templates ``asset(name)``: the style and script tags of one entry of the bundle.

    Of a style alone ``later`` makes one that the page's script puts to use (``link[data-later]``).
    """
    folder = Path(str(app.static_folder))

    def asset(name: str, *, later: bool = False) -> Markup:
        manifest = _read(folder)
        key = _entry(manifest, name)
        if key is None:
            # Without a bundle the pages still work; they only look plain.
            return Markup("")
        file = manifest[key]["file"]
        if file.endswith(".css"):
            # For paper it is no hurry: such a style stands in nobody's way.
            held = ' media="print" data-later' if later else ""
            return Markup(f'<link rel="stylesheet"{held} href="{escape(url_for("static", filename="bundle/" + file))}">')  # noqa: S704
        tags = [
            f'<link rel="stylesheet" href="{escape(url_for("static", filename="bundle/" + css))}">'
            for css in dict.fromkeys(_styles(manifest, key, set()))
        ]
        # Asked for with the page, not one after the other as each is read: a slow line waits for every turn.
        tags += [
            f'<link rel="modulepreload" href="{escape(url_for("static", filename="bundle/" + name))}">'
            for name in _imported(manifest, key, set())
        ]
        script = escape(url_for("static", filename="bundle/" + file))
        tags.append(f'<script type="module" src="{script}"></script>')
        return Markup("\n  ".join(tags))  # noqa: S704 - every address in it was escaped

    app.jinja_env.globals["asset"] = asset
