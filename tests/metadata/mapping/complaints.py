"""The complaint forms of 2021 and of 2024 as two releases of one regime, and the mapping between them as an official accepts it."""

from __future__ import annotations

from functools import cache
from typing import Any

from metadata.mapping import Places, propose
from metadata.template import Template
from tests.metadata import examples

BASE = "b" * 64
FORMS = ("f_01xld", "f_02xld", "f_03xld", "f_04xld")


@cache
def old() -> Template:
    """The set of Circular 02/2021."""
    return examples.template("thanh_tra_2021")


@cache
def new() -> Template:
    """The set of 2024 with the mapping from 2021."""
    return Template(documents())


def documents() -> dict[str, Any]:
    """Fresh documents of the 2024 set; their mappings start from :data:`BASE`."""
    found = examples.documents("thanh_tra_2024")
    for document in found.values():
        if document["spec"] == "mapping/1":
            document["base"] = BASE
    return found


def proposed(form: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    """What is proposed for a form: key → (how, old places); dropped old places under ``-key``."""
    found = propose(Places(old().form(form)), Places(new().form(form)))
    return {("-" if p.how == "dropped" else "") + p.key: (p.how, p.places) for p in found}
