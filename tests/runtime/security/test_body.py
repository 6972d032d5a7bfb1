"""Reading JSON strictly, and the schema that closes every object."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from metadata.errors import KhuonError
from runtime.security.body import check, closed, read_json
from runtime.security.limits import MAX_DEPTH
from runtime.security.strict_json import parse

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "cells": {"type": "object", "additionalProperties": {"type": "string"}},
        "rows": {"type": "array", "items": {"type": "object", "properties": {"id": {"type": "string"}}}},
        "choice": {
            "oneOf": [
                {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]},
                {"type": "null"},
            ]
        },
    },
    "required": ["cells"],
}


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b'{"a":1,"a":2}', "json.duplicate_key"),
        ('{"h\u00e0":1,"ha\u0300":2}'.encode(), "json.duplicate_key"),
        (b'{"a":NaN}', "number.not_finite"),
        (b'{"a":-Infinity}', "number.not_finite"),
        (b'{"a":1e999}', "number.not_finite"),
        (b'{"a":' + b"9" * 5000 + b"}", "number.too_long"),
        (b'{"a":"\\ud800"}', "text.surrogate"),
        (b'{"\\ud800":1}', "text.surrogate"),
        (b'{"a":"\\u001b[2J"}', "text.control_character"),
        (b'{"a":"\\u202e"}', "text.control_character"),
        (b'{"a":"\xff"}', "json.encoding"),
        (b'{"a":1', "json.invalid"),
        (b"", "json.invalid"),
        (b"[" * (MAX_DEPTH + 2) + b"]" * (MAX_DEPTH + 2), "json.too_deep"),
        (b"[" * 100_000, "json.too_deep"),
        (b'{"a":' * 100_000, "json.too_deep"),
    ],
)
def test_what_could_be_read_in_two_ways_is_refused(raw: bytes, code: str) -> None:
    with pytest.raises(KhuonError) as refused:
        parse(raw)
    assert refused.value.code == code
    assert 400 <= refused.value.status < 500


def test_many_keys_are_refused_before_they_are_built() -> None:
    wide = b"{" + b",".join(b'"k%d":0' % n for n in range(1_000_000)) + b"}"
    with pytest.raises(KhuonError) as refused:
        parse(wide)
    assert refused.value.code == "json.too_many_keys"
    with pytest.raises(KhuonError) as narrow:
        parse(b'{"a":1,"b":2,"c":{"d":3}}', max_keys=3)
    assert narrow.value.code == "json.too_many_keys"


def test_text_comes_out_composed() -> None:
    assert parse('{"Ha\u0300":"Nô\u0323i","lines":"a\\nb"}'.encode()) == {"Hà": "Nộ" + "i", "lines": "a\nb"}
    assert parse(b"\xef\xbb\xbf[1,2.5,true,null]") == [1, 2.5, True, None]


def problems(value: Any, schema: dict[str, Any] = SCHEMA) -> list[tuple[str, str]]:
    with pytest.raises(KhuonError) as refused:
        check(value, schema)
    return [(p.code, p.place) for p in refused.value.problems]


def test_keys_of_the_server_are_refused_by_name_at_every_depth() -> None:
    assert problems({"cells": {}, "status": "approved"}) == [("json.unknown_key", "status")]
    assert problems({"cells": {}, "rows": [{"id": "k1", "unit": "u"}]}) == [("json.unknown_key", "rows/0/unit")]
    assert problems({"cells": {}, "choice": {"a": 1, "b": 2}}) == [("json.unknown_key", "choice/b")]
    check({"cells": {"any": "key"}}, SCHEMA)


def test_other_faults_are_named_with_their_place() -> None:
    assert problems({}) == [("json.missing_key", "cells")]
    assert problems({"cells": {"a": 1}}) == [("json.schema", "cells/a")]
    assert problems([]) == [("json.schema", "")]
    assert problems({"status": 1}) == [("json.unknown_key", "status"), ("json.missing_key", "cells")]


def test_closing_leaves_declared_openness_alone() -> None:
    made = closed({"properties": {"a": {"properties": {}}}, "additionalProperties": {"type": "string"}})
    assert made["additionalProperties"] == {"type": "string"}
    assert made["properties"]["a"]["additionalProperties"] is False


def test_no_reference_leaves_the_schema() -> None:
    with pytest.raises(Exception, match="nresolvable"):
        check({}, {"$ref": "file:///etc/passwd"})


@pytest.mark.parametrize(
    ("data", "kind", "code"),
    [
        (b"cells=1", "application/x-www-form-urlencoded", "http.media_type"),
        (b"{}", "text/plain", "http.media_type"),
        (b'{"cells":"' + b"x" * 5_000_000 + b'"}', "application/json", "http.too_large"),
        (b"{" + b",".join(b'"k%d":0' % n for n in range(500_000)) + b"}", "application/json", "json.too_many_keys"),
    ],
)
def test_the_door_for_bodies(app: Flask, data: bytes, kind: str, code: str) -> None:
    with app.test_request_context("/api/x", method="POST", data=data, content_type=kind):
        with pytest.raises(KhuonError) as refused:
            read_json(SCHEMA)
        assert refused.value.code == code


def test_a_good_body_is_read(app: Flask) -> None:
    body = '{"cells":{"r1:c9":"Hà Nội"}}'.encode()
    with app.test_request_context("/api/x", method="POST", data=body, content_type="application/json; charset=utf-8"):
        assert read_json(SCHEMA) == {"cells": {"r1:c9": "Hà Nội"}}
