"""The payload file by class, and the builders that make bodies too large to be kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

_ALL: list[dict[str, Any]] = json.loads((Path(__file__).parent / "payloads.json").read_text(encoding="utf-8"))[
    "attacks"
]


def of_class(name: str) -> dict[str, dict[str, Any]]:
    """Attacks of one class by id."""
    return {attack["id"]: attack for attack in _ALL if attack["class"] == name}


def built(data: Any) -> Any:
    """The value that a builder stands for; text, lists and objects of builders are built inside."""
    if isinstance(data, list):
        return [built(item) for item in data]
    if not isinstance(data, dict):
        return data
    if "$repeat" in data:
        text, times = data["$repeat"]
        return text * times
    if "$concat" in data:
        return "".join(built(part) for part in data["$concat"])
    if "$object_keys" in data:
        return "{" + ",".join(f'"k{n}":0' for n in range(data["$object_keys"])) + "}"
    return {key: built(value) for key, value in data.items()}


def expected(attack: dict[str, Any], answer: Any) -> None:
    """Status and code of the answer are those of the payload file; the answer has the one shape and leaks nothing."""
    wanted = attack["expect"]
    assert answer.status_code in wanted["http"], (attack["id"], answer.status_code, answer.get_data(as_text=True)[:500])
    text = answer.get_data(as_text=True)
    for leak in ("Traceback", "SELECT ", "/site-packages/", "Werkzeug", "SQLAlchemy"):
        assert leak not in text
    if answer.status_code >= 400:
        body = answer.get_json()
        assert answer.mimetype == "application/problem+json"
        assert {"type", "title", "status", "code", "detail", "instance", "problems"} == set(body)
        if "code" in wanted:
            assert body["code"] == wanted["code"], attack["id"]
