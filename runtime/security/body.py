"""Reading the JSON body of a request against a schema; every API uses this one door.

Objects in a schema are closed unless they say ``additionalProperties``: a key that nobody declared is refused by name,
so that no client can set what belongs to the server.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from flask import request
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from referencing import Registry

from metadata.errors import KhuonError, Problem, fail
from runtime.security.limits import MAX_KEYS, MAX_PROBLEMS, settings
from runtime.security.strict_json import parse

_OBJECTS = ("properties", "$defs", "patternProperties", "dependentSchemas")
_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
_SINGLE = ("items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames")


def closed(schema: Any) -> Any:
    """The schema with every object that names properties closed to others."""
    if not isinstance(schema, Mapping):
        return schema
    made = dict(schema)
    for name in _OBJECTS:
        if isinstance(made.get(name), Mapping):
            made[name] = {key: closed(part) for key, part in made[name].items()}
    for name in _LISTS:
        if isinstance(made.get(name), list):
            made[name] = [closed(part) for part in made[name]]
    for name in _SINGLE:
        if name in made:
            made[name] = closed(made[name])
    if "properties" in made and "patternProperties" not in made:
        made.setdefault("additionalProperties", False)
    return made


@lru_cache(maxsize=256)
def _validator(text: str) -> Draft202012Validator:
    schema = closed(json.loads(text))
    # An empty registry: no reference ever leaves the schema, neither to a file nor to the network.
    return Draft202012Validator(schema, registry=Registry())


def _place(error: ValidationError) -> str:
    return "/".join(str(part) for part in error.absolute_path)


def _below(place: str, key: str) -> str:
    return f"{place}/{key}" if place else key


def _problems(error: ValidationError) -> list[Problem]:
    place, short = _place(error), error.message[:200]
    if error.validator == "additionalProperties" and error.validator_value is False:
        known = error.schema.get("properties", {}) if isinstance(error.schema, Mapping) else {}
        extra = [key for key in error.instance if key not in known]
        return [Problem("json.unknown_key", _below(place, key[:80]), {"key": key[:80]}) for key in extra[:MAX_PROBLEMS]]
    if error.validator == "required":
        missing = [key for key in error.validator_value if key not in error.instance]
        return [Problem("json.missing_key", _below(place, key), {"key": key}) for key in missing]
    if error.validator in {"oneOf", "anyOf"} and error.context:
        # The branch that came furthest says best what is wrong.
        return _problems(max(error.context, key=lambda e: len(e.absolute_path)))
    return [Problem("json.schema", place, {"reason": short})]


def check(value: Any, schema: Mapping[str, Any]) -> None:
    """Check a parsed value. Raises ``json.unknown_key``, ``json.missing_key``, ``json.schema`` with places."""
    validator = _validator(json.dumps(schema, sort_keys=True))
    problems: list[Problem] = []
    for error in validator.iter_errors(value):
        problems += _problems(error)
        if len(problems) >= MAX_PROBLEMS:
            break
    if problems:
        # What must never come from outside is told first.
        problems.sort(key=lambda p: p.code != "json.unknown_key")
        raise KhuonError(*problems[:MAX_PROBLEMS])


def read_json(schema: Mapping[str, Any], *, max_bytes: int | None = None, max_keys: int = MAX_KEYS) -> Any:
    """The JSON body of the running request, checked.

    ``schema`` is JSON Schema 2020-12; objects are closed. Raises ``http.media_type``, ``http.too_large``, ``json.*``,
    ``number.*``, ``text.*``.
    """
    if request.mimetype != "application/json":
        raise fail("http.media_type", wanted="application/json")
    config = settings()
    limit = max_bytes if max_bytes is not None else config.max_json
    if (length := request.content_length) is not None and length > config.max_body:
        raise fail("http.too_large")
    data = request.get_data(cache=False)
    if len(data) > limit:
        many = data.count(b'":') > max_keys
        raise fail("json.too_many_keys", limit=max_keys) if many else fail("http.too_large")
    value = parse(data, max_keys=max_keys)
    check(value, schema)
    return value
