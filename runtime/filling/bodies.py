"""Shapes of the bodies that the API of submissions takes (JSON Schema; objects are closed by the reader)."""

from __future__ import annotations

from typing import Any, Final

_TEXT: Final[dict[str, Any]] = {"type": "string", "maxLength": 4000}
_KEY: Final[dict[str, Any]] = {"type": "string", "minLength": 1, "maxLength": 200}

#: A cell's value is read, and refused, by the metadata language itself.
SAVE: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {
        "cells": {
            "type": "object",
            "propertyNames": _KEY,
            "maxProperties": 20_000,
            "additionalProperties": {
                "type": "object",
                "properties": {"to": {}, "was": {}},
                "required": ["to", "was"],
            },
        },
        "instances": {
            "type": "object",
            "propertyNames": _KEY,
            "maxProperties": 500,
            "additionalProperties": {
                "type": "array",
                "maxItems": 5_000,
                "items": {
                    "type": "object",
                    "properties": {
                        "id": {"type": "string", "maxLength": 40},
                        "label": {"type": "string", "maxLength": 4000},
                        "item": {"type": ["string", "null"], "maxLength": 64},
                    },
                    "required": ["id", "label"],
                },
            },
        },
        "overrides": {
            "type": "object",
            "propertyNames": _KEY,
            "maxProperties": 20_000,
            "additionalProperties": {
                "anyOf": [
                    {"type": "null"},
                    {"type": "object", "properties": {"reason": _TEXT}, "required": ["reason"]},
                ]
            },
        },
    },
    "required": ["cells"],
}

_REASONS: Final[dict[str, Any]] = {
    "type": "object",
    "propertyNames": {"type": "string", "maxLength": 64},
    "maxProperties": 2_000,
    "additionalProperties": _TEXT,
}

CHECK: Final[dict[str, Any]] = {"type": "object", "properties": {"reasons": _REASONS}}
SEND: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {"reasons": _REASONS, "content_hash": {"type": "string", "maxLength": 64}},
}
NOTHING: Final[dict[str, Any]] = {"type": "object", "properties": {}}
REASON: Final[dict[str, Any]] = {"type": "object", "properties": {"reason": _TEXT}, "required": ["reason"]}
MAYBE_REASON: Final[dict[str, Any]] = {"type": "object", "properties": {"reason": _TEXT}}
RETURN: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {
        "reason": _TEXT,
        "cells": {
            "type": "array",
            "maxItems": 500,
            "items": {
                "type": "object",
                "properties": {"form": {"type": "string", "maxLength": 64}, "key": _KEY, "text": _TEXT},
                "required": ["form", "key", "text"],
            },
        },
    },
}
UNTIL: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {"until": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}},
    "required": ["until"],
}
OPEN: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {
        "period": {"type": "string", "maxLength": 20},
        "round": {"type": "string", "maxLength": 64},
        "opens": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
        "closes": {"type": ["string", "null"], "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    },
    "required": ["period"],
}
#: A file as JSON: the content in base64, so that it passes the same door as everything else.
UPLOAD: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "minLength": 1, "maxLength": 300},
        "content": {"type": "string", "maxLength": 16_000_000},
    },
    "required": ["name", "content"],
}
