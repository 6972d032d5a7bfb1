"""Annexes typed by hand, and sheets with slips: read well, and never surer than is right."""

from __future__ import annotations

from functools import cache
from statistics import mean

import pytest

from designer.importing.proposal import Finding
from designer.importing.understanding import understand
from tests.corpus.calibrating import buckets, verdicts
from tests.corpus.notation import forms
from tests.corpus.opened import opened
from tests.corpus.shapes import Score, expected, found, score
from tests.corpus.slips import SLIPS, slipped
from tests.corpus.typed.case import marks, read
from tests.corpus.typed.every import CASES
from tests.corpus.typed.excel_odd import SAVED_AGAIN, again
from tests.corpus.writing import LAYOUTS, workbook
from tests.designer.importing.books import refused, uncovered

FLOOR = 0.98
#: Least of header, rows, kinds and formulas over the forms drawn, by the slip that was made in them.
#: A number or marker that is not there, or a wrong one, cannot be read: these floors say that the rest stays whole.
SLIP_FLOORS = {"captions_low": 0.85, "numbers_missing": 0.7, "numbers_wrong": 0.65, "markers_missing": 0.7}
_LAYOUTS = ("title above, merged", "no borders", "header not merged", "all at once")


@pytest.mark.parametrize("name", CASES)
def test_an_annex_as_it_is_typed(name: str) -> None:
    case = CASES[name]
    book, proposal = read(case)
    assert min(marks(case, proposal).parts()) >= FLOOR
    assert uncovered(book, proposal) == []
    assert refused(proposal.documents) == []
    notes = [note for form in proposal.forms for note in proposal.documents[form]["footnotes"]["order"]]
    assert len(notes) == case.notes


@pytest.mark.parametrize("name", SAVED_AGAIN)
def test_an_annex_as_another_program_saves_it(name: str) -> None:
    case = again(name)
    _, proposal = read(case)
    assert min(marks(case, proposal).parts()) >= FLOOR


def test_text_between_tables_becomes_an_outline_in_its_place() -> None:
    case = CASES["word_report_with_text_between_tables"]
    _, proposal = read(case)
    (form,) = proposal.forms
    sections = proposal.documents[form]["sections"]
    assert [sections["items"][name]["kind"] for name in sections["order"]] == ["outline", "grid", "outline", "grid", "outline"]
    nodes = {key: node for name in sections["order"] for key, node in sections["items"][name].get("headings", {}).get("nodes", {}).items()}
    labels = " | ".join(node["label"] for node in nodes.values())
    assert all(heading in labels for heading in case.outline)
    assert nodes["o1_1"] == {"label": "I. ĐẶC ĐIỂM TÌNH HÌNH", "kind": "text", "guidance": "Nêu khái quát đặc điểm, tình hình của đơn vị trong kỳ báo cáo."}
    assert (nodes["o1_2"]["kind"], nodes["o1_2"]["children"], nodes["o1_3"]["kind"]) == ("heading", ["o1_3"], "heading")
    assert nodes["o3_1"] == {"label": "III. KIẾN NGHỊ, ĐỀ XUẤT", "kind": "text"}
    assert proposal.left == ()


@cache
def slips() -> tuple[dict[str, Score], list[tuple[Finding, bool]]]:
    """Mean scores by slip, and every finding that can be judged with whether it is right."""
    scores: dict[str, Score] = {}
    judged: list[tuple[Finding, bool]] = []
    for at, name in enumerate(SLIPS):
        own: list[Score] = []
        for index, form in enumerate(list(forms().values())[::3]):
            layout = LAYOUTS[_LAYOUTS[(index + at) % len(_LAYOUTS)]]
            proposal = understand(opened(slipped(workbook(("Biểu", [(form, layout)])), name, index)))
            (block, *_) = proposal.blocks
            own.append(score(expected(form), found(proposal.documents[block.form], block.section)))
            judged += verdicts(proposal, form, block)
        scores[name] = Score(*(mean(getattr(one, part) for one in own) for part in ("header", "rows", "kinds", "formulas")))
    return scores, judged


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_does_not_spoil_the_reading(name: str) -> None:
    assert slips()[0][name].worst >= SLIP_FLOORS.get(name, 0.95)


def test_confidence_is_no_higher_than_what_comes_out_right() -> None:
    found_in = {edge: bucket for edge, bucket in buckets(slips()[1]).items() if bucket.count >= 20}
    assert len(found_in) >= 3
    assert [edge for edge, bucket in found_in.items() if bucket.mean > bucket.share + 10] == []
