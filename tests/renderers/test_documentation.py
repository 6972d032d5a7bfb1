"""The page about outputs agrees with what is there."""

from __future__ import annotations

import re
from pathlib import Path

from renderers.base import registry
from renderers.browser import FIELDS, WIDGETS
from renderers.build import PLACEHOLDERS

PAGE = (Path(__file__).parent.parent.parent / "docs" / "reference" / "outputs.md").read_text("utf-8")


def test_every_output_is_described() -> None:
    described = set(re.findall(r"^\| `(\w+)` \| `(\.\w+)` \|", PAGE, re.MULTILINE))
    assert described == {(output.name, output.suffix) for output in registry().values()}


def test_placeholders_widgets_and_fields_are_named() -> None:
    for name in PLACEHOLDERS:
        assert f"`{{{name}}}`" in PAGE
    for name in WIDGETS | FIELDS:
        assert f"`{name}`" in PAGE
