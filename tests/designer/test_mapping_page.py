"""The page of the data conversion over HTTP: lines with proposals, what is open, edits by operations with undo, a trial."""

from __future__ import annotations

from typing import Any

import pytest

from metadata.mapping import base_of
from tests.designer.test_effects import drawn, of_2021, of_2024, world
from tests.runtime.world import Client, World

__all__ = ["world"]


@pytest.fixture
def draft(world: World) -> tuple[World, Client, str]:
    """The forms of 2024 over the release of 2021, no mapping written yet."""
    documents = {key: doc for key, doc in of_2024().items() if doc["spec"] != "mapping/1"}
    return world, world.client("designer-x"), drawn(world, documents)


def page(client: Client, draft_id: str, form: str = "f_01xld") -> dict[str, Any]:
    answer = client.get(f"/api/drafts/{draft_id}/mapping?form={form}")
    assert answer.status_code == 200, answer.get_json()
    return dict(answer.get_json())


def edit(client: Client, draft_id: str, *operations: dict[str, Any]) -> None:
    rev = page(client, draft_id)["rev"]
    answer = client.post(f"/api/drafts/{draft_id}/operations", {"base": rev, "operations": list(operations), "client": f"c{rev}"})
    assert answer.status_code == 200, answer.get_json()


def accepted(form: dict[str, Any]) -> dict[str, Any]:
    """The mapping that one click on "take the proposals" writes."""
    entries = {
        line["key"]: {"how": line["proposal"]["how"], "from": [one["key"] for one in line["proposal"]["from"]]}
        for line in form["targets"]
        if line["proposal"]
    }
    dropped = {line["key"]: {"reason": line["proposal"]["reason"]} for line in form["sources"] if line["proposal"]}
    return {"spec": "mapping/1", "id": form["mapping_id"], "form": form["id"], "base": form["base"], "entries": entries, "dropped": dropped}


def test_forms_say_how_much_is_open(draft: tuple[World, Client, str]) -> None:
    _, client, draft_id = draft
    told = page(client, draft_id)
    states = {one["code"]: (one["state"], one["left"]) for one in told["forms"]}
    assert states["01/TCD"] == ("kept", {"old": 0, "new": 0})
    assert states["01/XLD"] == ("changed", {"old": 26, "new": 22})
    assert told["release"]["no"] == 1


def test_every_new_place_has_its_proposal(draft: tuple[World, Client, str]) -> None:
    _, client, draft_id = draft
    lines = {line["key"]: line for line in page(client, draft_id)["form"]["targets"]}
    second = lines["n2"]["proposal"]
    assert (second["how"], [one["key"] for one in second["from"]], second["why"]) == ("sum", ["c2", "c3", "c4"], "group")
    assert lines["n5"]["proposal"]["how"] == "new"
    assert lines["n2"]["open"] == 1
    assert "r1" not in lines  # a table of one row is spoken of by its columns


def test_one_click_takes_all_proposals_and_one_undo_takes_them_back(draft: tuple[World, Client, str]) -> None:
    _, client, draft_id = draft
    form = page(client, draft_id)["form"]
    edit(client, draft_id, {"op": "set", "path": [form["mapping_id"]], "value": accepted(form)})
    after = page(client, draft_id)
    assert after["form"]["left"] == {"old": 0, "new": 0}
    assert [line["problems"] for line in after["form"]["targets"] if line["problems"]] == []
    answer = client.post(f"/api/drafts/{draft_id}/undo", {"base": after["rev"], "client": "u1"})
    assert answer.status_code == 200, answer.get_json()
    assert page(client, draft_id)["form"]["left"] == {"old": 26, "new": 22}


def test_taking_all_proposals_of_every_form_lets_the_draft_be_submitted(draft: tuple[World, Client, str]) -> None:
    _, client, draft_id = draft
    refused = client.post(f"/api/drafts/{draft_id}/submit", {"note": ""}).get_json()
    assert {problem["code"] for problem in refused["problems"]} == {"template.has_errors", "mapping.unwritten"}
    for code in ("f_01xld", "f_02xld", "f_03xld", "f_04xld"):
        form = page(client, draft_id, code)["form"]
        edit(client, draft_id, {"op": "set", "path": [form["mapping_id"]], "value": accepted(form)})
    assert client.post(f"/api/drafts/{draft_id}/submit", {"note": ""}).status_code == 200


