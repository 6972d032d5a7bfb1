"""A program with what repeats said once: nothing is lost, and the browser computes from it what the server computes."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from metadata.formula.program import Program, build
from metadata.formula.program.packed import HOLE, packed
from metadata.values import encode
from tests.metadata import examples
from tests.metadata.formula.engines.typescript import NodeEngine
from tests.metadata.formula.programs import PROGRAMS
from tests.metadata.formula.shapes import flat_form, rules_of, template_of
from tests.metadata.formula.test_examples import FORMS, filling_of

_SEEDS = range(2)


def _stopped(node: Any, way: str, hole: str) -> Any:
    """The tree, a key or a list of keys with the hole filled."""
    match node:
        case ["t" | "n" | "b", _]:
            return node
        case list():
            return [_stopped(part, way, hole) for part in node]
        case str() if node.startswith(f"{HOLE}:") and way == "row":
            return hole + node[1:]
        case str() if node.endswith(f":{HOLE}") and way == "column":
            return node[:-1] + hole
    return node


def _written_out(pattern: Mapping[str, Any], hole: str, words: Sequence[str]) -> dict[str, Any]:
    one = {name: part for name, part in pattern.items() if name not in {"by", "words"}}
    one |= {name: _stopped(one[name], pattern["by"], hole) for name in ("expr", "reads", "key", "cells") if name in one}
    for name, (before, which, after) in pattern["words"].items():
        outer, _, inner = name.partition(".")
        word = f"{before}{words[which]}{after}"
        one[outer] = {**one.get(outer, {}), inner: word} if inner else word
    return one


def _unpacked(program: Mapping[str, Any]) -> dict[str, Any]:
    """What ``packed`` was given."""
    found: dict[str, Any] = {name: part for name, part in program.items() if name != "patterns"} | {"spec": "program/1"}
    for part in ("formulas", "checks"):
        patterns = program["patterns"][part]
        found[part] = [_written_out(patterns[item[0]], item[1], item[1:]) if isinstance(item, list) else item for item in program[part]]
    return found


def _programs() -> dict[str, Program]:
    return {**PROGRAMS, **{f"{regime} {form}": build(examples.template(regime), form) for regime, form in FORMS}}


def test_nothing_is_lost_in_any_form() -> None:
    for name, program in _programs().items():
        given = program.as_json()
        assert _unpacked(packed(given)) == given, name


def test_words_that_look_like_cells_are_left_alone() -> None:
    columns = {"c1": {"kind": "text"}, "c2": {"kind": "text"}, "c3": {}}
    form = flat_form(columns)
    section = form["sections"]["items"]["s1"]
    section["rows"] = {"root": ["r1", "r2", "r3"], "nodes": {row: {"label": f'["c", "{row}:c1"] @:c1', "kind": "unit", "code": row} for row in ("r1", "r2", "r3")}}
    rules = rules_of("f_1", 'c1 = "r1:c1"', {"expr": 'c1 <> "@:c1"', "message": '["c", "r2:c1"]'}, "c3 <= 5")
    given = build(template_of(form, rules), "f_1").as_json()
    made = packed(given)
    assert len(made["patterns"]["checks"]) == 3
    assert _unpacked(made) == given


def test_a_table_of_four_hundred_rows_is_small() -> None:
    form = flat_form({f"c{i}": {} for i in range(1, 11)} | {"c11": {"kind": "computed", "formula": "sum(range(c1, c10))"}})
    rows = [f"r{i}" for i in range(1, 401)]
    form["sections"]["items"]["s1"]["rows"] = {"root": rows, "nodes": {row: {"label": f"Dòng {row}", "kind": "unit", "code": row} for row in rows}}
    given = build(template_of(form, rules_of("f_1", "c1 + c2 <= c11", "c3 <= c11")), "f_1").as_json()
    assert len(json.dumps(packed(given))) < len(json.dumps(given)) / 20


def _wire(program: Program, seed: int) -> dict[str, Any]:
    values, instances, outside = filling_of(program, seed)
    return {"values": {key: encode(value) for key, value in values.items()}, "instances": instances, "externals": {key: encode(value) for key, value in outside.items()}}


def test_the_browser_computes_every_form_from_it() -> None:
    node = NodeEngine()
    if why := node.missing():
        pytest.fail(why) if os.environ.get("CI") else pytest.skip(why)
    programs = _programs()
    tasks = [{"program": packed(program.as_json()), "fillings": [_wire(program, seed) for seed in _SEEDS]} for program in programs.values()]
    answers = node.ask({"do": "run", "programs": tasks})
    for (name, program), found in zip(programs.items(), answers, strict=True):
        for seed, (at_once, cell_by_cell) in zip(_SEEDS, found, strict=True):
            expected = program.run(*filling_of(program, seed)).as_dict()
            assert at_once == expected, (name, seed)
            assert cell_by_cell == expected, (name, seed)
