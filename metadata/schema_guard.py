"""A guard in front of JSON Schemas that come from people.

Khuôn's own schemas are shipped; a schema from outside (a question's property panel, a package of
another installation) passes here first: no reference leaves the document, no reference runs in a
circle, no pattern can run away, depth is bounded, defaults obey their own rules. ``multipleOf`` and
``format`` are judged on decimals and real dates by :func:`instance_problems`, because the validator's
floats refuse honest money such as 19.99.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError
from referencing import Registry

from metadata.errors import Problem

MAX_DEPTH: Final = 32
MAX_PATTERN: Final = 200
FORBIDDEN: Final = frozenset({
    "patternProperties", "$dynamicRef", "$dynamicAnchor", "$recursiveRef", "$recursiveAnchor", "$id", "$anchor",
    "$vocabulary", "contentSchema", "contentMediaType", "contentEncoding", "unevaluatedProperties", "unevaluatedItems",
})
_NAMED: Final = frozenset({"properties", "$defs", "dependentSchemas"})


def schema_problems(schema: object) -> list[Problem]:
    """Everything that keeps a schema from being used; empty when it is safe."""
    if _deeper_than(schema, MAX_DEPTH):
        return [Problem("schema.too_deep", args={"limit": MAX_DEPTH})]
    if not isinstance(schema, bool | dict):
        return [Problem("schema.invalid", args={"message": "không phải lược đồ"})]
    found = [problem for place, node in _schemas(schema) for problem in _node_problems(schema, place, node)]
    if found:
        return found
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        return [Problem("schema.invalid", "/".join(map(str, error.absolute_path)), {"message": str(error.validator)})]
    return [problem for place, node in _schemas(schema) for problem in _default_problems(schema, place, node)]


def instance_problems(schema: Mapping[str, Any] | bool, instance: Any) -> list[Problem]:
    """What is wrong with a value under a safe schema. Numbers may be Decimal, int or float."""
    if _deeper_than(instance, MAX_DEPTH):
        return [Problem("schema.too_deep", args={"limit": MAX_DEPTH})]
    found: list[Problem] = []
    for error in _validator(schema).iter_errors(instance):
        place = "/".join(map(str, error.absolute_path))
        if error.validator == "multipleOf" and _is_multiple(error.instance, error.validator_value):
            continue
        found.append(Problem("schema.value", place, {"rule": str(error.validator), "value": str(error.instance)[:120]}))
    if isinstance(schema, dict):
        found.extend(_date_problems(schema, instance, ""))
    return found


def _validator(schema: Mapping[str, Any] | bool) -> Draft202012Validator:
    # An empty registry: a reference that leaves the document finds nothing instead of being fetched.
    return Draft202012Validator(schema, registry=Registry())


def _deeper_than(data: object, limit: int) -> bool:
    level: list[object] = [data]
    for _ in range(limit + 1):
        level = [child for item in level for child in _inner(item)]
        if not level:
            return False
    return True


def _inner(item: object) -> Iterator[object]:
    if isinstance(item, dict):
        yield from item.values()
    elif isinstance(item, list):
        yield from item


def _schemas(schema: object, place: str = "#") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every subschema with its pointer; names of properties are not keywords."""
    stack: list[tuple[str, object, bool]] = [(place, schema, True)]
    while stack:
        at, item, is_schema = stack.pop()
        if isinstance(item, dict):
            if is_schema:
                yield at, item
            for key, value in item.items():
                if is_schema and key in {"enum", "const", "default", "examples"}:
                    continue
                stack.append((f"{at}/{key}", value, not (is_schema and key in _NAMED)))
        elif isinstance(item, list):
            stack.extend((f"{at}/{index}", value, True) for index, value in enumerate(item))


def _node_problems(root: object, place: str, node: dict[str, Any]) -> Iterator[Problem]:
    for keyword in sorted(FORBIDDEN & set(node)):
        yield Problem("schema.keyword_not_allowed", place, {"keyword": keyword})
    if "$ref" in node:
        yield from _ref_problems(root, place, node["$ref"])
    if "pattern" in node:
        yield from _pattern_problems(place, node["pattern"])


