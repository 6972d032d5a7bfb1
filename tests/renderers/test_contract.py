"""What holds for every output: run over the registry, so that a new output is tested by being there."""

from __future__ import annotations

import tracemalloc
import unicodedata
import zipfile
from io import BytesIO

import pytest

from metadata.errors import KhuonError
from renderers.base import Renderer, registry, renderer
from renderers.document import Report
from tests.renderers.samples import all_kinds, example_reports, small_report, with_text

OUTPUTS = list(registry().values())
EXAMPLES = example_reports()
PLAIN = "Nội dung riêng để tìm lại"


def content(output: Renderer, report: Report) -> str:
    """All text of an output; a zip is unpacked."""
    data = output.render(report)
    if data[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(data)) as packed:
            data = b"\n".join(packed.read(name) for name in sorted(packed.namelist()))
    return data.decode("utf-8")


each_output = pytest.mark.parametrize("output", OUTPUTS, ids=lambda output: output.name)


def test_the_outputs() -> None:
    assert list(registry()) == ["csv", "html", "json", "text", "xlsx"]


def test_an_unknown_output_names_the_known_ones() -> None:
    with pytest.raises(KhuonError) as caught:
        renderer("pdfx")
    assert caught.value.code == "renderer.unknown"
    assert "csv, html, json, text, xlsx" in caught.value.problems[0].hint("vi")


@each_output
def test_what_an_output_says_about_itself(output: Renderer) -> None:
    assert output.name.isidentifier()
    assert "/" in output.media_type
    assert output.suffix.startswith(".")


@each_output
def test_every_example_is_drawn(output: Renderer) -> None:
    for name, report in EXAMPLES.items():
        assert report.tables[0].columns[-1].path[-1].split()[-1] in content(output, report), name


@each_output
@pytest.mark.parametrize("make", [small_report, all_kinds], ids=["small", "kinds"])
def test_equal_reports_give_equal_bytes(output: Renderer, make: object) -> None:
    assert callable(make)
    assert output.render(make()) == output.render(make())


@each_output
def test_every_kind_of_cell_is_drawn(output: Renderer) -> None:
    shown = content(output, all_kinds())
    # the worksheet holds "01/03/2026" as a date number and the figures in its own form
    wanted = ["- Đã hoàn thành", "Có", "61", "62", "12a", "quyet-dinh.pdf", "Đoạn một."]
    if output.name == "json":
        wanted[1] = '"c":"co"'
    for text in wanted:
        assert text in shown, text


@each_output
def test_text_stays_text_wherever_it_stands(output: Renderer) -> None:
    assert PLAIN in content(output, with_text(PLAIN))


@each_output
def test_output_is_nfc(output: Renderer) -> None:
    shown = content(output, all_kinds())
    assert unicodedata.is_normalized("NFC", shown)


@each_output
def test_drawing_changes_nothing_in_the_report(output: Renderer) -> None:
    report = all_kinds()
    output.render(report)
    assert report == all_kinds()


@each_output
def test_memory_is_bounded(output: Renderer) -> None:
    """2,000 cells are drawn within 32 MB."""
    report = _large()
    output.render(report)
    tracemalloc.start()
    output.render(report)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 32 * 1024 * 1024


def _large() -> Report:
    from dataclasses import replace

    report = small_report()
    table = report.tables[0]
    rows = tuple(replace(table.rows[0], id=f"r{number}") for number in range(500))
    return replace(report, sections=(replace(table, rows=rows),))
