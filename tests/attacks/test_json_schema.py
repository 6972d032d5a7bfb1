"""The class json_schema of the payload file: a foreign schema passes the guard or is refused with its code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from metadata.schema_guard import instance_problems, schema_problems

PAYLOADS = json.loads((Path(__file__).parent / "payloads.json").read_text(encoding="utf-8"))
ATTACKS = [attack for attack in (PAYLOADS["attacks"] if isinstance(PAYLOADS, dict) else PAYLOADS) if attack["class"] == "json_schema"]


def _built(data: Any) -> Any:
    """Builders of the payload file: ``$repeat`` [text, times] and ``$nest`` [key path, depth]."""
    if isinstance(data, dict):
        if "$repeat" in data:
            text, times = data["$repeat"]
            return text * times
        if "$nest" in data:
            path, depth = data["$nest"]
            built: Any = {}
            for _ in range(depth):
                for key in reversed(path.split(".")):
                    built = {key: built}
            return built
        return {key: _built(value) for key, value in data.items()}
    return [_built(item) for item in data] if isinstance(data, list) else data


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack["id"])
def test_foreign_schemas(attack: dict[str, Any]) -> None:
    schema, instance = _built(attack["send"]["schema"]), _built(attack["send"]["instance"])
    found = schema_problems(schema) or instance_problems(schema, instance)
    code = attack["expect"].get("code")
    assert [problem.code for problem in found][:1] == ([code] if code else [])


@pytest.mark.parametrize("value", [0.07, 1.1, 4.35, 19.99])
def test_honest_money_is_a_multiple_of_a_cent(value: object) -> None:
    assert instance_problems({"multipleOf": 0.01}, value) == []
    assert [p.code for p in instance_problems({"multipleOf": 0.01}, 1.135)] == ["schema.value"]


@pytest.mark.parametrize(
    "schema",
    [
        {"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/a"}}},
        {"properties": {"x": {"$ref": "#/properties/x"}}},
        {"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}, "$ref": "#/$defs/a"},
    ],
)
def test_references_that_run_in_a_circle(schema: dict[str, Any]) -> None:
    assert "schema.ref_cycle" in [problem.code for problem in schema_problems(schema)]


@pytest.mark.parametrize("pattern", ["^(a+)+$", "(a|a)*b", "(.*)*x", r"^(\d+)*$", r"(a)\1", "(?=a+)+b", ".*.*.*=", "(x{1,9}){1,9}", "a" * 300])
def test_patterns_that_may_never_finish(pattern: str) -> None:
    assert [problem.code for problem in schema_problems({"pattern": pattern})] == ["schema.pattern_unsafe"]


@pytest.mark.parametrize("pattern", ["^[A-Z]{2}[0-9]+$", "^[0-9]{12}$", r"^\d{2}/\d{2}/\d{4}$", "^(co|khong)$"])
def test_plain_patterns_pass(pattern: str) -> None:
    assert schema_problems({"type": "string", "pattern": pattern}) == []


def test_a_property_called_like_a_keyword_is_no_keyword() -> None:
    assert schema_problems({"properties": {"pattern": {"type": "string"}, "$ref": {"type": "string"}}}) == []
