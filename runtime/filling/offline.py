"""The filling page without a network: a page that belongs to nobody, and the worker that serves it when the line is cut.

The worker keeps the files of the bundle and this one page. It never keeps an answer about a person or a report: those
stand in the browser's own database, where signing out empties them (``web/src/fill/offline``). Its own text changes with the
bundle, and the old files go. It asks the network first, but for a form that this browser saw in a session that is sure to
live still: that one stands at once, as last seen, while the page asks the server itself.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, current_app, render_template, url_for

from runtime.assets import addresses
from runtime.filling.edition import edition
from runtime.permissions import require
from runtime.words import language

blueprint = Blueprint("filling_offline", __name__, url_prefix="/bao-cao")

# The largest part by far, of forms with narrative alone: kept once such a form has been opened.
_EDITOR = "src/rich/editor/RichEditor.tsx"
# Parts of the typeface that every page of the two languages uses.
_LETTERS = ("-latin-wght-", "-vietnamese-")
_WORKER = Path(__file__).with_name("worker.js")


@blueprint.get("/ngoai-tuyen")
@require("static")
def shell() -> Any:
    """The filling page without a report: what stands in it comes from the browser."""
    letters = [one for one in addresses("font") if any(part in one for part in _LETTERS)]
    return render_template("filling/offline.html", edition=edition(), letters=letters)


@blueprint.get("/phuc-vu.js")
@require("static")
def worker() -> Response:
    """The worker, with the files that it keeps."""
    entries = ("first", "app", "font", "fill")
    files = [*addresses(*entries, without=_EDITOR), url_for("static", filename="favicon.svg")]
    later = sorted(set(addresses(*entries)) - set(files))
    page = url_for("filling_offline.shell")
    text = _WORKER.read_text(encoding="utf-8")
    idle = current_app.extensions["khuon.config"].idle_minutes * 60_000
    version = hashlib.sha256(json.dumps([files, later, text, _page_text(), idle, language()]).encode()).hexdigest()[:16]
    given = {"version": version, "page": page, "files": files, "later": later, "idle": idle, "lang": language()}
    return Response(f"const KEPT = {json.dumps(given)};\n{text}", mimetype="text/javascript")


def _page_text() -> str:
    source, *_ = current_app.jinja_env.loader.get_source(current_app.jinja_env, "filling/offline.html")  # type: ignore[union-attr]
    return source
