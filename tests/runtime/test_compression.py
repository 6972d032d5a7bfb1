"""What is sent small over slow lines, and what never is."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, Response, jsonify

from runtime import compression

ROWS = {"cells": {f"r{number}:c1": str(number) for number in range(500)}}


@pytest.fixture
def client() -> Any:
    """An application with one answer of each kind."""
    app = Flask(__name__)
    compression.install(app)
    app.add_url_rule("/api/form", view_func=lambda: jsonify(ROWS), endpoint="form")
    app.add_url_rule("/api/small", view_func=lambda: jsonify({"ok": True}), endpoint="small")
    app.add_url_rule("/page", view_func=lambda: Response("<p>trang</p>" * 500, mimetype="text/html"), endpoint="page")
    app.add_url_rule("/api/save", view_func=lambda: jsonify(ROWS), endpoint="save", methods=["POST"])
    return app.test_client()


def test_figures_of_a_form_are_sent_small_and_read_back_whole(client: Any) -> None:
    answer = client.get("/api/form", headers={"Accept-Encoding": "gzip, deflate, br"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert json.loads(gzip.decompress(answer.data)) == ROWS


def test_a_client_without_gzip_gets_the_plain_answer(client: Any) -> None:
    for accepted in ("", "identity", "gzip;q=0"):
        answer = client.get("/api/form", headers={"Accept-Encoding": accepted})
        assert "Content-Encoding" not in answer.headers
        assert answer.get_json() == ROWS


@pytest.fixture
def bundle(tmp_path: Path) -> Any:
    """An application with one file of a bundle, packed when it was built."""
    (tmp_path / "bundle").mkdir()
    (tmp_path / "bundle" / "form.js").write_text("let x = 1;\n" * 500, "utf-8")
    (tmp_path / "bundle" / "form.js.br").write_bytes(b"as the build packed it")
    (tmp_path / "bundle" / "other.js").write_text("let y = 2;\n" * 500, "utf-8")
    app = Flask(__name__, static_folder=str(tmp_path), static_url_path="/static")
    compression.install(app)
    return app.test_client()


@pytest.mark.parametrize(
    ("name", "accepted", "packing"),
    [
        ("form.js", "gzip, deflate, br", "br"),
        ("form.js", "gzip, deflate", "gzip"),
        ("form.js", "gzip, br;q=0", "gzip"),
        ("other.js", "gzip, br", "gzip"),
        ("form.js", "identity", None),
    ],
)
def test_a_file_of_the_bundle_goes_out_as_small_as_the_browser_takes_it(bundle: Any, name: str, accepted: str, packing: str | None) -> None:
    plain = b"let x = 1;\n" if name == "form.js" else b"let y = 2;\n"
    with bundle.get(f"/static/bundle/{name}", headers={"Accept-Encoding": accepted}) as answer:
        assert answer.headers.get("Content-Encoding") == packing
        body = gzip.decompress(answer.data) if packing == "gzip" else answer.data
        assert body == (b"as the build packed it" if packing == "br" else plain * 500)
        assert answer.mimetype == "text/javascript"


@pytest.mark.parametrize(("method", "path"), [("GET", "/page"), ("GET", "/api/small"), ("POST", "/api/save")])
def test_pages_with_a_token_and_small_answers_stay_as_they_are(client: Any, method: str, path: str) -> None:
    answer = client.open(path, method=method, headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers
