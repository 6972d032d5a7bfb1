"""Mappings of a draft are judged against the release in force: what they leave open keeps the draft from the leader's desk."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from tests.designer.test_review import People, Stored, act, published, waiting
from tests.people import Person

__all__ = ["waiting"]


def next_draft(designer: Person) -> str:
    location = designer.post("/thiet-ke/che-do/g_thu/ban-thao").headers["Location"]
    return str(location.rpartition("/")[2])


def with_mapping(designer: Person, draft: str, base: str, version: int = 0, **more: Any) -> None:
    document = {"spec": "mapping/1", "id": "m_01xld", "form": "f_01xld", "base": base, "source": "f_01xld", **more}
    operations = [{"op": "set", "path": ["m_01xld"], "value": document}]
    assert act(designer, draft, "operations", base=version, operations=operations).status_code == 200


def codes(answer: Any) -> list[str]:
    return [problem["code"] for problem in answer.get_json()["problems"]]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"entries": {"c99": {"how": "new"}}}, "mapping.place"),
        ({"entries": {"c1": {"how": "same", "from": ["c77"]}}}, "mapping.place"),
        ({"entries": {"c1": {"how": "new"}}}, "mapping.homeless"),
    ],
)
def test_a_mapping_that_is_not_total_is_refused(app: Flask, person: People, waiting: tuple[str, str], more: dict[str, Any], code: str) -> None:
    base = published(app, person, waiting)["hash"]
    designer = person("designer")
    draft = next_draft(designer)
    with_mapping(designer, draft, base, **more)
    answer = act(designer, draft, "submit")
    assert answer.status_code == 422
    assert codes(answer)[0] == "template.has_errors"
    assert code in codes(answer)


def test_a_mapping_of_another_release_is_refused(app: Flask, person: People, waiting: tuple[str, str]) -> None:
    published(app, person, waiting)
    designer = person("designer")
    draft = next_draft(designer)
    with_mapping(designer, draft, "0" * 64, entries={})
    assert codes(act(designer, draft, "submit")) == ["template.has_errors", "mapping.other_base"]


def test_a_total_mapping_goes_through_and_later_drafts_carry_it(
    app: Flask, person: People, waiting: tuple[str, str], stored: Stored
) -> None:
    base = published(app, person, waiting, "2026-Q3")["hash"]
    designer = person("designer")
    draft = next_draft(designer)
    with_mapping(designer, draft, base, entries={"c1": {"how": "new"}}, dropped={"c1": {"reason": "không dùng nữa"}})
    assert act(designer, draft, "submit").status_code == 200
    shown = stored(draft).content_hash
    assert act(person("leader"), draft, "forward", shown=shown).status_code == 200
    published(app, person, (draft, shown), "2026-Q4")
    third = next_draft(designer)
    assert [code for code in codes(act(designer, third, "check")) if code.startswith("mapping.")] == []
