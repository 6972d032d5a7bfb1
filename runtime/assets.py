"""Tags for the browser bundle, from the manifests that its two builds wrote."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, current_app, url_for
from markupsafe import Markup, escape

_MANIFESTS = ("manifest.json", "filling.json")
_SOURCES = ("src/entries/{name}.ts", "src/entries/{name}.tsx", "src/styles/{name}.css")


@lru_cache(maxsize=8)
def _manifest(path: str, stamp: int) -> dict[str, Any]:  # noqa: ARG001 - the stamp makes a new build a new entry
    manifest: dict[str, Any] = json.loads(Path(path).read_text(encoding="utf-8"))
    return manifest


def _read(folder: Path, name: str) -> tuple[dict[str, Any], str] | None:
    """The manifest that names an entry, and the entry's key in it; None without a bundle."""
    for path in (folder / "bundle" / one for one in _MANIFESTS):
        if path.is_file():
            manifest = _manifest(str(path), path.stat().st_mtime_ns)
            key = next((one for source in _SOURCES if (one := source.format(name=name)) in manifest), None)
            if key is not None:
                return manifest, key
    return None


def _styles(manifest: dict[str, Any], key: str, seen: set[str]) -> list[str]:
    """Style sheets of a chunk and of all it imports, each once, the imported ones first."""
    if key in seen:
        return []
    seen.add(key)
    chunk = manifest[key]
    found = [css for name in chunk.get("imports", ()) for css in _styles(manifest, name, seen)]
    return found + list(chunk.get("css", ()))


def _before(manifest: dict[str, Any], key: str, seen: set[str]) -> list[str]:
    """Classic scripts that made what a chunk imports, each once: they run before it."""
    if key in seen:
        return []
    seen.add(key)
    chunk = manifest[key]
    found = [script for name in chunk.get("imports", ()) for script in _before(manifest, name, seen)]
    return found + ([manifest[chunk["after"]]["file"]] if "after" in chunk else [])


def _imported(manifest: dict[str, Any], key: str, seen: set[str]) -> list[str]:
    """Scripts that a chunk imports at once, each once."""
    names = [name for name in manifest[key].get("imports", ()) if name not in seen]
    seen.update(names)
    return [file for name in names for file in (manifest[name]["file"], *_imported(manifest, name, seen))]


def addresses(*names: str, without: str = "") -> list[str]:
    """Addresses of all files that entries of the bundle load or may load later, without what one module alone leads to; none without a bundle."""
    folder = Path(str(current_app.static_folder))
    found = {file for name in names if (read := _read(folder, name)) is not None for file in _reached(*read, without)}
    return sorted(url_for("static", filename=f"bundle/{file}") for file in found)


def _reached(manifest: dict[str, Any], key: str, without: str) -> set[str]:
    """Files of a chunk and of all that it loads or may load later."""
    waiting, seen = [key], {without}
    found: set[str] = set()
    while waiting:
        key = waiting.pop()
        if key in seen:
            continue
        seen.add(key)
        chunk = manifest[key]
        found.update([chunk["file"], *chunk.get("css", ()), *chunk.get("assets", ())])
        waiting += [*chunk.get("imports", ()), *chunk.get("dynamicImports", ())]
    return found


def _address(file: str) -> Markup:
    return escape(url_for("static", filename="bundle/" + file))


def _scripts(manifest: dict[str, Any], key: str, blocking: str) -> list[str]:
    """Tags of an entry's script and of what it needs. A classic script carries all that it needs and runs in its turn, like modules."""
    file = _address(manifest[key]["file"])
    if manifest[key].get("classic"):
        return [f'<script defer{blocking} src="{file}"></script>']
    # Asked for with the page, not one after the other as each is read: a slow line waits for every turn.
    before = [f'<script defer src="{_address(script)}"></script>' for script in dict.fromkeys(_before(manifest, key, set()))]
    ahead = [f'<link rel="modulepreload" href="{_address(one)}">' for one in _imported(manifest, key, set())]
    return [*before, *ahead, f'<script type="module"{blocking} src="{file}"></script>']


def install(app: Flask) -> None:
    """Give templates ``asset(name)``: the style and script tags of one entry of the bundle, or one ``part`` of them.

    Styles that come ``later`` are asked for and put to use by the page's script (``link[data-later]``, which names the entry).
    An ``awaited`` script in the head runs before the page is first drawn.
    """
    folder = Path(str(app.static_folder))

    def asset(name: str, *, later: bool = False, part: str = "all", awaited: bool = False) -> Markup:
        read = _read(folder, name)
        if read is None:
            # Without a bundle the pages still work; they only look plain.
            return Markup("")
        manifest, key = read
        only_style = manifest[key]["file"].endswith(".css")
        styles = [manifest[key]["file"]] if only_style else dict.fromkeys(_styles(manifest, key, set()))
        # What is off is not asked for: on a slow line it would take its share from what the first picture waits for.
        held = f' disabled data-later="{escape(name)}"' if later else ""
        tags = [f'<link rel="stylesheet"{held} href="{_address(css)}">' for css in styles] if part != "script" else []
        if part != "style" and not only_style:
            tags += _scripts(manifest, key, ' blocking="render"' if awaited else "")
        return Markup("\n  ".join(tags))  # noqa: S704 - every address in it was escaped

    app.jinja_env.globals["asset"] = asset
