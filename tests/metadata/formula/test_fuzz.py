"""Fuzzing by the grammar: whatever the text, there comes a value or a refusal with a code and a place, and the engines agree."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from decimal import Decimal, localcontext
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metadata.errors import KhuonError, Problem, catalogue
from metadata.formula import relation, relation_lint, relation_rules, typing
from metadata.formula.bind import Binder, Place
from metadata.formula.functions import CATALOGUE, function_names
from metadata.formula.program import build, scope_of
from metadata.formula.resolve import parse, parse_checks, parse_value
from metadata.formula.scope import Scope
from metadata.formula.targets.asteval_engine import AstevalFormula
from metadata.formula.targets.browser import tree_json
from metadata.formula.targets.closures import Cells, close
from metadata.formula.tree import Kind, Node, Slot, Slots, Where, walk
from metadata.formula.words import check_in_words, in_words
from metadata.numbers import WIDE
from metadata.values import decode
from tests.metadata import examples
from tests.metadata.formula.shapes import flat_form, numbered, rules_of, template_of
from tests.metadata.formula.vectors import COLUMNS, SCOPE, cells_of

FUZZ = settings(max_examples=300, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
PROGRAMS = settings(FUZZ, max_examples=100)

# ---------------------------------------------------------------- texts

CELLS = st.sampled_from([*(f"c{n}" for n in range(1, 10)), "r1.c1", "r1.c9", "t1", "t2", "d1", "d2", "c99", "r1", "x"])
NUMBERS = st.one_of(
    st.integers(0, 10**20).map(str), st.decimals(0, 10**6, places=3).map(str), st.sampled_from(["0", "1", "2.5", "1.005", "0.1", "9" * 40, "1.000", "0,5", "1.5"])
)
TEXTS = st.sampled_from(['"co"', "'có'", "“x”", '"31/12/2026"', '"2026-02-30"', '""', '"ha"', '"m²"', '"triệu đồng"', '">="', "'a"])
NAMES = st.sampled_from([*function_names(), "SUM", "If", "SUMIF", "open", "foo"])
PLAIN = st.sampled_from(["+", "-", "*", "/", "−", "×", "÷"])
TESTS = st.sampled_from(["=", "==", "<>", "!=", "<", "<=", ">", ">=", "≠", "≤", "≥"])
COMMA = st.sampled_from([", ", "; ", ",", ";"])


def _operation(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    call = st.builds(lambda name, comma, items: f"{name}({comma.join(items)})", NAMES, COMMA, st.lists(inner, max_size=4))
    usual = st.builds(lambda name, comma, items: f"{name}({comma.join(items)})", st.sampled_from(["sum", "min", "max", "avg", "count", "coalesce"]), COMMA, st.lists(inner, min_size=1, max_size=4))
    return st.one_of(
        st.builds(lambda a, op, b: f"{a} {op} {b}", inner, PLAIN, inner),
        st.builds(lambda a, op, b: f"({a} {op} {b})", inner, PLAIN, inner),
        st.builds(lambda a: f"-{a}", inner), st.builds(lambda a: f"({a})", inner), usual, call,
        st.builds(lambda a, b: f"round({a}, {b})", inner, st.integers(-13, 13)),
        st.builds(lambda a, b, c: f"if({a}, {b}, {c})", _condition(inner), inner, inner),
        st.builds(lambda a, b, c: f"({b} if {a} else {c})", _condition(inner), inner, inner),
        st.builds(lambda a, b: f"{a}:{b}", CELLS, CELLS), st.builds(lambda a, b: f"sum({a}:{b})", CELLS, CELLS),
        st.builds(lambda name, a: f"{name}({a})", st.sampled_from(["prev", "ytd", "prev_year", "abs", "children", "units_below"]), inner),
        st.builds(lambda a, b: f"wmean({a}:{b}, {b}:{a})", CELLS, CELLS), st.builds(lambda a, b, c: f"convert({a}, {b}, {c})", inner, TEXTS, TEXTS),
    )  # fmt: skip


def _condition(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    one = st.builds(lambda a, op, b: f"{a} {op} {b}", inner, TESTS, inner)
    return st.one_of(one, st.builds(lambda a: f"not ({a})", one), st.builds(lambda a, op, b: f"({a} {op} {b})", one, st.sampled_from(["and", "or", "và"]), one),
                     st.builds(lambda name, a, b: f"{name}({a}; {b})", st.sampled_from(["AND", "or"]), one, one))


VALUES = st.recursive(st.one_of(CELLS, CELLS, CELLS, NUMBERS, TEXTS), _operation, max_leaves=12)
FORMULAS = st.one_of(VALUES, _condition(VALUES), VALUES.map(lambda text: f"={text}"))
SANE = st.recursive(st.one_of(st.sampled_from([f"c{n}" for n in range(1, 9)]), st.sampled_from(["0", "1", "2.5", "3", "0.1", "1000"])), lambda inner: st.one_of(
    st.builds(lambda a, op, b: f"({a} {op} {b})", inner, PLAIN, inner), st.builds(lambda name, a, b: f"{name}({a}, {b})", st.sampled_from(["sum", "min", "max", "avg", "count", "coalesce", "ratio", "percent"]), inner, inner),
    st.builds(lambda a, b, op, c, d: f"if({a} {op} {b}, {c}, {d})", inner, inner, TESTS, inner, inner), st.builds(lambda a, n: f"round({a}, {n})", inner, st.integers(-2, 4)), st.builds(lambda a: f"abs(-{a})", inner),
), max_leaves=14)  # fmt: skip
ODD = st.one_of(
    st.characters(), st.sampled_from([*"()[]{}.,:;+-*/^%&$!#@'\"“”_=<>…", "..", "**", "__class__", "lambda ", "\u200b", "\u202e", "\u0301", "с", "ｃ", "\ud800", "\x00", "\ufeff", "٣", "²", "Ⅷ", " if ", " not ", "0x1", "1e9"])
)


@st.composite
def mutated(draw: st.DrawFn, base: st.SearchStrategy[str] = FORMULAS) -> str:
    """A text of the grammar with up to four slips."""
    text = draw(base)
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 5)))
        text = draw(st.sampled_from([text[:start] + text[end:], text[:start] + draw(ODD) + text[start:], text[:end] + text[start:end] * 2 + text[end:], text[:start] + draw(ODD) + text[end:]]))
    return text


ANY = st.one_of(FORMULAS, mutated(), st.text(max_size=60), st.text(alphabet="c1()+-*/.,:;'\"<>=if ndotrelse_%&[]\u0301", max_size=80))
LINES = st.one_of(
    st.text(alphabet="0123456789=+-…. ()[]–−abcđ", max_size=40),
    mutated(st.lists(st.one_of(st.integers(0, 35).map(str), st.sampled_from(["=", "+", "-", "...", "..", "…", " ", "(", ")"])), max_size=20).map("".join)),
    st.text(max_size=30),
)

# ---------------------------------------------------------------- what may come out


def sound(problem: Problem, text: str) -> None:
    """A refusal: a code of the catalogue, whole sentences, a place in the text."""
    assert problem.code in catalogue()
    for lang in ("vi", "en"):
        said = problem.sentence(lang) + problem.hint(lang)
        missing = {part.split("}")[0] for part in said.split("{")[1:]} & {"proposal", "odd", "instead", "what", "name", "offset", "expected"}
        assert not missing or "{" in text, said
    if problem.code not in {"formula.relation_unknown", "formula.relation_ellipsis", "formula.relation_twice", "formula.relation_part"}:
        size = max(len(text), len(unicodedata.normalize("NFC", text)))
        assert 0 <= problem.args["offset"] <= size, problem
        assert problem.args["length"] >= 1


def given_or_refused(act: Callable[[], Any], text: str) -> Any:
    """What comes out; None for a refusal, which must be sound."""
    try:
        return act()
    except KhuonError as refused:
        for problem in refused.problems:
            sound(problem, text)
        return None


def bindable(node: Node, scope: Scope = SCOPE, place: Place = Place("s1", "r1", "c9")) -> Node | None:  # noqa: B008  frozen
    """The tree at a place; None when it is for several cells or other places."""
    try:
        return Binder(scope, scope.names.floor, place).bind(typing.settled(node))
    except KhuonError as refused:
        problems = refused.problems
    assert all(problem.code in catalogue() and problem.place for problem in problems)
    return None


ROW = cells_of({"c1": "1", "c2": "-7", "c3": "0", "c4": {"s": "-"}, "c5": "2.5", "c6": "123456789012345678.25", "c7": {"s": "x"}, "t1": {"t": "co"}, "d1": {"d": "2026-01-31"}})


def used(node: Node) -> None:
    """Words, JSON, the judge and the second opinion of a tree."""
    assert in_words(node, SCOPE, full=True)
    assert in_words(node, SCOPE, "en")
    bound = bindable(node)
    if bound is None:
        return
    assert json.loads(json.dumps(tree_json(bound)))
    with localcontext(WIDE):
        one = close(bound)(ROW)
    other = AstevalFormula(bound)(ROW)
    assert one == other
    assert type(one) is type(other)
    assert one is None or isinstance(one, Decimal | bool | str)
    assert not isinstance(one, Decimal) or one.is_finite()


# ---------------------------------------------------------------- properties


@FUZZ
@given(ANY)
def test_any_text_gives_a_tree_or_a_refusal(text: str) -> None:
    for read in (parse, parse_value):
        node = given_or_refused(lambda read=read: read(text, SCOPE), text)  # type: ignore[misc]
        if node is not None:
            used(node)
    checks = given_or_refused(lambda: parse_checks(text, SCOPE), text)
    if checks:
        assert check_in_words(checks, SCOPE)
        assert all(check.kind is Kind.TRUTH for check in checks)
        for check in checks:
            used(check)


@FUZZ
@given(SANE)
def test_what_the_grammar_allows_is_computed(text: str) -> None:
    node = parse_value(text, SCOPE)
    used(node)
    bound = bindable(node)
    assert bound is not None
    assert not any(isinstance(part, Slots | Where) for part in walk(bound))


@FUZZ
@given(mutated(st.one_of(st.sampled_from([name.upper() for name in CATALOGUE]), NAMES, CELLS)))
def test_a_slip_in_a_name_never_reaches_another_function(text: str) -> None:
    called = given_or_refused(lambda: parse(f"{text}(c1, c2)", SCOPE), f"{text}(c1, c2)")
    if called is not None:
        used(called)


_AXES = [relation.axis_of(form.grids[0].columns) for form in examples.template("thanh_tra_2021").forms]


@FUZZ
@given(LINES, st.sampled_from(_AXES))
def test_any_printed_line_gives_checks_or_a_refusal(line: str, axis: relation.Axis) -> None:
    expanded = given_or_refused(lambda: relation.expand(line, axis), line)
    given_or_refused(lambda: relation.rule_expressions(line, axis), line)
    assert isinstance(relation_lint.line_problems(line, axis), list)
    for one in expanded or ():
        assert relation_rules.disagreements(relation.generate([one]), [], axis, one.left)[0].code == "formula.relation_unheld"
        assert relation.expand(relation.generate([one]), axis) == [one]
        assert one.left in axis.place


@PROGRAMS
@given(ANY, ANY, st.dictionaries(st.sampled_from([f"c{n}" for n in range(1, 9)]), st.sampled_from(["0", "1", "-2.5", "99999999999999999999", None]), max_size=8))
def test_any_text_in_a_form_is_built_and_run(formula: str, rule: str, filled: dict[str, str | None]) -> None:
    form = flat_form({**COLUMNS, "c9": {"kind": "computed", "formula": formula or "c1", "decimals": 2}})
    program = build(template_of(form, numbered(2, "f_2", "02/T"), rules_of("f_1", rule or "c1 = c2")), "f_1", lenient=True)
    assert all(problem.code in catalogue() and problem.place for problem in program.problems)
    values = {f"r1:{code}": decode(text) for code, text in filled.items()}
    outside = {external.key: None for external in program.externals}
    result = program.run(values, {}, outside)
    assert program.by_asteval().run(values, {}, outside).as_dict() == result.as_dict()
    assert json.loads(json.dumps(result.as_dict())) == result.as_dict()
    assert json.loads(json.dumps(program.as_json()))


# ---------------------------------------------------------------- real forms


def _places() -> list[tuple[str, str, str, str, str]]:
    """Data cells of the example regimes: regime, form, section, row, column; a few of every table."""
    found = []
    for regime in ("thanh_tra_2021", "khcn_2015", "ho_can_ngheo_2021", "giai_ngan", "tthc_2020", "danh_sach_2019"):
        template = examples.template(regime)
        for form in template.forms:
            scope = scope_of(template, form.id)
            for section, grid in scope.names.grids.items():
                rows = scope.names.floor.data_rows(section)
                found += [(regime, form.id, section, row.id, leaf.id) for row in rows[:: max(1, len(rows) // 4)] for leaf in grid.data_leaves[:2]]
    return found


_PLACES = _places()


@st.composite
def in_form(draw: st.DrawFn) -> tuple[tuple[str, str, str, str, str], str]:
    """A place of a real form and a text over its codes, with slips now and then."""
    place = draw(st.sampled_from(_PLACES))
    template = examples.template(place[0])
    forms = {form.id: scope_of(template, form.id).known() for form in template.forms}
    mine = st.sampled_from(forms[place[1]])
    dotted = st.builds(lambda a, b: f"{a}.{b}", mine, mine)
    other = st.sampled_from(sorted(forms)).flatmap(lambda form: st.sampled_from(forms[form]).map(lambda code: f"form({form}, {code})"))
    cell = st.one_of(mine, mine, dotted, other)
    placed = st.builds(lambda name, a: f"{name}({a})", st.sampled_from(["prev", "prev_year", "ytd", "units_below", "children"]), st.one_of(mine, other))
    several = st.one_of(placed, cell, st.just("children()"), st.builds(lambda a, b: f"{a}:{b}", mine, mine))
    gathered = st.builds(lambda name, a: f"{name}({a})", st.sampled_from(["sum", "avg", "min", "max", "count"]), several)
    where = st.builds(lambda a, op, b: f'count_where({a}, "{op}", {b})', several, st.sampled_from(["=", "<>", ">"]), st.sampled_from(["5", '"nu"', "-1", '"01/01/2000"']))
    where_sum = st.builds(lambda a, b: f'sum_where({a}, {b}, ">", 1)', several, several)
    weighed = st.builds(lambda a, b: f"wmean({a}, {b})", several, several)
    value = st.one_of(cell, placed, gathered, where, where_sum, weighed)
    text = st.one_of(value, st.builds(lambda a, op, b: f"{a} {op} {b}", value, PLAIN, value), st.builds(lambda a, op, b: f"if({a} {op} {b}, {a}, 0)", value, TESTS, value))
    return place, draw(st.one_of(text, text, mutated(text)))


def _filled(node: Node) -> Cells:
    """Two instances of every open row and unit read, with plain values."""
    cells = Cells({}, "a", {})
    instances: dict[str, list[str]] = {}
    for number, leaf in enumerate(part for part in walk(node) if isinstance(part, Slot | Slots)):
        value: Any = Decimal(number * 7 - 3) if leaf.kind.numeric else {Kind.TEXT: "nu", Kind.DATE: "2026-01-31"}.get(leaf.kind)
        if isinstance(leaf, Slots):
            instances.setdefault(leaf.owner, ["a", "b"])
        for inst in ("a", "b"):
            cells.values[leaf.key.replace("#:", f"#{inst}:")] = value if inst == "a" or number % 2 else None
    cells.instances = instances
    return cells


@FUZZ
@given(in_form())
def test_any_text_at_a_place_of_a_real_form(case: tuple[tuple[str, str, str, str, str], str]) -> None:
    (regime, form, section, row, column), text = case
    scope = scope_of(examples.template(regime), form, section)
    node = given_or_refused(lambda: parse(text, scope), text)
    if node is None:
        return
    assert in_words(node, scope, full=True)
    bound = bindable(node, scope, Place(section, row, column))
    if bound is None:
        return
    cells = _filled(bound)
    with localcontext(WIDE):
        one = close(bound)(cells)
    assert AstevalFormula(bound)(cells) == one
    assert json.loads(json.dumps(tree_json(bound)))


@pytest.mark.parametrize("text", ["", " ", "=", "==", "\ud800", "c1\ud800", "'\ud83d'", "\x00", "\u202ec1", "c1 +\u0301c2", "c\u0301", "=" * 300, "…" * 300, "\U000e0041c1"])
def test_the_smallest_odd_texts(text: str) -> None:
    for read in (parse, parse_value, parse_checks):
        assert given_or_refused(lambda read=read: read(text, SCOPE), text) is None  # type: ignore[misc]
