"""The engine that evaluates formulas is a setting; reports and consolidations come out the same from each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from metadata.errors import KhuonError
from metadata.formula.program.run import ENGINES
from runtime.config import from_env
from runtime.releases import formula_engine
from runtime.store.models import Submission
from runtime.submissions.opened import Opened
from tests.runtime import world as worlds
from tests.runtime.consolidation.test_running import consolidate, put, report
from tests.runtime.world import World, documents_of, sample


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with worlds.world_of(f"sqlite:///{tmp_path / 'store.sqlite3'}", documents_of("thanh_tra_2021")) as made:
        yield made


def seen(world: World, engine: str) -> Any:
    """What a unit's forms compute and fail, and the consolidated report, by one engine."""
    world.app.extensions["khuon.config"] = replace(world.app.extensions["khuon.config"], formula_engine=engine)
    forms = sample(name="fails_c13")
    put(world, "a", forms)
    put(world, "b", sample())
    report_id = world.submission("a")
    with world.db() as db:
        assert formula_engine() == engine
        opened = Opened(db, db.get(Submission, report_id))
        results = {form: opened.run(form, opened.filled(form)).as_dict() for form in forms}
    consolidate(world)
    return results, report(world, "f_01xld"), report(world, "f_02xld")


def test_every_engine_gives_the_same_reports(world: World) -> None:
    found = [seen(world, engine) for engine in ENGINES]
    assert found[0][0]["f_01xld"]["failures"]
    assert all(one == found[0] for one in found)


def test_an_unknown_engine_is_refused_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHUON_FORMULA_ENGINE", "excel")
    with pytest.raises(KhuonError) as refused:
        from_env()
    assert refused.value.problems[0].code == "config.value"
    monkeypatch.setenv("KHUON_FORMULA_ENGINE", "asteval")
    assert from_env().formula_engine == "asteval"
