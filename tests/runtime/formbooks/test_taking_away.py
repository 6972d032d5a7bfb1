"""The workbook as a download: who gets it, what is in it with figures and without, equal bytes for equal asking."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

from runtime.formbooks.found import Found
from runtime.formbooks.reading import found
from runtime.workbooks.excel import read_excel
from tests.runtime.formbooks.brought import DOCUMENTS
from tests.runtime.formbooks.files import places, spot
from tests.runtime.world import World, world_of

START = {"r1:c2": "5", "r1:c3": "10.5", "r2#k1:c2": "7", "q1": {"t": "Chữ"}}
ROWS = {"r2": [{"id": "k1", "label": "Đất đai", "item": None}]}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world_of(f"sqlite:///{Path(tmp_path_factory.mktemp('store')) / 'store.sqlite3'}", DOCUMENTS) as made:
        assert made.client("clerk-a").save(made.submission("a"), "f_1", START, instances=ROWS).status_code == 200
        yield made


def taken(world: World, way: str = "co-so-lieu", login: str = "clerk-a", form: str = "f_1") -> Any:
    return world.client(login).get(f"/bao-cao/{world.submission('a')}/{form}/tep-nhap/{way}")


def cells(answer: Any) -> Found:
    return found(read_excel(answer.data, ""))


def test_a_file_with_the_figures(world: World) -> None:
    answer = taken(world)
    assert (answer.status_code, answer.mimetype) == (200, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    assert "01-T Xã An Thi 2026-Q3 (nhập).xlsx" in unquote(answer.headers["Content-Disposition"])
    back = cells(answer)
    assert {key: back.cells[key].text for key in ("r1:c2", "r1:c3", "r2#k1:c2", "r2#k1:@label", "q1")} == {
        "r1:c2": "5", "r1:c3": "10.5", "r2#k1:c2": "7", "r2#k1:@label": "Đất đai", "q1": "Chữ",
    }  # fmt: skip
    assert back.facts.filled


def test_a_blank_file_keeps_the_rows_and_holds_no_figure(world: World) -> None:
    back = cells(taken(world, "trong"))
    assert not back.facts.filled
    assert back.cells["r2#k1:@label"].text == "Đất đai"
    assert {cell.text for key, cell in back.cells.items() if cell.kind in ("number", "text", "date", "choice", "target")} == {""}


def without_copy(data: bytes) -> dict[str, bytes]:
    """The files of a workbook without the name that tells this copy from others."""
    copy = found(read_excel(data, "b.xlsx")).facts.copy
    assert copy
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name).replace(copy.encode(), b"") for name in archive.namelist()}


def test_equal_asking_gives_equal_bytes_but_for_the_copy_and_each_person_rows_of_his_own(world: World) -> None:
    assert without_copy(taken(world).data) == without_copy(taken(world).data)

    def spare(login: str) -> set[str]:
        return {key for key in cells(taken(world, login=login)).cells if key.startswith("r2#s") and key.endswith(":@label")}

    assert len(spare("clerk-a")) == 2
    assert spare("clerk-a").isdisjoint(spare("head-a"))


def test_totals_name_the_spare_rows(world: World) -> None:
    """A computed cell of a spare row has its formula, so that a row written there counts at once."""
    data = taken(world).data
    where, book = places(data), load_workbook(BytesIO(data))
    spare = [key.partition(":")[0] for key in where if key.startswith("r2#s") and key.endswith(":@label")]
    assert all(str(spot(book, where[f"{row}:c1"]).value).startswith("=") for row in spare)
    assert all(not spot(book, where[f"{row}:{column}"]).protection.locked for row in spare for column in ("@label", "c2", "c7"))


def test_only_those_who_may_take_the_report_away(world: World) -> None:
    assert [taken(world, login=login).status_code for login in ("head-a", "auditor")] == [200, 200]
    assert [taken(world, login=login).status_code for login in ("clerk-b", "receiver-other")] == [404, 404]
    assert (taken(world, "khac").status_code, taken(world, form="f_9").status_code) == (404, 404)