def _ref_problems(root: object, place: str, ref: object) -> Iterator[Problem]:
    shown = str(ref)[:120]
    if not isinstance(ref, str) or not ref.startswith("#"):
        yield Problem("schema.ref_external", place, {"ref": shown})
        return
    seen: set[str] = set()
    current: object = ref
    while isinstance(current, str):
        # Safe only when it is neither itself nor a chain of bare references nor an ancestor of its own place.
        if current in seen or place == current or place.startswith(current.rstrip("/") + "/") or current in {"#", "#/"}:
            yield Problem("schema.ref_cycle", place, {"ref": shown})
            return
        seen.add(current)
        target = _resolve(root, current)
        if target is None:
            yield Problem("schema.ref_unknown", place, {"ref": shown})
            return
        current = target.get("$ref") if isinstance(target, dict) else None


def _resolve(root: object, ref: str) -> object | None:
    node: object = root
    for part in ref[2:].split("/"):
        name = part.replace("~1", "/").replace("~0", "~")
        if isinstance(node, dict) and name in node:
            node = node[name]
        elif isinstance(node, list) and name.isdecimal() and int(name) < len(node):
            node = node[int(name)]
        else:
            return None
    return node


# A repetition of a group that itself repeats or branches is what backtracks without end.
_NESTED: Final = re.compile(r"\((?:[^()\\]|\\.)*(?:[*+|]|\{[0-9]*,[0-9]*\})(?:[^()\\]|\\.)*\)\s*(?:[*+]|\{[0-9]*,[0-9]*\})")
_BACKREF: Final = re.compile(r"\\[1-9]|\(\?P=|\(\?[=!<]")
_TWO_STARS: Final = re.compile(r"(?:[*+]|\{[0-9]*,\})[^()]*(?:[*+]|\{[0-9]*,\})[^()]*(?:[*+]|\{[0-9]*,\})")


def _pattern_problems(place: str, pattern: object) -> Iterator[Problem]:
    shown = str(pattern)[:120]
    if not isinstance(pattern, str):
        yield Problem("schema.pattern_invalid", place, {"pattern": shown})
        return
    try:
        re.compile(pattern)
    except re.error:
        yield Problem("schema.pattern_invalid", place, {"pattern": shown})
        return
    nested = pattern.count("(") > 1 and re.search(r"\)\s*[*+{].*\)\s*[*+{]", pattern)
    if len(pattern) > MAX_PATTERN or nested or _NESTED.search(pattern) or _BACKREF.search(pattern) or _TWO_STARS.search(pattern):
        yield Problem("schema.pattern_unsafe", place, {"pattern": shown})


def _default_problems(root: object, place: str, node: dict[str, Any]) -> Iterator[Problem]:
    if "default" not in node:
        return
    own = {**node, "$defs": root.get("$defs", {})} if isinstance(root, dict) else node
    if instance_problems(own, node["default"]):
        yield Problem("template.default_invalid", place)


def _is_multiple(value: object, step: object) -> bool:
    try:
        return Decimal(str(value)) % Decimal(str(step)) == 0
    except (InvalidOperation, ZeroDivisionError):
        return False


def _date_problems(schema: Mapping[str, Any], instance: Any, place: str) -> Iterator[Problem]:
    if schema.get("format") == "date" and isinstance(instance, str) and not _is_date(instance):
        yield Problem("cell.not_a_date", place, {"value": instance[:60]})
    properties = schema.get("properties")
    if isinstance(properties, dict) and isinstance(instance, dict):
        for name, inner in properties.items():
            if isinstance(inner, dict) and name in instance:
                yield from _date_problems(inner, instance[name], f"{place}/{name}")
    items = schema.get("items")
    if isinstance(items, dict) and isinstance(instance, list):
        for index, item in enumerate(instance):
            yield from _date_problems(items, item, f"{place}/{index}")


def _is_date(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return bool(re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text, re.ASCII))
