"""The example regimes as the tests read them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from metadata.template import Template

FOLDER = Path(__file__).resolve().parents[2] / "examples"
REGIMES = ("thanh_tra_2021", "tthc_2020")


def documents(regime: str) -> dict[str, Any]:
    """Fresh copies of the documents of one example regime, by id."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted((FOLDER / regime / "documents").glob("*.json"))}


@cache
def template(regime: str) -> Template:
    """The example as a template."""
    return Template(documents(regime))


def sample(regime: str, name: str) -> Any:
    """A filled sample of an example regime."""
    return json.loads((FOLDER / regime / "samples" / f"{name}.json").read_text(encoding="utf-8"))
