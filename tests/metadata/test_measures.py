"""Units of measure: every spelling is known, scales convert exactly, and formulas whose units do not go together are found."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metadata.checks import check_template
from metadata.errors import Problem
from metadata.measures import Measure, convert, find, measures, propose
from tests.metadata.examples import FOLDER, documents
from tests.metadata.formula.shapes import REGIME, flat_form, rules_of

SPELLINGS = [(measure, text) for measure in measures().values() for text in (measure.id, measure.label, measure.symbol, *measure.aliases)]
IN_THE_WILD = [
    ("Triệu dồng", "trieu_dong"), ("Tiệu đồng", "trieu_dong"), ("Tr đồng", "trieu_dong"), ("Triệu đổng", "trieu_dong"), ("1.000.000 đồng", "trieu_dong"),
    ("1.000 đồng", "nghin_dong"), ("1 000 đồng", "nghin_dong"), ("1,000 VNĐ", "nghin_dong"), ("1000đ", "nghin_dong"), ("10³ đồng", "nghin_dong"), ("10^6 đồng", "trieu_dong"),
    ("ngàn đồng", "nghin_dong"), ("tỉ đồng", "ty_dong"), ("1.000.000.000đ", "ty_dong"), ("Đơn vị: Triệu đồng", "trieu_dong"), ("(ĐVT: 1.000 đồng)", "nghin_dong"),
    ("Đơn vị tính: ngàn tấn.", "nghin_tan"), ("1.000 lượt khách", "nghin_luot_khach"), ("MWh", "mwh"), ("‰", "phan_nghin"), ("％", "phan_tram"), ("Tỷ lệ (%)", "phan_tram"), ("㎡", "m2"), ("Triệu USD", "trieu_usd"),
    (unicodedata.normalize("NFD", "Đơn vị: Triệu đồng"), "trieu_dong"), ("  TRIỆU\u00a0ĐỒNG ", "trieu_dong"),
]  # fmt: skip


@pytest.mark.parametrize(("measure", "text"), SPELLINGS, ids=[f"{m.id}={t}" for m, t in SPELLINGS])
def test_every_spelling_finds_its_own_unit(measure: Measure, text: str) -> None:
    for written in (text, text.upper(), unicodedata.normalize("NFD", text), f"Đơn vị tính: {text}", f" ({text}) "):
        assert find(written) == measure


@pytest.mark.parametrize(("text", "unit"), IN_THE_WILD)
def test_spellings_of_published_reports_are_known(text: str, unit: str) -> None:
    found = find(text)
    assert found is not None
    assert found.id == unit


@pytest.mark.parametrize(("text", "unit"), [("trieu dong", "trieu_dong"), ("Triệu đồg", "trieu_dong"), ("tirệu đồng", "trieu_dong"), ("Nghìn tân", "nghin_tan"), ("vụ viêc", "vu_viec"), ("lượt ngừơi", "luot_nguoi")])
def test_the_nearest_unit_is_proposed(text: str, unit: str) -> None:
    assert find(text) is None
    near = propose(text)
    assert near is not None
    assert near.id == unit


@pytest.mark.parametrize("text", ["Đơn vị: Sở Tài chính", "Đơn vị: Ủy ban nhân dân tỉnh Hưng Yên", "Tổ chức, cá nhân", "k", "", "abcdef"])
def test_what_is_no_unit_is_neither_found_nor_proposed(text: str) -> None:
    assert find(text) is None
    assert propose(text) is None


@given(st.integers(-(10**30), 10**30), st.sampled_from(["dong", "nghin_dong", "trieu_dong", "ty_dong"]), st.sampled_from(["dong", "nghin_dong", "trieu_dong", "ty_dong"]))
def test_amounts_convert_exactly_there_and_back(amount: int, source: str, target: str) -> None:
    one, other = measures()[source], measures()[target]
    there = convert(Decimal(amount), one, other)
    assert there * other.factor == amount * one.factor
    assert convert(there, other, one) == amount


# ---------------------------------------------------------------- formulas

UNITS = {
    "n": "nguoi", "n2": "nguoi", "h": "ho", "dn": "don", "vv": "vu_viec", "t": "trieu_dong", "t2": "trieu_dong", "d": "dong", "p": "phan_tram", "p2": "phan_tram", "p3": "phan_tram",
    "a": "ha", "m": "m2", "l": "lan", "g": "tuoi", "u": None, "tn": "tan",
}  # fmt: skip


def findings(*, formula: str = "", unit: str | None = None, rule: str = "", cells: dict[str, Any] | None = None) -> list[Problem]:
    """What is said about one computed cell x of that unit, or about one check."""
    columns: dict[str, Any] = {name: {"unit": u} if u else {} for name, u in UNITS.items()}
    if formula:
        columns["x"] = {"kind": "computed", "formula": formula, "decimals": 2, **({"unit": unit} if unit else {})}
    form = flat_form({**columns, **(cells or {})})
    docs = [form, rules_of("f_1", *([rule] if rule else []))]
    found = check_template({d["id"]: d for d in [*docs, {**REGIME, "forms": ["f_1"]}]})
    assert not [p for p in found if p.code.startswith("formula")], found
    return [p for p in found if p.code.startswith("measure")]


WRONG = [
    ("n + t", None, "measure.mixed_sum", "error", "t", "người"),
    ("sum(n, t)", None, "measure.mixed_sum", "error", "t", "người"),
    ("sum(h, n)", None, "measure.mixed_sum", "warning", "n", "hộ"),
    ("dn + vv", "don", "measure.mixed_sum", "warning", "vv", "đơn"),
    ("sum(range(n, h))", "nguoi", "measure.mixed_sum", "warning", "range(n, h)", "người"),
    ("t - d", "trieu_dong", "measure.scale", "error", "d", 'convert(d, "đồng", "triệu đồng")'),
    ("d + t", "trieu_dong", "measure.scale", "error", "d", 'convert(d, "đồng", "triệu đồng")'),
    ("t", "dong", "measure.scale", "error", "t", 'convert(t, "triệu đồng", "đồng")'),
    ("sum(t, t2)", "dong", "measure.scale", "error", "sum(t, t2)", 'convert(sum(t, t2), "triệu đồng", "đồng")'),
    ("max(a, m)", None, "measure.scale", "error", "m", 'convert(m, "m²", "ha")'),
    ("coalesce(n, t)", None, "measure.mixed_choice", "error", "t", "người"),
    ("n if p > 5 else a", None, "measure.mixed_choice", "error", "a", "người"),
    ("t + t2", "nguoi", "measure.result", "error", "t + t2", "triệu đồng"),
    ("n + n2", "ho", "measure.result", "warning", "n + n2", "người"),
    ("n / n2", "phan_tram", "measure.percent", "warning", "n / n2", "percent(n, n2)"),
    ("ratio(n, n2)", "phan_tram", "measure.percent", "warning", "ratio(n, n2)", "percent(n, n2)"),
    ("(n - n2) / n2", "phan_tram", "measure.percent", "warning", "(n - n2) / n2", "percent(n - n2, n2)"),
    ("percent(n, n2)", "lan", "measure.percent", "warning", "percent(n, n2)", "ratio(n, n2)"),
    ("n * p", "nguoi", "measure.percent_factor", "warning", "n * p", "(n * p) / 100"),
    ("percent(t, d)", "phan_tram", "measure.scale", "error", "percent(t, d)", ""),
    ("p + p2", "phan_tram", "measure.not_additive", "warning", "p", "percent(…, …)"),
    ("sum(p, p2, p3)", "phan_tram", "measure.not_additive", "warning", "p", "percent(…, …)"),
    ("sum(range(p, p3))", "phan_tram", "measure.not_additive", "warning", "range(p, p3)", "percent(…, …)"),
    ("ytd(p)", "phan_tram", "measure.not_additive", "warning", "ytd(p)", "percent(…, …)"),
    ("g + g", "tuoi", "measure.not_additive", "warning", "g", "percent(…, …)"),
    ('convert(d, "ha", "m²")', "m2", "measure.converted", "error", "d", "đồng"),
    ('convert(m, "ha", "m²")', "m2", "measure.scale", "error", "m", 'convert(m, "m²", "ha")'),
    ("wmean(t, n)", "nguoi", "measure.result", "error", "wmean(t, n)", "triệu đồng"),
    ("round(t) + abs(n)", None, "measure.mixed_sum", "error", "abs(n)", "triệu đồng"),
]  # fmt: skip


@pytest.mark.parametrize(("formula", "unit", "code", "severity", "text", "proposal"), WRONG, ids=[f"{w[1] or ''}={w[0]}" for w in WRONG])
def test_units_that_do_not_go_together_are_found_in_place(formula: str, unit: str | None, code: str, severity: str, text: str, proposal: str) -> None:
    (found,) = findings(formula=formula, unit=unit)
    assert (found.code, found.severity, found.place) == (code, severity, "f_1/s1/r1:x")
    offset, length = found.args["offset"], found.args["length"]
    assert formula[offset : offset + length] == text
    for lang in ("vi", "en"):
        assert text in found.sentence(lang) or code == "measure.result"
        assert proposal in found.hint(lang)
        assert "{" not in found.sentence(lang) + found.hint(lang)


RIGHT = [
    ("n + n2", "nguoi"), ("n + u", "nguoi"), ("u + t", "nguoi_x"), ("t / n", "trieu_dong"), ("t / n", "phan_tram"), ("n * p / 100", "nguoi"), ("p * n / 100", "nguoi"), ("n * percent(h, h) / 100", "nguoi"),
    ("n / n2 * 100", "phan_tram"), ("percent(n, n2)", "phan_tram"), ("100 * (n / n2)", "phan_tram"), ("n * 100 / n2", "phan_tram"), ("n / n2 * 1000", "phan_nghin"), ("n / n2", "lan"), ("(n / n2 - 1) * 100", "phan_tram"),
    ("percent(n, n2) - 100", "phan_tram"), ("n / n2 * t", "trieu_dong"), ("percent(h, n) + percent(n2, n)", "phan_tram"), ("p - p2", "phan_tram"), ("100 - p", "phan_tram"), ("avg(p, p2)", "phan_tram"),
    ("wmean(p, n)", "phan_tram"), ("count(t, n, a)", "ho"), ("n + count(t, a)", "nguoi"), ("a * 10000", "m2"), ("a * 10000 + m", "m2"), ("n * 500000", "dong"), ("n * 1.5", "trieu_dong"), ("p * 2 / 100", "diem"),
    ('convert(a, "ha", "m²") + m', "m2"), ('convert(d, "đồng", "triệu đồng") + t', "trieu_dong"), ("max(0, n)", "nguoi"), ("if(t > 0, n, 0)", "nguoi"), ("t / t2 * n", "nguoi"), ("prev(n) - n", "nguoi"), ("n / n2", "nguoi"),
    ("ytd(t)", "trieu_dong"), ("1.5", "trieu_dong"), ("n", None), ("sum(p)", "phan_tram"), ("p / p2", "lan"),
]  # fmt: skip


@pytest.mark.parametrize(("formula", "unit"), RIGHT, ids=[f"{unit}={formula}" for formula, unit in RIGHT])
def test_what_goes_together_or_is_not_certain_is_no_finding(formula: str, unit: str | None) -> None:
    assert findings(formula=formula, unit=None if unit == "nguoi_x" else unit) == []


CHECKS = [
    ("a <= m", "measure.scale", "error", 'convert(m, "m²", "ha")'), ("t = d", "measure.scale", "error", 'convert(d, "đồng", "triệu đồng")'), ("n = t", "measure.mixed_comparison", "error", "người"),
    ("n <= t", "measure.mixed_comparison", "error", "người"), ("dn = vv", "measure.mixed_comparison", "warning", "đơn"), ("p = n / n2", "measure.percent", "warning", "percent(n, n2)"), ("n = n2 + t", "measure.mixed_sum", "error", "người"),
    ("u > 0 and t <= d", "measure.scale", "error", 'convert(d, "đồng", "triệu đồng")'), ("if(u > 0, a > m, u = 0)", "measure.scale", "error", 'convert(m, "m²", "ha")'),
    ("p = p2 + p3", "measure.not_additive", "warning", "percent(…, …)"), ("not a = m", "measure.scale", "error", 'convert(m, "m²", "ha")'),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "code", "severity", "proposal"), CHECKS, ids=[c[0] for c in CHECKS])
def test_checks_compare_what_has_one_unit(rule: str, code: str, severity: str, proposal: str) -> None:
    (found,) = findings(rule=rule)
    assert (found.code, found.severity, found.place) == (code, severity, "k_f_1/k1")
    assert proposal in found.hint()


@pytest.mark.parametrize("rule", ["vv <= dn", "h <= n", "n <= 100", "p + p2 + p3 = 100", "p <= 100", "n = n2 + u", "t / n <= 5", "n = n2 * 0.5", 'convert(a, "ha", "m²") >= m', "p >= percent(n, n2)", "t <= n * 0.3"])
def test_counts_of_different_things_may_be_held_against_each_other(rule: str) -> None:
    assert findings(rule=rule) == []


def test_rows_of_a_total_share_the_unit_of_their_parent() -> None:
    def form(child: str, column: dict[str, Any], own: str = "dong") -> dict[str, Any]:
        rows = {"r1": {"label": "Tổng", "kind": "total", "code": "r1", "children": ["r2", "r3"], "cell": {"kind": "computed", "formula": "sum(children())", "unit": own}},
                "r2": {"label": "A", "kind": "data", "code": "r2", "cell": {"unit": child}}, "r3": {"label": "B", "kind": "data", "code": "r3", "cell": {"unit": child}}}  # fmt: skip
        nodes = {"cA": {"label": "Chỉ tiêu", "stub": "caption"}, "c1": {"label": "Số", "code": "c1"}, "c2": {"label": "Tỷ lệ", "code": "c2", "cell": column}}
        grid = {"kind": "grid", "columns": {"root": list(nodes), "nodes": nodes}, "rows": {"root": ["r1"], "nodes": rows}}
        return {"spec": "form/1", "id": "f_1", "code": "01/T", "title": "Thử", "sections": {"order": ["s1"], "items": {"s1": grid}}}

    def said(document: dict[str, Any]) -> list[tuple[str, str, str, str]]:
        found = check_template({"f_1": document, "g_thu": {**REGIME, "forms": ["f_1"]}})
        return [(p.code, p.severity, p.place, p.hint()) for p in found if p.code.startswith("measure")]

    assert said(form("dong", {})) == []
    (scale,) = said(form("trieu_dong", {}))
    assert scale[:3] == ("measure.scale", "error", "f_1/s1/r1:c1")
    assert 'convert(sum(children()), "triệu đồng", "đồng")' in scale[3]
    (other,) = said(form("nguoi", {}))
    assert other[:3] == ("measure.result", "error", "f_1/s1/r1:c1")
    (percent,) = said(form("dong", {"unit": "phan_tram"}))
    assert percent[:3] == ("measure.not_additive", "warning", "f_1/s1/r1:c2")
    assert "wmean(children(), c1)" in percent[3]


def test_a_printed_line_without_check_is_measured_too() -> None:
    form = flat_form({"c1": {"unit": "trieu_dong"}, "c2": {"unit": "trieu_dong"}, "c3": {"unit": "nguoi"}})
    form["sections"]["items"]["s1"]["columns"]["nodes"]["c1"]["relation"] = "1=2+3"
    found = [p for p in check_template({"f_1": form, "g_thu": {**REGIME, "forms": ["f_1"]}}) if p.code.startswith("measure")]
    assert [(p.code, p.place) for p in found] == [("measure.mixed_sum", "f_1/s1/c1")]


def test_cells_of_another_form_bring_their_unit() -> None:
    one, two = flat_form({"c1": {"unit": "trieu_dong"}}), flat_form({"b1": {"unit": "dong"}}, "f_2", "02/T")
    rules = rules_of("f_1", "c1 = form(f_2, b1)")
    found = check_template({"f_1": one, "f_2": two, "k_f_1": rules, "g_thu": {**REGIME, "forms": ["f_1", "f_2"]}})
    (problem,) = [p for p in found if p.code.startswith("measure")]
    assert 'convert(form(f_2, b1), "đồng", "triệu đồng")' in problem.hint()


def test_consolidation_does_not_add_percentages() -> None:
    form = flat_form({"c1": {"unit": "nguoi"}, "c2": {"unit": "phan_tram"}, "c3": {"unit": "phan_tram"}})
    report = {"spec": "consolidation/1", "id": "x_1", "form": "f_1", "title": "Tổng hợp", "units": "reporters", "missing": "list", "default": "sum", "cells": {"c3": {"how": "wmean", "weight": "c1"}}}
    found = [p for p in check_template({"f_1": form, "x_1": report, "g_thu": {**REGIME, "forms": ["f_1"]}}) if p.code.startswith("measure")]
    assert [(p.code, p.place, p.severity) for p in found] == [("measure.consolidated", "x_1/r1:c2", "warning")]
    assert "c1" in found[0].hint()


@pytest.mark.parametrize("regime", sorted(path.name for path in FOLDER.iterdir() if (path / "documents").is_dir()))
def test_the_example_regimes_have_no_finding(regime: str) -> None:
    assert [(p.code, p.place) for p in check_template(documents(regime)) if p.code.startswith("measure")] == []
