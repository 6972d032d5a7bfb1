"""A mapping names the content that it starts from, so it holds in every installation that has the same forms."""

from __future__ import annotations

from typing import Any

from metadata.mapping import base_of, check_mappings, mappings_of
from metadata.template import Template
from tests.metadata import examples

FORMS = {"f_01xld", "f_02xld", "f_03xld", "f_04xld"}


def _old() -> dict[str, Any]:
    return dict(examples.documents("thanh_tra_2021"))


def _new() -> Template:
    return Template(examples.documents("thanh_tra_2024"))


def test_the_example_of_2024_names_the_forms_of_2021() -> None:
    assert set(mappings_of(_new(), base_of(_old()))) == FORMS


def test_who_reports_deadlines_and_layouts_may_differ_from_place_to_place() -> None:
    here = _old()
    here["g_kntc"] = {**here["g_kntc"], "receiver": "u_other", "code": "KNTC-2"}
    del here["l_01xld"]
    assert base_of(here) == base_of(_old())


def test_another_caption_is_another_base() -> None:
    here = _old()
    here["f_01xld"] = {**here["f_01xld"], "title": "Khác"}
    assert base_of(here) != base_of(_old())
    assert mappings_of(_new(), base_of(here)) == {}


def test_a_release_that_only_brings_a_mapping_is_not_its_own_base() -> None:
    """Else the mapping that it carries would be run again from it to the next one."""
    after = {**_old(), "m_x": {"spec": "mapping/1", "id": "m_x", "form": "f_01xld", "base": base_of(_old()), "entries": {}}}
    assert base_of(after) != base_of(_old())


def test_the_example_is_total_from_the_example_before_it() -> None:
    assert check_mappings(Template(_old()), _new(), None) == []
