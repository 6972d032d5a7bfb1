"""The title of a consolidated report: on its page, in the list of reports, in files, over a longer period."""

from __future__ import annotations

import io

import openpyxl
import pytest

from metadata.periods import Period
from tests.runtime import world as worlds
from tests.runtime.consolidation.test_running import consolidate, form_and_regime, put

PAGE = "/tong-hop/g_1/2026-Q3"


@pytest.mark.parametrize(
    ("title", "printed"),
    [("TỔNG HỢP {unit} – {period}", None), ("", "form")],
    ids=["said", "empty: as the form is called"],
)
def test_the_title_of_a_report(store_url: str, title: str, printed: str | None) -> None:
    with worlds.world_of(store_url, form_and_regime(title=title, cells={})) as world:
        put(world, "a", {"f_1": {"r1:c2": "3"}})
        consolidate(world)
        client = world.client("receiver")
        with world.db() as db:
            unit = worlds.collection_of(db).regime.owner.name
        form = form_and_regime()[0]["title"]
        expected = form if printed == "form" else f"TỔNG HỢP {unit} – {Period.parse('2026-Q3').label()}"
        table = client.get(f"{PAGE}/f_1").get_data(as_text=True)
        assert f"— {expected}</h1>" in table
        assert f"<td>{expected}</td>" in client.get(PAGE).get_data(as_text=True)
        paper = client.get(f"{PAGE}/f_1/tai/html").get_data(as_text=True)
        assert f">{expected}<" in paper
        book = openpyxl.load_workbook(io.BytesIO(client.get(f"{PAGE}/f_1/tai/xlsx").get_data()))
        texts = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
        assert expected in texts
        if printed is None:
            assert form not in texts
            # The unit's own report keeps the form's title.
            own = world.client("head-a").get(f"/bao-cao/{world.submission('a')}/in").get_data(as_text=True)
            assert expected not in own
