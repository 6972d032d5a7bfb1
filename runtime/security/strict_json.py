"""JSON read strictly: what two readers could understand differently is refused, with a code that says what.

Refused: other encodings than UTF-8, the same key twice, NaN and Infinity, very long numbers, lone surrogates, control
characters, very deep or very wide documents. Text comes out in NFC. Limits hold before the expensive part begins.
"""

from __future__ import annotations

import json
import math
from typing import Any, NoReturn

from metadata.errors import fail
from metadata.text import clean
from runtime.security.limits import MAX_DEPTH, MAX_DIGITS, MAX_KEYS


def _number(raw: str) -> int | float:
    if len(raw) > MAX_DIGITS:
        raise fail("number.too_long", limit=MAX_DIGITS)
    try:
        return int(raw)
    except ValueError:
        value = float(raw)
    if not math.isfinite(value):
        raise fail("number.not_finite", value=raw)
    if value == 0 and raw.lower().partition("e")[0].strip("-0."):  # 1e-400 is not 0
        raise fail("number.scale", decimals=MAX_DIGITS)
    return value


def _constant(raw: str) -> NoReturn:
    raise fail("number.not_finite", value=raw)


class _Pairs:
    """Builds objects; counts keys and refuses a key that stands twice."""

    def __init__(self, limit: int) -> None:
        self.limit, self.count = limit, 0

    def __call__(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        self.count += len(pairs)
        if self.count > self.limit:
            raise fail("json.too_many_keys", limit=self.limit)
        made: dict[str, Any] = {}
        for key, value in pairs:
            if key in made:
                raise fail("json.duplicate_key", key, key=key)
            made[key] = value
        return made


def _tidy(value: Any, place: str, depth: int = 0) -> Any:
    if depth > MAX_DEPTH:
        raise fail("json.too_deep", limit=MAX_DEPTH)
    if isinstance(value, str):
        return value if value.isascii() and value.isprintable() else clean(value, place, lines=True)
    if isinstance(value, list):
        return [_tidy(item, f"{place}/{index}", depth + 1) for index, item in enumerate(value)]
    if isinstance(value, dict):
        tidy: dict[str, Any] = {}
        for key, item in value.items():
            name = clean(key, place)
            if name in tidy:
                raise fail("json.duplicate_key", f"{place}/{name}", key=name)
            tidy[name] = _tidy(item, f"{place}/{name}", depth + 1)
        return tidy
    return value


def parse(data: bytes, *, max_keys: int = MAX_KEYS) -> Any:
    """The JSON value of ``data``. Raises ``json.*``, ``number.*`` and ``text.*``."""
    # Keys cannot be more than colons after a quote; most oversize bodies end here, unread.
    if data.count(b'":') > 4 * max_keys:
        raise fail("json.too_many_keys", limit=max_keys)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise fail("json.encoding") from None
    try:
        value = json.loads(
            text,
            object_pairs_hook=_Pairs(max_keys),
            parse_int=_number,
            parse_float=_number,
            parse_constant=_constant,
        )
    except RecursionError:
        raise fail("json.too_deep", limit=MAX_DEPTH) from None
    except json.JSONDecodeError:
        raise fail("json.invalid") from None
    return _tidy(value, "")
