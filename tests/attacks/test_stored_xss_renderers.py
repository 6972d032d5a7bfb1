"""The class stored_xss of the payload file, in what the renderers write: text, never markup."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from metadata.documents.form import read_form
from renderers.browser import fill_schema
from renderers.html import fragment, page
from renderers.json import RENDERER as JSON
from renderers.json import island_json
from renderers.table import table_model
from tests.forms_md import read
from tests.renderers.samples import with_text

PAYLOADS = json.loads((Path(__file__).parent / "payloads.json").read_text(encoding="utf-8"))["attacks"]
ATTACKS = [attack for attack in PAYLOADS if attack["class"] == "stored_xss"]
TEXTS = [attack for attack in ATTACKS if isinstance(attack["send"].get("text", attack["send"].get("value")), str)]
HARMLESS = "Nội dung"


def text_of(attack: dict[str, Any]) -> str:
    return str(attack["send"].get("text", attack["send"].get("value")))


class Shape(HTMLParser):
    """Elements and attributes in order, the text apart."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.marks: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.text: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "wbr":  # where a relation may break depends on its signs
            self.marks.append((tag, tuple(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        self.marks.append(("comment", ((data, None),)))


each = pytest.mark.parametrize("text", [text_of(attack) for attack in TEXTS], ids=[attack["id"] for attack in TEXTS])


#: Sizes of print, widths of columns, words broken to fit: they follow the length of a text, whatever it says.
_FITTED = re.compile(r"fit-\d+|em-\d+|broken")


def unfitted(mark: Any) -> Any:
    """A mark without the classes that make long words fit."""
    name, attributes = mark
    kept = [(key, " ".join(one for one in value.split() if not _FITTED.fullmatch(one)) if key == "class" and value else value) for key, value in attributes]
    return name, tuple((key, value) for key, value in kept if key != "class" or value)


@each
@pytest.mark.parametrize("draw", [page, fragment], ids=["page", "fragment"])
def test_a_page_has_the_elements_of_a_harmless_one(text: str, draw: Any) -> None:
    shape, harmless = Shape(draw(with_text(text))), Shape(draw(with_text(HARMLESS)))
    assert [unfitted(mark) for mark in shape.marks] == [unfitted(mark) for mark in harmless.marks]
    assert "".join(shape.text).count(text) == "".join(harmless.text).count(HARMLESS)


@each
def test_json_carries_the_same_text(text: str) -> None:
    report = with_text(text)
    data = json.loads(JSON.render(report))
    assert data["title"] == text
    assert data["block"]["left"] == [text, text]


@each
def test_an_island_cannot_be_closed(text: str) -> None:
    sheet = read("| Đơn vị | Số |\n| A | 1 |\n|---|---|\n| X1 | |")
    section = sheet.document["sections"]["items"]["s1"]
    section["columns"]["nodes"]["c1"] |= {
        "label": text,
        "cell": {"kind": "choice", "choices": [{"value": "a", "label": text}], "guidance": text},
    }
    section["rows"]["nodes"]["r1"]["label"] = text
    form = read_form({**sheet.document, "title": text})
    for made in (table_model(form, "s1"), fill_schema(form)):
        shown = island_json(made)
        assert not set(shown) & set("<>&")
        assert json.loads(shown) == made
        assert json.dumps(text)[1:-1] in json.dumps(made)
        shape = Shape(f'<script type="application/json" id="island-data">{shown}</script><p>sau</p>')
        assert [tag for tag, _ in shape.marks] == ["script", "p"]
