"""The year on two sets of forms as a page and as a file: figures, which periods were converted, what cannot be added."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from metadata.mapping import base_of
from metadata.periods import Period
from runtime.consolidation.spans import Span
from runtime.reports.span_report import column_notes, said_under, spans_with
from runtime.store.models import Collection, ConsolidationResult, Regime, Submission
from runtime.submissions.collections import open_collection
from tests.runtime import world as worlds
from tests.runtime.consolidation.test_year import columns, consolidate, filled_year, of_2024, put, world, year
from tests.runtime.world import World, documents_of, sample

__all__ = ["world"]

YEAR = "/tong-hop-nhieu-ky/g_kntc/2026"


def test_the_periods_that_hold_a_period() -> None:
    def ids(period: str) -> list[str]:
        return [span.id for span in spans_with("quarter", Period.parse(period))]

    assert ids("2026-Q1") == ["2026-H1", "2026-9M", "2026"]
    assert ids("2026-Q4") == ["2026-H2", "2026"]
    assert [span.id for span in spans_with("month", Period.parse("2026-05"))] == ["2026-Q2", "2026-H1", "2026-9M", "2026"]
    assert spans_with("year", Period.parse("2026")) == []


def test_the_page_of_a_period_leads_to_the_year_and_the_year_names_its_parts(world: World) -> None:
    filled_year(world)
    receiver = world.client("receiver")
    of_quarter = receiver.get("/tong-hop/g_kntc/2026-Q2").get_data(as_text=True)
    assert f'href="{YEAR}?round=official"' in of_quarter
    # Plainly: a button at the top leads to a part of its own with one button for each length.
    assert 'href="#longer">Tổng hợp nhiều kỳ' in of_quarter
    assert re.findall(r'class="btn" href="/tong-hop-nhieu-ky/g_kntc/([^?]+)', of_quarter) == ["2026-H1", "2026-9M", "2026"]
    page = receiver.get(YEAR).get_data(as_text=True)
    # From one length to the others.
    assert re.findall(r'href="/tong-hop-nhieu-ky/g_kntc/([^/?]+)\?', page) == ["2026-H1", "2026-H2", "2026-9M"]
    assert "theo biểu của bản số 2" in page
    assert page.count("qua chuyển đổi số liệu") == 2  # quarters I and II
    assert page.count("như đã tổng hợp") == 1
    assert "1 kỳ chưa tổng hợp" in page


def test_the_table_says_of_each_column_what_came_through_the_conversion(world: World) -> None:
    filled_year(world)
    page = world.client("receiver").get(f"{YEAR}/f_04xld").get_data(as_text=True)
    assert "Số liệu quý I năm 2026, quý II năm 2026 lập theo biểu của bản số 1" in page
    assert "Cột 19, 20: biểu cũ không hỏi, nên không có số của quý I năm 2026, quý II năm 2026." in page
    assert "Chưa gồm quý IV năm 2026" in page
    with world.db() as db:
        notes = {note.number: note for note in column_notes(Span(db, db.get_one(Regime, "g_kntc"), "2026", "official").report("f_04xld"))}
    assert (notes["2"].way, notes["3"].way, notes["1"].way) == ("first", "sum", "formula")
    assert [period.id for period in notes["3"].through] == ["2026-Q1", "2026-Q2"]
    assert [period.id for period in notes["19"].absent] == ["2026-Q1", "2026-Q2"]


def test_the_year_goes_out_as_a_workbook_with_its_notes(world: World) -> None:
    filled_year(world)
    answer = world.client("receiver").get(f"{YEAR}/f_04xld/tai/xlsx")
    assert answer.status_code == 200
    cells = [str(cell) for row in load_workbook(io.BytesIO(answer.data)).active.iter_rows(values_only=True) for cell in row if cell is not None]
    assert any("91" in cell for cell in cells)  # column 3, received over the year
    assert any("đưa sang biểu này qua phần chuyển đổi" in cell for cell in cells)
    for output in ("html", "csv", "json"):
        assert world.client("receiver").get(f"{YEAR}/f_04xld/tai/{output}").status_code == 200


def test_who_may_not_read_consolidated_figures_gets_no_year(world: World) -> None:
    filled_year(world)
    for who in ("clerk-a", "head-b", "receiver-other"):
        assert world.client(who).get(YEAR).status_code in (403, 404)
    assert world.client("auditor").get(YEAR).status_code == 200


def test_wrong_spans_are_coded_problems(world: World) -> None:
    receiver = world.client("receiver")
    for wrong in ("2026-Q1", "2026-13", "x" * 60):
        assert receiver.get(f"/tong-hop-nhieu-ky/g_kntc/{wrong}").status_code in (400, 404, 422)
    assert receiver.get(f"{YEAR}/f_04xld").status_code in (404, 409, 422)  # nothing consolidated yet
    assert receiver.get(YEAR).status_code == 200
    filled_year(world)
    assert receiver.get(f"{YEAR}/f_99").status_code == 404


# -- ratios


def with_ratio(documents: list[dict[str, Any]], column: str, formula: str) -> list[dict[str, Any]]:
    """04/XLD with a percentage at its end."""
    for document in documents:
        if document["id"] == "f_04xld":
            tree = document["sections"]["items"]["s1"]["columns"]
            tree["root"].append(column)
            tree["nodes"][column] = {
                "label": "Tỷ lệ", "code": "tl", "number": "99",
                "cell": {"kind": "computed", "formula": formula, "decimals": 1, "unit": "phan_tram"},
            }  # fmt: skip
        if document["id"] == "m_04xld":
            document["entries"][column] = {"how": "same", "from": ["c99"]}
    return documents


@pytest.fixture
def ratio(tmp_path: Path) -> Iterator[Callable[[str], World]]:
    """A year in which 04/XLD has a percentage on both sets; the formula of the new set is given."""
    opened = []

    def make(formula: str) -> World:
        old = with_ratio(documents_of("thanh_tra_2021"), "c99", "c8 / c1 * 100")
        context = worlds.world_of(f"sqlite:///{tmp_path / 'r.sqlite3'}", old, ("2026-Q1", "2026-Q2"))
        made = context.__enter__()
        opened.append(context)
        with made.db() as db:
            lead = made.actor(db, "receiver")
            worlds.publish(db, with_ratio(documents_of("thanh_tra_2024"), "n99", formula), lead.user_id or "", no=2, valid_from="2026-Q3")
            open_collection(db, lead, db.get_one(Regime, "g_kntc"), "2026-Q3", opens=worlds.FROM)
        put(made, "a", "2026-Q1", sample())
        put(made, "a", "2026-Q2", sample())
        put(made, "a", "2026-Q3", {"f_04xld": of_2024(c1="8", c2="5", c3="3", c4="8", c7="4", c8="4", c19="3", c20="1")})
        consolidate(made, "2026-Q1", "2026-Q2", "2026-Q3")
        return made

    yield make
    for context in opened:
        context.__exit__(None, None, None)


def test_a_ratio_over_the_year_is_made_from_the_years_figures(ratio: Callable[[str], World]) -> None:
    """Processed 33 + 33 + 8 = 74 of 93: 79.6 per cent; the sum of the three percentages would be far above a hundred."""
    world = ratio("c4 / c1 * 100")
    with world.db() as db:
        form = Span(db, db.get_one(Regime, "g_kntc"), "2026", "official").report("f_04xld")
        found = columns(form.filled)
        assert (found["n4"], found["n1"], found["n99"]) == ("74", "93", "79.6")
        assert not form.refused("r1:n99")
    # A heading that does not say its unit is followed by it, as where the figures were entered.
    page = world.client("receiver").get("/tong-hop-nhieu-ky/g_kntc/2026/f_04xld").get_data(as_text=True)
    assert 'Tỷ lệ <span class="muted">(%)</span></th>' in page


def test_a_ratio_whose_parts_an_old_form_lacks_stays_blank_and_says_so(ratio: Callable[[str], World]) -> None:
    """Columns 19 and 20 are asked since 2024 only: the percentage of the year cannot be known."""
    world = ratio("c20 / c19 * 100")
    with world.db() as db:
        form = Span(db, db.get_one(Regime, "g_kntc"), "2026", "official").report("f_04xld")
        assert "n99" not in columns(form.filled)
        assert any("Cột 99: để trống" in sentence for sentence in said_under(form, "vi"))


# -- results that were made before another release took over their period


def third(world: World, db: Any) -> None:
    """Release 3, the forms of 2024 as they are, from quarter II on."""
    same = [document for document in documents_of("thanh_tra_2024") if document["spec"] != "mapping/1"]
    worlds.publish(db, same, world.actor(db, "receiver").user_id or "", no=3, valid_from="2026-Q2")


def test_a_result_names_its_release_and_is_read_by_it_afterwards(world: World) -> None:
    """A third release covers quarter II again: its stored report stays what it was, says so, and is converted into the year."""
    filled_year(world)
    with world.db() as db:
        rows = db.query(ConsolidationResult).join(Collection).filter(Collection.period == "2026-Q2").all()
        first = {row.release_hash for row in rows}
        assert len(first) == 1
        before = columns(Span(db, db.get_one(Regime, "g_kntc"), "2026", "official").report("f_04xld").filled)
        third(world, db)
        assert columns(Span(db, db.get_one(Regime, "g_kntc"), "2026", "official").report("f_04xld").filled) == before
    page = world.client("receiver").get("/tong-hop/g_kntc/2026-Q2/f_04xld").get_data(as_text=True)
    assert "Báo cáo này lập theo biểu của bản số 1; nay kỳ này theo bản số 3." in page
    consolidate(world, "2026-Q2")
    with world.db() as db:
        rows = db.query(ConsolidationResult).join(Collection).filter(Collection.period == "2026-Q2").all()
        assert {row.release_hash for row in rows} != first
        again = columns(Span(db, db.get_one(Regime, "g_kntc"), "2026", "official").report("f_04xld").filled)
    assert (again["n3"], again["n14"]) == (before["n3"], before["n14"])


def test_a_result_stored_before_releases_were_named_is_read_by_the_one_of_its_day(world: World) -> None:
    filled_year(world)
    with world.db() as db:
        before = columns(Span(db, db.get_one(Regime, "g_kntc"), "2026", "official").report("f_04xld").filled)
        for row in db.query(ConsolidationResult).all():
            row.release_hash = None
        db.flush()
        assert columns(Span(db, db.get_one(Regime, "g_kntc"), "2026", "official").report("f_04xld").filled) == before


def test_a_late_report_enters_a_stored_result_of_other_forms_by_making_it_anew(world: World) -> None:
    filled_year(world)
    with world.db() as db:
        third(world, db)
    put(world, "b", "2026-Q2", sample(), "sent")
    late = world.submission("b", "2026-Q2")
    answer = world.client("receiver").post(f"/api/submissions/{late}/accept", {})
    assert answer.status_code == 200, answer.get_json()
    with world.db() as db:
        assert db.get_one(Submission, late).state in ("accepted", "consolidated")
        row = db.query(ConsolidationResult).join(Collection).filter(Collection.period == "2026-Q2", ConsolidationResult.form_id == "f_04xld").first()
        assert row is not None
        values = json.loads(row.document)["values"]
        assert (values["r1:n3"], "r1:c5" in values) == ("88", False)


def test_a_late_report_leaves_no_form_of_the_older_release_behind(world: World) -> None:
    """Release 3 has 01/TCD under another id: after the late report every stored form is its own, and the year has both units."""
    filled_year(world)
    with world.db() as db:
        documents = documents_of("thanh_tra_2024")
        mapping = {
            "spec": "mapping/1", "id": "m_01moi", "form": "f_moi_tcd", "source": "f_01tcd",
            "base": base_of({document["id"]: document for document in documents}), "entries": {}, "dropped": {},
        }  # fmt: skip
        renamed = [json.loads(json.dumps(document).replace("f_01tcd", "f_moi_tcd")) for document in documents if document["spec"] != "mapping/1"]
        worlds.publish(db, [*renamed, mapping], world.actor(db, "receiver").user_id or "", no=3, valid_from="2026-Q2")
    put(world, "b", "2026-Q2", sample(), "sent")
    answer = world.client("receiver").post(f"/api/submissions/{world.submission('b', '2026-Q2')}/accept", {})
    assert answer.status_code == 200, answer.get_json()
    with world.db() as db:
        rows = db.query(ConsolidationResult).join(Collection).filter(Collection.period == "2026-Q2").all()
        assert len({row.release_hash for row in rows}) == 1
        assert "f_01tcd" not in {row.form_id for row in rows}
    # Received in 04/XLD: 44 of unit a in quarters I and II, 44 of unit b in quarter II, 3 of unit a in quarter III.
    assert year(world, "f_04xld")["n3"] == "135"