def test_a_derived_place_with_a_wrong_formula_says_what_is_wrong(draft: tuple[World, Client, str]) -> None:
    _, client, draft_id = draft
    form = page(client, draft_id)["form"]
    edit(client, draft_id, {"op": "set", "path": [form["mapping_id"]], "value": accepted(form)})
    entry = [form["mapping_id"], "entries", "n5"]
    blank, wrong = {"how": "new", "from": []}, {"how": "derived", "from": ["c1", "c8"], "expr": "c1 - c77"}
    edit(client, draft_id, {"op": "set", "path": entry, "value": wrong, "was": blank})
    line = next(line for line in page(client, draft_id)["form"]["targets"] if line["key"] == "n5")
    assert ["c77" in problem["message"] for problem in line["problems"]] == [True]
    edit(client, draft_id, {"op": "set", "path": entry, "value": {**wrong, "expr": "c1 - c8"}, "was": wrong})
    line = next(line for line in page(client, draft_id)["form"]["targets"] if line["key"] == "n5")
    assert (line["how"], line["problems"]) == ("derived", [])
    assert [(place["key"], place["short"]) for place in line["from"]] == [("c1", "cột 1"), ("c8", "cột 8")]


def test_a_mapping_of_another_release_is_taken_over_by_its_base_alone(world: World) -> None:
    documents = of_2024()
    documents["m_01xld"]["base"] = "0" * 64
    draft_id, client = drawn(world, documents), world.client("designer-x")
    told = page(client, draft_id)
    assert (told["form"]["base_fits"], told["form"]["left"]) == (False, {"old": 0, "new": 0})
    edit(client, draft_id, {"op": "set", "path": ["m_01xld", "base"], "value": told["form"]["base"], "was": "0" * 64})
    after = page(client, draft_id)
    assert after["form"]["base_fits"]
    assert after["form"]["base"] == base_of(of_2021())
    codes = [p["code"] for p in client.post(f"/api/drafts/{draft_id}/check", {}).get_json()["problems"] if p["code"].startswith("mapping.")]
    assert codes == []


def test_a_trial_shows_old_figures_beside_the_new_ones(world: World) -> None:
    draft_id, leader = drawn(world, of_2024()), world.client("leader")
    offered = page(leader, draft_id)["form"]["offered"]
    report = next(one["id"] for one in offered if one["words"] == "Xã An Thi – Quý II năm 2026")
    told = leader.get(f"/api/drafts/{draft_id}/mapping/try?form=f_01xld&of={report}").get_json()
    cells = {cell["key"]: cell for cell in told["cells"]}
    assert ([old["figure"] for old in cells["r1:n2"]["old"]], cells["r1:n2"]["new"]) == (["49", "6", "37"], "92")
    assert told["lost"] == []
    # What a formula takes is shown as the figures that it reads: 5 = cột 1 − cột 8 of the old form.
    read = [int(old["figure"].replace(".", "")) for old in cells["r1:n5"]["old"]]
    assert [old["words"].partition(" “")[0] for old in cells["r1:n5"]["old"]] == ["cột 1", "cột 8"]
    assert cells["r1:n5"]["new"] == str(read[0] - read[1])
    lost = leader.get(f"/api/drafts/{draft_id}/mapping/try?form=f_02xld&of={report}").get_json()["lost"]
    assert [(one["words"].partition(" “")[0], one["figure"]) for one in lost] == [("cột 28", "11")]


def test_a_designer_tries_it_on_samples_and_reads_no_report(world: World) -> None:
    draft_id, client = drawn(world, of_2024()), world.client("designer-x")
    assert [one["id"] for one in page(client, draft_id)["form"]["offered"]] == ["sample"]
    told = client.get(f"/api/drafts/{draft_id}/mapping/try?form=f_01xld&of=sample").get_json()
    second = next(cell for cell in told["cells"] if cell["key"] == "r1:n2")
    assert second["new"] == str(sum(int(old["figure"]) for old in second["old"]))
    report = world.submission("a", "2026-Q2")
    assert client.get(f"/api/drafts/{draft_id}/mapping/try?form=f_01xld&of=report:{report}").status_code == 404
    assert client.get(f"/api/drafts/{draft_id}/mapping/try?form=f_99&of=sample").status_code in (404, 422)


def test_a_first_draft_has_nothing_to_convert(world: World) -> None:
    with world.db() as db:
        from designer.drafts import service
        from runtime.store.models import Regime

        documents = {key.replace("g_kntc", "g_moi"): {**doc, **({"id": "g_moi", "code": "MOI"} if key == "g_kntc" else {})} for key, doc in of_2021().items()}
        actor = world.actor(db, "designer-x")
        regime = db.get_one(Regime, "g_kntc")
        db.add(Regime(id="g_moi", code="MOI", name="Mới", owner_id="lead", created_at=regime.created_at, created_by=regime.created_by))
        db.flush()
        draft_id = service.start(db, actor, "g_moi", documents, None, "Mới").id
    assert page(world.client("designer-x"), draft_id)["release"] is None
